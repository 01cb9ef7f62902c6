"""What a diagnostic is. How it looks is decided in the render modules, one per format."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place between two characters. `line` and `column` count from 0, in characters, as `offset` does in the file."""

    line: int
    column: int
    offset: int


@dataclass(frozen=True, slots=True, eq=False)
class SourceFile:
    """A file that was read: `path` as it is shown to the user, `text` decoded. Compared by identity, hashed cheaply."""

    path: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` up to but not including `end`. Both lie in `file`."""

    file: SourceFile
    start: Position
    end: Position


@dataclass(frozen=True, slots=True)
class Label:
    """A span with a few words under it: `message` may be empty for the primary label."""

    span: Span
    message: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake. `message` can stand alone; `labels[0]` is the primary place, the others give context.

    `expected` says what would have been right, `hint` what to do about it, `notes` anything else worth knowing.
    A diagnostic without labels belongs to no file (a missing key, a refused connection); `path` then may name the file.
    """

    code: str
    message: str
    labels: tuple[Label, ...] = ()
    expected: str | None = None
    hint: str | None = None
    notes: tuple[str, ...] = ()
    severity: Severity = "error"
    path: str | None = None

    def sort_key(self) -> tuple[str, int, int, str, str]:
        """File order, then code and text, so that output never dances. Diagnostics without a place come first."""
        if not self.labels:
            return (self.path or "", -1, -1, self.code, self.message)
        start = self.labels[0].span.start
        return (self.labels[0].span.file.path, start.line, start.column, self.code, self.message)


class BuildError(Exception):
    """One or more diagnostics that end the stage in which they were found. Warnings may travel along."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...] | list[Diagnostic], *, exit_code: int = 2) -> None:
        self.diagnostics = tuple(sorted(diagnostics, key=Diagnostic.sort_key))
        self.exit_code = exit_code
        super().__init__("; ".join(f"{d.code} {d.message}" for d in self.diagnostics))
