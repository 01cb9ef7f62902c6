"""v3 voices: list, get, speech."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from heygen_build.emulator import prices, tasks, wire
from heygen_build.emulator.catalog import Voice
from heygen_build.emulator.checks import find_voice, pauses
from heygen_build.emulator.kinds import VOICE_CLONE
from heygen_build.emulator.locales import speak_in
from heygen_build.emulator.orders import Saying
from heygen_build.emulator.reader import Reader, read_body
from heygen_build.emulator.serving import endpoint, page_limit, query_choice
from heygen_build.emulator.ssml import from_ssml
from heygen_build.emulator.studio import DrawingError
from heygen_build.emulator.wire import Json, Problem
from heygen_build.emulator.world import World

SPEEDS = (0.5, 2.0)


def routes(world: World) -> list[Route]:
    return [
        endpoint(world, "GET", "/v3/voices", list_voices),
        endpoint(world, "POST", "/v3/voices/speech", speech, repeatable=True),
        endpoint(world, "GET", "/v3/voices/{voice_id}", get),
    ]


async def list_voices(world: World, request: Request) -> Response:
    """Private voices only with `type=private` (speech, "Voices v3")."""
    query = request.query_params
    kind = query_choice(request, "type", "public", "private") or "public"
    gender = query_choice(request, "gender", "male", "female")
    engine, language = query.get("engine"), query.get("language")
    catalog = world.catalog
    voices = [
        voice
        for voice in catalog.voices
        if voice.type == kind
        and (engine is None or engine in voice.engines)
        and (language is None or language.casefold() == voice.language.casefold())
        and (gender is None or gender == voice.gender)
    ]
    places = {voice.id: place for place, voice in enumerate(catalog.voices)}
    page, token = wire.cut(voices, lambda voice: places[voice.id], page_limit(request, 20, 100), query.get("token"))
    return wire.page([voice_row(world, request, voice) for voice in page], token)


def voice_row(world: World, request: Request, voice: Voice) -> dict[str, Json]:
    return {
        "voice_id": voice.id,
        "name": voice.name,
        "language": voice.language,
        "gender": voice.gender,
        "type": voice.type,
        "support_pause": voice.support_pause,
        "support_locale": voice.support_locale,
        "preview_audio_url": _preview(world, request, voice),
    }


def _preview(world: World, request: Request, voice: Voice) -> str | None:
    """Only for voices that are ready (VoiceGet)."""
    if voice.status in ("processing", "failed"):
        return None
    return f"{world.base_url(request)}/files/voices/{voice.id}/preview.wav"


async def get(world: World, request: Request) -> Response:
    voice_id = request.path_params["voice_id"]
    cloning = world.state.job(voice_id, VOICE_CLONE.name)
    if cloning is not None:
        await world.poll([cloning])
    voice = world.catalog.voice(voice_id)
    if voice is None:
        raise Problem(404, "voice_not_found", f"Voice {voice_id} not found")
    return wire.data(
        {
            "voice_id": voice.id,
            "name": voice.name,
            "language": voice.language,
            "gender": voice.gender,
            "preview_audio_url": _preview(world, request, voice),
            "support_pause": voice.support_pause,
            "support_interactive_avatar": False,
            "created_at": voice.created_at,
            "status": voice.status,
            "failure_message": tasks.failure_message(world, cloning) if cloning is not None else None,
        }
    )


async def speech(world: World, request: Request) -> Response:
    """Answers when the file exists. Unknown fields pass: the schema does not close this body."""
    body = read_body(await request.body())
    return wire.data(await speak(world, request, body, body.number("speed", *SPEEDS, 1.0, nullable=False)))


async def speak(world: World, request: Request, body: Reader, speed: float) -> dict[str, Json]:
    """What v1 and v3 answer to a request for speech; it is charged."""
    text = body.need_text("text", longest=5_000)
    voice_id = body.need_text("voice_id")
    ssml = body.choice("input_type", "text", "ssml", nullable=False) == "ssml"
    language, locale = body.text("language"), body.text("locale")
    voice = find_voice(world.catalog, voice_id)
    if "starfish" not in voice.engines:
        raise Problem(
            400, "voice_not_usable", f"Voice {voice.id} does not support the starfish engine", param="voice_id"
        )
    timbre = speak_in(voice, locale or language, "locale" if locale else "language")
    plain = from_ssml(text) if ssml else text
    if not plain.strip():
        raise Problem(400, "tts_text_invalid", "The text holds nothing to say", param="text")
    world.state.afford(prices.spoken_seconds(plain, speed) * prices.SPEECH)
    return await _spoken(world, request, Saying(pauses(plain, voice), timbre, speed))


async def _spoken(world: World, request: Request, saying: Saying) -> dict[str, Json]:
    try:
        spoken = await world.studio.speak(saying)
    except DrawingError as wrong:
        raise Problem(500, wrong.code, wrong.message) from wrong
    speech_id = world.state.new_id()
    world.state.speeches[speech_id] = spoken.file
    world.state.charge_speech(spoken.duration, speech_id)
    words: list[Json] = [{"word": word.text, "start": word.start, "end": word.end} for word in spoken.words]
    sentinels = _sentinel("<start>", 0.0), _sentinel("<end>", spoken.duration)
    return {
        "audio_url": world.signed(request, f"/files/speech/{speech_id}.wav"),
        "duration": spoken.duration,
        "request_id": speech_id,
        "word_timestamps": [sentinels[0], *words, sentinels[1]],
    }


def _sentinel(word: str, at: float) -> Json:
    """Live answers begin and end with these two (observed)."""
    return {"word": word, "start": at, "end": at}
