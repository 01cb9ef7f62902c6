"""What will run, what is reused, and why. Written once: the shown plan and the running build both read this."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from heygen_build.execute.next_action import Action, Adopt, Ask, Collect, Recover
from heygen_build.plan.model import BuildPlan, Estimate, Step
from heygen_build.store.digest import JsonValue

Reason = Literal["new", "changed", "reused", "shared", "continued", "unconfirmed", "question"]
Remembered = Mapping[str, dict[str, JsonValue]]
"""The inputs that each place had when it was last built."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a step that is not what it was. A side that does not exist is None."""

    field: str
    before: JsonValue
    after: JsonValue


@dataclass(frozen=True, slots=True)
class Decision:
    """`reused`: nothing happens. `shared`: another machine made it, and the shared cache has it.

    `continued`: ordered earlier, only waited for and downloaded; it is not paid again.

    `unconfirmed`: an order was sent and no answer came. It is looked for first, and costs only when it never arrived;
    nobody knows that beforehand, so its price counts. `question`: it was paid for and its result cannot be fetched; it
    is not ordered again before a person says so.
    """

    step: Step
    reason: Reason
    changes: tuple[Change, ...] = ()

    @property
    def runs(self) -> bool:
        return self.reason not in ("reused", "shared")

    @property
    def is_order(self) -> bool:
        """Whether something new is ordered, that nobody sent before."""
        return self.step.is_remote and self.reason in ("new", "changed")

    @property
    def cost(self) -> Estimate | None:
        """What this decision will cost; None when nothing is ordered."""
        free = not self.step.is_paid or self.reason in ("reused", "shared", "continued", "question")
        return None if free else self.step.estimate


@dataclass(frozen=True, slots=True)
class Cost:
    """The sum over decisions. `usd` counts the known prices; `unknown` how many steps have none."""

    usd: float
    unknown: int
    orders: int


def decide(
    plan: BuildPlan,
    *,
    is_stored: Callable[[Step], bool],
    next_action: Callable[[Step], Action],
    remembered: Remembered,
    shared: Collection[str] = (),
) -> tuple[Decision, ...]:
    """One decision for each step of the plan, in its order.

    A step runs only when its result is missing *and* something that runs needs it: a render that was pruned from the
    cache is not ordered again while the clip made of it is still there. `shared` are keys that the shared cache has.
    """
    wanted: set[str] = {key for film in plan.films for key in film.results}
    missing: set[str] = set()
    for step in reversed(plan.steps):
        if step.key in wanted and step.key not in shared and not is_stored(step):
            missing.add(step.key)
            wanted.update(step.needs.values())
    return tuple(
        Decision(step, "shared")
        if step.key in shared
        else _decision(step, step.key in missing, next_action, remembered)
        for step in plan.steps
    )


def cost_of(decisions: tuple[Decision, ...]) -> Cost:
    """What running these decisions will cost."""
    costs = [decision.cost for decision in decisions]
    orders = [cost for cost in costs if cost is not None]
    known = [cost.usd for cost in orders if cost.usd is not None]
    return Cost(sum(known), len(orders) - len(known), len(orders))


def _decision(step: Step, missing: bool, next_action: Callable[[Step], Action], remembered: Remembered) -> Decision:
    if not missing:
        return Decision(step, "reused")
    action = next_action(step) if step.is_remote else None
    match action:
        case Collect() | Adopt():
            return Decision(step, "continued")
        case Recover():
            return Decision(step, "unconfirmed")
        case Ask():
            return Decision(step, "question")
        case _:
            return _fresh(step, remembered)


def _fresh(step: Step, remembered: Remembered) -> Decision:
    before = remembered.get(step.place)
    if before is None:
        return Decision(step, "new")
    changes = tuple(_differences(before, step.inputs))
    return Decision(step, "changed" if changes else "new", changes)


def _differences(before: dict[str, JsonValue], after: dict[str, JsonValue]) -> Iterator[Change]:
    flat_before, flat_after = dict(_flatten(before)), dict(_flatten(after))
    for name in sorted(flat_before.keys() | flat_after.keys()):
        old, new = flat_before.get(name), flat_after.get(name)
        if old != new:
            yield Change(name, old, new)


def _flatten(value: JsonValue, name: str = "") -> Iterator[tuple[str, JsonValue]]:
    if isinstance(value, dict) and value:
        for key, item in value.items():
            # "request." says nothing to a reader: almost every field is one of the request.
            inner = key if not name or name == "request" else f"{name}.{key}"
            yield from _flatten(item, inner)
    else:
        yield name, value
