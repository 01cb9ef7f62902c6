"""What one build may still spend: reserved before each order, settled after it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence

from heygen_build.execute.problems import StepError, at_step
from heygen_build.plan.model import Step

OVER_BUDGET = 5
_CENT = 0.005
_NAMED = 8
"""Up to this many orders are named one by one."""


class Purse:
    """USD that were agreed to; `limit` None for no limit. An unknown price takes nothing: a yes was said to it.

    `orders` are the steps for which the build is going to pay, so that what is missing can be told with its price;
    `taken` gives the USD that other builds took of the limit since it was set.
    """

    def __init__(
        self, limit: float | None, orders: Sequence[Step] = (), taken: Callable[[], float] = lambda: 0.0
    ) -> None:
        self.limit = limit
        self._taken = taken
        self._orders = {step.key: step for step in orders}
        self._reserved: dict[str, float] = {}
        self._settled: dict[str, float] = {}

    def reserve(self, step: Step) -> None:
        """Set the estimate aside. Raises StepError (exit 5, no further orders) when it is more than what is left."""
        price, left = _price(step) or 0.0, self.left
        self._orders.setdefault(step.key, step)
        if self.limit is not None and left is not None and price > left + _CENT:
            missing = sum(_price(one) or 0.0 for one in self._missing().values()) - max(left, 0.0)
            message = f"about ${price:.2f} would be needed, and ${max(left, 0.0):.2f} of ${self.limit:.2f} are left"
            hint = f"allow ${missing:.2f} more for the rest (--max-cost, budget.max_usd); what is done is kept"
            problem = at_step(step, "HB0503", message, hint=hint, notes=tuple(self._account()))
            raise StepError(problem, exit_code=OVER_BUDGET, halts=True)
        self._reserved[step.key] = price

    def settle(self, step: Step, usd: float | None) -> None:
        """What the order really cost; None keeps what was set aside, because nothing better is known.

        An order of an earlier run, which is only collected now, takes nothing of this one.
        """
        if step.key not in self._reserved:
            return
        reserved = self._reserved.pop(step.key)
        self._settled[step.key] = self._settled.get(step.key, 0.0) + (reserved if usd is None else usd)

    def release(self, step: Step) -> None:
        """The order was refused or failed: nothing is owed."""
        self._reserved.pop(step.key, None)

    @property
    def spent(self) -> float:
        """USD that finished orders cost."""
        return sum(self._settled.values())

    @property
    def left(self) -> float | None:
        """USD that no order has taken yet."""
        if self.limit is None:
            return None
        return self.limit - self.spent - sum(self._reserved.values()) - self._taken()

    def _account(self) -> Iterator[str]:
        """What is done, what is under way, and what is missing, with places and prices."""
        missing = {key: _price(step) for key, step in self._missing().items()}
        for word, orders in (("done", self._settled), ("under way", self._reserved), ("missing", missing)):
            if orders:
                yield f"{word}: {priced((self._orders[key].place, usd) for key, usd in orders.items())}"
        if self._taken() >= _CENT:
            yield f"other builds of this project took ${self._taken():.2f} of it meanwhile"

    def _missing(self) -> dict[str, Step]:
        """Orders that were not placed."""
        taken = self._reserved.keys() | self._settled.keys()
        return {key: step for key, step in self._orders.items() if key not in taken}


def priced(orders: Iterable[tuple[str, float | None]]) -> str:
    """Orders by place with their prices in USD, and their sum: `a/video $0.04, b/video $0.05; $0.09 in all`."""
    listed = list(orders)
    named = [f"{place} {_dollars(usd)}" for place, usd in listed[:_NAMED]]
    more = [f"{len(listed) - _NAMED} more"] if len(listed) > _NAMED else []
    text = ", ".join([*named, *more])
    known = [usd for _, usd in listed if usd is not None]
    return f"{text}; ${dollars(sum(known))} in all" if len(known) > 1 else text


def dollars(usd: float) -> str:
    """Rounded up to whole cents: an amount that is agreed to must be sufficient."""
    return f"{math.ceil(usd * 100 - 1e-9) / 100:.2f}"


def _price(step: Step) -> float | None:
    return step.estimate.usd if step.estimate else None


def _dollars(usd: float | None) -> str:
    return "at an unknown price" if usd is None else f"${usd:.2f}"
