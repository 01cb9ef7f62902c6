"""The films of a project: cells of its matrix after `exclude`, `include` and what was chosen from outside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.diagnostics.suggest import did_you_mean_text
from heygen_build.resolve import matrix
from heygen_build.resolve.axes import read_axis
from heygen_build.resolve.conversion import ConversionError, fits
from heygen_build.resolve.given import Given, GivenValue
from heygen_build.resolve.matrix import MAX_CELLS, Axis, AxisValue, Cell
from heygen_build.resolve.scope import Place
from heygen_build.resolve.variables import Declared, rendered
from heygen_build.source.data import Row
from heygen_build.spec.models import MatrixSpec

ALONE = Cell("", {})
"""The one film of a project without a matrix."""


@dataclass(slots=True)
class Matrix:
    """Reads the matrix of a project. `place` is its place, in a scope of the variables that do not depend on it."""

    place: Place
    spec: MatrixSpec
    given: Given
    repository: Path

    def cells(self, declared: Sequence[Declared]) -> list[Cell]:
        """One for each film, in the order of the axes. Empty where something was wrong (and is on record)."""
        read = {name: self._axis(name, spec) for name, spec in self.spec.axes.items()}
        axes = {name: axis for name, axis in read.items() if axis is not None}
        if len(axes) < len(read) or not self._check_types(axes, declared) or not self._check_count(axes):
            return []
        cells = self._without_excluded(list(matrix.product(list(axes.values()))), axes)
        cells = self._with_included(cells, axes)
        if not cells and not self.place.scope.problems.has_errors:
            hint = "remove a rule of `exclude`, or add a value to an axis"
            self.place.error("HB0346", "nothing is left of the matrix", at_key=True, hint=hint)
        return cells

    def _axis(self, name: str, spec: object) -> Axis | None:
        place = self.place.at(name)
        axis = read_axis(place, name, spec, self.repository)
        given = self.given.strongest(name)
        return axis if axis is None or given is None else _chosen(place, axis, given)

    def _check_count(self, axes: Mapping[str, Axis]) -> bool:
        total = matrix.count(list(axes.values()))
        if total <= MAX_CELLS:
            return True
        sizes = " × ".join(f"{name} {len(axis.values):,}" for name, axis in axes.items())
        message = f"the matrix has {total:,} films, and {MAX_CELLS:,} is the limit"
        label = Label(self.place.scope.document.key_span(self.place.route))
        hint = "shorten an axis, or split the project"
        self.place.report(Diagnostic("HB0341", message, (label,), hint=hint, notes=(sizes,)))
        return False

    def _check_types(self, axes: Mapping[str, Axis], declared: Sequence[Declared]) -> bool:
        """A variable with a type that is an axis too: each value fits the type; a row is checked by its key."""
        before = self.place.scope.problems.count
        for variable in declared:
            axis = axes.get(variable.name)
            if axis is not None and variable.long is not None:
                for value in axis.values:
                    self._check_type(axis, value, variable)
        return self.place.scope.problems.count == before

    def _check_type(self, axis: Axis, value: AxisValue, variable: Declared) -> None:
        subject = value.name if axis.is_data and variable.kind != "map" else value.value
        try:
            fits(subject, variable.kind, variable.choices, Path())
        except ConversionError as error:
            label = Label(self.place.scope.document.key_span(("variables", variable.name)), "the type is declared here")
            message = f"the axis `{axis.name}` does not fit the variable: {error.message}"
            labels = (Label(value.span), label)
            self.place.report(Diagnostic("HB0307", message, labels, expected=error.expected, hint=error.hint))

    def _without_excluded(self, cells: list[Cell], axes: Mapping[str, Axis]) -> list[Cell]:
        for place, rule in self._rules("exclude", self.spec.exclude):
            if not self._knows(place, rule, axes):
                continue
            removed = {id(cell) for cell in matrix.excluded(cells, rule)}
            if not removed:
                self._report_idle(place, rule, axes, "excludes nothing")
            cells = [cell for cell in cells if id(cell) not in removed]
        return cells

    def _knows(self, place: Place, rule: Mapping[str, object], axes: Mapping[str, Axis]) -> bool:
        """Whether every name of a rule is an axis."""
        unknown = [name for name in rule if name not in axes]
        for name in unknown:
            hint = did_you_mean_text(name, axes) or "the axes are " + ", ".join(f"`{axis}`" for axis in axes)
            place.error("HB0342", f"the matrix has no axis `{name}`", name, at_key=True, hint=hint)
        return not unknown

    def _report_idle(self, place: Place, rule: Mapping[str, object], axes: Mapping[str, Axis], what: str) -> None:
        """A rule without effect is a mistake in one of its values, unless one was chosen from outside."""
        if any(self.given.strongest(name) for name in axes):
            return
        for name, wanted in rule.items():
            if not any(matrix.matches(value, wanted) for value in axes[name].values):
                names = [value.name for value in axes[name].values[:2000]]
                hint = did_you_mean_text(matrix.value_name(wanted), names)
                message = f"this rule {what}: the axis `{name}` has no such value"
                place.error("HB0342", message, name, hint=hint or f"it has {_some(names)}")
                return
        place.error("HB0342", f"this rule {what}: an earlier rule did already", hint="remove it")

    def _with_included(self, cells: list[Cell], axes: Mapping[str, Axis]) -> list[Cell]:
        made: list[Cell] = []
        for place, rule in self._rules("include", self.spec.include):
            extended = matrix.included(cells, rule, axes)
            for index in extended:
                cells[index] = matrix.extended(cells[index], rule)
            if not extended and self._is_wanted(rule, axes) and self._has_rows(place, rule, axes):
                made.append(matrix.created(rule, axes, place.span))
        self._check_names([*cells, *made])
        return [*cells, *made]

    def _is_wanted(self, rule: Mapping[str, object], axes: Mapping[str, Axis]) -> bool:
        """Whether a new cell fits what was chosen from outside: a film in another language was not asked for."""
        pinned = [name for name in axes if name in rule and self.given.strongest(name) is not None]
        return all(any(matrix.matches(value, rule[name]) for value in axes[name].values) for name in pinned)

    def _has_rows(self, place: Place, rule: Mapping[str, object], axes: Mapping[str, Axis]) -> bool:
        """A new film names rows that exist: a key alone is no row."""
        found = True
        for name, wanted in rule.items():
            axis = axes.get(name)
            if axis is None or not axis.is_data or isinstance(wanted, Mapping):
                continue
            if not any(matrix.matches(value, wanted) for value in axis.values):
                names = [value.name for value in axis.values[:2000]]
                hint = did_you_mean_text(matrix.value_name(wanted), names) or f"there are {_some(names)}"
                place.error("HB0342", f"the axis `{name}` has no row `{wanted}`", name, hint=hint)
                found = False
        return found

    def _check_names(self, cells: Sequence[Cell]) -> None:
        seen: set[str] = set()
        for cell in cells:
            if cell.name in seen:
                self.place.error("HB0342", f"two films are called `{cell.name}`", "include", at_key=True)
            seen.add(cell.name)

    def _rules(
        self, name: str, spec: Sequence[Mapping[str, object]] | None
    ) -> Iterator[tuple[Place, Mapping[str, object]]]:
        for index, written in enumerate(spec or ()):
            place = self.place.at(name, index)
            with place.scope.problems.recording() as found:
                rule = rendered(place.scope, written, place.route)
            if not found and isinstance(rule, dict) and rule:
                yield place, rule


def _chosen(place: Place, axis: Axis, given: GivenValue) -> Axis | None:
    """The axis with the one value that was chosen from outside."""
    values = tuple(value for value in axis.values if matrix.matches(value, given.value))
    if values:
        return Axis(axis.name, values, axis.key, axis.is_data)
    names = [value.name for value in axis.values[:2000]]
    hint = did_you_mean_text(str(given.value), names) or f"it has {_some(names)}"
    message = f"{given.told}: the axis `{axis.name}` has no value `{given.value}`"
    labels = (*given.labels, Label(place.scope.document.key_span(place.route), "the axis"))
    place.report(Diagnostic("HB0348", message, labels, hint=hint))
    return None


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(f"`{name}`" for name in names[:8])
    return f"{shown} and {len(names) - 8:,} more" if len(names) > 8 else shown


def data_labels(cell: Cell, text: str) -> tuple[Label, ...]:
    """The data that a film is made from, as labels for a problem at a place that holds `text`.

    Where the text names a column, that is the label; where it names no axis, every row may have a part in it.
    """
    rows = {name: value.where for name, value in cell.axes.items() if isinstance(value.where, Row)}
    named = {name: row for name, row in rows.items() if re.search(rf"\b{name}\b", text)}
    return tuple(_data_label(name, row, text) for name, row in (named or rows).items())


def _data_label(name: str, row: Row, text: str) -> Label:
    columns = [column for column in re.findall(rf"\b{name}\.(\w+)", text) if column in row.values]
    if columns:
        return Label(row.cell_span(columns[-1]), "with this value")
    return Label(row.span, f"with this `{name}`")
