"""What the language can say and this version cannot build yet: told at its key, never silently left out.

Each function looks at one family of features; a function is deleted in the commit that builds its family.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.resolve.model import (
    CardPicture,
    Film,
    Origin,
    ResolvedProject,
    Scene,
    TextStyle,
)
from heygen_build.source.model import Route

_PLAIN = TextStyle()
Missing: TypeAlias = "tuple[str, str, Route, Origin]"
"""A code, the words of the user, the route of the key, and the place of the node around it."""


def unbuilt(project: ResolvedProject) -> tuple[Diagnostic, ...]:
    """An error for each key of a project that cannot be built yet, each once for all films."""
    found: dict[tuple[str, Route], Diagnostic] = {}
    scenes: set[int] = set()
    for film in project.films:
        for code, what, route, origin in _of_film(film, scenes):
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


def _of_film(film: Film, known: set[int]) -> Iterator[Missing]:
    for check in _FILM_CHECKS:
        yield from check(film)
    for scene in film.scenes:
        if id(scene) not in known:
            known.add(id(scene))
            for check_scene in _SCENE_CHECKS:
                yield from check_scene(scene)


def _overlays(scene: Scene) -> Iterator[Missing]:
    for overlay in scene.overlays:
        yield "HB0902", "an overlay", overlay.origin.route, overlay.origin


def _cards(scene: Scene) -> Iterator[Missing]:
    picture = scene.picture
    if isinstance(picture, CardPicture) and picture.style is not None:
        known = ("size", "color", "weight", "align", "line_height", "uppercase")
        style = replace(picture.style, **{name: getattr(_PLAIN, name) for name in known})
        if style != _PLAIN:
            route = (*scene.origin.route, "card", "style")
            yield "HB0902", "a style with a font, a box, a line or a shadow", route, scene.picture_origin


_SCENE_CHECKS: tuple[Callable[[Scene], Iterator[Missing]], ...] = (
    _overlays,
    _cards,
)


def _captions(film: Film) -> Iterator[Missing]:
    captions = film.captions
    if any(form not in ("srt", "vtt") for form in captions.sidecar):
        yield "HB0904", "captions in these formats", ("captions", "sidecar"), film.origin
    if captions.burn_in is not None and captions.design.look != "boxed":
        yield "HB0904", f"the caption style `{captions.design.look}`", ("captions", "burn_in"), film.origin
    if captions.burn_in is not None and (captions.design.text or captions.design.highlight):
        yield "HB0904", "a text style of captions", ("captions", "burn_in"), film.origin
    for key, is_set in (
        ("track", captions.track),
        ("rules", captions.rules.is_own),
        ("file", captions.file is not None),
        ("language", captions.language is not None),
    ):
        if is_set:
            yield "HB0904", f"`{key}` of captions", ("captions", key), film.origin


def _whole_films(film: Film) -> Iterator[Missing]:
    for translation in film.translations:
        if film.format != "mp4":
            what = f"a dubbed version of a film in the format `{film.format}`"
            yield "HB0907", what, translation.origin.route, translation.origin


_FILM_CHECKS: tuple[Callable[[Film], Iterator[Missing]], ...] = (
    _whole_films,
    _captions,
)
