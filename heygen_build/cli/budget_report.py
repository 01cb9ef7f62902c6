"""How far the money reaches, for machines: the same in a plan, in a build, and in one that was refused."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from heygen_build.execute.allowance import Allowance


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MissingFilm(_Frozen):
    """A film that does not fit. `usd` counts the known prices of what it adds to the films before it."""

    film: str
    orders: int
    usd: float
    unknown_prices: int


class BudgetReport(_Frozen):
    """What was agreed to beforehand, and which films are beyond it. All amounts are USD."""

    max_cost_usd: float | None = Field(description="`--max-cost`.")
    budget_usd: float | None = Field(description="`budget.max_usd` of the project, for all its builds together.")
    spent_usd: float = Field(description="What the project took of its budget before this run.")
    left_usd: float | None = Field(description="What this run may spend; null without a limit.")
    films: int
    missing: tuple[MissingFilm, ...] = Field(description="Films that are beyond it, in their order.")
    missing_usd: float = Field(description="The sum of the known prices of the missing films.")


def budget_report(allowance: Allowance) -> BudgetReport:
    """An allowance as data."""
    limits = allowance.limits
    return BudgetReport(
        max_cost_usd=limits.run,
        budget_usd=limits.budget,
        spent_usd=round(limits.spent, 6),
        left_usd=None if limits.left is None else round(limits.left, 6),
        films=len(allowance.films),
        missing=tuple(
            MissingFilm(
                film=film.name,
                orders=film.cost.orders,
                usd=round(film.cost.usd, 6),
                unknown_prices=film.cost.unknown,
            )
            for film in allowance.missing
        ),
        missing_usd=round(allowance.missing_cost.usd, 6),
    )
