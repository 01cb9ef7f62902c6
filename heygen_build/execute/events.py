"""What happens during a build, as frozen records. Live display, logs and preview only listen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from heygen_build.diagnostics import Diagnostic
from heygen_build.plan.model import Step


@dataclass(frozen=True, slots=True)
class StepStarted:
    step: Step


@dataclass(frozen=True, slots=True)
class StepNote:
    """Something worth showing about a running step: ordered, waiting, downloading. `ordered`: the id of a new order."""

    step: Step
    text: str
    ordered: str | None = None


@dataclass(frozen=True, slots=True)
class StepDone:
    """`seconds` of media made, None for uploads; `usd` by the price table, None when unknown or free."""

    step: Step
    seconds: float | None
    usd: float | None = None


@dataclass(frozen=True, slots=True)
class StepFailed:
    step: Step
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class StepSkipped:
    """Not started, because something it needs failed or the build is stopping; `is_withheld`: it was never meant to."""

    step: Step
    is_withheld: bool = False


Event: TypeAlias = StepStarted | StepNote | StepDone | StepFailed | StepSkipped
Listener: TypeAlias = Callable[[Event], None]
