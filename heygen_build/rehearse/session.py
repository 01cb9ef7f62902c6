"""One rehearsal from start to end: the project, a back end, and a page until somebody stops it."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import socket
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from heygen_build.backends import Workplace, World, connect, credential_of
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.execute.runner import InlineRunner
from heygen_build.pipeline import Options, check
from heygen_build.rehearse.lines import Rehearsable, lines_of
from heygen_build.rehearse.server import application
from heygen_build.rehearse.stage import Stage
from heygen_build.resolve.model import Film


@contextlib.asynccontextmanager
async def rehearsal(path: Path, options: Options, world: World, token: str) -> AsyncIterator[ASGIApp]:
    """The page of the project's first film. Its session is closed at the end, because open ones cost by the minute.

    Raises BuildError: what `check` finds, and HB0624 for a film in which nobody can be rehearsed.
    """
    credential = None if options.draft else credential_of(world)
    async with connect(world, credential) as connection:
        kept = replace(world, workplace=Workplace(connection, InlineRunner()))
        project = await check(path, options, kept)
        film = project.films[0]
        rehearsed = _lines(film)
        with tempfile.TemporaryDirectory(prefix="rehearsal-") as name:
            stage = Stage(connection.client, Path(name), is_emulated=connection.backend != "heygen")
            is_draft = connection.backend == "draft"
            try:
                yield application(film.name, rehearsed, stage, Path(name), token, is_draft=is_draft)
            finally:
                await stage.close()


def _lines(film: Film) -> Rehearsable:
    rehearsed = lines_of(film)
    if not rehearsed.lines:
        hint = "a rehearsal speaks scenes with an `avatar` of the catalog and a `script`"
        raise BuildError([Diagnostic("HB0624", "there is nothing to rehearse in this film", hint=hint)])
    return rehearsed


async def rehearse(path: Path, options: Options, world: World, port: int, opened: Callable[[str], None]) -> None:
    """Serves the page on `port` (0: any free one) until it is cancelled. Raises OSError when the port is taken."""
    token = secrets.token_urlsafe(18)
    async with rehearsal(path, options, world, token) as app:
        with socket.create_server(("127.0.0.1", port)) as listener:
            settings = uvicorn.Config(app, ws="none", lifespan="off", log_level="warning", timeout_graceful_shutdown=1)
            server = _Server(settings)
            serving = asyncio.create_task(server.serve(sockets=[listener]))
            opened(f"http://127.0.0.1:{listener.getsockname()[1]}/{token}/")
            try:
                await asyncio.shield(serving)
            finally:
                server.should_exit = True
                await asyncio.gather(serving, return_exceptions=True)


class _Server(uvicorn.Server):
    """uvicorn without its own handling of Ctrl-C, which ends the rehearsal as a whole."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
