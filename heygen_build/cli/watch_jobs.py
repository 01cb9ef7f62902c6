"""`heygen-build watch-jobs`: waits for jobs that are open and collects them; orders nothing."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from heygen_build.cli import console
from heygen_build.cli.build import exit_code, options_of
from heygen_build.cli.display import Display, PlainDisplay, SilentDisplay
from heygen_build.cli.parser import Arguments
from heygen_build.cli.projects import each_project
from heygen_build.execute.engine import only_collected
from heygen_build.execute.events import Event, StepSkipped
from heygen_build.pipeline import Built, Planned, build

if TYPE_CHECKING:
    from heygen_build.backends import World


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """The code of the first project with a job that failed; 0 also where more is to be ordered."""
    return each_project(arguments, lambda path, alone: _watch(path, arguments, world()))


def _watch(path: Path, arguments: Arguments, world: World) -> int:
    options = replace(options_of(arguments), collect_only=True)
    session = _Session(arguments)
    try:
        built = asyncio.run(build(path, options, world, authorize=session.begin, listen=session.listen))
    finally:
        session.close()
    failures = [failure.diagnostic for failure in built.artifacts.failures]
    console.show_diagnostics([*failures, *built.problems], arguments)
    if built.outputs is not None:
        for video in built.outputs.videos:
            print(os.path.relpath(video))
    if not arguments.quiet:
        console.say(_summary(path, built, session.waited))
    failed = failures or built.problems or built.outputs is None
    return exit_code(built) if failed else 0


class _Session:
    """What a person sees: the jobs that are open, and what becomes of them."""

    def __init__(self, arguments: Arguments) -> None:
        self._arguments = arguments
        self._display: Display = SilentDisplay()
        self.waited = 0

    def begin(self, planned: Planned) -> None:
        """Never asks: what runs was paid for, or costs nothing."""
        console.show_diagnostics(planned.project.warnings, self._arguments)
        kept = only_collected(planned.decisions)
        jobs = [one.step for one in planned.decisions if one.reason == "continued"]
        runs = [one.step.place for one in planned.decisions if one.runs and one.step.key not in kept]
        self.waited = len(jobs)
        if self._arguments.quiet:
            return
        if jobs:
            console.say(f"waiting for {', '.join(step.place for step in jobs)}\n")
        self._display = self._choose(runs)
        self._display.__enter__()

    def listen(self, event: Event) -> None:
        if not isinstance(event, StepSkipped):
            self._display(event)

    def close(self) -> None:
        self._display.__exit__(None, None, None)

    def _choose(self, places: list[str]) -> Display:
        if not places:
            return SilentDisplay()
        if not console.can_draw():
            return PlainDisplay(len(places))
        from heygen_build.cli.live import LiveDisplay

        return LiveDisplay(places, self._arguments.color)


def _summary(path: Path, built: Built, waited: int) -> str:
    failed = len(built.artifacts.failures)
    if failed:
        return f"{failed} of {waited} jobs failed" if waited else f"{failed} steps failed"
    collected = f"{waited} job{'s' * (waited != 1)} collected" if waited else "no job of this project is open"
    missing = [step.place for step in built.artifacts.skipped if step.is_remote]
    if missing:
        return f"{collected}; {len(missing)} more to order with `heygen-build {os.path.relpath(path)}`"
    return collected
