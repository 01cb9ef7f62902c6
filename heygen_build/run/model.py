"""What a run is given, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from heygen_build.diagnostics import Diagnostic
from heygen_build.execute.allowance import Allowance, Limits, allow
from heygen_build.execute.decide import Cost, Decision, cost_of
from heygen_build.execute.engine import Artifacts
from heygen_build.execute.events import Event
from heygen_build.locking import Locking
from heygen_build.plan.model import BuildPlan, Step
from heygen_build.plan.prices import PRICES_DATE
from heygen_build.publish.publish import Outputs
from heygen_build.publish.verdict import Verdict
from heygen_build.resolve.model import ResolvedProject
from heygen_build.store.lockfile import Lock, Pin
from heygen_build.webhooks.wish import WebhookWish


@dataclass(frozen=True, slots=True)
class Options:
    """What the user chose for one run."""

    draft: bool = False
    variables: Mapping[str, str] = field(default_factory=dict)
    variables_files: tuple[Path, ...] = ()
    cache: Path | None = None
    max_usd: float | None = None
    """What the run may spend; the project's budget bounds all its runs together."""
    fail_fast: bool = False
    locked: bool = False
    """Whether a build that would pin something else is refused."""
    prices: Path | None = None
    """Prices of the user's own."""
    collect_only: bool = False
    """Whether only jobs that are open are waited for, and nothing is ordered."""
    webhook: WebhookWish | None = None
    """Where HeyGen's events are received; None asks only."""


@dataclass(frozen=True, slots=True)
class PinnedLock:
    """The lock file as it was read, and what the project pins now."""

    locking: Locking = Locking(Path(), "", is_used=False, lock=Lock())  # noqa: RUF009 - frozen
    pins: Mapping[str, Pin] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with its decisions. `balance_usd` is None where the account does not say."""

    project: ResolvedProject
    plan: BuildPlan
    decisions: tuple[Decision, ...]
    balance_usd: float | None
    lock: PinnedLock = field(default_factory=PinnedLock)
    prices: str = PRICES_DATE
    """The date of the price table."""
    started: int = 0
    """The number of the last fact before the build."""
    limits: Limits = field(default_factory=Limits)
    """What was agreed to beforehand; nothing for drafts."""

    @property
    def cost(self) -> Cost:
        return cost_of(self.decisions)

    @property
    def allowance(self) -> Allowance:
        """How far the money reaches."""
        return allow(self.plan, self.decisions, self.limits)

    @property
    def orders(self) -> tuple[Step, ...]:
        """The steps that are not paid for yet, whether or not the money reaches them."""
        return tuple(decision.step for decision in self.decisions if decision.cost is not None)


@dataclass(frozen=True, slots=True)
class Built:
    """`problems` keep films from their places, or from being finished: subtitles that wait to be read.

    All else that went wrong is in `artifacts.failures`.
    """

    planned: Planned
    artifacts: Artifacts
    outputs: Outputs | None
    problems: tuple[Diagnostic, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()
    """What went wrong beside the films: the shared cache."""

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """How the tests of the project ended; of films that are not done there are none."""
        return self.outputs.verdicts if self.outputs else ()


@dataclass(frozen=True, slots=True)
class Ahead:
    """A film that is made before all others, by its name; the first one where none is called so.

    `done` is called when it is made, or has failed, and the others follow.
    """

    film: str | None
    done: Callable[[], None]


Authorize = Callable[[Planned], None]
"""Lets a build go on or raises BuildError: the one place where money is agreed to."""


def ignore(event: Event) -> None:
    """A listener for callers that do not show progress."""
