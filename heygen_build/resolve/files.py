"""Files that a project mentions: found inside the repository, read, and known by their bytes."""

from __future__ import annotations

from pathlib import Path

from heygen_build.diagnostics import Diagnostic, Label, Span
from heygen_build.diagnostics.suggest import did_you_mean
from heygen_build.resolve.model import FileRef
from heygen_build.source.repository import outside_mistake
from heygen_build.store.digest import file_digest

UPLOAD_LIMIT = 32 * 1024 * 1024
"""Bytes that POST /v3/assets takes ([cli])."""
UPLOAD_IMAGES = ("image/png", "image/jpeg")
"""What HeyGen animates or shows behind an avatar ([docs])."""


def find_image(text: str, span: Span, repository: Path, *, for_upload: bool) -> FileRef | Diagnostic:
    """A picture named in the project, relative to the file that names it; `for_upload` adds HeyGen's limits."""
    from heygen_build.media.model import MediaError
    from heygen_build.media.probe import probe_image

    path = _find(text, span, repository)
    if isinstance(path, Diagnostic):
        return path
    try:
        info = probe_image(path)
        reference = FileRef(path, file_digest(path), path.stat().st_size, f"image/{info.format}")
    except MediaError as error:
        hint = "export the picture again as PNG or JPEG"
        return Diagnostic("HB0333", f"`{text}` is not a usable picture: {error}", (Label(span),), hint=hint)
    except OSError as error:
        return _unreadable(text, span, error)
    return _upload_problem(text, span, reference) or reference if for_upload else reference


def _find(text: str, span: Span, repository: Path) -> Path | Diagnostic:
    folder = Path(span.file.path).parent
    path = folder / text
    try:
        resolved = path.resolve()
        if not resolved.is_relative_to(repository):
            return outside_mistake(text, span, repository)
        if not resolved.is_file():
            return _missing(text, span, path)
    except (OSError, ValueError) as error:
        return _unreadable(text, span, error)
    return path


def _missing(text: str, span: Span, path: Path) -> Diagnostic:
    what = "is a folder, not a file" if path.is_dir() else "does not exist"
    beside = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
    near = did_you_mean(path.name, beside)
    hint = f"did you mean `{(Path(text).parent / near[0]).as_posix()}`?" if near else None
    notes = ("paths are relative to the file that mentions them",)
    return Diagnostic("HB0331", f"the file `{text}` {what}", (Label(span),), hint=hint, notes=notes)


def _unreadable(text: str, span: Span, error: OSError | ValueError) -> Diagnostic:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Diagnostic("HB0334", f"the file `{text}` cannot be read: {reason}", (Label(span),))


def _upload_problem(text: str, span: Span, file: FileRef) -> Diagnostic | None:
    if file.media_type not in UPLOAD_IMAGES:
        message = f"HeyGen takes PNG and JPEG, and `{text}` is {file.media_type}"
        return Diagnostic("HB0402", message, (Label(span),), hint="save it as PNG or JPEG")
    if file.size > UPLOAD_LIMIT:
        message = f"`{text}` has {file.size / 2**20:.1f} MB, and HeyGen takes at most 32 MB"
        return Diagnostic("HB0402", message, (Label(span),), hint="shrink the picture: 1920 pixels are plenty")
    return None
