"""The loop: build, tell, wait for a save, build again. One build at a time; saves meanwhile cause exactly one more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from heygen_build.backends import World
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.execute.events import Event
from heygen_build.pipeline import Authorize, Built, Options, Planned, build
from heygen_build.resolve.model import ResolvedProject
from heygen_build.watch.stamps import Stamp, stamps
from heygen_build.watch.watcher import Scope, next_change


@dataclass(frozen=True, slots=True)
class Saved:
    """A build begins: because of these files, none for the first one."""

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


Update: TypeAlias = Saved | PlanMade | Happened | Finished | Broken


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
    ) -> None:
        self._path, self._options, self._world = path.resolve(), options, world
        self._authorize, self._tell = authorize, tell
        self._read: frozenset[Path] = frozenset()
        self._outputs: frozenset[Path] = frozenset()
        self._stamps: dict[Path, Stamp] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set. The build that runs then is waited for by nobody: cancel the task to end it."""
        files: tuple[Path, ...] = ()
        while not stop.is_set():
            self._stamps = stamps(self._known())
            broken = await self._build(files)
            files = await next_change(self._scope(self._stamps, broken), stop)

    def _known(self) -> frozenset[Path]:
        return self._read | {self._path, *(path.resolve() for path in self._options.variables_files)}

    def _scope(self, read: dict[Path, Stamp], broken: bool) -> Scope:
        return Scope(self._path.parent, read, self._outputs, broken)

    async def _build(self, files: tuple[Path, ...]) -> bool:
        """One build, told as it goes. Whether the project is broken."""
        started = self._world.clock()
        self._tell(Saved(files, started))
        try:
            built = await build(
                self._path,
                self._options,
                self._world,
                authorize=self._agreed,
                listen=lambda event: self._tell(Happened(event)),
            )
        except BuildError as error:
            self._remember_places(error.diagnostics)
            self._tell(Broken(error.diagnostics, error.exit_code))
            return True
        self._tell(Finished(built, started, self._world.clock()))
        return not built.artifacts.is_complete

    def _agreed(self, planned: Planned) -> None:
        self._remember(planned.project)
        self._tell(PlanMade(planned))
        self._authorize(planned)

    def _remember(self, project: ResolvedProject) -> None:
        sources = (Path(source.path) for source in project.sources)
        files = (file.path for file in project.files)
        self._read = frozenset(path.resolve() for path in (*sources, *files))
        self._stamp_new()
        folder = self._path.parent
        self._outputs = frozenset(folder / film.output.parts[0] for film in project.films if len(film.output.parts) > 1)

    def _remember_places(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """The files that mistakes were found in are files that were read, and those that were not there are awaited:
        one that has arrived since it was looked for is a change."""
        named = {label.span.file.path for found in diagnostics for label in found.labels}
        awaited = {found.missing for found in diagnostics if found.missing is not None}
        self._read = self._read | {Path(name).resolve() for name in named} | awaited
        self._stamps.update(dict.fromkeys(awaited))
        self._stamp_new()

    def _stamp_new(self) -> None:
        """Files that only this build read are stamped as soon as they are known, so that a save right after, even
        before its pictures are drawn, is one more build."""
        known = self._known()
        self._stamps = {**stamps(known - self._stamps.keys()), **self._stamps}
        self._stamps = {path: stamp for path, stamp in self._stamps.items() if path in known}


def drafts(options: Options) -> Options:
    """The same choices, for builds that cost nothing."""
    return replace(options, draft=True)
