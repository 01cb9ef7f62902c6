"""`next_action`: every history of facts has one next step, and none of them orders twice."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from heygen_build.execute.next_action import Action, Collect, Order, Recover
from heygen_build.execute.next_action import next_action as decide
from heygen_build.store.journal import Accepted, AnyFact, Failed, Finished, Intended, Rejected, Stored

KEY = "k" * 64
OURS, THEIRS = "ours", "theirs"


def next_action(facts: Sequence[AnyFact]) -> Action:
    return decide(facts, OURS)


def intended(attempt: int = 1, account: str = OURS) -> Intended:
    return Intended(
        key=KEY, at=10.0, attempt=attempt, idempotency_key=f"i-{attempt}", body_digest="d", usd=1.0, account=account
    )


def accepted(attempt: int = 1) -> Accepted:
    return Accepted(key=KEY, at=11.0, attempt=attempt, remote_id=f"v-{attempt}")


def rejected(attempt: int = 1) -> Rejected:
    return Rejected(key=KEY, at=11.0, attempt=attempt, status=400, code="invalid_parameter", message="no")


def failed(attempt: int = 1) -> Failed:
    return Failed(key=KEY, at=12.0, attempt=attempt, code="rendering_failed", message="no")


def finished(attempt: int = 1) -> Finished:
    return Finished(key=KEY, at=12.0, attempt=attempt)


def stored(attempt: int = 1) -> Stored:
    return Stored(key=KEY, at=13.0, attempt=attempt)


def test_without_facts_the_step_is_ordered() -> None:
    assert next_action([]) == Order(1)


def test_an_intent_without_an_answer_is_looked_up_first() -> None:
    assert next_action([intended()]) == Recover(1, "i-1", 10.0)


def test_an_accepted_order_is_waited_for() -> None:
    assert next_action([intended(), accepted()]) == Collect(1, "v-1", None)


def test_a_finished_order_is_fetched() -> None:
    assert next_action([intended(), accepted(), finished()]) == Collect(1, "v-1", None)


def test_files_that_are_gone_are_fetched_again_not_ordered_again() -> None:
    assert next_action([intended(), accepted(), finished(), stored()]) == Collect(1, "v-1", None)


def test_a_refused_order_may_be_tried_again() -> None:
    assert next_action([intended(), rejected()]) == Order(2)


def test_a_failed_job_may_be_ordered_again() -> None:
    assert next_action([intended(), accepted(), failed()]) == Order(2)


def test_only_the_latest_attempt_counts() -> None:
    facts: list[AnyFact] = [intended(), accepted(), failed(), intended(2), accepted(2)]
    assert next_action(facts) == Collect(2, "v-2", None)


def test_a_job_of_another_account_is_left_to_it() -> None:
    facts: list[AnyFact] = [intended(1, THEIRS), accepted(1)]
    assert next_action(facts) == Order(2)
    assert decide(facts, THEIRS) == Collect(1, "v-1", None)


def test_an_order_of_ours_is_collected_although_another_account_ordered_later() -> None:
    facts: list[AnyFact] = [intended(), accepted(), intended(2, THEIRS), accepted(2)]
    assert next_action(facts) == Collect(1, "v-1", None)


_HISTORIES: list[list[AnyFact]] = [
    [intended(), accepted(), finished(), stored()],
    [intended(), rejected(), intended(2), accepted(2), finished(2), stored(2)],
    [intended(), accepted(), failed(), intended(2), accepted(2), finished(2), stored(2)],
]


@given(st.sampled_from(_HISTORIES), st.integers(0, 8))
def test_after_a_crash_at_any_fact_an_order_that_may_live_is_never_ordered_again(
    history: list[AnyFact], length: int
) -> None:
    prefix = history[:length]
    open_attempts = {fact.attempt for fact in prefix} - {
        fact.attempt for fact in prefix if isinstance(fact, Failed | Rejected)
    }
    action = next_action(prefix)
    assert isinstance(action, Order) == (not open_attempts)
