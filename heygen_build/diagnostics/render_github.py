"""Diagnostics as workflow commands of GitHub Actions, which shows them beside the lines of a pull request.

The form and its escapes: docs.github.com, "Workflow commands for GitHub Actions", and `toolkit/packages/core`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from heygen_build.diagnostics.codes import CODES
from heygen_build.diagnostics.columns import visible
from heygen_build.diagnostics.model import Diagnostic, Label

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(diagnostics: Iterable[Diagnostic]) -> str:
    """One command on one line for each diagnostic; lines and columns count from 1, `endColumn` is behind the last."""
    return "".join(f"{_command(diagnostic)}\n" for diagnostic in diagnostics)


def _command(diagnostic: Diagnostic) -> str:
    properties = {**_place(diagnostic), "title": _title(diagnostic)}
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[diagnostic.severity]} {listed}::{_data(chr(10).join(_text(diagnostic)))}"


def _place(diagnostic: Diagnostic) -> dict[str, str]:
    """GitHub ignores columns of places that end on another line, and complains about them."""
    if not diagnostic.labels:
        return {} if diagnostic.path is None else {"file": diagnostic.path}
    span = diagnostic.labels[0].span
    place = {"file": span.file.path, "line": str(span.start.line + 1), "endLine": str(span.end.line + 1)}
    if span.start.line == span.end.line:
        place |= {"col": str(span.start.column + 1), "endColumn": str(span.end.column + 1)}
    return place


def _title(diagnostic: Diagnostic) -> str:
    code = CODES.get(diagnostic.code)
    return f"{diagnostic.code} {code.title}" if code else diagnostic.code


def _text(diagnostic: Diagnostic) -> Iterator[str]:
    yield diagnostic.message
    if diagnostic.expected:
        yield f"expected: {diagnostic.expected}"
    if diagnostic.hint:
        yield f"hint: {diagnostic.hint}"
    yield from (f"note: {note}" for note in diagnostic.notes)
    yield from (_other(label) for label in diagnostic.labels[1:])


def _other(label: Label) -> str:
    start = label.span.start
    place = f"{label.span.file.path}:{start.line + 1}:{start.column + 1}"
    return f"{place}: {label.message}" if label.message else place


def _data(text: str) -> str:
    """Control characters of a project must not reach the log, where they could move its cursor."""
    lines = (visible(line) for line in text.split("\n"))
    return "\n".join(lines).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
