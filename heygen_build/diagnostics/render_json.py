"""Diagnostics for machines: one versioned JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TypedDict

from heygen_build.diagnostics.codes import CODES
from heygen_build.diagnostics.model import Diagnostic, Label, Position

VERSION = 1


class PositionRecord(TypedDict):
    """`line` and `column` count from 1, as people and editors do; `offset` from 0, in characters."""

    line: int
    column: int
    offset: int


class LabelRecord(TypedDict):
    file: str
    start: PositionRecord
    end: PositionRecord
    message: str


class DiagnosticRecord(TypedDict):
    """`labels[0]` is the primary place. Fields that say nothing are null or empty, never absent."""

    code: str
    title: str | None
    severity: str
    message: str
    path: str | None
    labels: list[LabelRecord]
    expected: str | None
    hint: str | None
    notes: list[str]


class Report(TypedDict):
    version: int
    diagnostics: list[DiagnosticRecord]


def render(diagnostics: Iterable[Diagnostic]) -> str:
    """A `Report` as JSON with a line feed at the end; `version` grows only when a field changes its meaning."""
    report = Report(version=VERSION, diagnostics=[record(diagnostic) for diagnostic in diagnostics])
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def record(diagnostic: Diagnostic) -> DiagnosticRecord:
    """One diagnostic as plain data."""
    code = CODES.get(diagnostic.code)
    place = diagnostic.labels[0].span.file.path if diagnostic.labels else diagnostic.path
    return DiagnosticRecord(
        code=diagnostic.code,
        title=code.title if code else None,
        severity=diagnostic.severity,
        message=diagnostic.message,
        path=place,
        labels=[_label(label) for label in diagnostic.labels],
        expected=diagnostic.expected,
        hint=diagnostic.hint,
        notes=list(diagnostic.notes),
    )


def _label(label: Label) -> LabelRecord:
    span = label.span
    return LabelRecord(file=span.file.path, start=_position(span.start), end=_position(span.end), message=label.message)


def _position(position: Position) -> PositionRecord:
    return PositionRecord(line=position.line + 1, column=position.column + 1, offset=position.offset)
