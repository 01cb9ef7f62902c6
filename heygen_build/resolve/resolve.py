"""`resolve(…)`: the last room in which the user can be wrong. After it there are only facts."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from heygen_build.diagnostics import BuildError, Diagnostic, Label
from heygen_build.media.model import CaptionStyle
from heygen_build.resolve.catalog import Catalog
from heygen_build.resolve.given import Given, strangers
from heygen_build.resolve.memo import Memo
from heygen_build.resolve.model import Captions, Film, Origin, ResolvedProject, Scene
from heygen_build.resolve.scenes import SceneMaker
from heygen_build.resolve.scope import Problems, Scope
from heygen_build.resolve.variables import Variables, declared_in
from heygen_build.source.model import SourceDocument
from heygen_build.source.repository import repository_of
from heygen_build.spec.models import ProjectSpec
from heygen_build.units import AspectRatio, Resolution, frame_size

FILM_SUFFIX = ".mp4"


def needs_catalog(spec: ProjectSpec) -> bool:
    """Whether any name has to be looked up: a project of silent cards needs no account."""
    return bool(spec.avatars or spec.voices)


def resolve(document: SourceDocument, spec: ProjectSpec, given: Given, catalog: Catalog) -> ResolvedProject:
    """Evaluate, look up and check everything. `given` are values for variables from outside of the project.

    Raises BuildError with every problem of the project, in file order.
    """
    path = Path(document.files[0].path)
    problems = Problems()
    memo = Memo(problems)
    declared = declared_in(spec)
    for stranger in strangers(given, [variable.name for variable in declared]):
        problems.add(stranger)
    scope = Variables(declared, given, memo).scope(Scope(document, {}, problems), {})
    slug = _slug(scope, spec, path)
    maker = SceneMaker(scope.within(slug=slug), spec, catalog, repository_of(path.parent))
    film = _film(maker, spec, slug)
    budget = scope.get(spec.budget.max_usd, ("budget", "max_usd")) if spec.budget else None
    if problems.has_errors or film is None:
        raise BuildError([*problems.errors, *problems.warnings])
    return ResolvedProject(
        path=path,
        folder=path.parent,
        films=(film,),
        budget_usd=budget,
        sources=document.files,
        files=tuple(maker.files.values()),
        warnings=tuple(problems.warnings),
    )


def _film(maker: SceneMaker, spec: ProjectSpec, slug: str) -> Film | None:
    scope, output = maker.scope, spec.output
    title = scope.get(spec.title, ("title",))
    path = _output(scope, spec, slug)
    ratio: AspectRatio | None = scope.get(output.aspect_ratio, ("output", "aspect_ratio"))
    resolution: Resolution | None = scope.get(output.resolution, ("output", "resolution"))
    poster = scope.get(output.poster, ("output", "poster"))
    scenes = _scenes(maker, spec)
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
    )


def _scenes(maker: SceneMaker, spec: ProjectSpec) -> tuple[Scene, ...] | None:
    made = [maker.scene(scene, index) for index, scene in enumerate(spec.scenes)]
    scenes = [scene for scene in made if scene is not None]
    first: dict[str, Scene] = {}
    for scene in scenes:
        if scene.id in first:
            _report_twin(maker.scope, scene, first[scene.id].origin)
        first.setdefault(scene.id, scene)
    return tuple(scenes) if len(scenes) == len(spec.scenes) else None


def _report_twin(scope: Scope, scene: Scene, first: Origin) -> None:
    labels = (
        Label(scope.span((*scene.origin.route, "id")), "used again here"),
        Label(scope.span((*first.route, "id")), "first used here"),
    )
    message = f"two scenes are called `{scene.id}`"
    scope.problems.add(Diagnostic("HB0315", message, labels, hint="give each scene its own `id`"))


def _slug(scope: Scope, spec: ProjectSpec, path: Path) -> str:
    written = scope.get(spec.slug, ("slug",))
    slug = _as_slug(written if written is not None else path.resolve().parent.name)
    if written is not None and slug != written:
        scope.error("HB0316", f"`{written}` is not a slug", ("slug",), hint=f"write `{slug or 'my-film'}`")
    return slug or "film"


def _as_slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _output(scope: Scope, spec: ProjectSpec, slug: str) -> Path | None:
    if spec.output.path is None:
        return Path("dist") / f"{slug}{FILM_SUFFIX}"
    route = ("output", "path")
    text = scope.within(slug=slug).get(spec.output.path, route)
    if text is None:
        return None
    path = PurePosixPath(text)
    if path.is_absolute() or ".." in path.parts:
        scope.error("HB0317", f"the output `{text}` lies outside the project's folder", route, hint="write dist/…")
        return None
    if path.suffix.lower() != FILM_SUFFIX:
        hint = f"write `{path.with_suffix(FILM_SUFFIX) if path.name else 'dist/film.mp4'}`"
        scope.error("HB0317", f"the output `{text}` does not end in {FILM_SUFFIX}", route, hint=hint)
        return None
    return Path(path)


def _captions(spec: ProjectSpec) -> Captions:
    burn_in = spec.captions.burn_in
    style = None if burn_in is None else CaptionStyle(position=burn_in.position)
    return Captions(tuple(dict.fromkeys(spec.captions.sidecar)), style)
