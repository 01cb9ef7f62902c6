"""The films of a project: each is what the project says in the scope of one cell of the matrix."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.media.model import CaptionStyle
from heygen_build.resolve.cells import data_labels
from heygen_build.resolve.desk import Desk
from heygen_build.resolve.matrix import Cell
from heygen_build.resolve.memo import names_of
from heygen_build.resolve.model import Captions, Film
from heygen_build.resolve.output import output_path, slug_of
from heygen_build.resolve.scenes import Scenes
from heygen_build.resolve.scope import Scope
from heygen_build.spec.models import ProjectSpec
from heygen_build.units import AspectRatio, Resolution, frame_size


@dataclass(slots=True)
class Films:
    """Makes the films of one project. Parts that several have in common are made once."""

    desk: Desk
    folder: str
    _outputs: dict[Path, str] = field(default_factory=dict)
    _scenes: Scenes = field(init=False)
    _slug_names: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self._scenes = Scenes(self.desk)
        self._slug_names = sorted(names_of(self.desk.spec.slug))

    def film(self, scope: Scope, cell: Cell) -> Film | None:
        """The film of a cell, with its variables in `scope`; None where something was wrong (and is on record)."""
        scope.problems.enter_film(cell.name or None, lambda: data_labels(cell))
        spec = self.desk.spec
        slug = self.desk.memo.get("slug", self._slug_names, scope.variables, lambda: slug_of(scope, spec, self.folder))
        made = self._film(scope.within(slug=slug), cell, slug)
        if made is not None:
            self._check_output(scope, made)
        return made

    def _film(self, scope: Scope, cell: Cell, slug: str) -> Film | None:
        spec, place = self.desk.spec, scope.at("output")
        title = scope.get(spec.title, ("title",))
        path = output_path(place, spec, slug, cell)
        ratio: AspectRatio | None = place.get(spec.output.aspect_ratio, "aspect_ratio")
        resolution: Resolution | None = place.get(spec.output.resolution, "resolution")
        poster = place.get(spec.output.poster, "poster")
        scenes = self._scenes.of(scope)
        if title is None or path is None or ratio is None or resolution is None or poster is None or scenes is None:
            return None
        width, height = frame_size(ratio, resolution)
        return Film(
            title=title,
            slug=slug,
            output=path,
            aspect_ratio=ratio,
            resolution=resolution,
            width=width,
            height=height,
            poster=poster,
            captions=_captions(spec),
            scenes=scenes,
            origin=scope.origin(("title",)),
            name=cell.name,
            cell=cell.values,
        )

    def _check_output(self, scope: Scope, film: Film) -> None:
        """Two films in one file would be one film."""
        other = self._outputs.setdefault(film.output, film.name)
        if other == film.name:
            return
        route = ("output", "path")
        message = f"two films are written to `{film.output.as_posix()}`: `{other}` and `{film.name}`"
        missing = " and ".join(f"`{{{{ {name} }}}}`" for name in _differing(other, film.name))
        hint = f"add {missing} to the path"
        scope.problems.add(Diagnostic("HB0343", message, (Label(scope.document.key_span(route)),), hint=hint))


def _differing(one: str, other: str) -> list[str]:
    """The axes in which the names of two films differ."""
    pairs = set(one.split(",")) ^ set(other.split(","))
    return sorted({pair.partition("=")[0] for pair in pairs})


def _captions(spec: ProjectSpec) -> Captions:
    burn_in = spec.captions.burn_in
    style = None if burn_in is None else CaptionStyle(position=burn_in.position)
    return Captions(tuple(dict.fromkeys(spec.captions.sidecar)), style)
