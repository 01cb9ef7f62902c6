"""The emulator as a real server on a real port."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sys
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from heygen_build.emulator.app import create
from heygen_build.emulator.config import Config
from heygen_build.emulator.front import ABORT
from heygen_build.emulator.sending import send


class Connection(H11Protocol):
    """uvicorn's connection, which also lets the application hang up (the `ABORT` extension), as a lost answer needs."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app = _with_abort(self.app, transport.abort)


def _with_abort(app: ASGIApp, abort: Callable[[], None]) -> ASGIApp:
    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("extensions", {})[ABORT] = abort
        await app(scope, receive, send)

    return serve


def serve(host: str, port: int, config: Config) -> None:
    """Serves until Ctrl-C. Port 0 takes a free one; the address is printed on stderr once requests are answered.

    Raises `OSError` when the address is taken, and `StateFolderError`.
    """
    with _listen(host, port) as listener:
        emulator = create(config, send=send)
        actual = listener.getsockname()[1]
        name = f"[{host}]" if ":" in host else host
        print(
            f"HeyGen emulator on http://{name}:{actual} (any API key works, drafts only)", file=sys.stderr, flush=True
        )
        settings = uvicorn.Config(emulator.app, http=Connection, ws="none", lifespan="on", log_level="warning")
        # uvicorn closes everything first and raises the interrupt again at the end.
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(settings).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=256)
