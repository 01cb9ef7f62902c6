"""Every prefix of the facts, and then every fault at every call: whatever remains is finished, and paid for once."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from heygen_build.emulator.faults import (
    Answer,
    ExpiredLink,
    Fault,
    LostAfterAcceptance,
    LostBeforeAcceptance,
    TruncatedFile,
    gateway_page,
    rate_limited,
)
from heygen_build.store.journal import Abandoned, AnyFact, Charged, Journal
from tests.workshop import Crash, Studio

PROJECT = """\
heygen_build: 1
title: Hello
avatars:
  host: {look: Abigail}
defaults: {avatar: host}
scenes:
  - script: Hello there.
"""
FACTS = 6  # intended, accepted, finished, charged, stored; and the wallet
GARBLED = Answer(200, body='{"data": {"video_', content_type="application/json")
CALLS: dict[tuple[str, str], tuple[tuple[Fault, ...], ...]] = {
    ("POST", "/v3/videos"): (
        (LostBeforeAcceptance(),),
        (LostAfterAcceptance(),),
        (LostAfterAcceptance(),) * 3,
        (LostAfterAcceptance(), Answer(500), Answer(500)),
        (Answer(500),) * 3,
        (GARBLED,) * 3,
        (gateway_page(),) * 3,
        (rate_limited(), rate_limited()),
        (Answer(409, "request_in_progress", "Wait."),) * 9,
    ),
    ("GET", "/v3/videos"): ((Answer(503),) * 3, (GARBLED,) * 3),
    ("GET", "/v3/videos/*"): ((Answer(404, "video_not_found", "No."),), (Answer(503),) * 18, (GARBLED,) * 3),
    ("GET", "/files/videos/*.mp4"): ((ExpiredLink(),) * 3, (TruncatedFile(),) * 2, (Answer(200, body="no film"),)),
}
TABLE = [(route, faults) for route, all_faults in CALLS.items() for faults in all_faults]
CASES = list(itertools.product(range(1, FACTS + 1), range(len(TABLE))))


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Studio]:
    made = Studio(tmp_path / "one")
    made.write(PROJECT)
    yield made
    made.close()


def crash_after(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """The machine stops right after the `count`-th fact is on disk."""
    append, written = Journal.append, itertools.count(1)

    def writes(journal: Journal, fact: AnyFact) -> None:
        append(journal, fact)
        if next(written) >= count:
            raise Crash

    monkeypatch.setattr(Journal, "append", writes)


@pytest.mark.parametrize(("facts", "trouble"), CASES)
def test_after_any_prefix_and_any_fault_the_film_is_made_and_paid_for_once(
    one: Studio, monkeypatch: pytest.MonkeyPatch, facts: int, trouble: int
) -> None:
    with monkeypatch.context() as patch:
        crash_after(patch, facts)
        with pytest.raises(Crash):
            one.build()
    route, faults = TABLE[trouble]
    one.emulator.script(*route, *faults)
    one.build()
    assert one.finish().artifacts.is_complete or one.finish().artifacts.is_complete
    assert one.charged() == {"video": 1}
    with closing(Journal(one.folder / ".heygen-build" / "journal.sqlite3")) as journal:
        known = journal.all()
    assert not any(isinstance(fact, Abandoned) for fact in known)  # nobody had to be asked
    assert len([fact for fact in known if isinstance(fact, Charged)]) == 1


def test_the_facts_above_are_all_there_are(one: Studio) -> None:
    one.build()
    with closing(Journal(one.folder / ".heygen-build" / "journal.sqlite3")) as journal:
        assert len(journal.all()) == FACTS
