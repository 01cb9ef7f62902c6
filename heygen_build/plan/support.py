"""What the language can say and this version cannot build yet: told at its key, never silently left out.

Each function looks at one family of features; a function is deleted in the commit that builds its family.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.resolve.model import (
    Film,
    Origin,
    ResolvedProject,
)
from heygen_build.source.model import Route

Missing: TypeAlias = "tuple[str, str, Route, Origin]"
"""A code, the words of the user, the route of the key, and the place of the node around it."""


def unbuilt(project: ResolvedProject) -> tuple[Diagnostic, ...]:
    """An error for each key of a project that cannot be built yet, each once for all films."""
    found: dict[tuple[str, Route], Diagnostic] = {}
    for film in project.films:
        for code, what, route, origin in _of_film(film):
            found.setdefault((code, route), _diagnostic(project, code, what, route, origin))
    return tuple(sorted(found.values(), key=Diagnostic.sort_key))


def as_warnings(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The same for `check`, which only asks whether a project is right."""
    return tuple(replace(diagnostic, severity="warning") for diagnostic in diagnostics)


def _diagnostic(project: ResolvedProject, code: str, what: str, route: Route, origin: Origin) -> Diagnostic:
    document = project.document
    is_written = document is not None and document.node_at(route) is not None
    span = document.key_span(route) if document is not None and is_written else origin.span
    hint = "`check` accepts it; to build with this version, remove it"
    return Diagnostic(code, f"{what} cannot be built yet", (Label(span),), hint=hint)


def _of_film(film: Film) -> Iterator[Missing]:
    for check in _FILM_CHECKS:
        yield from check(film)


def _whole_films(film: Film) -> Iterator[Missing]:
    for translation in film.translations:
        if film.format != "mp4":
            what = f"a dubbed version of a film in the format `{film.format}`"
            yield "HB0907", what, translation.origin.route, translation.origin


_FILM_CHECKS: tuple[Callable[[Film], Iterator[Missing]], ...] = (_whole_films,)
