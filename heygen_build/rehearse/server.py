"""The page of a rehearsal: this machine only, behind a random token."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route

from heygen_build.heygen.errors import HeyGenError
from heygen_build.rehearse.lines import Rehearsable
from heygen_build.rehearse.stage import DraftFailed, Spoken, Stage

DRAFT = "No API key: the built-in emulator has no media server, so that you see draft clips of what would be streamed."
EMULATED = "This emulator has no media server, so that you see draft clips of what would be streamed."
# A live room needs LiveKit's script, which comes from its own distributor.
_LIVEKIT = "https://cdn.jsdelivr.net"
_REST = "style-src 'self'; media-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_POLICY = f"default-src 'none'; script-src 'self'; connect-src 'self'; {_REST}"
_LIVE_POLICY = f"default-src 'none'; script-src 'self' {_LIVEKIT}; connect-src 'self' https: wss:; {_REST}"
_TYPES = {"index.html": "text/html", "rehearse.js": "text/javascript", "rehearse.css": "text/css"}


def application(
    film: str, rehearsed: Rehearsable, stage: Stage, media: Path, token: str, *, is_draft: bool
) -> Starlette:
    """The page, its lines, and what it may ask: say a line, be silent."""
    policy = _POLICY if stage.is_emulated else _LIVE_POLICY
    turn = asyncio.Lock()  # one session, one line at a time

    async def lines(request: Request) -> Response:
        rows = [asdict(line) for line in rehearsed.lines]
        notes = [*stage.notes, *([DRAFT if is_draft else EMULATED] if stage.is_emulated else [])]
        return JSONResponse({"film": film, "lines": rows, "skipped": rehearsed.skipped, "notes": notes})

    async def say(request: Request) -> Response:
        number = request.path_params["number"]
        if not 0 <= number < len(rehearsed.lines):
            return _told("there is no such line", 404)
        async with turn:
            return await _answered(lambda: stage.say(rehearsed.lines[number]))

    async def hush(request: Request) -> Response:
        try:
            return JSONResponse({"event": await stage.interrupt()})
        except HeyGenError as error:
            return _told(str(error), 502)

    async def clip(request: Request) -> Response:
        path = media / Path(request.path_params["name"]).name
        return FileResponse(path, media_type="video/mp4") if path.is_file() else PlainTextResponse("not found", 404)

    async def asset(request: Request) -> Response:
        return _asset(request.path_params.get("asset", "index.html"), policy)

    routes = [
        Route("/", asset),
        Route("/lines", lines),
        Route("/say/{number:int}", say, methods=["POST"]),
        Route("/hush", hush, methods=["POST"]),
        Route("/clip/{name}", clip),
        Route("/{asset}", asset),
    ]
    guard = Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]"])
    return Starlette(routes=[Mount(f"/{token}", routes=routes)], middleware=[guard])


def _asset(name: str, policy: str) -> Response:
    if name not in _TYPES:
        return PlainTextResponse("not found", 404)
    content = files("heygen_build.rehearse").joinpath("assets", name).read_bytes()
    headers = {
        "content-security-policy": policy,
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
    }
    return Response(content, media_type=_TYPES[name], headers=headers)


async def _answered(work: Callable[[], Awaitable[Spoken]]) -> Response:
    """What became of a line; what went wrong is told on the page, in the words of whoever refused."""
    try:
        spoken = await work()
    except (HeyGenError, DraftFailed) as error:
        return _told(str(error), 502)
    room = spoken.room
    return JSONResponse(
        {
            "seconds": spoken.seconds,
            "clip": f"clip/{spoken.clip.name}" if spoken.clip else None,
            "room": asdict(room) if room else None,
            "event": spoken.event,
        }
    )


def _told(message: str, status: int) -> Response:
    return JSONResponse({"error": message}, status)
