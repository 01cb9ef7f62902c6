"""`heygen-build lock`: whether what project.lock.json pins is still there, and taking out what is not used."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from heygen_build.backends import World
from heygen_build.cli.console import counted, print_json, say, show_diagnostics
from heygen_build.cli.parser import Arguments
from heygen_build.cli.projects import each_project
from heygen_build.locking import Locking
from heygen_build.pipeline import Options, locked_catalog, plan
from heygen_build.resolve.pins import Gone, vanished
from heygen_build.store.lockfile import write_lock


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class VanishedPin(_Frozen):
    """A look, voice or template that is pinned and not in the account any more."""

    kind: str
    name: str
    id: str
    nearest: tuple[str, ...] = Field(description="Names that are in the account, the nearest first.")


class LockReport(_Frozen):
    """The answer of `heygen-build lock check --json` and `lock prune --json`. Its schema is `schemas/lock.v1.json`."""

    lock: Literal[1] = 1
    project: str
    file: str
    used: bool = Field(description="False for drafts and emulators, which neither read nor write it.")
    pins: int
    renders: int = Field(description="Paid renders of this account.")
    foreign: int = Field(description="Paid renders of other accounts, which this key cannot fetch.")
    vanished: tuple[VanishedPin, ...] = ()
    pruned_pins: int = 0
    pruned_renders: int = 0


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """`check`: 1 where something vanished. `prune`: renders and pins that the project does not use go."""
    work = _check if arguments.action == "check" else _prune
    return each_project(arguments, lambda path, alone: work(path, arguments, world(), alone))


def _check(path: Path, arguments: Arguments, world: World, alone: bool) -> int:
    document, locking, catalog = asyncio.run(locked_catalog(path, Options(), world))
    gone = vanished(locking.pins, catalog)
    show_diagnostics([one.told(document) for one in gone], arguments)
    made = _report(path, locking, gone)
    if arguments.json:
        print_json(made, alone=alone)
    else:
        foreign = f", {made.foreign} of other accounts" if made.foreign else ""
        pins, renders = counted(made.pins, "pin"), counted(made.renders, "render")
        say(f"{made.file}: {pins}, {len(gone)} vanished; {renders}{foreign}{_unused(locking)}")
    return 1 if gone else 0


def _prune(path: Path, arguments: Arguments, world: World, alone: bool) -> int:
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
    made = _report(path, replace(locking, lock=kept), ())
    if arguments.json:
        print_json(made.model_copy(update={"pruned_renders": gone[0], "pruned_pins": gone[1]}), alone=alone)
    else:
        taken = f"{counted(gone[0], 'render')} and {counted(gone[1], 'pin')} taken out"
        say(f"{locking.path}: {taken}{_unused(locking)}")
    return 0


def _report(path: Path, locking: Locking, gone: tuple[Gone, ...]) -> LockReport:
    renders = len(locking.renders())
    return LockReport(
        project=str(path),
        file=str(locking.path),
        used=locking.is_used,
        pins=len(locking.pins),
        renders=renders,
        foreign=len(locking.lock.renders) - renders,
        vanished=tuple(VanishedPin(kind=one.kind, name=one.name, id=one.id, nearest=one.near) for one in gone),
    )


def _unused(locking: Locking) -> str:
    return "" if locking.is_used else " (not read: only builds with HeyGen itself are locked)"
