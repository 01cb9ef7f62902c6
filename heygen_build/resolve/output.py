"""Where a film goes and what it looks like."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.resolve.matrix import Cell
from heygen_build.resolve.model import OutputFormat
from heygen_build.resolve.scope import Place, Scope
from heygen_build.spec.models import ProjectSpec

FOLDER = "dist"


def slug_of(scope: Scope, spec: ProjectSpec, folder: str) -> str:
    """The project's short name: its `slug`, else made from the name of its folder."""
    written = scope.get(spec.slug, ("slug",))
    slug = as_slug(written if written is not None else folder)
    if written is not None and slug != written:
        scope.error("HB0316", f"`{written}` is not a slug", ("slug",), hint=f"write `{slug or 'my-film'}`")
    return slug or "film"


def as_slug(text: str) -> str:
    """Small letters and digits, with single hyphens between them."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def output_path(place: Place, spec: ProjectSpec, slug: str, cell: Cell, form: OutputFormat | None) -> Path | None:
    """The file of a film, relative to the project's folder; None where it was wrong (and is on record).

    It ends as files of the format do; a `form` of None was wrong, and then the ending is not checked.
    """
    suffix = f".{form or 'mp4'}"
    if spec.output.path is None:
        name = f"{slug}-{as_slug('-'.join(value.name for value in cell.axes.values()))}" if cell.axes else slug
        return Path(FOLDER) / f"{name}{suffix}"
    text = place.get(spec.output.path, "path")
    if text is None:
        return None
    path = PurePosixPath(text)
    if path.is_absolute() or ".." in path.parts:
        place.error("HB0317", f"the output `{text}` lies outside the project's folder", "path", hint="write dist/…")
        return None
    if form is not None and path.suffix.lower() != suffix:
        _report_suffix(place, path, suffix)
        return None
    return Path(path)


def _report_suffix(place: Place, path: PurePosixPath, suffix: str) -> None:
    label = Label(place.at("path").span)
    document = place.scope.document
    written = document.node_at((*place.route, "format"))
    others = () if written is None else (Label(written.span, "the format is named here"),)
    hint = f"write `{path.with_suffix(suffix) if path.name else f'dist/film{suffix}'}`"
    message = f"the output `{path}` does not end in {suffix}"
    place.report(Diagnostic("HB0317", message, (label, *others), hint=hint))
