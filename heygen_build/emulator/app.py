"""The emulator as one object: an ASGI application, and what a test wants to know about what happened in it."""

from __future__ import annotations

import asyncio
import logging
import shutil
import tempfile
import time
import weakref
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from heygen_build.emulator import (
    routes_account,
    routes_agents,
    routes_assets,
    routes_avatars,
    routes_control,
    routes_effects,
    routes_files,
    routes_hyperframes,
    routes_legacy_assets,
    routes_legacy_groups,
    routes_legacy_speech,
    routes_legacy_translations,
    routes_lipsyncs,
    routes_liveavatar,
    routes_oauth,
    routes_own_avatars,
    routes_own_voices,
    routes_photo_avatars,
    routes_proofreads,
    routes_sounds,
    routes_streaming,
    routes_templates,
    routes_translations,
    routes_uploads,
    routes_v1,
    routes_v2,
    routes_videos,
    routes_voices,
    routes_webhooks,
    routes_workflows,
    status_page,
    wire,
)
from heygen_build.emulator.catalog_looks import CATALOG
from heygen_build.emulator.config import Config, Progression
from heygen_build.emulator.drawing import DRAFT
from heygen_build.emulator.faults import Fault
from heygen_build.emulator.front import Front, RecordedRequest
from heygen_build.emulator.jobs import AfterPolls, AfterSeconds, Immediate, Realistic
from heygen_build.emulator.keeping import Keeper, saving
from heygen_build.emulator.links import Signer
from heygen_build.emulator.orders import Order
from heygen_build.emulator.outbox import Delivery, Sender, send_nothing
from heygen_build.emulator.state import Charge, State
from heygen_build.emulator.studio import Artist, Studio
from heygen_build.emulator.telling import tell
from heygen_build.emulator.wire import Problem
from heygen_build.emulator.world import World

__all__ = [
    "AfterPolls",
    "AfterSeconds",
    "Charge",
    "Config",
    "Emulator",
    "Immediate",
    "Progression",
    "Realistic",
    "RecordedRequest",
    "create",
]

Sleep = Callable[[float], Awaitable[object]]


class Emulator:
    """Lives in one event loop. Close it with `aclose`; its temporary folder goes even when that is forgotten."""

    def __init__(self, world: World, owns_folder: bool, sleep: Sleep = asyncio.sleep) -> None:
        self._world = world
        self._requests = 0
        self._keeper = Keeper(world, world.config.keep)
        self._keeper.load()
        self._routes = [route for module in AREAS for route in module.routes(world)]
        app = saving(_application(self._routes, world, self), self._keeper)
        self._front = Front(app, self._request_id, world.script.take, sleep)
        self._remove = weakref.finalize(self, shutil.rmtree, world.folder, ignore_errors=True) if owns_folder else None

    @property
    def app(self) -> ASGIApp:
        return self._front

    @property
    def requests(self) -> list[RecordedRequest]:
        """Every request so far, in order of arrival."""
        return self._front.requests

    @property
    def charges(self) -> list[Charge]:
        """What would have been charged; a video counts once its drawing is finished, whether or not anybody asked."""
        self._world.collect()
        return self._world.state.charges

    @property
    def routes(self) -> list[tuple[str, str]]:
        """(method, path) of every call of HeyGen's API that is served."""
        found = [(method, route.path) for route in self._routes for method in sorted(route.methods or ())]
        return [
            (method, path) for method, path in found if path.startswith(("/v1/", "/v2/", "/v3/")) and method != "HEAD"
        ]

    def discard_drawings(self, before: float) -> None:
        """Removes the files of videos that were finished before this time (Unix seconds): nobody fetches them again."""
        jobs = [job for job in self._world.state.taken.values() if job.drawing is not None]
        young = {job.drawing for job in jobs if job.finished_at is None or job.finished_at >= before}
        for drawing in {job.drawing for job in jobs if job.drawing is not None} - young:
            self._world.studio.discard(drawing)

    def order_of(self, job_id: str) -> Order | None:
        """What is drawn for a job; None for one that is unknown or draws nothing."""
        job = self._world.state.any_job(job_id)
        return self._world.orders.get(job.drawing) if job is not None and job.drawing is not None else None

    @property
    def charged_usd(self) -> float:
        return sum(charge.usd for charge in self.charges)

    def script(self, method: str, path_pattern: str, *faults: Fault | None, forever: bool = False) -> None:
        """Trouble for the next requests to a path (shell pattern; method `*`: any), one fault each; None spares one.

        `forever` repeats the last one.
        """
        self._world.script.add(method, path_pattern, faults, forever=forever)

    @property
    def deliveries(self) -> list[Delivery]:
        """Calls to webhook endpoints and callback addresses, made or still to be made."""
        return self._world.outbox.deliveries

    async def deliver(self) -> None:
        """Makes the events of what is over by now, and every call that is due. The server does so all the time."""
        tell(self._world)
        await self._world.outbox.work()
        self._keeper.save()

    async def settle(self, seconds: float = 60.0) -> None:
        """Waits until everything that was ordered is drawn."""
        keys = [job.drawing for job in self._world.state.unsettled() if job.drawing is not None]
        await self._world.studio.wait(keys, seconds)
        self._world.collect()

    def reset(self) -> None:
        """As new: no jobs, uploads, charges, faults or requests; ids from the start. Drawings on disk stay."""
        self._world.state = _state(self._world.config)
        self._world.orders.clear()
        self._world.script.clear()
        self._world.outbox.deliveries.clear()
        self._world.time.reset()
        self.requests.clear()
        self._requests = 0

    async def aclose(self) -> None:
        """Ends the drawing processes and removes the temporary folder. May be called twice."""
        self._world.studio.close()
        if self._remove is not None:
            self._remove()

    def _request_id(self) -> str:
        self._requests += 1
        return f"{self._world.config.seed:08x}-{self._requests:08x}"


