"""Facts survive, in order."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from heygen_build.store.journal import Accepted, Finished, Intended, Journal


def intended(key: str) -> Intended:
    return Intended(key=key, at=1.0, attempt=1, idempotency_key="i", body_digest="d", usd=None, account="a")


def test_facts_come_back_in_order_after_reopening(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    facts = (intended("k"), Accepted(key="k", at=2.0, attempt=1, remote_id="v"), Finished(key="k", at=3.0, attempt=1))
    with contextlib.closing(Journal(path)) as journal:
        for fact in facts:
            journal.append(fact)
    with contextlib.closing(Journal(path)) as journal:
        assert journal.facts("k") == facts
        assert journal.all() == facts


def test_reading_creates_nothing(tmp_path: Path) -> None:
    path = tmp_path / "state" / "journal.sqlite3"
    with contextlib.closing(Journal(path)) as journal:
        assert journal.facts("k") == ()
    assert not path.parent.exists()


def test_facts_of_other_keys_are_not_given(tmp_path: Path) -> None:
    with contextlib.closing(Journal(tmp_path / "j")) as journal:
        journal.append(intended("a"))
        journal.append(intended("b"))
        assert [fact.key for fact in journal.facts("b")] == ["b"]


def test_two_journals_on_one_file_see_each_other(tmp_path: Path) -> None:
    path = tmp_path / "j"
    with contextlib.closing(Journal(path)) as one, contextlib.closing(Journal(path)) as two:
        one.append(intended("a"))
        two.append(intended("b"))
        assert [fact.key for fact in one.all()] == ["a", "b"]


def test_a_journal_in_memory_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with contextlib.closing(Journal(None)) as journal:
        journal.append(intended("a"))
        assert len(journal.all()) == 1
    assert list(tmp_path.iterdir()) == []


def test_facts_are_flushed_before_append_returns(tmp_path: Path) -> None:
    path = tmp_path / "j"
    with contextlib.closing(Journal(path)) as journal:
        journal.append(intended("a"))
        connection = journal._connection
        assert connection is not None
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
        with contextlib.closing(sqlite3.connect(path)) as other:
            assert other.execute("SELECT count(*) FROM facts").fetchone() == (1,)
