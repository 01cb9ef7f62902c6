"""One watch from start to end: an open back end, the loop, and the page if it is wanted."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import socket
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from heygen_build.backends import Workplace, World, connect, credential_of
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.execute.runner import InlineRunner, ProcessRunner
from heygen_build.pipeline import Authorize, Options, Planned, build, ignore, plan, result_store
from heygen_build.places import STATE_FOLDER
from heygen_build.watch import against as against_room
from heygen_build.watch.desk import Desk
from heygen_build.watch.glimpse import warm_up
from heygen_build.watch.loop import Finished, Loop, PlanMade, Update
from heygen_build.watch.paid import PaidPlan
from heygen_build.watch.pictures import Pictures
from heygen_build.watch.server import Announcer, application
from heygen_build.watch.tidying import KEPT_SECONDS, Tidying, forget_drafts, forget_pictures


@dataclass(frozen=True, slots=True)
class PageWish:
    """That a page is wanted: on `port` (0 for any free one); `opened` is called with its address once it answers.

    `token` is the part of the address that nobody can guess; None makes one.
    """

    port: int
    opened: Callable[[str], None]
    token: str | None = None


async def watch(
    path: Path,
    options: Options,
    world: World,
    *,
    authorize: Authorize,
    tell: Callable[[Update], None],
    page: PageWish | None,
    stop: asyncio.Event,
    against: str | None = None,
) -> None:
    """Build at every save until `stop` is set; `against` is a git revision to compare with.

    Raises BuildError for a port that is taken, a bad key or an unknown revision.
    """
    old = against_room.take_out(path.absolute(), against) if against else None
    async with workplace(world, options) as place:
        kept = replace(world, workplace=place)
        announcer = Announcer()
        media = path.absolute().parent / STATE_FOLDER / "page"
        pictures = Pictures(media, place.runner)
        desk = Desk(
            path.absolute(),
            pictures,
            lambda planned: result_store(planned.project, planned.plan.backend, options, kept),
            announcer.tell,
            place.connection.order_of,
        )

        pictures.tell = desk.changed

        built, tidying = asyncio.Event(), Tidying()
        paid = PaidPlan(path.absolute(), options, world, desk.set_paid)
        chores: list[asyncio.Task[None]] = []

        def hear(update: Update) -> None:
            desk.hear(update)
            tell(update)
            if options.draft and page is not None:
                paid.hear(update)
            if isinstance(update, PlanMade):
                tidying.planned(update.planned)
            if isinstance(update, Finished):
                built.set()
                if options.draft and tidying.is_due():
                    chores.append(asyncio.create_task(_tidy(tidying, desk, update.built.planned, options, kept)))

        loop = Loop(path, options, kept, authorize=authorize, tell=hear, is_seen=page is not None)

        def pick(film: str) -> None:
            loop.pick(film, is_made=desk.is_made(film))

        async with _page(page, lambda token: application(desk, announcer, media, token, pick), announcer):
            forget_pictures(media, world.clock())
            if page is not None:
                chores += [asyncio.create_task(place.runner.run(warm_up)) for _ in range(os.cpu_count() or 1)]
            if against and old:
                chores.append(asyncio.create_task(_compare(against, old, options, kept, desk, built)))
            try:
                await _until(loop.run(stop), stop)
            finally:
                for task in chores:
                    task.cancel()
                await asyncio.gather(*chores, return_exceptions=True)
                await paid.close()
                await pictures.close()
                if old:
                    against_room.forget(path.absolute())


async def _compare(revision: str, old: Path, options: Options, world: World, desk: Desk, built: asyncio.Event) -> None:
    """Build the revision once the present is built; as it was, so that it may well be wrong by itself."""
    await built.wait()
    try:
        if options.draft:
            made = await build(old, options, world, authorize=lambda planned: None, listen=ignore)
            desk.set_against(revision, made.planned)
        else:
            # Never ordered again: what is in the cache of it can be seen.
            desk.set_against(revision, await plan(old, options, world))
    except BuildError as error:
        desk.set_trouble(f"{revision} cannot be built: {error.diagnostics[0].message}")


async def _tidy(tidying: Tidying, desk: Desk, planned: Planned, options: Options, world: World) -> None:
    assert world.workplace is not None, "a watch keeps its back end open"
    store = result_store(planned.project, planned.plan.backend, options, world)
    overtaken = tidying.overtaken(desk.shown)
    # Only housekeeping: what a disk refuses to remove is tried again later.
    with contextlib.suppress(OSError):
        await asyncio.to_thread(forget_drafts, store, overtaken, world.clock())
    world.workplace.connection.discard_drawings(world.clock() - KEPT_SECONDS)


@contextlib.asynccontextmanager
async def workplace(world: World, options: Options) -> AsyncIterator[Workplace]:
    """A back end and workers that stay open between builds."""
    credential = None if options.draft else credential_of(world)
    runner = InlineRunner() if world.workers == 0 else ProcessRunner(world.workers)
    try:
        async with connect(world, credential) as connection:
            yield Workplace(connection, runner)
    finally:
        runner.close()


async def _until(work: Coroutine[None, None, None], stop: asyncio.Event) -> None:
    """Run `work` until it ends or `stop` is set; a build that runs then is broken off, which loses nothing."""
    working, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait([working, stopping], return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (working, stopping):
            task.cancel()
        outcomes = await asyncio.gather(working, stopping, return_exceptions=True)
    if isinstance(outcomes[0], Exception):
        raise outcomes[0]


@contextlib.asynccontextmanager
async def _page(wish: PageWish | None, serve: Callable[[str], ASGIApp], announcer: Announcer) -> AsyncIterator[None]:
    if wish is None:
        yield
        return
    token = wish.token or secrets.token_urlsafe(18)
    with _listener(wish.port) as listener:
        settings = uvicorn.Config(
            serve(token), ws="none", lifespan="off", log_level="warning", timeout_graceful_shutdown=1
        )
        server = _Server(settings)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            wish.opened(f"http://127.0.0.1:{listener.getsockname()[1]}/{token}/")
            yield
        finally:
            # Streams of events never end by themselves, and the server waits for its answers to end.
            announcer.close()
            server.should_exit = True
            await serving


def _listener(port: int) -> socket.socket:
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError as error:
        message = f"the page cannot be served on port {port}: {error.strerror or error}"
        hint = "another program may use the port: without `--port` a free one is taken"
        raise BuildError([Diagnostic("HB0613", message, hint=hint)], exit_code=1) from error


class _Server(uvicorn.Server):
    """uvicorn without its own handling of Ctrl-C: who watches decides when the page goes."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
