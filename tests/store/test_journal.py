"""Facts survive, in order."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from heygen_build.store.journal import Accepted, Finished, Intended, Journal, JournalDamaged


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


def version_1(path: Path, *facts: str) -> None:
    """A journal as the first version wrote it."""
    with contextlib.closing(sqlite3.connect(path)) as old, old:
        old.execute(
            "CREATE TABLE facts (number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, fact TEXT NOT NULL)"
        )
        old.execute("CREATE INDEX facts_by_key ON facts (key)")
        old.executemany("INSERT INTO facts (key, fact) VALUES ('k', ?)", [(fact,) for fact in facts])
        old.execute("PRAGMA user_version = 1")


OLD_INTENT = '{"key":"k","at":1.0,"kind":"intended","attempt":1,"idempotency_key":"i","body_digest":"d","usd":null,'
OLD_INTENT += '"account":"a"}'
OLD_LOSS = '{"key":"k","at":2.0,"kind":"failed","attempt":1,"code":"result_lost","message":"expired"}'
OLD_FAILURE = '{"key":"k","at":2.0,"kind":"failed","attempt":1,"code":"rendering_failed","message":"no"}'


def test_a_journal_of_the_first_version_is_upgraded_in_place(tmp_path: Path) -> None:
    path = tmp_path / "j"
    version_1(path, OLD_INTENT, OLD_LOSS, OLD_FAILURE)
    with contextlib.closing(Journal(path)) as journal:
        kinds = [fact.kind for fact in journal.all()]
        journal.append(Accepted(key="k", at=3.0, attempt=2, remote_id="v"))
        assert journal.holder("v", but="other") == "k"
    # What was paid for and lost is a question now, no failure that the next build simply orders again.
    assert kinds == ["intended", "lost", "failed"]
    with contextlib.closing(Journal(path)) as journal:
        assert len(journal.all()) == 4


def test_a_journal_of_a_newer_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "j"
    version_1(path)
    with contextlib.closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA user_version = 99")
    with contextlib.closing(Journal(path)) as journal, pytest.raises(JournalDamaged, match="newer"):
        journal.all()


def test_a_fact_that_cannot_be_read_is_never_skipped(tmp_path: Path) -> None:
    path = tmp_path / "j"
    version_1(path, OLD_INTENT, '{"kind":"paid"}')
    with contextlib.closing(Journal(path)) as journal, pytest.raises(JournalDamaged, match="cannot be read"):
        journal.all()


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_after_a_torn_tail_a_prefix_of_the_facts_is_there_and_more_can_be_written(tmp_path: Path, share: float) -> None:
    path, torn = tmp_path / "j", tmp_path / "torn"
    with contextlib.closing(Journal(path)) as journal:
        for number in range(40):
            journal.append(intended(f"k{number}"))
        whole = [fact.key for fact in journal.all()]
        # As after a power cut: the write-ahead log ends somewhere, and nobody closed anything.
        torn.write_bytes(path.read_bytes())
        tail = (tmp_path / "j-wal").read_bytes()
        (tmp_path / "torn-wal").write_bytes(tail[: int(len(tail) * share)])
    with contextlib.closing(Journal(torn)) as journal:
        left = [fact.key for fact in journal.all()]
        assert left == whole[: len(left)]
        journal.append(intended("after"))
        assert [fact.key for fact in journal.all()] == [*left, "after"]
