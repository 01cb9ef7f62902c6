"""JSON (RFC 8259) and JSON lines as data files. Values come from Python's json module, places are found afterwards."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import NoReturn

from heygen_build.diagnostics import BuildError, Diagnostic, Label, SourceFile, Span
from heygen_build.diagnostics.lines import line_starts, span_between
from heygen_build.source.data import Row, Rows
from heygen_build.source.jsonnodes import JsonMistake, node_at
from heygen_build.source.model import Mapping
from heygen_build.source.yamlrows import not_a_row

_SPACE = re.compile(r"[ \t\n\r]*")
_DEEP = re.compile(r"[\[{]")


class _Twice(ValueError):
    """A name that stands twice in one object."""


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        raise _Twice(next(name for name in names if names.count(name) > 1))
    return made


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"`{name}` is not JSON")


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_refuse_constant)


def json_rows(file: SourceFile) -> Rows:
    """The items of the file's list. Raises BuildError with HB0141 and HB0146."""
    text = file.text
    position = _skip(text, 0)
    if text[position : position + 1] != "[":
        message = "the file must hold a list of rows"
        label = Label(span_between(file, position, position + 1))
        raise BuildError([Diagnostic("HB0141", message, (label,), expected='`[{"id": "c17"}, …]`')])
    rows: list[Row] = []
    position = _skip(text, position + 1)
    while text[position : position + 1] != "]":
        rows.append(_row(file, position, len(rows) + 1))
        position = _skip(text, rows[-1].end)
        if text[position : position + 1] == ",":
            comma, position = position, _skip(text, position + 1)
            if text[position : position + 1] == "]":
                raise _malformed(file, comma, "a comma stands before the `]`", "remove it")
        elif text[position : position + 1] != "]":
            raise _malformed(file, position, "a `,` or `]` is missing here")
    _refuse_rest(file, position + 1)
    return _rows(file, rows)


def jsonl_rows(file: SourceFile) -> Rows:
    """One object on each line; empty lines are left out. Raises BuildError with HB0141 and HB0146."""
    rows: list[Row] = []
    starts = (*line_starts(file), len(file.text))
    for start, end in pairwise(starts):
        begin = _skip(file.text, start)
        if begin >= end or begin == len(file.text):
            continue
        row = _row(file, begin, len(rows) + 1)
        if row.end > end:
            raise _malformed(file, begin, "a row ends on another line", "in JSON lines each row is one line")
        if _skip(file.text, row.end) < min(end, len(file.text.rstrip())):
            raise _malformed(file, _skip(file.text, row.end), "there is more text behind the row")
        rows.append(row)
    return _rows(file, rows)


def json_mapping(file: SourceFile) -> Mapping:
    """The one object of a file, as nodes. Raises BuildError with HB0121 and HB0146."""
    start = _skip(file.text, 0)
    try:
        node, end = node_at(file, start)
    except JsonMistake as mistake:
        raise _malformed(file, mistake.offset, str(mistake), mistake.hint) from None
    if not isinstance(node, Mapping):
        expected = 'an object such as `{"product": "Aurora"}`'
        message = "the file holds no values by name"
        raise BuildError([Diagnostic("HB0121", message, (Label(span_between(file, start, start + 1)),), expected)])
    _refuse_rest(file, end)
    return node


def _row(file: SourceFile, start: int, number: int) -> Row:
    try:
        values, end = _DECODER.raw_decode(file.text, start)
        _check_limits(values, file.text[start:end])
    except (ValueError, RecursionError) as error:
        raise _explained(file, start, error) from None
    if not isinstance(values, dict):
        raise BuildError([not_a_row(span_between(file, start, end))])
    return Row(values, number, file, start, end, _find)


def _check_limits(values: object, text: str) -> None:
    """Deep values and half characters are rare, so the text is asked first."""
    if len(_DEEP.findall(text)) > 64 and _depth(values) > 64:
        raise RecursionError
    if "\\ud" in text.lower():
        json.dumps(values, ensure_ascii=False).encode()


def _depth(value: object) -> int:
    parts = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return 1 + max((_depth(part) for part in parts), default=0)


def _explained(file: SourceFile, start: int, error: ValueError | RecursionError) -> BuildError:
    """The strict reader of nodes knows the exact place of every mistake; Python's knows few of them."""
    try:
        node_at(file, start)
    except JsonMistake as mistake:
        return _malformed(file, mistake.offset, str(mistake), mistake.hint)
    return _malformed(file, start, str(error) or "the value is nested too deeply")


def _find(row: Row, name: str) -> Span | None:
    node, _ = node_at(row.file, row.start)
    entry = node.get(name) if isinstance(node, Mapping) else None
    return entry.value.span if entry else None


def _rows(file: SourceFile, rows: list[Row]) -> Rows:
    columns = dict.fromkeys(name for row in rows for name in row.values)
    return Rows(file, tuple(columns), tuple(rows))


def _refuse_rest(file: SourceFile, position: int) -> None:
    rest = _skip(file.text, position)
    if rest < len(file.text):
        raise _malformed(file, rest, "there is more text behind the end")


def _skip(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return found.end() if found else position


def _malformed(file: SourceFile, offset: int, message: str, hint: str | None = None) -> BuildError:
    label = Label(span_between(file, offset, offset + 1))
    return BuildError([Diagnostic("HB0146", f"the file is not JSON: {message}", (label,), hint=hint)])
