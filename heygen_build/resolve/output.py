"""Where a film goes and what it looks like."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.resolve.matrix import Cell
from heygen_build.resolve.model import OutputFormat
from heygen_build.resolve.scope import Place, Scope
from heygen_build.spec.models import ProjectSpec

FOLDER = "dist"
_KEPT = (".git", ".heygen-build")
_NAME_BYTES = 200
"""File systems take 255; what lies beside a film, and what is not finished yet, has longer names."""


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
    is_named = spec.output.path is not None
    text = place.get(spec.output.path, "path") if is_named else _usual_path(place, spec, slug, cell, suffix)
    if text is None:
        return None
    path = PurePosixPath(text)
    wrong = _mistake(text, path)
    if wrong is not None:
        message, hint = wrong
        place.error("HB0317", message, *(("path",) if is_named else ()), hint=hint)
        return None
    if form is not None and path.suffix.lower() != suffix:
        _report_suffix(place, path, suffix)
        return None
    return Path(path)


def _usual_path(place: Place, spec: ProjectSpec, slug: str, cell: Cell, suffix: str) -> str:
    """Where a film goes that names no path. Projects of one folder are told apart by the names of their files."""
    file = Path(place.scope.document.files[0].path).stem
    name = slug if spec.slug is not None or file == "project" else as_slug(file) or slug
    ending = f"-{as_slug('-'.join(value.name for value in cell.axes.values()))}" if cell.axes else ""
    return f"{FOLDER}/{name}{ending}{suffix}"


def _mistake(text: str, path: PurePosixPath) -> tuple[str, str] | None:
    """What is wrong with a path, and a hint."""
    if path.is_absolute() or PureWindowsPath(text).drive or ".." in path.parts or text.startswith("~"):
        return f"the output `{text}` lies outside the project's folder", "write dist/…"
    if "\\" in text:
        return f"the output `{text}` holds a backslash", f"write `{text.replace(chr(92), '/')}`"
    if any(unicodedata.category(char) == "Cc" for char in text):
        return f"the output {text!r} holds a control character", "write letters, digits and hyphens"
    if path.parts and path.parts[0] in _KEPT:
        return f"the output `{text}` lies in `{path.parts[0]}`, where other things are kept", "write dist/…"
    longest = max(path.parts, key=lambda part: len(part.encode()), default="")
    if len(longest.encode()) > _NAME_BYTES:
        return (
            f"the output has a name of {len(longest.encode())} bytes: `{longest[:40]}…`",
            f"use at most {_NAME_BYTES}",
        )
    return None


def _report_suffix(place: Place, path: PurePosixPath, suffix: str) -> None:
    label = Label(place.at("path").span)
    document = place.scope.document
    written = document.node_at((*place.route, "format"))
    others = () if written is None else (Label(written.span, "the format is named here"),)
    hint = f"write `{path.with_suffix(suffix) if path.name else f'dist/film{suffix}'}`"
    message = f"the output `{path}` does not end in {suffix}"
    place.report(Diagnostic("HB0317", message, (label, *others), hint=hint))
