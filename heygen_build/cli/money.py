"""Agreeing to what a build costs. Drafts are free and never ask."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.execute.decide import Cost
from heygen_build.execute.purse import OVER_BUDGET, priced
from heygen_build.pipeline import Planned


@dataclass(frozen=True, slots=True)
class Consent:
    """What was agreed to beforehand. `ask` puts a question to a person; None where nobody sits there."""

    yes: bool
    max_usd: float | None
    ask: Callable[[str], bool] | None


def authorize(planned: Planned, consent: Consent) -> None:
    """Return when the build may order, raise BuildError (exit 5) when it may not. Nothing has been ordered yet."""
    cost = planned.cost
    if planned.plan.backend == "draft" or cost.orders == 0:
        return
    _respect_balance(planned, cost)
    for limit, name in ((consent.max_usd, "--max-cost"), (planned.project.budget_usd, "the project's budget")):
        if limit is not None and cost.usd > limit + 1e-9:
            message = f"{describe(cost)} is more than {name} of ${limit:.2f}"
            raise _refused(message, f"nothing was ordered; raise {name} or build less", *_account(planned))
    if consent.yes or (cost.unknown == 0 and (consent.max_usd is not None or planned.project.budget_usd is not None)):
        return
    if consent.ask is None:
        unknown = " with a price that is not known" if cost.unknown else ""
        hint = f"say --yes, or allow it with --max-cost {dollars(cost.usd)}" if not cost.unknown else "say --yes"
        raise _refused(f"this build would order{unknown}: {describe(cost)}", f"nothing was ordered; {hint}")
    if not consent.ask(f"Place {describe(cost)}?"):
        raise _refused("not ordered", "nothing was ordered and nothing is owed")


def describe(cost: Cost) -> str:
    """`3 orders for about $1.23`, with what is unknown said plainly."""
    orders = f"{cost.orders} order{'s' * (cost.orders != 1)}"
    if cost.unknown == cost.orders:
        return f"{orders} at an unknown price"
    known = f"{orders} for about ${dollars(cost.usd)}"
    return f"{known} plus {cost.unknown} at an unknown price" if cost.unknown else known


def dollars(usd: float) -> str:
    """Rounded up to whole cents: an amount that is agreed to must be sufficient."""
    return f"{math.ceil(usd * 100 - 1e-9) / 100:.2f}"


def _respect_balance(planned: Planned, cost: Cost) -> None:
    if planned.balance_usd is not None and planned.balance_usd < cost.usd:
        message = f"the wallet holds ${planned.balance_usd:.2f}, and this build needs {describe(cost)}"
        raise BuildError(
            [Diagnostic("HB0502", message, hint="top up the API wallet; nothing was ordered")], exit_code=1
        )


def _account(planned: Planned) -> Iterator[str]:
    """What is done already, and what is missing, with places and prices."""
    done = [one.step.place for one in planned.decisions if one.step.is_paid and one.cost is None]
    if done:
        yield f"done already: {len(done)} paid step{'s' * (len(done) != 1)}"
    prices = ((step.place, step.estimate.usd if step.estimate else None) for step in planned.orders)
    yield f"missing: {priced(prices)}"


def _refused(message: str, hint: str, *notes: str) -> BuildError:
    return BuildError([Diagnostic("HB0501", message, hint=hint, notes=notes)], exit_code=OVER_BUDGET)
