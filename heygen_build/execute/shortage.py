"""Films that the money does not reach, told with their prices and with what would be enough."""

from __future__ import annotations

from collections.abc import Iterator

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.execute.allowance import Allowance, FilmOrders
from heygen_build.execute.decide import Cost
from heygen_build.execute.purse import dollars, priced
from heygen_build.resolve.model import ResolvedProject

BEYOND = "HB0505"


def shortage(allowance: Allowance, project: ResolvedProject, spent: float) -> Diagnostic:
    """What is missing after a build that spent `spent` USD; 0 for one that starts nothing."""
    message, hint = _message(allowance, spent), f"{_kept(allowance)}; {enough(allowance, spent)}"
    notes = tuple(_listed(allowance.missing))
    return Diagnostic(BEYOND, message, _place(allowance, project), hint=hint, notes=notes)


def describe(cost: Cost) -> str:
    """`3 orders for about $1.23`, with what is unknown said plainly."""
    orders = f"{cost.orders} order{'s' * (cost.orders != 1)}"
    if cost.orders and cost.unknown == cost.orders:
        return f"{orders} at an unknown price"
    known = f"{orders} for about ${dollars(cost.usd)}"
    return f"{known} plus {cost.unknown} at an unknown price" if cost.unknown else known


def enough(allowance: Allowance, spent: float) -> str:
    """Which limits would let a next build make everything."""
    limits, needed = allowance.limits, allowance.missing_cost.usd
    ways: list[str] = []
    if limits.budget is not None and limits.spent + spent + needed > limits.budget:
        ways.append(f"write `budget: {{max_usd: {dollars(limits.spent + spent + needed)}}}`")
    if limits.run is not None:
        ways.append(f"say `--max-cost {dollars(needed)}`")
    return f"to get the rest, {' and '.join(ways)}"


def _message(allowance: Allowance, spent: float) -> str:
    films, missing, limit = allowance.films, allowance.missing, allowance.limits.words
    if len(films) == 1:
        return f"{describe(missing[0].cost)} is more than {limit}"
    if len(missing) == len(films):
        first = missing[0]
        return f"no film fits: the first, {first.name}, needs {describe(first.cost)}, and that is more than {limit}"
    are = "are" if len(missing) > 1 else "is"
    beyond = f"{len(missing)} of {len(films)} films {are} beyond {allowance.limits.name}"
    so_far = spent + (allowance.limits.spent if allowance.limits.is_budget else 0.0)
    return f"{beyond}, of which ${so_far:.2f} is spent: {describe(allowance.missing_cost)}"


def _kept(allowance: Allowance) -> str:
    if len(allowance.missing) < len(allowance.films):
        return "films are ordered whole or not at all; those that are done are kept and cost nothing more"
    return "nothing was ordered, because a film is ordered whole or not at all"


def _listed(missing: tuple[FilmOrders, ...]) -> Iterator[str]:
    if len(missing) > 1:
        yield f"missing: {priced((film.name, _usd(film.cost)) for film in missing)}"
        return
    estimates = ((order.step.place, order.step.estimate) for order in missing[0].orders)
    yield f"missing: {priced((place, estimate.usd if estimate else None) for place, estimate in estimates)}"


def _usd(cost: Cost) -> float | None:
    return None if cost.orders and cost.unknown == cost.orders else cost.usd


def _place(allowance: Allowance, project: ResolvedProject) -> tuple[Label, ...]:
    """The budget where it is what ends; else the first film that is missing."""
    if allowance.limits.is_budget and project.document is not None:
        return (Label(project.document.span_of(("budget", "max_usd")), "ends before it is enough"),)
    return (Label(allowance.missing[0].film.film.origin.span, "asked for here"),)
