"""What the client takes from outside, so that a test never waits: time, chance, and a listener."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from heygen_build.heygen.retry import Limits


@dataclass(frozen=True, slots=True)
class RequestEvent:
    """One request, after it ended.

    `url` is without query; `attempt` counts from 0; `repeat_in` seconds, None for the last.

    `failure` is None, an error category ("rate") or the kind of a lost connection ("reset").
    """

    method: str
    url: str
    attempt: int
    status: int | None
    failure: str | None
    seconds: float
    request_id: str | None
    repeat_in: float | None


def nobody(event: RequestEvent) -> None:
    """Listens to nothing."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a test replaces.

    `sleep(seconds)`, `random()` in 0–1, `clock()` in monotonic seconds; `listen` hears of every request.
    """

    sleep: Callable[[float], Awaitable[None]]
    random: Callable[[], float]
    clock: Callable[[], float]
    listen: Callable[[RequestEvent], None] = nobody
    limits: Limits = field(default_factory=Limits)
