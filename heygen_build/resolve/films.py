"""The films of a project: each is what the project says in the scope of one cell of the matrix."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from heygen_build.diagnostics import Diagnostic, Label, Span
from heygen_build.resolve.cells import data_labels
from heygen_build.resolve.checks.evidence import Evidence
from heygen_build.resolve.checks.run import Checks
from heygen_build.resolve.desk import Desk
from heygen_build.resolve.endings import Endings
from heygen_build.resolve.extras import names_read, whole_of
from heygen_build.resolve.matrix import Cell
from heygen_build.resolve.memo import names_of
from heygen_build.resolve.model import Film, OutputFormat, Translation
from heygen_build.resolve.output import as_slug, output_path, slug_of
from heygen_build.resolve.problems import has_errors
from heygen_build.resolve.scenes import Scenes
from heygen_build.resolve.scope import Scope
from heygen_build.source.model import SourceDocument
from heygen_build.units import AspectRatio, Resolution, frame_size


@dataclass(slots=True)
class Films:
    """Makes the films of one project. Parts that several have in common are made once."""

    desk: Desk
    document: SourceDocument
    folder: str
    endings: Endings = field(default_factory=Endings)
    _outputs: dict[Path, str] = field(default_factory=dict)
    _twins: list[tuple[Path, str, str, Span]] = field(default_factory=list)
    _scenes: Scenes = field(init=False)
    _checks: Checks = field(init=False)
    _slug_names: list[str] = field(init=False)
    _whole_names: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self._scenes = Scenes(self.desk)
        spec = self.desk.spec
        self._checks = Checks(Evidence(self.document, self.desk.catalog))
        self._slug_names = sorted(names_of(spec.slug))
        self._whole_names = sorted(names_read(spec))

    def film(self, scope: Scope, cell: Cell) -> Film | None:
        """The film of a cell, with its variables in `scope`; None where something was wrong (and is on record)."""
        scope.problems.enter_film(cell.name or None, lambda text: data_labels(cell, text))
        spec = self.desk.spec
        slug = self.desk.memo.get("slug", self._slug_names, scope.variables, lambda: slug_of(scope, spec, self.folder))
        with scope.problems.recording() as found:
            made = self._film(scope.within(slug=slug), cell, slug)
        if made is None or has_errors(found):
            return None
        self._note_outputs(made, scope)
        for diagnostic in self._checks.film(made):
            scope.problems.add(diagnostic)
        return made

    def _note_outputs(self, made: Film, scope: Scope) -> None:
        """Films and their dubbed versions; which of them share a file is told when all are known."""
        first = self._outputs.setdefault(made.output, made.name)
        if first != made.name:
            self._twins.append((made.output, first, made.name, scope.document.key_span(("output", "path"))))
        for translation in made.translations:
            name = f"{made.name},{translation.language}".removeprefix(",")
            first = self._outputs.setdefault(translation.output, name)
            if first != name:
                self._twins.append((translation.output, first, name, translation.origin.span))

    def _film(self, scope: Scope, cell: Cell, slug: str) -> Film | None:
        spec, place = self.desk.spec, scope.at("output")
        title = scope.get(spec.title, ("title",))
        form: OutputFormat | None = place.get(spec.output.format, "format")
        path = output_path(place, spec, slug, cell, form)
        path = path and self.endings.ended(path, cell)
        ratio: AspectRatio | None = place.get(spec.output.aspect_ratio, "aspect_ratio")
        resolution: Resolution | None = place.get(spec.output.resolution, "resolution")
        fps, poster = place.get(spec.output.fps, "fps"), place.get(spec.output.poster, "poster")
        scenes = self._scenes.of(scope)
        whole = self.desk.memo.get("whole", self._whole_names, scope.variables, lambda: whole_of(self.desk, scope))
        if title is None or path is None or ratio is None or resolution is None or scenes is None or form is None:
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
            poster=poster is not False,
            captions=whole.captions,
            scenes=scenes,
            origin=scope.origin(("title",)),
            name=cell.name,
            cell=cell.values,
            format=form,
            fps=fps or 25,
            extras=whole.extras,
            music=whole.music,
            loudness=whole.loudness,
            render=whole.render,
            agent=whole.agent,
            translations=tuple(_named(translation, path) for translation in whole.translations),
            tests=whole.tests,
        )

    def report_twins(self, scope: Scope) -> None:
        """Two films in one file would be one film. Told when all films are made, because it concerns two of them."""
        if not self._twins:
            self.endings.report(scope)
        for output, first, second, place in self._twins:
            message = f"two films are written to `{output.as_posix()}`: `{first or 'the film'}` and `{second}`"
            hint = self._apart(first, second)
            scope.problems.add(Diagnostic("HB0343", message, (Label(place),), hint=hint))

    def _apart(self, first: str, second: str) -> str:
        """How two films get files of their own."""
        names = _differing(first, second)
        if {first, second} <= self.endings.of_film.keys():
            listed = " and ".join(f"`{name}`" for name in names)
            return f"the values of {listed} are spelled alike in file names: tell them apart by another one"
        missing = " and ".join(f"`{{{{ {name} }}}}`" for name in names)
        return f"add {missing} to the path" if missing else "give each a `path` of its own"


def _differing(one: str, other: str) -> list[str]:
    """The axes in which the names of two films differ."""
    pairs = set(one.split(",")) ^ set(other.split(","))
    return sorted({pair.partition("=")[0] for pair in pairs if "=" in pair})


def _named(translation: Translation, film: Path) -> Translation:
    """A dubbed film without a path of its own lies beside the film, called by its language."""
    if translation.output != Path():
        return translation
    name = f"{film.stem}-{as_slug(translation.language)}{film.suffix}"
    return replace(translation, output=film.with_name(name))
