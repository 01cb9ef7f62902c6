"""`next_action(facts, account)`: facts in, decision out. Starting and resuming are the same code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from heygen_build.store.journal import Abandoned, Accepted, AnyFact, Failed, Intended, Lost, Rejected


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


@dataclass(frozen=True, slots=True)
class Ask:
    """The order was paid for and no call gives its result any more (`why`): a person decides what happens."""

    attempt: int
    why: str


@dataclass(frozen=True, slots=True)
class Adopt:
    """Another clone of the project ordered it with this account: write that down, then collect it."""

    attempt: int
    remote_id: str


Action: TypeAlias = Order | Recover | Collect | Ask | Adopt


def next_action(facts: Sequence[AnyFact], account: str, locked: str | None = None) -> Action:
    """What to do about one step for `account`, from all facts of its key, oldest first.

    Jobs and assets belong to the account that ordered them, so attempts of other accounts are left alone; only their
    numbers are not used again, because the journal knows an attempt by its number. `locked` is the id that the lock
    file knows for this account; it counts only where the journal knows nothing better.
    """
    following = max((fact.attempt for fact in facts), default=0) + 1
    own = [fact for fact in facts if isinstance(fact, Intended) and fact.account == account]
    if not own:
        return Order(following) if locked is None else Adopt(following, locked)
    # The last one of its attempt: an order that travels in a batch is intended again under the key of the batch.
    intended = max(reversed(own), key=lambda fact: fact.attempt)
    attempt = intended.attempt
    # The last word counts: what a person answered comes after what was found out.
    for fact in reversed([fact for fact in facts if fact.attempt == attempt]):
        match fact:
            case Failed() | Rejected() | Abandoned():
                return Order(following)
            case Lost(message=why):
                return Ask(attempt, why)
            case Accepted(remote_id=remote_id, answer=answer):
                return Collect(attempt, remote_id, answer)
            case _:
                continue
    return Recover(attempt, intended.idempotency_key, intended.at)
