"""`next_action(facts, account)`: facts in, decision out. Starting and resuming are the same code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from heygen_build.store.journal import Accepted, AnyFact, Failed, Intended, Rejected


@dataclass(frozen=True, slots=True)
class Order:
    """Nothing is under way: write the intent, then order."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Recover:
    """An order may or may not have arrived: look for it before anything is ordered again."""

    attempt: int
    idempotency_key: str
    intended_at: float


@dataclass(frozen=True, slots=True)
class Collect:
    """HeyGen has the order: wait for it and fetch its files. Also when the files were once here and are gone."""

    attempt: int
    remote_id: str
    answer: str | None


Action: TypeAlias = Order | Recover | Collect


def next_action(facts: Sequence[AnyFact], account: str) -> Action:
    """What to do about one step for `account`, from all facts of its key, oldest first.

    Jobs and assets belong to the account that ordered them, so attempts of other accounts are left alone; only their
    numbers are not used again, because the journal knows an attempt by its number.
    """
    following = max((fact.attempt for fact in facts), default=0) + 1
    own = {fact.attempt for fact in facts if isinstance(fact, Intended) and fact.account == account}
    if not own:
        return Order(following)
    attempt = max(own)
    latest = [fact for fact in facts if fact.attempt == attempt]
    if any(isinstance(fact, Failed | Rejected) for fact in latest):
        return Order(following)
    accepted = next((fact for fact in reversed(latest) if isinstance(fact, Accepted)), None)
    if accepted is not None:
        return Collect(attempt, accepted.remote_id, accepted.answer)
    intended = next(fact for fact in latest if isinstance(fact, Intended))
    return Recover(attempt, intended.idempotency_key, intended.at)
