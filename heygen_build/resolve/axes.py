"""The axes of a project's matrix: lists of values, and rows of data files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from heygen_build.diagnostics import BuildError, Diagnostic, Label, Span
from heygen_build.diagnostics.suggest import did_you_mean_text
from heygen_build.resolve.conversion import shown
from heygen_build.resolve.matrix import Axis, AxisValue, value_name
from heygen_build.resolve.scope import Place
from heygen_build.resolve.variables import rendered
from heygen_build.source.data import Row, Rows, load_rows
from heygen_build.source.repository import beside, outside, outside_mistake
from heygen_build.spec.models import RowsSpec


def read_axis(place: Place, name: str, spec: object, repository: Path) -> Axis | None:
    """An axis of the matrix; None where it was wrong (and is on record)."""
    if isinstance(spec, RowsSpec):
        return _data_axis(place, name, spec, repository)
    with place.scope.problems.recording() as found:
        values = rendered(place.scope, spec, place.route)
    if found:
        return None
    if not isinstance(values, list) or not values:
        what = "an empty list" if values == [] else shown(values)
        hint = "write `[en-US, es-ES]`, or `{from: data/customers.csv, key: id}`"
        place.error("HB0340", f"the axis `{name}` needs a list of values, and this is {what}", hint=hint)
        return None
    axis = Axis(name, tuple(_listed(place, values)))
    return axis if _is_unique(place, axis) else None


def _listed(place: Place, values: Sequence[object]) -> Iterator[AxisValue]:
    names = _names(values)
    for index, (value, name) in enumerate(zip(values, names, strict=True)):
        yield AxisValue(value, name, place.at(index).span)


def _names(values: Sequence[object]) -> list[str]:
    """Mappings are called by their first value where that tells them apart, else by their number."""
    if not any(isinstance(value, Mapping | list) for value in values):
        return [value_name(value) for value in values]
    firsts = [next(iter(value.values()), None) if isinstance(value, Mapping) else value for value in values]
    names = [value_name(first) for first in firsts]
    is_plain = not any(isinstance(first, Mapping | list) or first is None for first in firsts)
    return names if is_plain and len(set(names)) == len(names) else [str(index + 1) for index in range(len(values))]


def _data_axis(place: Place, name: str, spec: RowsSpec, repository: Path) -> Axis | None:
    rows = _rows(place, spec, repository)
    if rows is None:
        return None
    key = place.get(spec.key, "key")
    if spec.key is not None and key is None:
        return None
    if key is not None and key not in rows.columns:
        _report_key(place, key, rows)
        return None
    values = [value for row in rows if (value := _row_value(place, row, key)) is not None]
    axis = Axis(name, tuple(values), key, is_data=True)
    return axis if len(values) == len(rows) and _is_unique(place, axis) else None


def _rows(place: Place, spec: RowsSpec, repository: Path) -> Rows | None:
    text, span = place.get(spec.from_, "from"), place.at("from").span
    if text is None:
        return None
    path = beside(span, text)
    try:
        if outside(path, repository):
            place.report(outside_mistake(text, span, repository))
            return None
        return load_rows(path, span=span, text=text)
    except BuildError as error:
        for diagnostic in error.diagnostics:
            place.report(diagnostic)
    except (OSError, ValueError) as error:
        place.error("HB0334", f"the file `{text}` cannot be read: {error}", "from")
    return None


def _report_key(place: Place, key: str, rows: Rows) -> None:
    hint = did_you_mean_text(key, rows.columns)
    expected = "one of " + ", ".join(f"`{column}`" for column in rows.columns[:12])
    labels = (Label(place.at("key").span), Label(rows.rows[0].span, "the first row of the data"))
    place.report(Diagnostic("HB0340", f"the data has no column `{key}`", labels, None if hint else expected, hint))


def _row_value(place: Place, row: Row, key: str | None) -> AxisValue | None:
    """A row by its key; without a key column, by its number."""
    if key is None:
        return AxisValue(row.values, str(row.number), row)
    found = row.values.get(key)
    if found is None or found == "" or isinstance(found, Mapping | list):
        what = "is empty" if found in (None, "") else f"is {shown(found)}"
        labels = (
            Label(row.cell_span(key), f"`{key}` {what}"),
            Label(place.at("key").span, "rows are known by this key"),
        )
        place.report(
            Diagnostic("HB0340", f"row {row.number} has no key", labels, hint="give each row a key of its own")
        )
        return None
    return AxisValue(row.values, value_name(found), row)


def _is_unique(place: Place, axis: Axis) -> bool:
    """Two equal values would make the same film twice."""
    first: dict[str, AxisValue] = {}
    for value in axis.values:
        twin = first.setdefault(value.name, value)
        if twin is not value:
            labels = (Label(_place_of(value, axis), "again here"), Label(_place_of(twin, axis), "first here"))
            message = f"the axis `{axis.name}` has `{value.name}` twice"
            place.report(Diagnostic("HB0340", message, labels, hint="remove one of them"))
    return len(first) == len(axis.values)


def _place_of(value: AxisValue, axis: Axis) -> Span:
    if isinstance(value.where, Row) and axis.key is not None:
        return value.where.cell_span(axis.key)
    return value.span
