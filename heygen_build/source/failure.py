"""Where libyaml gave up, with what its own message leaves out: the lines around, and the value that is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from heygen_build.diagnostics import Diagnostic, Label, SourceFile, Span
from heygen_build.diagnostics.lines import line_starts, line_text, span_between

_LINE = re.compile(r"(?P<lead>\s*(?:- +)*)(?P<key>[\"']?[\w.-]+[\"']?):[ \t]+(?P<value>\S.*)")
_ITEM = re.compile(r"(?P<lead>\s*(?:- +)+)(?P<value>\S.*)")
_COMMENT = re.compile(r"\s+#.*$|\s+$")


@dataclass(frozen=True)
class Failure:
    """`problem` in libyaml's words at `offset`; `first` is the line of its context, `quote` the offset at which the
    last quoted text began (None where there was none)."""

    file: SourceFile
    problem: str
    offset: int
    line: int
    first: int
    quote: int | None

    @cached_property
    def text(self) -> str:
        """The line at which reading failed."""
        return line_text(self.file, self.line)

    @property
    def start(self) -> int:
        """The offset at which that line begins."""
        return line_starts(self.file)[self.line]

    @property
    def before(self) -> str:
        """What stands before the place of the failure, without white space at its end."""
        return self.file.text[max(0, self.offset - 200) : self.offset].rstrip(" \t")

    def lines_above(self) -> Iterator[tuple[int, str]]:
        """Lines with text above the failure, nearest first; comments are left out."""
        for number in range(self.line - 1, max(self.line - 200, -1), -1):
            text = line_text(self.file, number)
            if text.strip() and not text.lstrip().startswith("#"):
                yield number, text

    def value(self, line: int | None = None) -> Span | None:
        """The value of `key: value` or `- value` on a line, without a comment behind it."""
        number = self.line if line is None else line
        text = line_text(self.file, number)
        match = _LINE.match(text) or _ITEM.match(text)
        if match is None:
            return None
        start = line_starts(self.file)[number] + match.start("value")
        return span_between(self.file, start, start + len(_COMMENT.sub("", match["value"])))

    def written(self, span: Span) -> str:
        return self.file.text[span.start.offset : span.end.offset]

    def at(self, start: int, end: int) -> Span:
        return span_between(self.file, start, end)


def indentation(text: str) -> int:
    """Spaces at the beginning of a line."""
    return len(text) - len(text.lstrip(" "))


def quoted(text: str) -> str:
    """The text as a YAML value in quotes: in double ones unless it holds some, or a backslash."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def needs_quotes(message: str, span: Span, text: str, *notes: str) -> Diagnostic:
    """A value that YAML reads as something else than text."""
    hint = f"put the value in quotes: {quoted(text)}"
    return Diagnostic("HB0123", message, (Label(span),), hint=hint, notes=notes)
