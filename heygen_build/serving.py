"""A small server of this process: for pages and for calls that come from outside, while something else runs."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections.abc import AsyncIterator, Iterator

import uvicorn
from starlette.types import ASGIApp


@contextlib.asynccontextmanager
async def served(app: ASGIApp, host: str, port: int) -> AsyncIterator[int]:
    """Serves `app` while the block runs; gives the port, which is any free one for 0.

    Raises OSError when the address is taken, or none of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family) as listener:
        settings = uvicorn.Config(app, ws="none", lifespan="off", log_level="warning", timeout_graceful_shutdown=1)
        server = _Server(settings)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            yield int(listener.getsockname()[1])
        finally:
            server.should_exit = True
            with _silence():
                await asyncio.gather(serving, return_exceptions=True)


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Requests that are broken off because the program ends are no errors that anybody could mend."""
    log = logging.getLogger("uvicorn.error")
    log.addFilter(_nothing)
    try:
        yield
    finally:
        log.removeFilter(_nothing)


def _nothing(record: logging.LogRecord) -> bool:
    return False


class _Server(uvicorn.Server):
    """uvicorn without its own handling of Ctrl-C: whoever serves decides when it ends."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
