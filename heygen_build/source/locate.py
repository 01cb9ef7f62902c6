"""From characters of a value back to characters of the file.

Each scalar style is read a second time, one value character after the other, each with the place it came from. The
result is compared with the text that the parser gave: where they differ, the whole scalar is the answer, so a place is
either exact or honest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from heygen_build.diagnostics import Span
from heygen_build.diagnostics.lines import span_between
from heygen_build.source.model import Scalar, ScalarStyle

Piece: TypeAlias = tuple[str, int, int]
"""A character of the value, and the start and end of what stands for it in the file."""

# libyaml still breaks lines at the three characters that only YAML 1.1 counted as breaks.
_BREAK = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
_FOLD = re.compile(r"[ \t]*(?:\r\n|[\r\n\x85\u2028\u2029])[ \t]*(?:(?:\r\n|[\r\n\x85\u2028\u2029])[ \t]*)*")
_ESCAPED_FOLD = re.compile(r"\\(?:\r\n|[\r\n\x85\u2028\u2029])[ \t]*(?:(?:\r\n|[\r\n\x85\u2028\u2029])[ \t]*)*")
_HEADER = re.compile(r"[|>]([-+0-9]*)[ \t]*(?:#[^\r\n]*)?(?:\r\n|[\r\n\x85\u2028\u2029]|\Z)")
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_HEX_ESCAPES = {"x": 2, "u": 4, "U": 8}


def span_in_scalar(scalar: Scalar, start: int, end: int) -> Span:
    """The span in the file of the characters `start` to `end` of a scalar's text (of its value, where that is text).

    Offsets outside the text are moved to its ends; an empty range gives an empty span before its character. Escapes
    and folded line breaks are covered as a whole.
    """
    pieces = _pieces(scalar)
    start = min(max(start, 0), len(scalar.text))
    end = min(max(end, start), len(scalar.text))
    if pieces is None or not pieces:
        return scalar.span
    if start == len(pieces):
        return span_between(scalar.span.file, pieces[-1][2], pieces[-1][2])
    if start == end:
        return span_between(scalar.span.file, pieces[start][1], pieces[start][1])
    return span_between(scalar.span.file, pieces[start][1], pieces[end - 1][2])


def _pieces(scalar: Scalar) -> list[Piece] | None:
    """One piece for each character of the text, or None where the style was not understood exactly."""
    file_text = scalar.span.file.text
    read = _READERS[scalar.style]
    pieces = list(read(file_text, scalar.span.start.offset, scalar.span.end.offset))[: len(scalar.text)]
    return pieces if "".join(char for char, _, _ in pieces) == scalar.text else None


def _plain(text: str, start: int, end: int) -> Iterator[Piece]:
    position = start
    while position < end:
        if fold := _FOLD.match(text, position, end):
            yield from _folded_breaks(fold)
            position = fold.end()
        else:
            yield text[position], position, position + 1
            position += 1


def _single(text: str, start: int, end: int) -> Iterator[Piece]:
    position, last = start + 1, end - 1
    while position < last:
        if fold := _FOLD.match(text, position, last):
            yield from _folded_breaks(fold)
            position = fold.end()
        else:
            size = 2 if text.startswith("''", position) else 1
            yield text[position], position, position + size
            position += size


def _double(text: str, start: int, end: int) -> Iterator[Piece]:
    position, last = start + 1, end - 1
    while position < last:
        if fold := _FOLD.match(text, position, last):
            yield from _folded_breaks(fold)
            position = fold.end()
        elif fold := _ESCAPED_FOLD.match(text, position, last):
            yield from _breaks_after_first(fold)
            position = fold.end()
        elif text[position] == "\\":
            char, size = _escape(text, position)
            yield char, position, position + size
            position += size
        else:
            yield text[position], position, position + 1
            position += 1


def _escape(text: str, position: int) -> tuple[str, int]:
    """The character of an escape that the parser accepted, and the length of the escape."""
    kind = text[position + 1]
    digits = _HEX_ESCAPES.get(kind)
    if digits is None:
        return _ESCAPES.get(kind, kind), 2
    return chr(int(text[position + 2 : position + 2 + digits], 16)), 2 + digits


def _folded_breaks(fold: re.Match[str]) -> Iterator[Piece]:
    """One break is a space; of several the first is dropped and the others stay. They cover the white space around."""
    breaks = list(_BREAK.finditer(fold[0]))
    if len(breaks) == 1 and _normal(breaks[0][0]) == "\n":
        yield " ", fold.start(), fold.end()
    elif _normal(breaks[0][0]) != "\n":
        yield from _each_break(fold, breaks)
    else:
        yield from _each_break(fold, breaks[1:])


def _breaks_after_first(fold: re.Match[str]) -> Iterator[Piece]:
    yield from _each_break(fold, list(_BREAK.finditer(fold[0]))[1:])


def _each_break(fold: re.Match[str], breaks: list[re.Match[str]]) -> Iterator[Piece]:
    for found in breaks:
        yield _normal(found[0]), fold.start() + found.start(), fold.start() + found.end()


def _normal(line_break: str) -> str:
    """A break as it stands in a value: YAML normalizes all but the two Unicode separators."""
    return line_break if line_break in "\u2028\u2029" else "\n"


def _literal(text: str, start: int, end: int) -> Iterator[Piece]:
    for line in _block_lines(text, start):
        yield from line.content
        yield from line.line_break


class _Line:
    """A line of a block scalar without its indentation: the pieces of its text, and of its break (one or none)."""

    __slots__ = ("content", "line_break")

    def __init__(self, content: list[Piece], line_break: list[Piece]) -> None:
        self.content, self.line_break = content, line_break

    def starts_blank(self) -> bool:
        """Lines that start with white space keep the breaks around them (YAML 1.2, section 8.1.3)."""
        return bool(self.content) and self.content[0][0] in " \t"


def _folded(text: str, start: int, end: int) -> Iterator[Piece]:
    """As libyaml folds: a break between two normal lines is a space, or nothing where empty lines stand between."""
    pending: Piece | None = None
    empty: list[Piece] = []
    before_blank = False
    for line in _block_lines(text, start):
        if not line.content:
            empty += line.line_break
            continue
        blank = line.starts_blank()
        if pending is not None:
            yield from _joint(pending, empty, keep=before_blank or blank)
        else:
            yield from empty
        yield from line.content
        pending = line.line_break[0] if line.line_break else None
        empty, before_blank = [], blank
    if pending is not None:
        yield pending
    yield from empty


def _joint(line_break: Piece, empty: list[Piece], *, keep: bool) -> Iterator[Piece]:
    if keep or line_break[0] != "\n":
        yield line_break
    elif not empty:
        yield " ", line_break[1], line_break[2]
    yield from empty


def _block_lines(text: str, start: int) -> Iterator[_Line]:
    """The lines of a block scalar and all empty lines behind it; how many count is up to the caller (chomping)."""
    header = _HEADER.match(text, start)
    if header is None:
        return
    position = header.end()
    indent = _indentation(text, position, header)
    while position < len(text):
        found = _BREAK.search(text, position)
        stop, following = (found.start(), found.end()) if found else (len(text), len(text))
        spaces = len(text[position:stop]) - len(text[position:stop].lstrip(" "))
        if spaces < indent and position + spaces < stop:
            return
        begin = min(position + indent, stop)
        content = [(text[at], at, at + 1) for at in range(begin, stop)]
        yield _Line(content, [(_normal(found[0]), stop, following)] if found else [])
        position = following


def _indentation(text: str, position: int, header: re.Match[str]) -> int:
    """Columns of the first line with text. An explicit number counts from the parent, which is told by the text too:
    the first line then may start with spaces, so the least indented line decides."""
    explicit = re.search(r"[0-9]", header[1])
    widths = _widths(text, position)
    if not explicit:
        return next(widths, 0)
    return _explicit_indentation(text, header.start(), int(explicit[0]))


def _widths(text: str, position: int) -> Iterator[int]:
    for line in _BREAK.split(text[position : position + 100_000]):
        if line.strip(" "):
            yield len(line) - len(line.lstrip(" "))


def _explicit_indentation(text: str, start: int, number: int) -> int:
    """The parent's column plus the number: the parent is the key (or `-`) that begins the innermost block before."""
    line_start = max((match.end() for match in _BREAK.finditer(text, 0, start)), default=0)
    lead = re.match(r" *(?:- +)*", text[line_start:start])
    column = len(lead[0]) if lead else 0
    if lead and line_start + column == start:
        column = max(0, lead[0].rstrip().rfind("-"))
    return column + number


_READERS: dict[ScalarStyle, Callable[[str, int, int], Iterator[Piece]]] = {
    "plain": _plain,
    "single": _single,
    "double": _double,
    "literal": _literal,
    "folded": _folded,
}
