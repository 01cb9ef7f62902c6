"""What one build may still spend: reserved before each order, settled after it."""

from __future__ import annotations

from heygen_build.execute.problems import StepError, at_step
from heygen_build.plan.model import Step

OVER_BUDGET = 5
_CENT = 0.005


class Purse:
    """USD that were agreed to; `limit` None for no limit. An unknown price takes nothing: a yes was said to it."""

    def __init__(self, limit: float | None) -> None:
        self.limit = limit
        self._reserved: dict[str, float] = {}
        self.spent = 0.0

    def reserve(self, step: Step) -> None:
        """Set the estimate aside. Raises StepError (exit 5, no further orders) when it is more than what is left."""
        price = (step.estimate.usd if step.estimate else None) or 0.0
        left = self.left
        if self.limit is not None and left is not None and price > left + _CENT:
            missing = price - max(left, 0.0)
            message = f"about ${price:.2f} would be needed, and ${max(left, 0.0):.2f} of ${self.limit:.2f} are left"
            hint = f"allow ${missing:.2f} more (--max-cost, budget.max_usd) and build again; what is done is kept"
            raise StepError(at_step(step, "HB0503", message, hint=hint), exit_code=OVER_BUDGET, halts=True)
        self._reserved[step.key] = price

    def settle(self, step: Step, usd: float | None) -> None:
        """What the order really cost; None keeps what was set aside, because nothing better is known."""
        reserved = self._reserved.pop(step.key, 0.0)
        self.spent += reserved if usd is None else usd

    def release(self, step: Step) -> None:
        """The order was refused or failed: nothing is owed."""
        self._reserved.pop(step.key, None)

    @property
    def left(self) -> float | None:
        """USD that no order has taken yet."""
        return None if self.limit is None else self.limit - self.spent - sum(self._reserved.values())
