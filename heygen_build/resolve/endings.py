"""Endings of file names, for films that `output.path` does not tell apart.

A path that mentions the locale and not the ratio is the same for films that differ in the ratio. Each of them then
gets the value in which they differ at the end of its name, as names have it where no path is written at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.resolve.matrix import Cell, value_name
from heygen_build.resolve.memo import names_of
from heygen_build.resolve.output import as_slug
from heygen_build.resolve.scope import Scope
from heygen_build.resolve.variables import Declared
from heygen_build.spec.models import ProjectSpec


@dataclass(slots=True)
class Endings:
    """By the names of films: the names of the matrix in which films of one path differ, with their values."""

    of_film: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    _used: dict[tuple[str, ...], Path] = field(default_factory=dict)

    def ended(self, path: Path, cell: Cell) -> Path:
        """The path of a film, with the ending that tells it apart."""
        values = self.of_film.get(cell.name)
        if not values:
            return path
        made = path.with_name(f"{path.stem}-{as_slug('-'.join(values.values()))}{path.suffix}")
        self._used.setdefault(tuple(values), made)
        return made

    def report(self, scope: Scope) -> None:
        """A warning for each set of names that had to be added, because nobody wrote them."""
        for names, path in self._used.items():
            what = " and ".join(f"`{name}`" for name in names)
            message = f"films that differ in {what} share this path, so it was added: `{path.as_posix()}`"
            hint = f"write {' and '.join(f'`{{{{ {name} }}}}`' for name in names)} where it belongs in the path"
            place = scope.document.key_span(("output", "path"))
            scope.problems.add(Diagnostic("HB0347", message, (Label(place),), hint=hint, severity="warning"))


def endings_of(spec: ProjectSpec, declared: Sequence[Declared], cells: Iterable[Cell]) -> Endings:
    """The endings of all films of a matrix: `cells` is the whole of it, because a name must not depend on a choice."""
    if spec.output.path is None:
        return Endings()  # such names hold every axis
    said = _said(spec, declared)
    alike: dict[tuple[tuple[str, str], ...], list[Cell]] = {}
    for cell in cells:
        mentioned = tuple((name, value) for name, value in _values(cell).items() if name in said)
        alike.setdefault(mentioned, []).append(cell)
    found: dict[str, Mapping[str, str]] = {}
    for group in alike.values():
        found |= _differences(group, said) if len(group) > 1 else {}
    return Endings(found)


def _said(spec: ProjectSpec, declared: Sequence[Declared]) -> frozenset[str]:
    """The names that the path depends on, also through variables and the slug."""
    names = set(names_of(spec.output.path))
    names |= names_of(spec.slug) if "slug" in names else set()
    for variable in reversed(declared):  # a default may use the variables above it
        if variable.name in names:
            names |= variable.reads
    return frozenset(names)


def _differences(group: Sequence[Cell], said: frozenset[str]) -> dict[str, Mapping[str, str]]:
    """For each film of a group what tells it from the others. A film that `include` added may lack a name."""
    values = [_values(cell) for cell in group]
    names = dict.fromkeys(name for one in values for name in one if name not in said)
    differing = [name for name in names if len({one.get(name) for one in values}) > 1]
    return {
        cell.name: {name: one[name] for name in differing if name in one}
        for cell, one in zip(group, values, strict=True)
    }


def _values(cell: Cell) -> Mapping[str, str]:
    named = {name: value.name for name, value in cell.axes.items()}
    return named | {name: value_name(value) for name, value in cell.added.items()}
