"""`heygen-build watch`: a fresh draft at every save."""

from __future__ import annotations

import asyncio
import os
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from heygen_build.cli import console, money
from heygen_build.cli.build_report import summary
from heygen_build.cli.parser import Arguments
from heygen_build.cli.projects import find_projects
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.execute.events import StepDone
from heygen_build.pipeline import Options, Planned
from heygen_build.watch.loop import Broken, Finished, Happened, PlanMade, Ready, Saved, Update
from heygen_build.watch.session import PageWish, watch

if TYPE_CHECKING:
    from heygen_build.backends import World

_SHOWN = 4
"""Files and steps that are named in a line before the rest is counted."""


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """Builds at every save until Ctrl-C, which is how a watch ends: exit 0."""
    path = _one_project(arguments)
    given = dict(arguments.variables), arguments.variables_files
    options = Options(not arguments.paid, *given, max_usd=arguments.max_cost)
    wish = PageWish(arguments.port or 0, lambda address: _opened(address, arguments)) if arguments.open else None
    told = _Terminal(arguments)
    watching = watch(
        path,
        options,
        world(),
        authorize=told.authorize,
        tell=told.hear,
        page=wish,
        stop=asyncio.Event(),
        against=arguments.against,
    )
    try:
        asyncio.run(watching)
    except KeyboardInterrupt:
        console.say("stopped watching")
    return 0


def _one_project(arguments: Arguments) -> Path:
    found = find_projects(arguments.projects, Path.cwd())
    if len(found) > 1:
        raise BuildError([Diagnostic("HB0101", "one project can be watched at a time", hint="name one of them")])
    return found[0]


def _opened(address: str, arguments: Arguments) -> None:
    console.say(f"the page is at {address}")
    if not arguments.quiet and (os.environ.get("DISPLAY") or sys.platform in ("darwin", "win32")):
        webbrowser.open(address)


class _Terminal:
    """What changed, what was rebuilt and why, and what is wrong until it is mended."""

    def __init__(self, arguments: Arguments) -> None:
        self._arguments = arguments

    def authorize(self, planned: Planned) -> None:
        """Drafts are free; a paid build asks every time, unless an amount was allowed."""
        ask = console.ask if console.is_terminal() else None
        money.authorize(planned, money.Consent(self._arguments.yes, ask))

    def hear(self, update: Update) -> None:
        match update:
            case Saved(files=files) if files:
                console.say(f"\nsaved: {_few([os.path.relpath(file) for file in files])}")
            case PlanMade(planned=planned):
                self._warn(planned.project.warnings)
                for line in _reasons(planned):
                    console.say(line)
            case Happened(event=StepDone(step=step)) if step.is_remote and not self._arguments.quiet:
                console.say(f"  made {step.place}")
            case Ready(film=film, seconds=seconds, others=others) if not self._arguments.quiet:
                console.say(f"  {film} is ready in {seconds:.1f} s; {others} more film{'s' * (others != 1)} to follow")
            case Finished(built=built, started=started, ended=ended):
                failures = [failure.diagnostic for failure in built.artifacts.failures]
                console.show_diagnostics([*failures, *built.problems], self._arguments)
                console.say(f"{summary(built)} in {ended - started:.1f} s")
            case Broken(diagnostics=diagnostics):
                console.show_diagnostics(diagnostics, self._arguments)
                console.say("waiting for the next save")
            case _:
                return

    def _warn(self, warnings: tuple[Diagnostic, ...]) -> None:
        """At every save until they are mended, but never so many that the rest is out of sight."""
        console.show_diagnostics(warnings[:_SHOWN], self._arguments)
        if len(warnings) > _SHOWN:
            console.say(f"and {len(warnings) - _SHOWN} more warnings: `heygen-build check` shows them all\n")


def _reasons(planned: Planned) -> list[str]:
    """The steps that run, and which of their fields changed."""
    runs = [decision for decision in planned.decisions if decision.runs]
    lines = [
        f"  {decision.step.place}: {_why(decision.reason, [c.field for c in decision.changes])}" for decision in runs
    ]
    return lines if len(lines) <= _SHOWN else [*lines[:_SHOWN], f"  and {len(lines) - _SHOWN} more"]


def _why(reason: str, fields: list[str]) -> str:
    real = [field for field in fields if not field.startswith("needs.")]
    return f"{reason} ({_few(real)})" if real else reason


def _few(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
