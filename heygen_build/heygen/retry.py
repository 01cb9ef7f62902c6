"""When to ask again, and after how long. Pure: no clock, no sleep, no randomness.

The policy is that of HeyGen's own command line (api/README, retry), widened where an Idempotency-Key makes a POST safe.
"""

from __future__ import annotations

from dataclasses import dataclass

from heygen_build.heygen.errors import ApiError, HeyGenError, Kind, TransportFailure

REPEATABLE_METHODS = frozenset({"GET", "HEAD", "PUT", "DELETE", "OPTIONS"})
READING_METHODS = frozenset({"GET", "HEAD"})
LONGEST_DELAY = 30.0  # seconds; also bounds Retry-After, so that a server's mistake cannot stop a build for a day
NOT_YET = "asset_not_available"
"""A refusal that passes by itself: large files say `processing` after their upload (assets.md). Nothing was ordered."""
# The rest will not go away by itself: a bad certificate, a refusing proxy, a wrong address.
_PASSING: frozenset[Kind] = frozenset({"refused", "dns", "unreachable", "timeout", "reset", "truncated"})


@dataclass(frozen=True, slots=True)
class Limits:
    """How often a call is repeated.

    `waits` is for a create that still runs under its key (31 s at the 99th percentile), and for a file that was
    uploaded a moment ago and is still being looked at.
    """

    retries: int = 2
    waits: int = 6


def delay(attempt: int, retry_after: float | None, jitter: float) -> float:
    """Seconds before repeat number `attempt` (from 0): 1, 2, 4 … 30, times 0.75–1.25 for a `jitter` of 0–1.

    A longer `retry_after` is honored up to 30 s.
    """
    backoff = float(2 ** min(attempt, 10)) * (0.75 + 0.5 * jitter)
    return min(max(backoff, retry_after or 0.0), LONGEST_DELAY)


def may_repeat(method: str, failure: HeyGenError, idempotent: bool, attempt: int, limits: Limits) -> bool:
    """Whether the call may be sent again after `attempt` (from 0) failed.

    `idempotent`: its key makes a repeat harmless.
    """
    if isinstance(failure, ApiError) and (failure.category == "in_progress" or failure.code == NOT_YET):
        return attempt < limits.waits
    if attempt >= limits.retries:
        return False
    safe = idempotent or method in REPEATABLE_METHODS
    if isinstance(failure, ApiError):
        return failure.category == "rate" or (failure.category == "server" and safe)
    if isinstance(failure, TransportFailure) and failure.kind in _PASSING:
        return _lost_may_repeat(failure, safe, idempotent or method in READING_METHODS)
    return False


def _lost_may_repeat(failure: TransportFailure, safe: bool, harmless: bool) -> bool:
    """A request that never left is always repeatable; one that timed out only where it may run twice at once."""
    if not failure.sent:
        return True
    return harmless if failure.kind == "timeout" else safe
