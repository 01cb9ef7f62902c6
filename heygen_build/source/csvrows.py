"""Comma-separated values (RFC 4180), read by Python's csv module, with places that are looked up when needed."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import pairwise

from heygen_build.diagnostics import BuildError, Diagnostic, Label, SourceFile, Span
from heygen_build.diagnostics.lines import line_starts, span_between
from heygen_build.source.data import Row, Rows

MAX_TOLD = 20
"""Wrong rows that are told one by one: a file with a mistake in every row has one cause."""

_QUOTED = re.compile(r'"(?:[^"]|"")*"')


def csv_rows(file: SourceFile) -> Rows:
    """The rows below the header. Raises BuildError with HB0142 and HB0143.

    The separator is `,`; a header without any comma may use `;` or tabs, as spreadsheets of some countries do.
    """
    separator = _separator(file)
    records = _records(file, separator)
    head = next(records, None)
    if head is None:
        return Rows(file, (), ())
    columns = _columns(file, head, separator)
    find = _finder(columns, separator)
    rows, problems, wrong = [], [], 0
    for number, (cells, start, end) in enumerate(records, 1):
        if len(cells) == len(columns):
            rows.append(Row(dict(zip(columns, cells, strict=True)), number, file, start, end, find))
            continue
        wrong += 1
        if wrong <= MAX_TOLD:
            problems.append(_wrong_length(file, cells, columns, start, end, head[1:], separator))
    if wrong > MAX_TOLD:
        problems[-1] = _and_more(problems[-1], wrong - MAX_TOLD)
    if problems:
        raise BuildError(problems)
    return Rows(file, columns, tuple(rows))


def _separator(file: SourceFile) -> str:
    starts = line_starts(file)
    head = file.text[: starts[1]] if len(starts) > 1 else file.text
    bare = _QUOTED.sub("", head)
    return next((mark for mark in (",", ";", "\t") if mark in bare), ",")


def _records(file: SourceFile, separator: str) -> Iterator[tuple[list[str], int, int]]:
    """Cells, start and end of each record that is not an empty line. A quoted cell may hold line breaks."""
    starts = (*line_starts(file), len(file.text))
    lines = [file.text[start:end] for start, end in pairwise(starts)]
    reader = csv.reader(lines, delimiter=separator, strict=True)
    line = 0
    try:
        for cells in reader:
            start, stop = starts[line], starts[reader.line_num]
            line = reader.line_num
            if cells:
                yield cells, start, stop - (len(lines[line - 1]) - len(lines[line - 1].rstrip("\r\n")))
    except csv.Error as error:
        raise BuildError([_malformed(file, str(error), starts[line], separator)]) from None


def _malformed(file: SourceFile, reason: str, start: int, separator: str) -> Diagnostic:
    """`start` is where the record begins: a quote that was never closed swallows all lines behind it."""
    quote = next((at for at, end in _cells(file.text, start, len(file.text), separator) if file.text[at] == '"'), start)
    if "unexpected end of data" in reason:
        return _csv("a quoted cell is never closed", file, quote, hint='close the quote; `""` inside it is one quote')
    if "expected after" in reason:
        hint = 'double a quote inside a quoted cell: `"the ""new"" one"`'
        return _csv("text follows a closed quote", file, quote, hint=hint)
    return _csv(f"the file is not well-formed CSV: {reason}", file, start)


def _csv(message: str, file: SourceFile, offset: int, *, hint: str | None = None) -> Diagnostic:
    return Diagnostic("HB0142", message, (Label(span_between(file, offset, offset + 1)),), hint=hint)


def _columns(file: SourceFile, head: tuple[list[str], int, int], separator: str) -> tuple[str, ...]:
    """The names in the header, without white space around them."""
    names, start, end = head
    spans = [span_between(file, *place) for place in _cells(file.text, start, end, separator)]
    problems, first = [], dict[str, Span]()
    for name, span in zip((name.strip() for name in names), spans, strict=False):
        if not name:
            message = "a column has no name"
            hint = "the first line names the columns; remove a separator too many"
            problems.append(Diagnostic("HB0143", message, (Label(span),), hint=hint))
        elif name in first:
            labels = (Label(span), Label(first[name], "first named here"))
            problems.append(Diagnostic("HB0143", f"two columns are called `{name}`", labels, hint="rename one of them"))
        first.setdefault(name, span)
    if problems:
        raise BuildError(problems)
    return tuple(name.strip() for name in names)


def _wrong_length(
    file: SourceFile,
    cells: list[str],
    columns: tuple[str, ...],
    start: int,
    end: int,
    head: tuple[int, int],
    separator: str,
) -> Diagnostic:
    """A label on the first cell too many, or behind the last cell of a row that is too short."""
    places = list(_cells(file.text, start, end, separator))
    too_long = len(cells) > len(columns)
    place = (places[len(columns)][0], end) if too_long and len(places) > len(columns) else (end, end)
    missing = ", ".join(f"`{name}`" for name in columns[len(cells) :][:6])
    hint = f"put a value that holds `{separator}` in double quotes" if too_long else f"there is nothing for {missing}"
    labels = (Label(span_between(file, *place)), Label(span_between(file, *head), f"{len(columns)} columns"))
    return Diagnostic("HB0144", f"this row has {len(cells)} cells, not {len(columns)}", labels, hint=hint)


def _and_more(last: Diagnostic, more: int) -> Diagnostic:
    note = f"{more:,} more rows have the wrong number of cells"
    return Diagnostic(last.code, last.message, last.labels, last.expected, last.hint, (note,))


def _finder(columns: tuple[str, ...], separator: str) -> _Find:
    return _Find({name: index for index, name in enumerate(columns)}, separator)


class _Find:
    """The place of a column's cell in a row."""

    __slots__ = ("_index", "_separator")

    def __init__(self, index: dict[str, int], separator: str) -> None:
        self._index, self._separator = index, separator

    def __call__(self, row: Row, name: str) -> Span | None:
        places = list(_cells(row.file.text, row.start, row.end, self._separator))
        index = self._index.get(name, len(places))
        return span_between(row.file, *places[index]) if index < len(places) else None


def _cells(text: str, start: int, end: int, separator: str) -> Iterator[tuple[int, int]]:
    """Start and end of each cell of a record, quotes included."""
    while True:
        quoted = _QUOTED.match(text, start, end)
        stop = text.find(separator, quoted.end() if quoted else start, end)
        yield start, stop if stop >= 0 else end
        if stop < 0:
            return
        start = stop + 1
