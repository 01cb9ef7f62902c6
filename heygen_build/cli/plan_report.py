"""A plan for people and for machines: what, why, seconds, price. Both come from the same decisions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from heygen_build.cli.budget_report import BudgetReport, budget_report
from heygen_build.cli.wording import shortened, told
from heygen_build.execute.allowance import Allowance
from heygen_build.execute.decide import Change, Decision, Reason, cost_of
from heygen_build.execute.purse import dollars
from heygen_build.execute.shortage import describe
from heygen_build.pipeline import Planned
from heygen_build.store.digest import JsonValue

_SHOWN_CHANGES = 4
_REASONS = {
    "continued": "ordered earlier",
    "shared": "from the shared cache",
    "unconfirmed": "sent earlier, no answer",
    "question": "paid for, and lost",
}
_SHORTEST_WHY = 16


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ChangeReport(_Frozen):
    """One field that is not what it was when this place was last built."""

    field: str
    before: JsonValue
    after: JsonValue


class StepReport(_Frozen):
    """One step. `usd` is what this run would pay for it; null means that no price is known, 0 that it is free."""

    place: str
    kind: str
    route: str
    key: str
    file: str
    line: int
    reason: Reason
    changes: tuple[ChangeReport, ...] = ()
    seconds: float | None = Field(description="Estimated seconds of output, null for local steps.")
    usd: float | None
    list_usd: float | None = Field(description="What a paid build would pay for it, by the price table.")


class PlanReport(_Frozen):
    """The answer of `heygen-build plan --json`. Its schema is `schemas/plan.v1.json`."""

    plan: Literal[1] = 1
    project: str
    backend: str
    draft: bool
    prices_of: str = Field(description="The date of the price table.")
    steps: tuple[StepReport, ...]
    orders: int
    usd: float = Field(description="The sum of the known prices of this run.")
    unknown_prices: int
    budget: BudgetReport = Field(description="What was agreed to beforehand, and the films that are beyond it.")


def report(planned: Planned) -> PlanReport:
    """The plan as data."""
    cost = planned.cost
    draft = planned.plan.backend == "draft"
    return PlanReport(
        project=str(planned.project.path),
        backend=planned.plan.backend,
        draft=draft,
        prices_of=planned.prices,
        steps=tuple(_step(decision, draft) for decision in planned.decisions),
        orders=cost.orders,
        usd=0.0 if draft else round(cost.usd, 4),
        unknown_prices=0 if draft else cost.unknown,
        budget=budget_report(planned.allowance),
    )


def render(planned: Planned, width: int) -> str:
    """The plan as a table of at most `width` columns, with the reasons under each step that runs."""
    made = report(planned)
    films = planned.project.films
    heading = f"{films[0].title if len(films) == 1 else f'{len(films)} films'} · {_kind(made)}"
    rows = [(step.place, step.route, _why(step), _seconds(step), _price(step, made.draft)) for step in made.steps]
    header = ("step", "what", "why", "seconds", "price")
    columns = [max(len(row[index]) for row in [header, *rows]) for index in range(len(header))]
    columns[2] = min(columns[2], max(_SHORTEST_WHY, width - sum(columns) + columns[2] - 2 * len(columns)))
    lines = [heading, "", _row(header, columns)]
    ends = _first_missing(planned.allowance)
    for step, row in zip(made.steps, rows, strict=True):
        if step.key == ends:
            lines.append(_line(planned.allowance, width))
        lines.append(_row(row, columns))
        lines += [f"      {line}" for line in _change_lines(step, width - 6)]
    return "\n".join([*lines, "", *_summary(planned, made)])


def _first_missing(allowance: Allowance) -> str | None:
    """The key of the first order that the money does not reach."""
    orders = (order for film in allowance.missing for order in film.orders)
    return next((order.step.key for order in orders), None)


def _line(allowance: Allowance, width: int) -> str:
    """The line where the money ends."""
    left = allowance.limits.left or 0.0
    told = f"── {'the budget' if allowance.limits.is_budget else '--max-cost'} ends here: ${left:.2f} "
    return f"  {told}".ljust(width - 2, "─")


def _step(decision: Decision, draft: bool) -> StepReport:
    step, cost = decision.step, decision.cost
    list_usd = step.estimate.usd if step.estimate else 0.0
    span = step.origin.span
    return StepReport(
        place=step.place,
        kind=step.kind,
        route=step.route,
        key=step.key,
        file=span.file.path,
        line=span.start.line + 1,
        reason=decision.reason,
        changes=tuple(ChangeReport(field=c.field, before=c.before, after=c.after) for c in _told(decision.changes)),
        seconds=step.estimate.seconds if step.estimate else None,
        usd=0.0 if draft or cost is None else _without_noise(cost.usd),
        list_usd=list_usd,
    )


def _without_noise(usd: float | None) -> float | None:
    """To a millionth, because products of floats end in noise."""
    return None if usd is None else round(usd, 6)


def _told(changes: tuple[Change, ...]) -> Iterator[Change]:
    """Changes that say something: a new key of a needed step says only that it changed, which its own row explains."""
    real = [change for change in changes if not change.field.startswith("needs.")]
    yield from real or changes


def _kind(made: PlanReport) -> str:
    if made.draft:
        return "draft: free, drawn by the built-in emulator, watermarked"
    return "an API on this machine" if made.backend == "local" else "HeyGen"


def _why(step: StepReport) -> str:
    if step.reason == "changed":
        names = list(dict.fromkeys(change.field.removeprefix("needs.") for change in step.changes))
        more = f" and {len(names) - 2} more" if len(names) > 2 else ""
        return f"changed: {', '.join(names[:2])}{more}"
    return _REASONS.get(step.reason, step.reason)


def _seconds(step: StepReport) -> str:
    return f"{step.seconds:.1f}" if step.seconds else ""


def _price(step: StepReport, draft: bool) -> str:
    if step.seconds is None or step.reason in ("reused", "shared", "continued", "question"):
        return ""
    if draft:
        return "free"
    return "unknown" if step.usd is None else f"${step.usd:.3f}"


def _row(cells: tuple[str, ...], columns: list[int]) -> str:
    left = [shortened(cell, size).ljust(size) for cell, size in zip(cells[:3], columns[:3], strict=True)]
    right = [cell.rjust(size) for cell, size in zip(cells[3:], columns[3:], strict=True)]
    return ("  " + "  ".join([*left, *right])).rstrip()


def _change_lines(step: StepReport, width: int) -> Iterator[str]:
    for change in step.changes[:_SHOWN_CHANGES]:
        if not change.field.startswith("needs."):
            yield f"{change.field}: {told(change.before, change.after, width - len(change.field) - 2)}"


def _beyond(allowance: Allowance) -> Iterator[str]:
    """What a build would order of it, where the money does not reach everything."""
    films, missing = len(allowance.films), allowance.missing
    if not missing:
        return
    if len(missing) == films:
        which = "it" if films == 1 else "the first film"
        yield f"Nothing would be ordered: {which} needs {describe(missing[0].cost)}, beyond {allowance.limits.words}."
        return
    orders = f"with {describe(allowance.cost)}" if allowance.cost.orders else "with nothing to order"
    rest = f"about ${dollars(allowance.missing_cost.usd)} more is needed for the rest"
    yield f"{films - len(missing)} of {films} films would be made, {orders}; {rest}."


def _summary(planned: Planned, made: PlanReport) -> Iterator[str]:
    runs = sum(decision.runs for decision in planned.decisions)
    count = f"{len(made.steps)} steps: {runs} to do, {len(made.steps) - runs} reused"
    if not made.draft:
        yield f"{count} · {describe(planned.cost) if made.orders else 'nothing to order'}"
        yield from _beyond(planned.allowance)
        return
    everything = cost_of(tuple(Decision(decision.step, "new") for decision in planned.decisions))
    yield f"{count} · total: free"
    yield f"Ordered from HeyGen, all of it would be {describe(everything)} (prices of {made.prices_of})."
