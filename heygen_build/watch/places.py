"""Places in files as links an editor follows."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from heygen_build.diagnostics import Diagnostic, Span
from heygen_build.diagnostics.render_text import render
from heygen_build.watch.view import PlaceView, ProblemView


def shown(path: Path) -> str:
    """A path as a person would type it here: from the current folder, if the file lies below it."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def place_of(span: Span) -> PlaceView:
    """The start of `span`; the link opens Visual Studio Code and editors that understand its addresses."""
    line, column = span.start.line + 1, span.start.column + 1
    path = Path(span.file.path).resolve()
    return PlaceView(
        text=f"{shown(path)}:{line}:{column}", href=f"vscode://file{quote(path.as_posix())}:{line}:{column}"
    )


PANEL_COLUMNS = 56
"""How wide an excerpt may be, so that what it points at is seen beside the player without scrolling."""


def problem_of(diagnostic: Diagnostic, width: int = PANEL_COLUMNS) -> ProblemView:
    """A diagnostic with its excerpt, `width` columns wide and without colors."""
    place = place_of(diagnostic.labels[0].span) if diagnostic.labels else None
    return ProblemView(
        code=diagnostic.code,
        severity=diagnostic.severity,
        message=diagnostic.message,
        text=render([diagnostic], width=width),
        hint=diagnostic.hint,
        place=place,
    )
