"""v3 voices that are cloned from a recording, found by a description, deleted (speech, "Voices v3")."""

from __future__ import annotations

import re
from hashlib import blake2s
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from heygen_build.emulator import tasks, wire
from heygen_build.emulator.catalog import Gender, Timbre, Voice
from heygen_build.emulator.inputs import SOUNDS, find_file
from heygen_build.emulator.jobs import Failure, Made, Outcome
from heygen_build.emulator.kinds import VOICE_CLONE
from heygen_build.emulator.locales import LANGUAGES, espeak_language
from heygen_build.emulator.own_cast import OwnCast
from heygen_build.emulator.reader import read_body
from heygen_build.emulator.routes_voices import voice_row
from heygen_build.emulator.serving import endpoint
from heygen_build.emulator.video_body import need_asset
from heygen_build.emulator.wire import Problem
from heygen_build.emulator.world import World

VOICE_SLOTS = 100
"""Clones that the emulated account may have; HeyGen's number depends on the plan."""
SHORTEST_SAMPLE = 5.0
"""Seconds. No page states HeyGen's own minimum; shorter samples end in a failed clone here."""
BATCH = 3
"""Voices that a design call answers."""
_VARIANTS: tuple[tuple[Gender, str, int], ...] = (
    ("female", "f2", 50),
    ("male", "m3", 42),
    ("female", "f4", 60),
    ("male", "m1", 38),
    ("female", "Annie", 56),
    ("male", "m7", 45),
)


def routes(world: World) -> list[Route]:
    return [
        endpoint(world, "POST", "/v3/voices/clone", clone, repeatable=True),
        endpoint(world, "POST", "/v3/voices", design),
        endpoint(world, "DELETE", "/v3/voices/{voice_id}", delete),
    ]


async def clone(world: World, request: Request) -> Response:
    """Asynchronous: GET /v3/voices/{id} says when it is `complete`. Clones are not priced on any page."""
    body = read_body(await request.body())
    name, language = body.need_text("voice_name", longest=500), body.text("language")
    body.flag("remove_background_noise", nullable=False)
    code = espeak_language(language, "language") if language else "en-us"
    sample = find_file(need_asset(body, "audio"), world.state, world.folder, SOUNDS)
    cast = OwnCast(world.state)
    if sum(voice.id not in cast.gone for voice in cast.voices.values()) >= VOICE_SLOTS:
        message = f"You have used all {VOICE_SLOTS} voice clone slots"
        raise Problem(400, "resource_limit_reached", message)
    terms = tasks.Terms(VOICE_CLONE, title=name, outcome=_outcome(sample))
    job = tasks.accept(world, request, terms)
    cast.voices[job.id] = _voice(world, job.id, name, code, sample)
    return wire.data({"voice_clone_id": job.id})


def _outcome(sample: Path) -> Outcome:
    from heygen_build.media.model import MediaError
    from heygen_build.media.probe import probe

    try:
        info = probe(sample)
    except MediaError:
        return Failure("voice_clone_failed", "The audio file cannot be read")
    if info.audio is None or info.audio.duration < SHORTEST_SAMPLE:
        return Failure("voice_clone_failed", "The audio sample is too short")
    return Made()


def _voice(world: World, voice_id: str, name: str, code: str, sample: Path) -> Voice:
    """Equal recordings sound alike: which of the draft's timbres stands for one depends on its bytes."""
    pick = int.from_bytes(blake2s(sample.read_bytes(), digest_size=4).digest(), "big")
    gender, variant, pitch = _VARIANTS[pick % len(_VARIANTS)]
    timbre = Timbre(code, variant, pitch + pick % 7)
    language = LANGUAGES.get(code.partition("-")[0], "English")
    now = int(world.clock())
    return Voice(
        voice_id,
        name,
        language,
        gender,
        timbre,
        frozenset({"starfish"}),
        type="private",
        status="processing",
        created_at=now,
    )


async def design(world: World, request: Request) -> Response:
    """A search in the library: the same prompt and seed give the same voices, the next seed the next ones."""
    body = read_body(await request.body())
    prompt = body.need_text("prompt", longest=10_000)
    gender, locale = body.choice("gender", "male", "female"), body.text("locale")
    seed = int(body.number("seed", 0, 1_000_000, 0.0, nullable=False))
    code = espeak_language(locale, "locale") if locale else None
    voices = [
        voice
        for voice in world.catalog.voices
        if voice.type == "public" and gender in (None, voice.gender) and _speaks(voice, code)
    ]
    ranked = sorted(voices, key=lambda voice: (-_likeness(prompt, voice), _chance(prompt, voice)))
    found = ranked[seed * BATCH : (seed + 1) * BATCH]
    return wire.data({"seed": seed, "voices": [voice_row(world, request, voice) for voice in found]})


def _speaks(voice: Voice, code: str | None) -> bool:
    return code is None or voice.timbre.language.partition("-")[0] == code.partition("-")[0]


def _likeness(prompt: str, voice: Voice) -> int:
    """How many words of the description are said of the voice."""
    pitch = "deep low calm warm" if voice.timbre.pitch < 45 else "bright high young lively"
    pace = "slow calm" if voice.timbre.words_per_minute < 162 else "fast upbeat"
    said = f"{voice.name} {voice.language} {voice.gender} {pitch} {pace}"
    return len(_words(prompt) & _words(said))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _chance(prompt: str, voice: Voice) -> str:
    return blake2s(f"{prompt}/{voice.id}".encode()).hexdigest()


async def delete(world: World, request: Request) -> Response:
    voice = world.catalog.voice(request.path_params["voice_id"])
    if voice is None:
        raise Problem(404, "voice_not_found", f"Voice {request.path_params['voice_id']} not found")
    if voice.type == "public":
        raise Problem(403, "resource_access_denied", "Public voices cannot be deleted")
    OwnCast(world.state).remove("voice", voice.id)
    return wire.data({"voice_id": voice.id})
