"""How far the money of a build reaches: films are ordered whole, in their order, while they fit. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from heygen_build.execute.decide import Cost, Decision, cost_of
from heygen_build.plan.model import BuildPlan, PlannedFilm
from heygen_build.store.ledger import Entry
from heygen_build.store.lockfile import Render

_ROUNDING = 1e-9
_SHOWN = 0.005
"""The least amount (USD) that is seen in whole cents."""


@dataclass(frozen=True, slots=True)
class Limits:
    """USD that were agreed to beforehand, None where nobody did: `run` for this run, `budget` for the whole project.

    `spent` is what the project took of its budget before this run.
    """

    run: float | None = None
    budget: float | None = None
    spent: float = 0.0

    @property
    def left(self) -> float | None:
        """USD that this run may spend."""
        return min((limit for limit in (self.run, self.rest) if limit is not None), default=None)

    @property
    def is_budget(self) -> bool:
        """Whether it is the project's budget that leaves least."""
        return self.rest is not None and (self.run is None or self.rest < self.run)

    @property
    def name(self) -> str:
        """The limit that leaves least, for people."""
        if self.is_budget and self.budget is not None:
            return f"the project's budget of ${self.budget:.2f}"
        return f"--max-cost of ${self.run or 0.0:.2f}"

    @property
    def words(self) -> str:
        """The same, with what is left of it."""
        is_used = self.is_budget and self.spent >= _SHOWN
        return f"the ${self.rest:.2f} left of {self.name}" if is_used else self.name

    @property
    def rest(self) -> float | None:
        """USD of the budget that are not taken yet."""
        return None if self.budget is None else max(0.0, self.budget - self.spent)


@dataclass(frozen=True, slots=True)
class FilmOrders:
    """A film with the orders that it adds to those of the films before it. `fits`: it is made in this build."""

    film: PlannedFilm
    orders: tuple[Decision, ...]
    fits: bool

    @property
    def name(self) -> str:
        return self.film.film.name or self.film.film.slug

    @property
    def cost(self) -> Cost:
        return cost_of(self.orders)


@dataclass(frozen=True, slots=True)
class Allowance:
    """Which films a build makes. `withheld` are the keys of steps that it leaves for another one."""

    limits: Limits
    films: tuple[FilmOrders, ...]
    withheld: frozenset[str]
    collects: bool = False
    """Whether jobs of an earlier build are collected."""

    @property
    def cost(self) -> Cost:
        """What is ordered."""
        return cost_of(tuple(order for film in self.films if film.fits for order in film.orders))

    @property
    def missing(self) -> tuple[FilmOrders, ...]:
        """Films that do not fit any more."""
        return tuple(film for film in self.films if not film.fits)

    @property
    def begins(self) -> bool:
        """Whether anything is made: a film, or what was ordered earlier."""
        return any(film.fits for film in self.films) or self.collects

    @property
    def missing_cost(self) -> Cost:
        return cost_of(tuple(order for film in self.missing for order in film.orders))


def allow(plan: BuildPlan, decisions: tuple[Decision, ...], limits: Limits) -> Allowance:
    """Films in their order, until one needs more than what is left.

    What comes after it is made only where it costs nothing more. Half a film for a whole budget would help nobody.
    """
    reach = _Reach(decisions, limits.left)
    films = tuple(reach.film(film) for film in plan.films)
    withheld = reach.withheld()
    collects = any(one.reason == "continued" and one.step.key not in withheld for one in decisions)
    return Allowance(limits, films, withheld, collects)


class _Reach:
    """The films that were looked at so far, and what they take."""

    def __init__(self, decisions: tuple[Decision, ...], left: float | None) -> None:
        self._running = {decision.step.key: decision for decision in decisions if decision.runs}
        self._place = {key: place for place, key in enumerate(self._running)}
        self._left = left
        self._is_open = True
        self._listed: set[str] = set()
        self._kept: set[str] = set()

    def film(self, film: PlannedFilm) -> FilmOrders:
        """Whether the next film fits. Unknown prices take nothing: a yes was said to them."""
        keys = self._closure(film.results)
        new = [key for key in keys if key not in self._kept and self._running[key].cost is not None]
        usd = cost_of(tuple(self._running[key] for key in new)).usd
        fits = not new or (self._is_open and (self._left is None or usd <= self._left + _ROUNDING))
        orders = tuple(self._running[key] for key in new if key not in self._listed)
        self._listed.update(new)
        if fits:
            self._kept.update(keys)
            self._left = None if self._left is None else self._left - usd
        self._is_open = self._is_open and fits
        return FilmOrders(film, orders, fits)

    def withheld(self) -> frozenset[str]:
        """Steps of films that do not fit. Jobs that are open were paid for, so that they are collected all the same."""
        continued = [key for key, decision in self._running.items() if decision.reason == "continued"]
        free = [keys for keys in map(self._closure, zip(continued, strict=True)) if not self._costs(keys)]
        return frozenset(self._running.keys() - self._kept - {key for keys in free for key in keys})

    def _costs(self, keys: Iterable[str]) -> bool:
        return any(key not in self._kept and self._running[key].cost is not None for key in keys)

    def _closure(self, wanted: Iterable[str]) -> list[str]:
        """All running steps that lead to `wanted`, in the order of the plan."""
        found: set[str] = set()
        open_keys = [key for key in wanted if key in self._running]
        while open_keys:
            key = open_keys.pop()
            if key not in found:
                found.add(key)
                open_keys += [need for need in self._running[key].step.needs.values() if need in self._running]
        return sorted(found, key=self._place.__getitem__)


def spent_on(
    project: str,
    account: str,
    entries: Iterable[Entry],
    renders: Mapping[str, Render],
    planned: Container[str] = frozenset(),
) -> float:
    """USD that a project file took of its budget: by the ledger, and by the lock file for what other clones paid.

    Jobs at work count with their estimates, because they will be charged; unknown prices count nothing. Orders without
    an answer count as well, but for the keys that are `planned`: there they are part of what the build will cost.
    """
    charged: dict[str, float] = {}
    paid_by_others: set[str] = set()
    for entry in (one for one in entries if one.account == account):
        usd = entry.owed_usd if entry.standing != "unanswered" or entry.key not in planned else 0.0
        if entry.project in (project, ""):
            charged[entry.key] = charged.get(entry.key, 0.0) + usd
        elif usd:
            paid_by_others.add(entry.key)  # another project of this folder, whose render this one only uses
    elsewhere = (
        render.usd or 0.0 for key, render in renders.items() if not charged.get(key) and key not in paid_by_others
    )
    return sum(charged.values()) + sum(elsewhere)
