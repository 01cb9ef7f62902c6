"""The emulator's own time: that of the machine, until somebody moves or stops it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Clock:
    """Gives Unix seconds: `source` plus what it was moved by, or `stopped_at` while it stands still."""

    source: Callable[[], float]
    moved: float = 0.0
    stopped_at: float | None = None

    def __call__(self) -> float:
        return self.source() + self.moved if self.stopped_at is None else self.stopped_at

    def advance(self, seconds: float) -> None:
        """Backwards too: a clock that jumps back is a fault worth trying."""
        if self.stopped_at is None:
            self.moved += seconds
        else:
            self.stopped_at += seconds

    def freeze(self) -> None:
        self.stopped_at = self()

    def run(self) -> None:
        """Goes on from where it stands."""
        if self.stopped_at is not None:
            self.moved = self.stopped_at - self.source()
            self.stopped_at = None

    def reset(self) -> None:
        self.moved, self.stopped_at = 0.0, None
