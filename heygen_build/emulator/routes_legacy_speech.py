"""v1's speech: the same call and answers as v3's, and its own list of voices (speech, "Legacy TTS")."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from heygen_build.emulator import wire
from heygen_build.emulator.reader import Reader, read_body
from heygen_build.emulator.routes_voices import SPEEDS, speak, voice_row
from heygen_build.emulator.serving import endpoint
from heygen_build.emulator.wire import Json, invalid
from heygen_build.emulator.world import World


def routes(world: World) -> list[Route]:
    return [
        endpoint(world, "GET", "/v1/audio/voices", voices, generation="v2"),
        endpoint(world, "POST", "/v1/audio/text_to_speech", speech, generation="v2"),
    ]


async def voices(world: World, request: Request) -> Response:
    """Only voices that speak without an avatar, in one answer."""
    found = [voice for voice in world.catalog.voices if "starfish" in voice.engines and voice.status != "processing"]
    rows: list[Json] = [dict(voice_row(world, request, voice)) for voice in found]
    return wire.v2_data({"voices": rows})


async def speech(world: World, request: Request) -> Response:
    body = read_body(await request.body())
    return wire.v2_data(await speak(world, request, body, _speed(body)))


def _speed(body: Reader) -> float:
    """A number, or a string of one."""
    written = body.raw("speed")
    if not isinstance(written, str):
        return body.number("speed", *SPEEDS, 1.0)
    try:
        return Reader({"speed": float(written)}).number("speed", *SPEEDS, 1.0)
    except ValueError as wrong:
        raise invalid("speed", "speed: must be a number") from wrong
