"""Everything that lasts between two requests: jobs, uploads, speeches, charges, the wallet. Knows nothing of HTTP."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from heygen_build.emulator import prices
from heygen_build.emulator.jobs import Failure, Job, Outcome
from heygen_build.emulator.ledger import Ledger
from heygen_build.emulator.wire import Problem

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
        self._random = random.Random(seed)
        self._balance = balance_usd
        self._numbers = 0
        self._jobs: dict[str, Job] = {}
        self._deleted: dict[str, Job] = {}
        self.assets: dict[str, Asset] = {}
        self.speeches: dict[str, str] = {}
        self.charges: list[Charge] = []
        self.ledger = Ledger()

    def new_id(self) -> str:
        return f"{self._random.getrandbits(128):032x}"

    def new_number(self) -> int:
        """Counts everything that was accepted: listing order, and places in pages."""
        self._numbers += 1
        return self._numbers

    @property
    def charged_usd(self) -> float:
        return sum(charge.usd for charge in self.charges)

    @property
    def balance_usd(self) -> float:
        return self._balance - self.charged_usd

    def afford(self, usd: float) -> None:
        """402 unless the wallet holds `usd` beside what unfinished jobs are expected to cost."""
        left = self.balance_usd - sum(job.estimate for job in self._all_jobs() if job.outcome is None)
        if left <= 0 or usd > left:
            raise Problem(402, "insufficient_credit", ENDED_MESSAGE.format(left=max(left, 0.0), cost=usd))

    def add_job(self, job: Job) -> None:
        self._jobs[job.id] = job

    def job(self, video_id: str) -> Job | None:
        return self._jobs.get(video_id)

    def jobs(self, title: str | None = None) -> list[Job]:
        """Newest first; `title` is a part of the wanted titles, in any case of letters."""
        newest = sorted(self._jobs.values(), key=lambda job: -job.number)
        return [job for job in newest if title is None or title.casefold() in (job.title or "").casefold()]

    def unsettled(self) -> list[Job]:
        """Jobs whose drawing has not been looked at yet; deleted ones are drawn and charged all the same."""
        return [job for job in self._all_jobs() if job.outcome is None]

    def delete_job(self, video_id: str) -> bool:
        job = self._jobs.pop(video_id, None)
        if job is not None:
            self._deleted[video_id] = job
        return job is not None

    def settle(self, job: Job, outcome: Outcome, now: float) -> None:
        """Ends a job once: a finished video is charged by the second, a failed one is not (v3 README, Prices)."""
        if job.outcome is not None:
            return
        job.outcome, job.finished_at = outcome, now
        if not isinstance(outcome, Failure):
            self.charge(outcome.duration, job.usd_per_second, job.what, job.id)

    def charge(self, seconds: float, usd_per_second: float, what: str, id: str) -> None:
        self.charges.append(Charge(seconds, round(seconds * usd_per_second, 6), what, id))

    def charge_speech(self, seconds: float, id: str) -> None:
        self.charge(seconds, prices.SPEECH, "speech", id)

    def _all_jobs(self) -> Iterator[Job]:
        yield from self._jobs.values()
        yield from self._deleted.values()
