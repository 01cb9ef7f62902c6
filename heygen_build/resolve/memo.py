"""Parts of a project that are the same in many films are resolved once.

A part is known by its route and the values of the variables that its templates read. So a scene that mentions no
variable of the matrix is made once for 10,000 films, and one that mentions the locale once for each locale.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar, cast

from pydantic import BaseModel

from heygen_build.diagnostics import Diagnostic
from heygen_build.resolve.problems import Problems
from heygen_build.spec.templated import Template

Made = TypeVar("Made")


@dataclass(slots=True)
class Memo:
    """Results by part and values, with the problems that were found while making them."""

    problems: Problems
    _made: dict[Hashable, tuple[object, tuple[Diagnostic, ...], object]] = field(default_factory=dict)
    _names: dict[int, tuple[object, list[str]]] = field(default_factory=dict)

    def of(self, part: Hashable, spec: object, variables: Mapping[str, object], make: Callable[[], Made]) -> Made:
        """`get` with the names that a piece of the spec reads."""
        known = self._names.get(id(spec))
        if known is None:
            # The piece is kept, because its identity is only good while it lives.
            known = self._names[id(spec)] = (spec, sorted(names_of(spec)))
        return self.get(part, known[1], variables, make)

    def get(
        self,
        part: Hashable,
        names: Iterable[str],
        variables: Mapping[str, object],
        make: Callable[[], Made],
    ) -> Made:
        """What `make` gives for these values of the named variables; its problems are on record every time."""
        values = [variables.get(name, _MISSING) for name in names]
        key = (part, tuple(map(_identity, values)))
        kept = self._made.get(key)
        if kept is None:
            with self.problems.recording() as found:
                result = make()
            # The values are kept too: an identity is only good while its object lives.
            self._made[key] = (result, tuple(found), values)
            return result
        for diagnostic in kept[1]:
            self.problems.add(diagnostic)
        return cast("Made", kept[0])


_MISSING = object()


def _identity(value: object) -> Hashable:
    """Equal scalars are the same value; lists and mappings are the same only if they are one object."""
    if value is None or isinstance(value, str | int | float | bool):
        return (type(value).__name__, value)
    return id(value)


def names_of(*parts: object) -> frozenset[str]:
    """The variables that the templates anywhere in some parts of a spec read."""
    found: set[str] = set()
    for part in parts:
        _collect(part, found)
    return frozenset(found)


def _collect(part: object, found: set[str]) -> None:
    if isinstance(part, Template):
        found.update(part.names)
    elif isinstance(part, BaseModel):
        for name in part.model_fields_set:
            _collect(getattr(part, name), found)
    elif isinstance(part, Mapping):
        for value in part.values():
            _collect(value, found)
    elif isinstance(part, list | tuple):
        for value in part:
            _collect(value, found)
