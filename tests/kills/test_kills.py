"""A short run of `python -m tests.kills.kill`, which kills hundreds of builds."""

from __future__ import annotations

from tests.kills.kill import kill_many


def test_builds_that_are_killed_end_as_undisturbed_ones_and_pay_once() -> None:
    tally = kill_many(6, seed=7)
    assert tally.kills >= 6
    assert tally.finished >= 1
