"""Data files: the rows of a matrix axis, and the values of `--vars-file`. Every value knows where it was written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from heygen_build.diagnostics import BuildError, Diagnostic, Label, SourceFile, Span
from heygen_build.diagnostics.lines import span_between
from heygen_build.source.model import Mapping
from heygen_build.source.read import DATA, Kind, mentioned, read

MAX_ROWS = 100_000
"""As many as a matrix may have cells."""

FindCell: TypeAlias = "Callable[[Row, str], Span | None]"


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One row of a data file: a csv line, or a mapping of a list. `number` counts rows from 1, without the header.

    `values` are plain: texts in csv files, whatever was written in the others. Their places are looked up only when
    a diagnostic needs them, because a hundred thousand rows would otherwise carry millions of places around.
    """

    values: dict[str, object]
    number: int
    file: SourceFile
    start: int
    end: int
    find: FindCell

    @property
    def span(self) -> Span:
        """The whole row."""
        return span_between(self.file, self.start, self.end)

    def cell_span(self, name: str) -> Span:
        """The value of one column; the whole row where it has no such value."""
        return self.find(self, name) or self.span


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """All rows of a file, in order: at least one. `columns` are the names that every row of a csv file has, else the
    names that any row has, in order of appearance."""

    file: SourceFile
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def load_rows(path: Path, *, span: Span | None = None, text: str | None = None) -> Rows:
    """The rows of a csv, json, jsonl or yaml file, told apart by the suffix. Raises BuildError with HB01xx.

    `span` and `text` are the place that mentions the file and the path as written there, for messages about the file
    as a whole.
    """
    reader = _reader_of(path, span, text)
    file = _file(path, DATA, span, text)
    rows = reader(file)
    if len(rows) == 0:
        raise _whole(file, "HB0141", "the file holds no rows", span)
    if len(rows) > MAX_ROWS:
        raise _whole(file, "HB0145", f"the file holds {len(rows):,} rows; {MAX_ROWS:,} is the limit", span)
    return rows


def load_mapping(path: Path) -> Mapping:
    """The mapping of a yaml or json file, for `--vars-file`. Raises BuildError with HB01xx."""
    from heygen_build.source.compose import compose
    from heygen_build.source.jsonrows import json_mapping

    file = read(path, VALUES)
    if path.suffix.lower() == ".json":
        return json_mapping(file)
    composed = compose(file)
    if composed.diagnostics or not isinstance(composed.root, Mapping):
        raise BuildError(composed.diagnostics)
    return composed.root


VALUES = Kind("a YAML or JSON file of values", (".json", ".yaml", ".yml"), DATA.max_bytes)


def _reader_of(path: Path, span: Span | None, text: str | None) -> Callable[[SourceFile], Rows]:
    from heygen_build.source import csvrows, jsonrows, yamlrows

    readers = {
        ".csv": csvrows.csv_rows,
        ".json": jsonrows.json_rows,
        ".jsonl": jsonrows.jsonl_rows,
        ".yaml": yamlrows.yaml_rows,
        ".yml": yamlrows.yaml_rows,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        message = f"`{text or path.name}` is not a data file that can be read"
        expected = "a file that ends in .csv, .json, .jsonl or .yaml"
        hint = "export the sheet as CSV in UTF-8" if path.suffix.lower() in (".xlsx", ".xls", ".ods") else None
        labels = (Label(span),) if span else ()
        raise BuildError([Diagnostic("HB0140", message, labels, expected, hint, path=None if span else str(path))])
    return reader


def _file(path: Path, kind: Kind, span: Span | None, text: str | None) -> SourceFile:
    return mentioned(path, kind, span, text or path.name) if span else read(path, kind)


def _whole(file: SourceFile, code: str, message: str, span: Span | None) -> BuildError:
    labels = (Label(span_between(file, 0, 1)), *([Label(span, "read because of this")] if span else []))
    return BuildError([Diagnostic(code, message, labels)])
