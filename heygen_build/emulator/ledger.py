"""Idempotency keys: the first successful answer is kept for 24 h and given again, even to another body (v3 README)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from heygen_build.emulator.wire import Problem, invalid

WINDOW_SECONDS = 24 * 3600.0
_KEY = re.compile(r"[A-Za-z0-9_\-:.]{1,255}")


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it left: replays are equal byte for byte."""

    status: int
    body: bytes
    at: float


@dataclass(slots=True)
class Ledger:
    """Keys are separate for each endpoint (`scope`). Only success is kept: after an error the key may be used again."""

    kept: dict[tuple[str, str], Kept] = field(default_factory=dict)
    _running: set[tuple[str, str]] = field(default_factory=set)

    def begin(self, scope: str, key: str, now: float) -> Kept | None:
        """The answer to repeat, or None: then the caller works, and must call `finish` or `abandon`."""
        if not _KEY.fullmatch(key):
            raise invalid("Idempotency-Key", "Idempotency-Key must be 1 to 255 of A-Z a-z 0-9 _ - : .")
        place = (scope, key)
        if place in self._running:
            raise Problem(409, "request_in_progress", "A request with this Idempotency-Key is still in progress")
        kept = self.kept.get(place)
        if kept is not None and now - kept.at < WINDOW_SECONDS:
            return kept
        self._running.add(place)
        return None

    def finish(self, scope: str, key: str, kept: Kept) -> None:
        self._running.discard((scope, key))
        self.kept[(scope, key)] = kept

    def abandon(self, scope: str, key: str) -> None:
        self._running.discard((scope, key))

    def clear(self) -> None:
        self.kept.clear()
        self._running.clear()
