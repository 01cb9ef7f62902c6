"""The page's server: this machine only, behind a random token, and nothing from anywhere else.

Every address begins with the token, so that another page, another user of the machine, or a name that was pointed at
127.0.0.1 finds nothing.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from heygen_build.watch.desk import Desk

HEARTBEAT = 15.0
"""Seconds between signs of life, so that the page notices when the watcher is gone."""
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml"}


class Announcer:
    """Wakes everybody who waits for the next change of the desk."""

    def __init__(self) -> None:
        self._waiters: set[asyncio.Event] = set()
        self._is_closed = False

    def close(self) -> None:
        """Let everybody go who waits."""
        self._is_closed = True
        self.tell()

    def tell(self) -> None:
        for waiter in self._waiters:
            waiter.set()

    async def changes(self) -> AsyncIterator[bool]:
        """True for each change (or several at once), False after a quiet `HEARTBEAT`."""
        event = asyncio.Event()
        self._waiters.add(event)
        try:
            while not self._is_closed:
                try:
                    await asyncio.wait_for(event.wait(), HEARTBEAT)
                except TimeoutError:
                    yield False
                    continue
                event.clear()
                if not self._is_closed:
                    yield True
        finally:
            self._waiters.discard(event)


def application(desk: Desk, announcer: Announcer, media: Path, token: str, pick: Callable[[str], None]) -> ASGIApp:
    """The page, its data, its pictures, and its stream of events. `pick` is told which film is looked at."""

    async def page(request: Request) -> Response:
        name = request.path_params.get("asset", "index.html")
        asset = files("heygen_build.watch").joinpath("assets", Path(name).name)
        media_type = _TYPES.get(Path(name).suffix)
        if media_type is None or not asset.is_file():
            return PlainTextResponse("not found", 404)
        return Response(asset.read_bytes(), media_type=media_type)

    async def view(request: Request) -> Response:
        shown = desk.view(request.query_params.get("film"))
        return Response(shown.model_dump_json(), media_type="application/json")

    async def picked(request: Request) -> Response:
        pick(request.query_params.get("film", ""))
        return Response(status_code=204)

    async def events(request: Request) -> Response:
        async def stream() -> AsyncIterator[str]:
            yield _event(desk.version)
            async for changed in announcer.changes():
                yield _event(desk.version) if changed else ": still here\n\n"

        return StreamingResponse(stream(), media_type="text/event-stream")

    async def picture(request: Request) -> Response:
        path = media / Path(request.path_params["name"]).name
        return FileResponse(path) if path.is_file() else PlainTextResponse("not found", 404)

    async def film(request: Request) -> Response:
        path = desk.video(request.path_params["name"])
        return FileResponse(path) if path and path.is_file() else PlainTextResponse("not found", 404)

    routes = [
        Route("/", page),
        Route("/view", view),
        Route("/events", events),
        Route("/media/{name}", picture),
        Route("/pick", picked, methods=["POST"]),
        Route("/film/{name}", film),
        Route("/{asset}", page),
    ]
    guard = Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]"])
    return _with_headers(Starlette(routes=[Mount(f"/{token}", routes=routes)], middleware=[guard]))


def _event(version: int) -> str:
    return f"event: view\ndata: {json.dumps(version)}\n\n"


def _with_headers(app: ASGIApp) -> ASGIApp:
    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                extra = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
                message["headers"] = [*message.get("headers", []), *extra]
            await send(message)

        await app(scope, receive, send_with_headers)

    return serve
