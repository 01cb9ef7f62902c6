"""The journal: facts about paid and lasting acts, written and flushed before and after they happen.

SQLite with WAL and `synchronous=FULL` (performance.md: 384 µs a fact, safe between processes): a fact that `append`
returned from survives a power cut, and a torn tail is SQLite's to repair. Facts are never changed or removed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


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


class Stored(_Fact):
    """The files are in the cache under the key. `usd` is what it cost by the price table, None when unknown."""

    kind: Literal["stored"] = "stored"
    attempt: int
    seconds: float | None = None
    usd: float | None = None


Fact = Annotated[Intended | Accepted | Rejected | Finished | Failed | Stored, Field(discriminator="kind")]
_facts: TypeAdapter[Intended | Accepted | Rejected | Finished | Failed | Stored] = TypeAdapter(Fact)
AnyFact = Intended | Accepted | Rejected | Finished | Failed | Stored

_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, fact TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS facts_by_key ON facts (key);
PRAGMA user_version = 1;
"""


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

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _read(self, query: str, arguments: tuple[str, ...]) -> Iterator[AnyFact]:
        connection = self._open(create=False)
        if connection is not None:
            for (text,) in connection.execute(query, arguments):
                yield _facts.validate_json(text)

    def _open(self, *, create: bool) -> sqlite3.Connection | None:
        if self._connection is None and (create or (self.path is not None and self.path.exists())):
            if self.path is not None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(self.path or ":memory:", timeout=30)
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=FULL")
            self._connection.executescript(_SCHEMA)
        return self._connection