def create(
    config: Config | None = None,
    *,
    clock: Callable[[], float] = time.time,
    artist: Artist = DRAFT,
    send: Sender = send_nothing,
    sleep: Sleep = asyncio.sleep,
) -> Emulator:
    """An emulator for httpx's ASGI transport or `server.serve`. `clock` gives Unix seconds; `artist` draws.

    `send` makes webhook calls, `sleep` waits for scripted delays. Raises `StateFolderError` for a folder that is to
    be continued and cannot be read.
    """
    config = config or Config()
    folder = config.folder or Path(tempfile.mkdtemp(prefix="heygen-emulator-"))
    world = World(
        config=config,
        clock=clock,
        seeded=CATALOG,
        folder=folder,
        studio=Studio(folder / "drawings", config.workers, artist),
        signer=Signer(config.seed),
        state=_state(config),
        send=send,
    )
    return Emulator(world, config.folder is None, sleep)


def _state(config: Config) -> State:
    return State(seed=config.seed, balance_usd=config.balance_usd)


PAUSE_SECONDS = 0.5
_LOG = logging.getLogger(__name__)

# One line each, because several people add to it.
AREAS = (
    routes_agents,
    routes_templates,
    routes_v1,
    routes_v2,
    routes_videos,
    routes_voices,
    routes_own_voices,
    routes_photo_avatars,
    routes_sounds,
    routes_streaming,
    routes_liveavatar,
    routes_own_avatars,
    routes_avatars,
    routes_uploads,
    routes_assets,
    routes_account,
    routes_workflows,
    routes_lipsyncs,
    routes_proofreads,
    routes_translations,
    routes_webhooks,
    routes_effects,
    routes_hyperframes,
    routes_legacy_assets,
    routes_legacy_groups,
    routes_legacy_translations,
    routes_legacy_speech,
    routes_oauth,
    routes_files,
    status_page,
)


def _application(routes: list[Route], world: World, emulator: Emulator) -> Starlette:
    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        """A server makes webhook calls by itself; inside a process nothing runs behind."""
        calling = asyncio.create_task(_call_again_and_again(emulator))
        yield
        calling.cancel()
        await asyncio.gather(calling, return_exceptions=True)
        await emulator.aclose()

    app = Starlette(
        routes=[*routes, *routes_control.routes(world, emulator)],
        exception_handlers={404: _not_found, 405: _wrong_method},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False  # HeyGen redirects nothing, and clients that are redirected lose their bodies
    return app


async def _call_again_and_again(emulator: Emulator) -> None:
    while True:
        try:
            await emulator.deliver()
        except OSError as wrong:  # a full disk must not end all webhooks for good
            _LOG.warning("webhooks were not sent: %s", wrong)
        await asyncio.sleep(PAUSE_SECONDS)


async def _not_found(request: Request, wrong: Exception) -> Response:
    return _refuse(request, Problem(404, "not_found", f"{request.method} {request.url.path} not found"))


async def _wrong_method(request: Request, wrong: Exception) -> Response:
    return _refuse(request, Problem(405, "method_not_allowed", f"{request.method} is not allowed here"))


def _refuse(request: Request, problem: Problem) -> Response:
    return wire.error_of(wire.generation_of(request.url.path), problem)
