"""`heygen-build lock`: whether what project.lock.json pins is still there, and taking out what is not used."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from heygen_build.backends import World
from heygen_build.cli.console import say, show_diagnostics
from heygen_build.cli.parser import Arguments
from heygen_build.cli.projects import each_project
from heygen_build.pipeline import Options, locked_catalog, plan
from heygen_build.resolve.pins import vanished
from heygen_build.store.lockfile import write_lock


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """`check`: 1 where something vanished. `prune`: renders and pins that the project does not use go."""
    work = _check if arguments.action == "check" else _prune
    return each_project(arguments, lambda path, alone: work(path, arguments, world()))


def _check(path: Path, arguments: Arguments, world: World) -> int:
    locking, catalog = asyncio.run(locked_catalog(path, Options(), world))
    gone = vanished(locking.pins, catalog)
    show_diagnostics(gone, arguments)
    renders = len(locking.renders())
    others = len(locking.lock.renders) - renders
    foreign = f", {others} of other accounts" if others else ""
    say(f"{locking.path}: {len(locking.pins)} pins, {len(gone)} vanished; {renders} renders{foreign}")
    return 1 if gone else 0


def _prune(path: Path, arguments: Arguments, world: World) -> int:
    planned = asyncio.run(plan(path, Options(), world))
    locking = planned.lock.locking
    keys = {step.key for step in planned.plan.steps}
    kept = replace(
        locking.lock,
        pins={name: pin for name, pin in locking.pins.items() if name in planned.lock.pins},
        renders={key: render for key, render in locking.lock.renders.items() if key in keys},
    )
    if locking.is_used and locking.path.exists():
        write_lock(locking.path, kept)
    gone = len(locking.lock.renders) - len(kept.renders), len(locking.pins) - len(kept.pins)
    say(f"{locking.path}: {gone[0]} renders and {gone[1]} pins taken out")
    return 0
