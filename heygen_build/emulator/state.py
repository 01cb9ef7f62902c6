"""Everything that lasts between two requests: jobs, uploads, speeches, charges, the wallet. Knows nothing of HTTP."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

from heygen_build.emulator import prices
from heygen_build.emulator.jobs import Failure, Job, Outcome
from heygen_build.emulator.kinds import KINDS
from heygen_build.emulator.ledger import Ledger
from heygen_build.emulator.wire import Problem

Row = TypeVar("Row")
QUEUED = "queued"
"""A fact of jobs that take no slot: they came in a batch, which HeyGen works off by itself."""

ENDED_MESSAGE = "Your account has ${left:.2f} but this request is expected to cost ${cost:.2f}."


@dataclass(frozen=True, slots=True)
class Charge:
    """What HeyGen would have taken: `seconds` of output at `usd` in all, for `what`, ordered as `id`."""

    seconds: float
    usd: float
    what: str
    id: str


@dataclass(frozen=True, slots=True)
class Asset:
    """An uploaded file. `mime` is what its bytes are; `size` in bytes."""

    id: str
    number: int
    name: str
    mime: str
    size: int
    path: Path
    uploaded_at: int


class State:
    """The account. All ids come from `seed`, so that two emulators with one history have the same ids."""

    def __init__(self, *, seed: int, balance_usd: float) -> None:
        self.random = random.Random(seed)
        self.deposit_usd = balance_usd
        self.numbers = 0
        self.taken: dict[str, Job] = {}
        self.deleted: dict[str, Job] = {}
        self.assets: dict[str, Asset] = {}
        self.speeches: dict[str, str] = {}
        self.charges: list[Charge] = []
        self.ledger = Ledger()
        self.tables: dict[str, dict[str, object]] = {}
        self.busy: dict[str, Job] = {}
        self.untold: dict[str, Job] = {}
        self._unsettled: dict[str, Job] = {}
        self._followers: dict[str, list[Job]] = {}
        self._charged_usd = 0.0

    def new_id(self) -> str:
        return f"{self.random.getrandbits(128):032x}"

    def new_number(self) -> int:
        """Counts everything that was accepted: listing order, and places in pages."""
        self.numbers += 1
        return self.numbers

    def table(self, name: str, of: type[Row]) -> dict[str, Row]:
        """What the account owns besides jobs and assets, by id: rows are frozen dataclasses or JSON. Kept and reset."""
        return cast("dict[str, Row]", self.tables.setdefault(name, {}))

    @property
    def charged_usd(self) -> float:
        return self._charged_usd

    @property
    def balance_usd(self) -> float:
        return self.deposit_usd - self.charged_usd

    def afford(self, usd: float) -> None:
        """402 unless the wallet holds `usd` beside what unfinished jobs are expected to cost."""
        left = self.balance_usd - sum(job.estimate for job in self._unsettled.values())
        if left <= 0 or usd > left:
            raise Problem(402, "insufficient_credit", ENDED_MESSAGE.format(left=max(left, 0.0), cost=usd))

    def add_job(self, job: Job) -> None:
        self.taken[job.id] = job
        self._watch(job)
        if _takes_slot(job):
            self.busy[job.id] = job

    def _watch(self, job: Job) -> None:
        if not job.told:
            self.untold[job.id] = job
        if job.outcome is None:
            self._unsettled[job.id] = job
            if job.follows is not None:
                self._followers.setdefault(job.follows, []).append(job)

    def follow(self, job: Job, followed: str) -> None:
        """From now on a job ends with another one, unless it has ended."""
        job.follows = followed
        if job.outcome is None:
            self._followers.setdefault(followed, []).append(job)

    def job(self, job_id: str, kind: str = "video") -> Job | None:
        job = self.taken.get(job_id)
        return job if job is not None and job.kind == kind else None

    def any_job(self, job_id: str) -> Job | None:
        """A job of any kind, deleted ones too."""
        return self.taken.get(job_id) or self.deleted.get(job_id)

    def jobs(self, title: str | None = None, kind: str | None = "video") -> list[Job]:
        """Newest first; `title` is a part of the wanted titles, in any case of letters; `kind` None is every kind."""
        newest = sorted(self.taken.values(), key=lambda job: -job.number)
        part = None if title is None else title.casefold()
        return [
            job
            for job in newest
            if (kind is None or job.kind == kind) and (part is None or part in (job.title or "").casefold())
        ]

    def unsettled(self) -> list[Job]:
        """Jobs whose end has not been noted yet; deleted ones are drawn and charged all the same."""
        return list(self._unsettled.values())

    def delete_job(self, job_id: str) -> bool:
        job = self.taken.pop(job_id, None)
        self.busy.pop(job_id, None)
        if job is not None:
            self.deleted[job_id] = job
        return job is not None

    def settle(self, job: Job, outcome: Outcome, now: float) -> list[Job]:
        """Ends a job once, and gives the jobs that follow it.

        A finished one is charged as a whole and by the second, a failed one is not (v3 README, Prices).
        """
        if job.outcome is not None:
            return []
        job.outcome, job.finished_at = outcome, now
        self._unsettled.pop(job.id, None)
        if not isinstance(outcome, Failure) and (job.usd or job.usd_per_second):
            usd = round(job.usd + outcome.duration * job.usd_per_second, 6)
            self._take(Charge(outcome.duration, usd, job.what, job.id))
        return self._followers.pop(job.id, [])

    def charge(self, seconds: float, usd_per_second: float, what: str, id: str) -> None:
        self._take(Charge(seconds, round(seconds * usd_per_second, 6), what, id))

    def charge_speech(self, seconds: float, id: str) -> None:
        self.charge(seconds, prices.SPEECH, "speech", id)

    def _take(self, charge: Charge) -> None:
        self.charges.append(charge)
        self._charged_usd += charge.usd

    def restore(self) -> None:
        """Finds again what follows from the jobs and charges, after they were read from a file."""
        self._charged_usd = sum(charge.usd for charge in self.charges)
        for job in (*self.taken.values(), *self.deleted.values()):
            self._watch(job)
        self.busy = {job.id: job for job in self.taken.values() if _takes_slot(job)}


def _takes_slot(job: Job) -> bool:
    return KINDS[job.kind].takes_slot and not job.facts.get(QUEUED)
