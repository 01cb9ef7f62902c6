"""GET /v3/audio/sounds: music and effects, found by words."""

from __future__ import annotations

import asyncio
import re
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from heygen_build.emulator import wire
from heygen_build.emulator.catalog_sounds import SOUNDS, CatalogSound
from heygen_build.emulator.front import refused_link
from heygen_build.emulator.serving import endpoint, page_limit, query_choice
from heygen_build.emulator.wire import Json, invalid
from heygen_build.emulator.world import World

DEFAULT_SCORE = 0.7


def routes(world: World) -> list[Route]:
    async def file(request: Request) -> Response:
        return await sound_file(world, request)

    return [endpoint(world, "GET", "/v3/audio/sounds", search), Route("/files/sounds/{sound_id}.wav", file)]


async def search(world: World, request: Request) -> Response:
    """Best first. Effects score lower than music, so that 0.7 finds almost none of them (observed)."""
    query = request.query_params
    words = set(re.findall(r"\w+", query.get("query", "").casefold()))
    if not words:
        raise invalid("query", "query is required")
    kind = query_choice(request, "type", "music", "sound_effects") or "music"
    scored = [(_score(words, sound), sound) for sound in SOUNDS if sound.kind == kind]
    found = [pair for pair in scored if pair[0] >= _min_score(request)]
    found.sort(key=lambda pair: -pair[0])
    places = {sound.id: place for place, (_, sound) in enumerate(found)}
    limit = page_limit(request, 10, 50)
    page, token = wire.cut(found, lambda pair: places[pair[1].id], limit, query.get("token"))
    return wire.page([_row(world, request, score, sound) for score, sound in page], token)


def _score(words: set[str], sound: CatalogSound) -> float:
    said = set(re.findall(r"\w+", f"{sound.name} {sound.description}".casefold()))
    share = len(words & said) / len(words)
    return round((0.5 + 0.45 * share) if sound.kind == "music" else (0.3 + 0.37 * share), 3) if share else 0.1


def _min_score(request: Request) -> float:
    text = request.query_params.get("min_score")
    try:
        value = DEFAULT_SCORE if text is None else float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise invalid("min_score", "min_score must be between 0 and 1")
    return value


def _row(world: World, request: Request, score: float, sound: CatalogSound) -> Json:
    return {
        "id": sound.id,
        "name": sound.name,
        "description": sound.description,
        "type": sound.kind,
        "score": score,
        "audio_url": world.signed(request, f"/files/sounds/{sound.id}.wav"),
        "duration": round(sound.seconds, 3),
        "peak_offset": 0.0 if sound.placement == "hit" else None,
        "placement": sound.placement,
    }


async def sound_file(world: World, request: Request) -> Response:
    query = request.query_params
    signature = query.get("expires", ""), query.get("signature", "")
    verdict = world.signer.verdict(request.url.path, *signature, world.clock())
    if verdict is not None:
        return refused_link(HTTPStatus.FORBIDDEN, verdict, "Access denied")
    sound = next((sound for sound in SOUNDS if sound.id == request.path_params["sound_id"]), None)
    if sound is None:
        return refused_link(HTTPStatus.NOT_FOUND, "NoSuchKey", "The specified key does not exist.")
    from heygen_build.emulator.soundcheck import write  # heavy: numpy

    path = world.folder / "sounds" / f"{sound.id}.wav"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        await asyncio.to_thread(write, sound, path)
    return FileResponse(path, media_type="audio/wav")
