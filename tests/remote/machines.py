"""Machines that build the same project with one account: each has a folder, a journal and a cache of its own."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from heygen_build.execute.events import Event, Listener, StepNote
from heygen_build.pipeline import Built, Options, Planned, build, ignore, plan
from heygen_build.store.journal import AnyFact, Journal
from tests.workshop import Studio

_CLOUDS = ("AWS_", "GOOGLE_", "AZURE_")
SECRET = "a-secret-that-is-never-shown"
PROJECT = """\
heygen_build: 1
title: Shared
avatars: {{host: {{look: Abigail}}}}
cache: {{remote: "{address}"}}
scenes:
  - {{avatar: host, script: Hello there.}}
"""


@dataclass
class Machine:
    """One machine. `sleep` is how it waits; None is the studio's own, which moves the clock."""

    studio: Studio
    folder: Path
    environ: dict[str, str]
    events: list[Event] = field(default_factory=list)
    sleep: Callable[[float], Awaitable[None]] | None = None
    hear: Listener = ignore

    @property
    def options(self) -> Options:
        return Options(cache=self.folder / "cache")

    @property
    def project(self) -> Path:
        return self.folder / "film" / "project.yaml"

    def write(self, text: str) -> None:
        self.project.parent.mkdir(parents=True, exist_ok=True)
        self.project.write_text(text)

    def building(self, authorize: Callable[[Planned], None] = lambda planned: None) -> Awaitable[Built]:
        world = replace(self.studio.world, environ=self.studio.environ | self.environ)
        if self.sleep is not None:
            world = replace(world, sleep=self.sleep)
        return build(self.project, self.options, world, authorize=authorize, listen=self._listen)

    def _listen(self, event: Event) -> None:
        self.events.append(event)
        self.hear(event)

    def build(self, authorize: Callable[[Planned], None] = lambda planned: None) -> Built:
        async def run() -> Built:
            return await self.building(authorize)

        return asyncio.run(run())

    def plan(self) -> Planned:
        world = replace(self.studio.world, environ=self.studio.environ | self.environ)
        return asyncio.run(plan(self.project, self.options, world))

    def notes(self) -> list[str]:
        return [event.text for event in self.events if isinstance(event, StepNote)]

    def facts(self) -> tuple[AnyFact, ...]:
        with closing(Journal(self.project.parent / ".heygen-build" / "journal.sqlite3")) as journal:
            return journal.all()


@dataclass
class Office:
    """Where the machines stand."""

    studio: Studio
    folder: Path

    def machine(self, name: str, address: str) -> Machine:
        environ = {name: value for name, value in os.environ.items() if name.startswith(_CLOUDS)}
        made = Machine(self.studio, self.folder / name, environ)
        made.write(PROJECT.format(address=address))
        return made


def warnings(built: Built) -> list[str]:
    """The codes of everything that was told before and after the build."""
    return [found.code for found in (*built.planned.project.warnings, *built.warnings)]
