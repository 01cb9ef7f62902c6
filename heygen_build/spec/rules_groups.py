"""What the rows of `rules_table` say about one mapping."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from heygen_build.diagnostics import Diagnostic
from heygen_build.spec.base import Model
from heygen_build.spec.rules_place import Place, clash, listed, needs
from heygen_build.spec.rules_table import ANY_OF, EXCLUDES, NEEDS, ONE_OF, Excludes, Needs, OneOf


def group_rules(place: Place) -> Iterator[Diagnostic]:
    """Diagnostics of all rows about one mapping."""
    rows = _rows(place.model)
    for one in rows.one_of:
        yield from place.at_most_one(one.keys, one.rule)
        yield from _missing(place, one)
    for any_of in rows.any_of:
        yield from _missing(place, any_of)
    for need in rows.needs:
        yield from _dependent(place, need)
    for excluding in rows.excludes:
        yield from _excluded(place, excluding)


@dataclass(frozen=True, slots=True)
class _Rows:
    one_of: tuple[OneOf, ...]
    any_of: tuple[OneOf, ...]
    needs: tuple[Needs, ...]
    excludes: tuple[Excludes, ...]


@cache
def _rows(model: type[Model]) -> _Rows:
    """Found once for each model, because a project may have ten thousand scenes."""
    return _Rows(
        tuple(row for row in ONE_OF if row.model is model),
        tuple(row for row in ANY_OF if row.model is model),
        tuple(row for row in NEEDS if row.model is model),
        tuple(row for row in EXCLUDES if row.model is model),
    )


def _missing(place: Place, group: OneOf) -> Iterator[Diagnostic]:
    if group.hint is not None and place.lacks(*group.keys):
        yield place.none_of(f"{group.what} needs {listed(group.keys)}", group.hint)


def _dependent(place: Place, row: Needs) -> Iterator[Diagnostic]:
    entry = place.entries.get(row.key)
    if entry is not None and place.has_value(row.key) and place.lacks(*row.others):
        others = listed(row.others)
        message = f"`{row.key}` has no effect without {others}"
        yield needs(entry, message, f"add {others}, or remove `{row.key}`")


def _excluded(place: Place, row: Excludes) -> Iterator[Diagnostic]:
    entry = place.entries.get(row.key)
    for other in place.node.entries if entry is not None else ():
        if entry is not None and other.name in row.others:
            first, second = sorted((entry, other), key=place.node.entries.index)
            yield clash(f"`{second.name}` cannot stand beside `{first.name}`: {row.rule}", second, first)
