"""Lines of a source file: the one place that decides where a line ends, so that loading and rendering agree."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from heygen_build.diagnostics.model import Position, SourceFile, Span

_BREAK = re.compile(r"\r\n|\r|\n")


@lru_cache(maxsize=8)
def line_starts(file: SourceFile) -> tuple[int, ...]:
    """Offsets at which lines begin, as editors count them: CR LF, CR and LF end a line and nothing else does."""
    return (0, *(match.end() for match in _BREAK.finditer(file.text)))


def position_at(file: SourceFile, offset: int) -> Position:
    """The position of a character offset; offsets outside the text are moved to its nearest end."""
    offset = min(max(offset, 0), len(file.text))
    starts = line_starts(file)
    line = bisect_right(starts, offset) - 1
    return Position(line, offset - starts[line], offset)


def span_between(file: SourceFile, start: int, end: int) -> Span:
    """The span of `file.text[start:end]`."""
    return Span(file, position_at(file, start), position_at(file, max(start, end)))


def line_text(file: SourceFile, line: int) -> str:
    """One line without its break; an empty text for a line that does not exist."""
    starts = line_starts(file)
    if not 0 <= line < len(starts):
        return ""
    end = starts[line + 1] if line + 1 < len(starts) else len(file.text)
    return file.text[starts[line] : end].rstrip("\r\n")
