"""What was found wrong while resolving: all of it, each thing once, with the films in which it was found."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from heygen_build.diagnostics import Diagnostic, Label

SHOWN_ALIKE = 3
"""Diagnostics with one code at one place that are told before "and n more like this": rows repeat their mistakes."""

Rows: TypeAlias = Callable[[str], tuple[Label, ...]]
"""Gives labels for the text of a wrong place, when they are needed: most films have no problems."""


def no_rows(text: str) -> tuple[Label, ...]:
    """For films that are made from no rows of data."""
    return ()


@dataclass(slots=True)
class _Seen:
    """Where a diagnostic was found first, in how many films, and the rows of data of that first film."""

    films: int = 0
    first: str | None = None
    rows: Rows = no_rows


@dataclass(slots=True)
class Problems:
    """Diagnostics of a project. Equal ones of many films are one, with a note that names the first film."""

    _found: dict[Diagnostic, _Seen] = field(default_factory=dict)
    _recorders: list[list[Diagnostic]] = field(default_factory=list)
    _in_film: set[Diagnostic] = field(default_factory=set)
    _film: str | None = None
    _rows: Rows = no_rows
    _films: int = 0

    def enter_film(self, name: str | None, rows: Rows = no_rows) -> None:
        """From now on, problems belong to this film; `rows` gives the rows of data that it is made from."""
        self._film, self._rows = name, rows
        self._films += 1
        self._in_film.clear()

    def leave_films(self) -> None:
        """From now on, problems belong to the project as a whole."""
        self._film, self._rows = None, no_rows
        self._in_film.clear()

    def add(self, diagnostic: Diagnostic) -> None:
        """Put a diagnostic on record."""
        for recorder in self._recorders:
            recorder.append(diagnostic)
        if diagnostic in self._in_film:
            return
        self._in_film.add(diagnostic)
        seen = self._found.setdefault(diagnostic, _Seen(first=self._film, rows=self._rows))
        seen.films += 1

    @contextlib.contextmanager
    def recording(self) -> Iterator[list[Diagnostic]]:
        """Gives a list of what is added meanwhile, so that a part that is reused can bring its problems along."""
        found: list[Diagnostic] = []
        self._recorders.append(found)
        try:
            yield found
        finally:
            self._recorders.pop()

    @property
    def has_errors(self) -> bool:
        return any(found.severity == "error" for found in self._found)

    @property
    def count(self) -> int:
        """How many different diagnostics there are."""
        return len(self._found)

    @property
    def errors(self) -> list[Diagnostic]:
        return [found for found in self._told() if found.severity == "error"]

    @property
    def warnings(self) -> list[Diagnostic]:
        return [found for found in self._told() if found.severity != "error"]

    def _told(self) -> Iterator[Diagnostic]:
        """Each diagnostic with its films; of many alike, the first few, because rows repeat the mistakes of rows."""
        alike: dict[Hashable, list[Diagnostic]] = {}
        for found in self._found:
            # What has no place is like nothing else.
            place = (found.code, found.labels[0].span) if found.labels else found
            alike.setdefault(place, []).append(found)
        for group in alike.values():
            told = [self._with_films(found, self._found[found]) for found in group[:SHOWN_ALIKE]]
            rest = len(group) - SHOWN_ALIKE
            if rest > 0:
                told[-1] = replace(told[-1], notes=(*told[-1].notes, f"and {rest:,} more like this"))
            yield from told

    def _with_films(self, found: Diagnostic, seen: _Seen) -> Diagnostic:
        """A diagnostic of some films but not of all says so, and shows the first film's row of data."""
        if seen.first is None or seen.films == self._films:
            return found
        more = f", and in {seen.films - 1:,} more" if seen.films > 1 else ""
        known = {label.span for label in found.labels}
        rows = tuple(label for label in seen.rows(_text(found)) if label.span not in known)
        return replace(found, labels=(*found.labels, *rows), notes=(*found.notes, f"in the film `{seen.first}`{more}"))


def _text(found: Diagnostic) -> str:
    """What stands at the primary place."""
    if not found.labels:
        return ""
    span = found.labels[0].span
    lines = span.file.text
    return lines[lines.rfind("\n", 0, span.start.offset) + 1 : span.end.offset]


def has_errors(diagnostics: list[Diagnostic]) -> bool:
    """Whether any of them is an error and not only a warning."""
    return any(diagnostic.severity == "error" for diagnostic in diagnostics)
