"""`heygen-build status`: orders that are open or in doubt, and what was spent; from the journal, without any call."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from heygen_build.backends import EMULATED, World
from heygen_build.cli.console import print_json
from heygen_build.cli.ledgers import facts_of
from heygen_build.cli.parser import Arguments
from heygen_build.cli.projects import each_project
from heygen_build.store.ledger import Entry, Standing, entries, spending


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class OpenOrder(_Frozen):
    """An order that waits for HeyGen, for the next build, or for a person. `age` in seconds."""

    place: str
    kind: str
    key: str
    attempt: int
    standing: Standing
    remote_id: str | None
    reason: str | None
    age: float
    estimate_usd: float | None
    account: str


class StatusReport(_Frozen):
    """The answer of `heygen-build status --json`. Its schema is `schemas/status.v1.json`."""

    status: Literal[1] = 1
    project: str
    open: tuple[OpenOrder, ...]
    orders: int
    charged_usd: float
    charged_unknown: int


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """Prints where each project stands; 0 also while orders are open."""
    now = world().clock()

    def show(path: Path, alone: bool) -> int:
        made = status_of(path, now)
        if arguments.json:
            print_json(made, alone=alone)
        else:
            print("\n".join(_lines(made)))
        return 0

    return each_project(arguments, show)


def status_of(project: Path, now: float) -> StatusReport:
    """Where a project stands at `now` (Unix seconds)."""
    made = entries(facts_of(project))
    latest = {(entry.key, entry.account): entry for entry in made}
    spent = spending([entry for entry in made if not entry.account.startswith(EMULATED)], since=0.0)
    return StatusReport(
        project=str(project),
        open=tuple(_open(entry, now) for entry in latest.values() if entry.is_open),
        orders=len(made),
        charged_usd=round(sum(one.usd for one in spent), 6),
        charged_unknown=sum(one.unknown for one in spent),
    )


def _open(entry: Entry, now: float) -> OpenOrder:
    return OpenOrder(
        place=entry.place,
        kind=entry.kind,
        key=entry.key,
        attempt=entry.attempt,
        standing=entry.standing,
        remote_id=entry.remote_id,
        reason=entry.reason,
        age=max(0.0, now - entry.at),
        estimate_usd=entry.estimate_usd,
        account=entry.account,
    )


_NEXT: dict[Standing, str] = {
    "at work": "the next build collects it",
    "finished": "the next build downloads it",
    "unanswered": "the next build looks for it; if it asks, answer with",
    "lost": "to order it again, which costs again,",
}


def _lines(made: StatusReport) -> Iterator[str]:
    unknown = f" plus {made.charged_unknown} at unknown prices" if made.charged_unknown else ""
    orders = f"{made.orders} order{'s' * (made.orders != 1)}"
    yield f"{os.path.relpath(made.project)}: {orders}, ${made.charged_usd:.2f} spent{unknown}"
    for order in made.open:
        name = order.place or order.key[:16]
        yield f"  {name}  {order.standing} since {_age(order.age)}  {order.remote_id or 'no id'}"
        yield f"    {_advice(order, made.project, name)}"
    if not made.open:
        yield "  nothing is open"


def _advice(order: OpenOrder, project: str, name: str) -> str:
    advice = _NEXT[order.standing]
    command = f"`heygen-build resume {os.path.relpath(project)} --step {name}"
    match order.standing:
        case "unanswered":
            return f"{advice} {command} --adopt ID` or {command} --order-again`"
        case "lost":
            return f"{order.reason}; {advice} {command} --order-again`"
        case _:
            return advice


def _age(seconds: float) -> str:
    for unit, size in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= size:
            return f"{seconds // size:.0f} {unit}"
    return f"{seconds:.0f} s"
