"""The journals of projects, opened for reading. Nothing is resolved and nothing asked: they are facts on this disk."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.execute.problems import disk_words
from heygen_build.places import journal_path
from heygen_build.store.journal import AnyFact, Journal


def facts_of(project: Path) -> tuple[AnyFact, ...]:
    """All facts of a project, oldest first. Raises BuildError (exit 1) for a journal that cannot be read."""
    path = journal_path(project)
    try:
        with closing(Journal(path)) as journal:
            return journal.all()
    except (OSError, sqlite3.Error) as error:
        hint = f"restore {path} from a backup; it knows what was paid for"
        message = f"what earlier builds did cannot be read: {disk_words(error)}"
        raise BuildError([Diagnostic("HB0707", message, hint=hint, path=str(path))], exit_code=1) from error
