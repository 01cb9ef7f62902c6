"""What all routes share: configuration, clock, catalog, account, studio. One per emulator."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from starlette.requests import Request

from heygen_build.emulator.catalog import Catalog
from heygen_build.emulator.checks import Examiner
from heygen_build.emulator.config import Config
from heygen_build.emulator.faults import Script
from heygen_build.emulator.jobs import Job, Status, due, finished_at, status
from heygen_build.emulator.links import Signer
from heygen_build.emulator.state import State
from heygen_build.emulator.studio import Studio


@dataclass(slots=True)
class World:
    """`folder` holds `drawings`, `assets` and `inline` files; `clock` gives Unix seconds."""

    config: Config
    clock: Callable[[], float]
    catalog: Catalog
    folder: Path
    studio: Studio
    signer: Signer
    state: State
    script: Script = field(default_factory=Script)

    @property
    def examiner(self) -> Examiner:
        return Examiner(self.catalog, self.state, self.folder, self.config.mark)

    def base_url(self, request: Request) -> str:
        """Scheme and host for links: the configured address, or the one the client used."""
        return (self.config.public_url or str(request.base_url)).rstrip("/")

    def signed(self, request: Request, path: str) -> str:
        return self.base_url(request) + self.signer.sign(path, self.clock())

    def collect(self) -> None:
        """Takes note of finished drawings. Called before anything that depends on them: nothing runs behind."""
        for job in self.state.unsettled():
            outcome = self.studio.outcome(job.drawing) if job.drawing is not None else None
            if outcome is not None:
                at = finished_at(self.config.progression, accepted_at=job.accepted_at, drawn_at=self.clock())
                self.state.settle(job, outcome, at)

    def is_open(self, job: Job) -> bool:
        """Whether a job still takes one of the account's slots."""
        return self.status(job) in ("pending", "processing")

    def status(self, job: Job) -> Status:
        return status(job, self.config.progression, self.clock())

    async def poll(self, jobs: Iterable[Job]) -> None:
        """Counts a status request for these jobs and waits for the drawings that should be done by now."""
        awaited: list[str] = []
        for job in jobs:
            job.polls += 1
            age = self.clock() - job.accepted_at
            if (
                job.drawing is not None
                and job.outcome is None
                and due(self.config.progression, polls=job.polls, age=age)
            ):
                awaited.append(job.drawing)
        await self.studio.wait(awaited, self.config.patience)
        self.collect()
