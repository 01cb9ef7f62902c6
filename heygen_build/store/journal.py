"""The journal: facts about paid and lasting acts, written and flushed before and after they happen.

SQLite with WAL and `synchronous=FULL` (performance.md: 384 µs a fact, safe between processes): a fact that `append`
returned from survives a power cut, and a torn tail is SQLite's to repair. Facts are never changed or removed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    at: float
    """Unix seconds."""


class Intended(_Fact):
    """We are about to order `key` for the `attempt`-th time. `usd` is the estimate, None when unknown."""

    kind: Literal["intended"] = "intended"
    attempt: int
    idempotency_key: str
    body_digest: str
    usd: float | None
    account: str
    step_kind: str | None = None
    place: str | None = None
    """What was ordered and for which place of the project, for people; None in facts of the first version."""
    project: str | None = None
    """The name of the project file, because several share the journal of a folder; None before version 3."""


class Accepted(_Fact):
    """HeyGen took the order. `remote_id` is the video (or asset, or speech request) id.

    `answer` is the whole answer, as JSON, of calls that are answered at once and never again (speech).
    """

    kind: Literal["accepted"] = "accepted"
    attempt: int
    remote_id: str
    request_id: str | None = None
    answer: str | None = None
    adopted: bool = False
    """True when the order was found by its title instead of by the answer to our request."""


class Rejected(_Fact):
    """HeyGen refused the order: nothing was made, nothing is owed."""

    kind: Literal["rejected"] = "rejected"
    attempt: int
    status: int
    code: str
    message: str
    request_id: str | None = None


class Finished(_Fact):
    """The job ended well; its files can be downloaded."""

    kind: Literal["finished"] = "finished"
    attempt: int
    seconds: float | None = None


class Failed(_Fact):
    """The job ended badly. Failed jobs are not charged ([docs])."""

    kind: Literal["failed"] = "failed"
    attempt: int
    code: str
    message: str


class Lost(_Fact):
    """The job ended well, but no call gives its result any more. Ordering it again costs again, so a person decides."""

    kind: Literal["lost"] = "lost"
    attempt: int
    message: str


class Abandoned(_Fact):
    """A person said that the attempt shall not be waited for or looked for any more (`resume --order-again`)."""

    kind: Literal["abandoned"] = "abandoned"
    attempt: int


class Charged(_Fact):
    """What the attempt cost: USD by the price table for the `seconds` that came out, None where no price is known."""

    kind: Literal["charged"] = "charged"
    attempt: int
    seconds: float | None
    usd: float | None
    prices: str
    """The date of the price table."""


class Settled(_Fact):
    """The wallet around one run, to compare with the charges of its facts. The key names the account."""

    kind: Literal["settled"] = "settled"
    attempt: Literal[0] = 0
    before_usd: float
    after_usd: float
    expected_usd: float
    is_real: bool = True
    """False for the wallet of an emulator."""


class Stored(_Fact):
    """The files are in the cache under the key. `usd` is what it cost by the price table, None when unknown."""

    kind: Literal["stored"] = "stored"
    attempt: int
    seconds: float | None = None
    usd: float | None = None


AnyFact: TypeAlias = Intended | Accepted | Rejected | Finished | Failed | Lost | Abandoned | Charged | Stored | Settled
_facts: TypeAdapter[AnyFact] = TypeAdapter(Annotated[AnyFact, Field(discriminator="kind")])

VERSION = 3
_MIGRATIONS = (
    (
        "CREATE TABLE facts (number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, fact TEXT NOT NULL)",
        "CREATE INDEX facts_by_key ON facts (key)",
    ),
    (
        "CREATE INDEX facts_by_remote_id ON facts (json_extract(fact, '$.remote_id'))",
        # What version 1 called a failure was paid for: it must not be ordered again without a word.
        "UPDATE facts SET fact = json_remove(json_set(fact, '$.kind', 'lost'), '$.code')"
        " WHERE json_extract(fact, '$.kind') = 'failed' AND json_extract(fact, '$.code') = 'result_lost'",
    ),
    # Intents name their project file from here on, which earlier programs would not understand.
    (),
)
"""What leads from each version of the file to the next; the version is SQLite's `user_version`."""


class JournalDamaged(sqlite3.DatabaseError):
    """The file holds what this program cannot read: it was damaged, or a newer program wrote it."""


class Journal:
    """Facts in `path`, created on the first append; `path` None keeps them in memory, for drafts, which owe nothing.

    One connection, used from one thread.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None

    def append(self, fact: AnyFact) -> None:
        """Write one fact; it is on disk when this returns. Raises OSError or sqlite3.Error when the disk refuses."""
        connection = self._open(create=True)
        assert connection is not None
        with connection:
            connection.execute("INSERT INTO facts (key, fact) VALUES (?, ?)", (fact.key, fact.model_dump_json()))

    def facts(self, key: str) -> tuple[AnyFact, ...]:
        """All facts about a key, oldest first."""
        return tuple(self._read("SELECT fact FROM facts WHERE key = ? ORDER BY number", (key,)))

    def all(self) -> tuple[AnyFact, ...]:
        return tuple(self._read("SELECT fact FROM facts ORDER BY number", ()))

    def since(self, number: int) -> tuple[AnyFact, ...]:
        """Facts after the one with this number, oldest first."""
        return tuple(self._read("SELECT fact FROM facts WHERE number > ? ORDER BY number", (number,)))

    def last_number(self) -> int:
        """The number of the newest fact, 0 where there is none."""
        connection = self._open(create=False)
        row = None if connection is None else connection.execute("SELECT max(number) FROM facts").fetchone()
        return int(row[0] or 0) if row else 0

    def holder(self, remote_id: str, *, but: str) -> str | None:
        """The key of another step than `but` that HeyGen's id was accepted for, None where there is none."""
        query = "SELECT key FROM facts WHERE json_extract(fact, '$.remote_id') = ? AND key <> ? LIMIT 1"
        connection = self._open(create=False)
        row = None if connection is None else connection.execute(query, (remote_id, but)).fetchone()
        return None if row is None else str(row[0])

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _read(self, query: str, arguments: tuple[str | int, ...]) -> Iterator[AnyFact]:
        connection = self._open(create=False)
        if connection is not None:
            for (text,) in connection.execute(query, arguments):
                try:
                    yield _facts.validate_json(text)
                except ValidationError as error:
                    raise JournalDamaged(f"a fact cannot be read: {str(text)[:80]}") from error

    def _open(self, *, create: bool) -> sqlite3.Connection | None:
        if self._connection is None and (create or (self.path is not None and self.path.exists())):
            if self.path is not None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path or ":memory:", timeout=30, isolation_level=None)
            try:
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute("PRAGMA synchronous=FULL")
                _upgrade(connection)
            except sqlite3.Error:
                connection.close()
                raise
            self._connection = connection
        return self._connection


def _upgrade(connection: sqlite3.Connection) -> None:
    """Bring a file of any earlier version up to date, in one transaction; only one of several processes does it."""
    if _version(connection) == VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        found = _version(connection)
        if found > VERSION:
            raise JournalDamaged(f"a newer heygen-build wrote it (version {found}; this one knows {VERSION})")
        for statements in _MIGRATIONS[found:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
