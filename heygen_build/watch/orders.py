"""What a paid build would order now, and what it would cost."""

from __future__ import annotations

from heygen_build.execute.decide import Decision, cost_of
from heygen_build.pipeline import Planned
from heygen_build.plan.prices import PRICES_DATE
from heygen_build.watch import places
from heygen_build.watch.view import ChangeView, OrderView, PlanView


def plan_view(planned: Planned) -> PlanView:
    """What a paid build would order: in a draft, everything that is paid for."""
    paid = [decision for decision in planned.decisions if decision.step.is_paid]
    draft = planned.plan.backend == "draft"
    orders = [Decision(decision.step, "new") for decision in paid] if draft else [one for one in paid if one.cost]
    cost = cost_of(tuple(orders))
    shown = {decision.step.key for decision in orders}
    return PlanView(
        knows_account=not draft,
        orders=tuple(_order(decision) for decision in paid if decision.step.key in shown),
        usd=round(cost.usd, 4),
        unknown=cost.unknown,
        prices_of=PRICES_DATE,
        budget_usd=planned.project.budget_usd,
    )


def _order(decision: Decision) -> OrderView:
    step = decision.step
    return OrderView(
        step=step.place,
        route=step.route,
        why=decision.reason,
        seconds=step.estimate.seconds if step.estimate else None,
        usd=step.estimate.usd if step.estimate else None,
        place=places.place_of(step.origin.span),
        changes=tuple(
            ChangeView(field=change.field, before=change.before, after=change.after) for change in decision.changes
        ),
    )
