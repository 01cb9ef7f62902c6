"""Diagnostics for people: message, place, excerpt with carets, then what was expected and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from heygen_build.diagnostics.columns import visible
from heygen_build.diagnostics.excerpt import excerpt, gutter_width
from heygen_build.diagnostics.model import Diagnostic
from heygen_build.diagnostics.style import Paint, wrapped


def render(diagnostics: Iterable[Diagnostic], *, width: int = 80, color: bool = False) -> str:
    """All diagnostics in the order given, an empty line between two, ending in a line feed (nothing for none).

    `width` is the terminal's in columns. Lines and columns are counted from 1. With `color`, ANSI sequences are used;
    control characters of the source never reach the output either way.
    """
    width = max(width, 40)
    blocks = ["\n".join(_rows(diagnostic, width, color)) for diagnostic in diagnostics]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _rows(diagnostic: Diagnostic, width: int, color: bool) -> Iterator[str]:
    paint = Paint(color, diagnostic.severity)
    yield from _headline(diagnostic, width, paint)
    gutter = gutter_width(diagnostic.labels)
    if diagnostic.labels:
        yield from excerpt(diagnostic.labels, gutter=gutter, width=width, paint=paint)
    elif diagnostic.path is not None:
        yield paint.gutter(" --> ") + visible(diagnostic.path)
    trailers = list(_trailers(diagnostic))
    if trailers and diagnostic.labels:
        yield paint.gutter(f"{' ' * gutter} |")
    for name, text in trailers:
        yield from _trailer(name, text, gutter, width, paint)


def _headline(diagnostic: Diagnostic, width: int, paint: Paint) -> Iterator[str]:
    """The message, wrapped under itself; `error[HB0101]` is as wide as five columns of a hanging indent allow."""
    lead = f"{diagnostic.severity}[{diagnostic.code}]"
    rows = wrapped(f"{lead}: {visible(diagnostic.message)}", width - 2)
    yield paint.error(lead) + paint.strong(rows[0].removeprefix(lead))
    for row in rows[1:]:
        yield "  " + paint.strong(row)


def _trailers(diagnostic: Diagnostic) -> Iterator[tuple[str, str]]:
    if diagnostic.expected:
        yield "expected", diagnostic.expected
    if diagnostic.hint:
        yield "hint", diagnostic.hint
    for note in diagnostic.notes:
        yield "note", note


def _trailer(name: str, text: str, gutter: int, width: int, paint: Paint) -> Iterator[str]:
    lead = f"{' ' * gutter} = "
    hang = " " * (len(lead) + len(name) + 2)
    rows = wrapped(visible(text), width - len(hang))
    yield paint.gutter(lead) + paint.strong(f"{name}:") + f" {rows[0]}"
    for row in rows[1:]:
        yield (hang + row).rstrip()
