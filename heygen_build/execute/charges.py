"""What an order cost: by the price table, for what really came out."""

from __future__ import annotations

from heygen_build.execute.context import Workshop
from heygen_build.plan.model import Step
from heygen_build.store.journal import Charged


def charge_of(step: Step, seconds: float | None) -> float | None:
    """USD for `seconds` of output at the rate of the estimate, None where that is unknown.

    A price without a length (an avatar, a cinematic clip) is the price of one order.
    """
    estimate = step.estimate
    if estimate is None or estimate.usd is None:
        return None
    if estimate.is_flat or estimate.seconds <= 0 or seconds is None:
        return estimate.usd
    return estimate.usd / estimate.seconds * seconds


def charge(step: Step, attempt: int, seconds: float | None, shop: Workshop) -> float | None:
    """Write down what an attempt cost, once, and settle what was set aside for it. Gives USD."""
    if not step.is_paid:
        return None
    usd = charge_of(step, seconds)
    facts = shop.journal.facts(step.key)
    if not any(isinstance(fact, Charged) and fact.attempt == attempt for fact in facts):
        fact = Charged(key=step.key, at=shop.clock(), attempt=attempt, seconds=seconds, usd=usd, prices=shop.prices)
        shop.journal.append(fact)
        shop.purse.settle(step, usd)
    return usd
