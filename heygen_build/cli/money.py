"""Agreeing to what a build costs. Drafts are free and never ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.execute.allowance import Allowance
from heygen_build.execute.decide import Cost
from heygen_build.execute.purse import OVER_BUDGET, dollars
from heygen_build.execute.shortage import describe, shortage
from heygen_build.pipeline import Planned


@dataclass(frozen=True, slots=True)
class Consent:
    """What was agreed to beforehand. `ask` puts a question to a person; None where nobody sits there."""

    yes: bool
    ask: Callable[[str], bool] | None


@dataclass(slots=True)
class Left:
    """USD of `--max-cost` for the projects of one command that are still to come; None without a limit."""

    usd: float | None

    def take(self, planned: Planned) -> None:
        """Count what was agreed to for a project: drafts cost nothing."""
        if self.usd is not None and planned.plan.backend != "draft":
            self.usd = max(0.0, self.usd - planned.allowance.cost.usd)


def authorize(planned: Planned, consent: Consent) -> None:
    """Return when the build may order, raise BuildError (exit 5) when it may not. Nothing has been ordered yet.

    A limit is a yes to all that it reaches. Where it does not reach everything, a person is asked whether a part is
    wanted; where nobody sits, it is made.
    """
    if planned.plan.backend == "draft" or planned.cost.orders == 0:
        return
    allowance = planned.allowance
    cost = allowance.cost
    if not allowance.begins:
        raise BuildError([shortage(allowance, planned.project, 0.0)], exit_code=OVER_BUDGET)
    if cost.orders == 0:
        return
    _respect_balance(planned, cost)
    is_limited = allowance.limits.left is not None and cost.unknown == 0
    if consent.yes or (is_limited and (consent.ask is None or not allowance.missing)):
        return
    if consent.ask is None:
        unknown = " with a price that is not known" if cost.unknown else ""
        hint = f"say --yes, or allow it with --max-cost {dollars(cost.usd)}" if not cost.unknown else "say --yes"
        raise _refused(f"this build would order{unknown}: {describe(cost)}", f"nothing was ordered; {hint}")
    if not consent.ask(_question(allowance)):
        raise _refused("not ordered", "nothing was ordered and nothing is owed")


def _question(allowance: Allowance) -> str:
    """What is asked; where the money ends before the last film, with the price of the part and that of the whole."""
    part, rest = describe(allowance.cost), allowance.missing
    if not rest:
        return f"Place {part}?"
    done, films = len(allowance.films) - len(rest), len(allowance.films)
    whole = dollars(allowance.cost.usd + allowance.missing_cost.usd)
    beyond = f"All {films} films would be about ${whole}, beyond {allowance.limits.words}."
    return f"{beyond} Place {part}, for {done} of them?"


def _respect_balance(planned: Planned, cost: Cost) -> None:
    if planned.balance_usd is not None and planned.balance_usd < cost.usd:
        message = f"the wallet holds ${planned.balance_usd:.2f}, and this build needs {describe(cost)}"
        raise BuildError(
            [Diagnostic("HB0502", message, hint="top up the API wallet; nothing was ordered")], exit_code=1
        )


def _refused(message: str, hint: str) -> BuildError:
    return BuildError([Diagnostic("HB0501", message, hint=hint)], exit_code=OVER_BUDGET)
