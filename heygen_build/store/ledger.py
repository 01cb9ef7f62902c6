"""The facts of a journal read as orders: where each one stands and what it cost. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from heygen_build.store.journal import (
    Abandoned,
    Accepted,
    AnyFact,
    Charged,
    Failed,
    Finished,
    Intended,
    Journal,
    Lost,
    Rejected,
    Settled,
    Stored,
)

Standing = Literal["unanswered", "at work", "finished", "stored", "failed", "refused", "lost", "given up"]
OPEN: frozenset[Standing] = frozenset({"unanswered", "at work", "finished", "lost"})
"""What a next build, or a person, has to do something about."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One attempt to order one step. `usd` is what it cost by the price table; None: unknown, or not charged.

    `at` is when the intent was written (Unix seconds), `charged_at` when its result came; `estimate_usd` what was
    expected. `kind` and `place` are empty in journals of the first version, `project`, the name of the project file,
    before the third.
    """

    key: str
    attempt: int
    account: str
    kind: str
    place: str
    at: float
    estimate_usd: float | None
    standing: Standing = "unanswered"
    remote_id: str | None = None
    reason: str | None = None
    is_charged: bool = False
    charged_at: float | None = None
    seconds: float | None = None
    usd: float | None = None
    project: str = ""

    @property
    def is_open(self) -> bool:
        return self.standing in OPEN

    @property
    def owed_usd(self) -> float:
        """What the attempt cost, or may cost yet, as far as prices are known.

        An order that HeyGen took is owed unless it failed, also one that somebody else collected or that was given up.
        """
        if self.is_charged:
            return self.usd or 0.0
        is_over = self.standing in ("stored", "given up")
        is_owed = self.remote_id is not None if is_over else self.is_open
        return (self.estimate_usd or 0.0) if is_owed else 0.0


@dataclass(frozen=True, slots=True)
class Spending:
    """Charges of one kind of step. `unknown` counts those without a known price."""

    kind: str
    orders: int
    seconds: float
    usd: float
    unknown: int


def entries(facts: Iterable[AnyFact]) -> tuple[Entry, ...]:
    """One entry for each attempt, in the order of their intents. Any prefix of a journal can be read."""
    found: dict[tuple[str, int], Entry] = {}
    for fact in facts:
        name = (fact.key, fact.attempt)
        if isinstance(fact, Intended):
            found[name] = Entry(
                fact.key,
                fact.attempt,
                fact.account,
                fact.step_kind or "",
                fact.place or "",
                fact.at,
                fact.usd,
                project=fact.project or "",
            )
        elif name in found:
            found[name] = _after(found[name], fact)
    return tuple(found.values())


def spending(made: Sequence[Entry], *, since: float) -> tuple[Spending, ...]:
    """Charges since a time (Unix seconds) by kind, the dearest first."""
    charged = [entry for entry in made if entry.is_charged and (entry.charged_at or entry.at) >= since]
    kinds = sorted({entry.kind for entry in charged})
    sums = [_sum(kind, [entry for entry in charged if entry.kind == kind]) for kind in kinds]
    return tuple(sorted(sums, key=lambda spent: -spent.usd))


def discrepancy(facts: Iterable[AnyFact], *, since: float) -> float:
    """USD that the wallet lost beyond what the price table explains, over all runs since a time."""
    settled = [fact for fact in facts if isinstance(fact, Settled) and fact.at >= since and fact.is_real]
    return sum(fact.before_usd - fact.after_usd - fact.expected_usd for fact in settled)


def charged_by(journal: Journal, since: int) -> tuple[Charged, ...]:
    """The charges that were written after the fact with this number."""
    return tuple(fact for fact in journal.since(since) if isinstance(fact, Charged))


def _sum(kind: str, charged: Sequence[Entry]) -> Spending:
    known = [entry.usd for entry in charged if entry.usd is not None]
    seconds = sum(entry.seconds or 0.0 for entry in charged)
    return Spending(kind, len(charged), seconds, sum(known), len(charged) - len(known))


def _after(entry: Entry, fact: AnyFact) -> Entry:
    match fact:
        case Accepted(remote_id=remote_id):
            return replace(entry, standing="at work", remote_id=remote_id, reason=None)
        case Rejected(message=message):
            return replace(entry, standing="refused", reason=message)
        case Finished():
            return replace(entry, standing="finished")
        case Failed(message=message):
            return replace(entry, standing="failed", reason=message)
        case Lost(message=message):
            return replace(entry, standing="lost", reason=message)
        case Abandoned():
            return replace(entry, standing="given up")
        case Charged(at=at, seconds=seconds, usd=usd):
            return replace(entry, is_charged=True, charged_at=at, seconds=seconds, usd=usd)
        case Stored(at=at, seconds=seconds, usd=usd):
            return _stored(entry, at, seconds, usd)
        case Intended() | Settled():
            return entry


def _stored(entry: Entry, at: float, seconds: float | None, usd: float | None) -> Entry:
    """Journals of the first version have no fact of the charge; the price of what was stored stands for it."""
    stored = replace(entry, standing="stored")
    if entry.is_charged or usd is None:
        return stored
    return replace(stored, is_charged=True, charged_at=at, seconds=seconds, usd=usd)
