"""The policy of repeating, as a table: what is safe, what is safe only under a key, and what never is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heygen_build.heygen.errors import ApiError, HeyGenError, LinkExpired, TransportFailure
from heygen_build.heygen.retry import Limits, delay, may_repeat

LIMITS = Limits()


def _api(status: int, code: str | None = None) -> ApiError:
    return ApiError(status, code, "x")


@pytest.mark.parametrize(
    ("failure", "get", "post", "keyed_post"),
    [
        (_api(429), True, True, True),
        (_api(500), True, False, True),
        (_api(504), True, False, True),
        (_api(200), True, False, True),  # accepted, but the answer cannot be read
        (_api(409, "request_in_progress"), True, True, True),
        (_api(409, "asset_not_available"), True, True, True),  # uploaded a moment ago
        (_api(409, "conflict"), False, False, False),
        (_api(400), False, False, False),
        (_api(401), False, False, False),
        (_api(402), False, False, False),
        (_api(404), False, False, False),
        (_api(413), False, False, False),
        (TransportFailure("refused", "x", sent=False), True, True, True),
        (TransportFailure("dns", "x", sent=False), True, True, True),
        (TransportFailure("timeout", "x", sent=False), True, True, True),
        (TransportFailure("reset", "x", sent=True), True, False, True),
        (TransportFailure("timeout", "x", sent=True), True, False, True),
        (TransportFailure("tls", "x", sent=False), False, False, False),
        (TransportFailure("proxy", "x", sent=False), False, False, False),
        (TransportFailure("address", "x", sent=False), False, False, False),
        (LinkExpired(403, "x"), False, False, False),
    ],
    ids=repr,
)
def test_what_may_be_repeated(failure: HeyGenError, get: bool, post: bool, keyed_post: bool) -> None:
    answers = (
        may_repeat("GET", failure, False, 0, LIMITS),
        may_repeat("POST", failure, False, 0, LIMITS),
        may_repeat("POST", failure, True, 0, LIMITS),
    )
    assert answers == (get, post, keyed_post)


def test_after_two_repeats_it_is_enough() -> None:
    assert [may_repeat("GET", _api(503), False, attempt, LIMITS) for attempt in range(4)] == [True, True, False, False]


def test_a_running_create_is_waited_for_longer_than_creating_takes() -> None:
    running = _api(409, "request_in_progress")
    waits = 0
    while may_repeat("POST", running, True, waits, LIMITS):
        waits += 1
    assert sum(delay(attempt, None, 0.0) for attempt in range(waits)) > 31


def test_delays_double_and_stop_growing() -> None:
    assert [delay(attempt, None, 0.5) for attempt in (0, 1, 2, 4, 5, 99)] == [1, 2, 4, 16, 30, 30]


def test_a_longer_retry_after_is_honored_up_to_thirty_seconds() -> None:
    assert [delay(0, after, 0.5) for after in (None, 0.2, 12.0, 86400.0)] == [1, 1, 12, 30]


@given(st.integers(0, 10_000), st.none() | st.floats(0, 1e9), st.floats(0, 1))
def test_a_delay_is_always_between_three_quarters_and_thirty_seconds(
    attempt: int, after: float | None, jitter: float
) -> None:
    assert 0.75 <= delay(attempt, after, jitter) <= 30
