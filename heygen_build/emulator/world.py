"""What all routes share: configuration, clock, catalog, account, studio. One per emulator."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from starlette.requests import Request

from heygen_build.emulator.catalog import Catalog
from heygen_build.emulator.checks import Examiner
from heygen_build.emulator.clock import Clock
from heygen_build.emulator.config import Config
from heygen_build.emulator.events import EVENT_TYPES, Event
from heygen_build.emulator.faults import Script
from heygen_build.emulator.jobs import (
    AfterPolls,
    AfterSeconds,
    Immediate,
    Job,
    Json,
    Outcome,
    Realistic,
    Status,
    due,
    finished_at,
    status,
)
from heygen_build.emulator.kinds import KINDS, Kind
from heygen_build.emulator.links import Signer
from heygen_build.emulator.orders import Order
from heygen_build.emulator.outbox import Endpoint, Outbox, Sender, send_nothing
from heygen_build.emulator.own_cast import OwnCast
from heygen_build.emulator.state import State
from heygen_build.emulator.studio import Studio


@dataclass(slots=True)
class World:
    """`folder` holds `drawings`, `assets` and `inline` files; `clock` gives Unix seconds.

    `seeded` is the catalog that everybody sees, `catalog` what this account sees. `orders` are what was drawn or is
    being drawn, by its key in the studio: a restart begins it again.
    """

    config: Config
    clock: Callable[[], float]
    seeded: Catalog
    folder: Path
    studio: Studio
    signer: Signer
    state: State
    send: Sender = send_nothing
    script: Script = field(default_factory=Script)
    orders: dict[str, Order] = field(default_factory=dict)
    time: Clock = field(init=False)
    outbox: Outbox = field(init=False)

    def __post_init__(self) -> None:
        self.time = Clock(self.clock)
        self.clock = self.time
        self.outbox = Outbox(self.time, self.send)

    @property
    def catalog(self) -> Catalog:
        """Looks, groups and voices of this account, with those that it made itself."""
        return OwnCast(self.state).over(self.seeded, self.status)

    @property
    def examiner(self) -> Examiner:
        return Examiner(self.catalog, self.state, self.folder, self.config.mark)

    def base_url(self, request: Request) -> str:
        """Scheme and host for links: the configured address, or the one the client used."""
        return (self.config.public_url or str(request.base_url)).rstrip("/")

    def signed(self, request: Request, path: str) -> str:
        return self.signed_at(self.base_url(request), path)

    def signed_at(self, address: str, path: str) -> str:
        return address + self.signer.sign(path, self.clock())

    @property
    def endpoints(self) -> dict[str, Endpoint]:
        """Registered webhook endpoints by id."""
        return self.state.table("webhook_endpoints", Endpoint)

    @property
    def events(self) -> dict[str, Event]:
        """Everything that happened, by event id."""
        return self.state.table("webhook_events", Event)

    def emit(self, event_type: str, data: dict[str, Json], callback_url: str | None = None) -> None:
        """Something happened: it goes into the history, and to everybody who wants to know."""
        event = Event(f"evt_{self.state.new_id()}", self.state.new_number(), event_type, data, self.clock())
        if event_type in EVENT_TYPES:
            self.events[event.id] = event
        self.outbox.put(event, list(self.endpoints.values()), callback_url)

    def begin(self, order: Order) -> str:
        """Starts a drawing; the studio gives its key."""
        key = self.studio.begin(order)
        self.orders[key] = order
        return key

    def collect(self) -> None:
        """Takes note of finished drawings. Called before anything that depends on them: nothing runs behind."""
        for job in self.state.unsettled():
            outcome = self.studio.outcome(job.drawing) if job.drawing is not None else self._end_of_followed(job)
            if outcome is not None:
                self.settle(job, outcome)

    def _end_of_followed(self, job: Job) -> Outcome | None:
        """For a job that follows one that had ended before it was taken."""
        followed = self.state.any_job(job.follows) if job.follows is not None else None
        return None if followed is None else followed.outcome

    def settle(self, job: Job, outcome: Outcome) -> None:
        """Ends a job and those that follow it."""
        at = finished_at(self.progression(KINDS[job.kind]), accepted_at=job.accepted_at, drawn_at=self.clock())
        for follower in self.state.settle(job, outcome, at):
            self.settle(follower, outcome)

    def progression(self, kind: Kind) -> Immediate | AfterPolls | AfterSeconds:
        """How jobs of this kind move."""
        general = self.config.progression
        if not isinstance(general, Realistic):
            return general
        return AfterSeconds(kind.typical_seconds * general.speed) if general.speed > 0 else Immediate()

    def open_jobs(self) -> int:
        """How many of the account's slots are taken."""
        busy = self.state.busy
        for job in [job for job in busy.values() if not self.is_open(job)]:
            del busy[job.id]
        return len(busy)

    def is_open(self, job: Job) -> bool:
        """Whether a job is not over yet, as far as the API tells."""
        return self.status(job) in ("pending", "processing")

    def status(self, job: Job) -> Status:
        return status(job, self.progression(KINDS[job.kind]), self.clock())

    async def poll(self, jobs: Iterable[Job]) -> None:
        """Counts a status request for these jobs, and waits for the drawings that should be done by now.

        A job that follows another one moves it along.
        """
        awaited: list[str] = []
        for job in jobs:
            followed = self.state.any_job(job.follows) if job.follows is not None else None
            for moved in (job, followed) if followed is not None else (job,):
                moved.polls += 1
                if moved.drawing is not None and moved.outcome is None and self._is_due(moved):
                    awaited.append(moved.drawing)
        await self.studio.wait(awaited, self.config.patience)
        self.collect()

    def _is_due(self, job: Job) -> bool:
        age = self.clock() - job.accepted_at
        return due(self.progression(KINDS[job.kind]), polls=job.polls, age=age) and not job.stuck
