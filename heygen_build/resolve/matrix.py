"""The algebra of a matrix: axes are multiplied, `exclude` removes cells, `include` adds to cells or adds cells.

The meaning of `include` and `exclude` is that of GitHub's workflows, because people know it from there. Everything
here is plain data; reading axes from a project is in `axes`.
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from heygen_build.diagnostics import Span
from heygen_build.source.data import Row

MAX_CELLS = 100_000
"""Films of one project. More is a mistake in an axis, or work for several projects."""


@dataclass(frozen=True, slots=True)
class AxisValue:
    """One value of an axis. `name` stands for it in names of films; `where` is the place it was written at."""

    value: object
    name: str
    where: Span | Row

    @property
    def span(self) -> Span:
        """Computed when asked, because a hundred thousand rows are rarely asked."""
        return self.where if isinstance(self.where, Span) else self.where.span


@dataclass(frozen=True, slots=True)
class Axis:
    """A name and its values. `key`: the values are rows of a file, known by this column."""

    name: str
    values: tuple[AxisValue, ...]
    key: str | None = None
    is_data: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One film of the matrix: a value for each axis, and what `include` added."""

    name: str
    axes: Mapping[str, AxisValue]
    added: Mapping[str, object] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, object]:
        """The variables of this film."""
        return {**{name: value.value for name, value in self.axes.items()}, **self.added}


def count(axes: Sequence[Axis]) -> int:
    """How many cells there are before `include` and `exclude`."""
    return math.prod(len(axis.values) for axis in axes) if axes else 0


def product(axes: Sequence[Axis]) -> Iterator[Cell]:
    """Every combination; the last axis turns fastest, as in nested loops."""
    names = [axis.name for axis in axes]
    for values in itertools.product(*(axis.values for axis in axes)) if axes else ():
        chosen = dict(zip(names, values, strict=True))
        yield Cell(cell_name(chosen), chosen)


def excluded(cells: Sequence[Cell], rule: Mapping[str, object]) -> list[Cell]:
    """The cells that a rule of `exclude` removes: all its pairs match. A part of a row is enough."""
    return [cell for cell in cells if all(_holds(cell, name, wanted) for name, wanted in rule.items())]


def included(cells: Sequence[Cell], rule: Mapping[str, object], axes: Mapping[str, Axis]) -> list[int]:
    """The cells (by index) that a rule of `include` extends: those in which it overwrites no value of an axis."""
    wanted = {name: value for name, value in rule.items() if name in axes}
    return [
        index for index, cell in enumerate(cells) if all(_holds(cell, name, value) for name, value in wanted.items())
    ]


def extended(cell: Cell, rule: Mapping[str, object]) -> Cell:
    """A cell with what a rule of `include` adds to it."""
    added = {name: value for name, value in rule.items() if name not in cell.axes}
    return Cell(cell.name, cell.axes, {**cell.added, **added})


def created(rule: Mapping[str, object], axes: Mapping[str, Axis], span: Span) -> Cell:
    """The cell that a rule of `include` makes when it extends none. Values of axes it does not name are absent."""
    chosen = {name: _as_value(axis, rule[name], span) for name, axis in axes.items() if name in rule}
    added = {name: value for name, value in rule.items() if name not in axes}
    named = {**chosen, **{name: AxisValue(value, value_name(value), span) for name, value in added.items()}}
    return Cell(cell_name(named), chosen, added)


def _as_value(axis: Axis, wanted: object, span: Span) -> AxisValue:
    """A value of the axis that matches, else the wanted value itself."""
    for value in axis.values:
        if matches(value, wanted):
            return value
    return AxisValue(wanted, value_name(wanted), span)


def _holds(cell: Cell, name: str, wanted: object) -> bool:
    value = cell.axes.get(name)
    return value is not None and matches(value, wanted)


def matches(value: AxisValue, wanted: object) -> bool:
    """Whether a value is meant: by its name, or, for rows, by some of its columns."""
    if isinstance(wanted, Mapping):
        return contains(value.value, wanted)
    if isinstance(wanted, list):
        return value.value == wanted
    return value.name == value_name(wanted)


def contains(value: object, part: object) -> bool:
    """Whether every pair of `part` is in `value`, at any depth."""
    if isinstance(part, Mapping):
        return isinstance(value, Mapping) and all(
            name in value and contains(value[name], wanted) for name, wanted in part.items()
        )
    if isinstance(part, list) or isinstance(value, Mapping | list):
        return value == part
    return value_name(value) == value_name(part)


def value_name(value: object) -> str:
    """A value in the name of a film: texts as they are, anything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def cell_name(values: Mapping[str, AxisValue]) -> str:
    """`locale=es-ES,aspect=9:16,customer=c17`."""
    return ",".join(f"{name}={value.name}" for name, value in values.items())
