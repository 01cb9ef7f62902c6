"""One rehearsal from start to end: the project, a back end, and a page until somebody stops it."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import tempfile
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

from starlette.types import ASGIApp

from heygen_build.backends import Connection, Workplace, World, connect, credential_of
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.execute.runner import InlineRunner
from heygen_build.pipeline import Options, check
from heygen_build.rehearse.lines import Rehearsable, lines_of
from heygen_build.rehearse.liveavatar import liveavatar_stage
from heygen_build.rehearse.server import application
from heygen_build.rehearse.stage import Stage, StreamingStage
from heygen_build.resolve.model import Film
from heygen_build.serving import served


@contextlib.asynccontextmanager
async def rehearsal(
    path: Path, options: Options, world: World, token: str, liveavatar: str | None = None
) -> AsyncIterator[ASGIApp]:
    """The page of the project's first film. Its session is closed at the end, because open ones cost by the minute.

    `liveavatar`: the id of an avatar of LiveAvatar that speaks instead of the looks. Raises BuildError: what `check`
    finds, HB0624 for a film in which nobody can be rehearsed, and HB0625 without a key of LiveAvatar.
    """
    credential = None if options.draft else credential_of(world)
    async with connect(world, credential) as connection:
        kept = replace(world, workplace=Workplace(connection, InlineRunner()))
        project = await check(path, options, kept)
        film = project.films[0]
        rehearsed = _lines(film)
        with tempfile.TemporaryDirectory(prefix="rehearsal-") as name:
            stage = _stage(connection, Path(name), world, liveavatar)
            is_draft = connection.backend == "draft"
            try:
                yield application(film.title, rehearsed, stage, Path(name), token, is_draft=is_draft)
            finally:
                await stage.close()


def _stage(connection: Connection, folder: Path, world: World, liveavatar: str | None) -> Stage:
    if liveavatar is not None:
        return liveavatar_stage(liveavatar, connection, world.environ, folder, world.clock)
    return StreamingStage(connection.client, folder, is_emulated=connection.backend != "heygen")


def _lines(film: Film) -> Rehearsable:
    rehearsed = lines_of(film)
    if not rehearsed.lines:
        hint = "a rehearsal speaks scenes with an `avatar` of the catalog and a `script`"
        raise BuildError([Diagnostic("HB0624", "there is nothing to rehearse in this film", hint=hint)])
    return rehearsed


async def rehearse(
    path: Path,
    options: Options,
    world: World,
    port: int,
    opened: Callable[[str], None],
    liveavatar: str | None = None,
) -> None:
    """Serves the page on `port` (0: any free one) until it is canceled. Raises OSError when the port is taken."""
    token = secrets.token_urlsafe(18)
    async with (
        rehearsal(path, options, world, token, liveavatar) as app,
        served(app, "127.0.0.1", port) as actual,
    ):
        opened(f"http://127.0.0.1:{actual}/{token}/")
        await asyncio.Event().wait()
