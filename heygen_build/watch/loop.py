"""The loop: build, tell, wait for a save, build again. One build at a time; saves meanwhile cause exactly one more.

Of a matrix, the film that is looked at is made first. While the others follow, a save (or another film that is looked
at) breaks the build off, which loses nothing: nobody waits for films that nobody sees.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from heygen_build.backends import World
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.execute.events import Event
from heygen_build.execute.problems import disk_words
from heygen_build.pipeline import Ahead, Authorize, Built, Options, Planned, build
from heygen_build.plan.model import BuildPlan, film_called
from heygen_build.source.witness import Stamp, witnessed
from heygen_build.watch.stamps import stamps
from heygen_build.watch.watcher import next_change


@dataclass(frozen=True, slots=True)
class Saved:
    """A build begins: because of these files, none for the first one and for a film that was picked."""

    files: tuple[Path, ...]
    at: float


@dataclass(frozen=True, slots=True)
class PlanMade:
    """What the build that runs now will do."""

    planned: Planned


@dataclass(frozen=True, slots=True)
class Happened:
    """Something about a step of the build that runs now."""

    event: Event


@dataclass(frozen=True, slots=True)
class Ready:
    """The `film` that is looked at is made, or has failed, `seconds` after the build began; `others` follow."""

    film: str
    seconds: float
    others: int


@dataclass(frozen=True, slots=True)
class Finished:
    """A build ended, with all its films or with the failures in `built`. Unix seconds."""

    built: Built
    started: float
    ended: float


@dataclass(frozen=True, slots=True)
class Broken:
    """The project cannot be built as it is; what was built before stays."""

    diagnostics: tuple[Diagnostic, ...]
    exit_code: int


Update: TypeAlias = Saved | PlanMade | Happened | Ready | Finished | Broken


class Loop:
    """Builds a project at every save until it is stopped."""

    def __init__(
        self,
        path: Path,
        options: Options,
        world: World,
        *,
        authorize: Authorize,
        tell: Callable[[Update], None],
        is_seen: bool = False,
    ) -> None:
        """`is_seen`: somebody looks at one film at a time. Real orders all go at once, because they take minutes."""
        self._path, self._options, self._world = path.absolute(), options, world
        self._authorize, self._tell = authorize, tell
        self._is_seen = is_seen and options.draft
        self._read: dict[Path, Stamp] = {}
        self._film: str | None = None
        self._picked, self._ready = asyncio.Event(), asyncio.Event()

    def pick(self, film: str, *, is_made: bool) -> None:
        """Somebody looks at the film of this name from now on; `is_made` if nothing is left to do for it.

        Real orders are never broken off for it: an order on its way would be one whose fate nobody knows.
        """
        self._film = film
        if self._is_seen and not is_made:
            self._picked.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set. The build that runs then is waited for by nobody: cancel the task to end it."""
        files: tuple[Path, ...] = ()
        while not stop.is_set():
            files = await self._round(files, stop)

    async def _round(self, files: tuple[Path, ...], stop: asyncio.Event) -> tuple[Path, ...]:
        """One build because of `files`, and the files that are saved after it, or while its rest is made."""
        overtaken = await self._built_unless_overtaken(files, stop)
        return await next_change(self._read, stop) if overtaken is None else overtaken

    async def _built_unless_overtaken(self, files: tuple[Path, ...], stop: asyncio.Event) -> tuple[Path, ...] | None:
        """None for a build that came to its end, else the files for which its rest was given up."""
        self._picked.clear()
        self._ready.clear()
        building, saved = asyncio.create_task(self._build(files)), asyncio.create_task(self._saved_early(stop))
        picked = asyncio.create_task(self._picked.wait())
        try:
            await asyncio.wait([building, saved, picked], return_when=asyncio.FIRST_COMPLETED)
            if building.done():
                building.result()
                return None
            return saved.result() if saved.done() else ()
        finally:
            for task in (building, saved, picked):
                task.cancel()
            await asyncio.gather(building, saved, picked, return_exceptions=True)

    async def _saved_early(self, stop: asyncio.Event) -> tuple[Path, ...]:
        """The files that are saved once the film that is looked at is made."""
        await self._ready.wait()
        return await next_change(self._read, stop)

    async def _build(self, files: tuple[Path, ...]) -> None:
        """One build, told as it goes."""
        started = self._world.clock()
        self._tell(Saved(files, started))
        given = {self._path, *(path.absolute() for path in self._options.variables_files)}
        # What earlier builds looked at counts until this one has looked itself: it may end before it does.
        before = stamps(given | self._read.keys())
        with witnessed() as seen:
            self._read = before
            try:
                built = await self._built(started, seen)
            except BuildError as error:
                self._read = before | seen | self._places(error.diagnostics, before | seen)
                self._tell(Broken(error.diagnostics, error.exit_code))
                return
            except OSError as error:
                self._read = before | seen
                self._tell(Broken((_disk_trouble(error),), 1))
                return
        self._tell(Finished(built, started, self._world.clock()))

    async def _built(self, started: float, seen: dict[Path, Stamp]) -> Built:
        plans: list[BuildPlan] = []

        def agreed(planned: Planned) -> None:
            plans.append(planned.plan)
            self._read = seen
            self._tell(PlanMade(planned))
            self._authorize(planned)
            self._count(planned)

        def ready() -> None:
            film, others = film_called(plans[0], self._film), len(plans[0].films) - 1
            if others:
                self._tell(Ready(film.name, self._world.clock() - started, others))
                self._ready.set()

        return await build(
            self._path,
            self._options,
            self._world,
            authorize=agreed,
            listen=lambda event: self._tell(Happened(event)),
            ahead=Ahead(self._film, ready) if self._is_seen else None,
        )

    def _count(self, planned: Planned) -> None:
        """What may be spent is meant for the whole watch, and not again at every save."""
        if self._options.max_usd is not None and planned.plan.backend != "draft":
            left = max(0.0, self._options.max_usd - planned.allowance.cost.usd)
            self._options = replace(self._options, max_usd=left)

    def _places(self, diagnostics: tuple[Diagnostic, ...], known: dict[Path, Stamp]) -> dict[Path, Stamp]:
        """Files that mistakes were found in and that are no part of the project: the lock file, for one."""
        named = {label.span.file.path for found in diagnostics for label in found.labels}
        named |= {found.path for found in diagnostics if found.path is not None}
        return stamps({Path(name).absolute() for name in named} - known.keys())


def _disk_trouble(error: OSError) -> Diagnostic:
    hint = "free some space or fix the permissions, then save again: what was made is kept"
    return Diagnostic("HB0801", f"the draft cannot be made: {disk_words(error)}", hint=hint)
