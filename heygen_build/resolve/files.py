"""Files that a project mentions: found inside the repository, read, and known by their bytes."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from heygen_build.diagnostics import Diagnostic, Label, Span
from heygen_build.resolve.checks.facts import upload_limit
from heygen_build.resolve.file_hints import missing_hint, other_key
from heygen_build.resolve.model import FileRef
from heygen_build.resolve.scope import Place
from heygen_build.resolve.sniff import media_type_of
from heygen_build.source.repository import beside, outside, outside_mistake
from heygen_build.source.witness import looked_at
from heygen_build.spec.templated import Template
from heygen_build.store.digest import file_digest

FileKind = Literal["image", "picture", "media", "video", "audio", "font", "subtitles", "any"]
"""`image` is what HeyGen and Pillow read; `picture` may be drawn by lines (SVG) too; `media` is an image or a video."""

UPLOAD_IMAGES = ("image/png", "image/jpeg")
"""What HeyGen animates or shows behind an avatar ([docs])."""
_RELATIVE = ("paths are relative to the file that mentions them",)


@dataclass(slots=True)
class Files:
    """The files of one project. Each is looked for and read once; `found` are all of them by digest."""

    repository: Path
    found: dict[str, FileRef] = field(default_factory=dict)
    _by_name: dict[tuple[Path, str, FileKind, bool], FileRef | None] = field(default_factory=dict)

    def get(
        self,
        place: Place,
        value: str | Template[str] | None,
        kind: FileKind,
        *steps: str | int,
        for_upload: bool = False,
    ) -> FileRef | None:
        """The file that is named at a place; None where none is, or where it was wrong (and is on record)."""
        text = place.get(value, *steps)
        if text is None:
            return None
        span = place.at(*steps).span
        # A problem belongs to the place that names the file, so every place asks anew until the file is good.
        key = (Path(span.file.path).parent, text, kind, for_upload)
        if key not in self._by_name:
            found = find_file(text, span, self.repository, kind, for_upload=for_upload)
            if isinstance(found, Diagnostic):
                place.report(found)
                return None
            self._by_name[key] = found
            self.found[found.digest] = found
        return self._by_name[key]


def find_file(
    text: str, span: Span, repository: Path, kind: FileKind, *, for_upload: bool = False
) -> FileRef | Diagnostic:
    """A file named in the project, relative to the file that names it; `for_upload` adds HeyGen's limits."""
    from heygen_build.media.model import MediaError

    path = _find(text, span, repository)
    if isinstance(path, Diagnostic):
        return path
    try:
        reference = _READERS[kind](path)
    except MediaError as error:
        hint = other_key(path, text, "image" if kind == "picture" else kind) or _HINTS.get(kind)
        return Diagnostic("HB0333", f"`{text}` is not {_NAMES[kind]}: {error}", (Label(span),), hint=hint)
    except OSError as error:
        return _unreadable(text, span, error)
    return _upload_problem(text, span, reference) or reference if for_upload else reference


def _find(text: str, span: Span, repository: Path) -> Path | Diagnostic:
    try:
        path = beside(span, text)
        if outside(path, repository):
            return outside_mistake(text, span, repository)
        looked_at(path)
        if not stat.S_ISREG(path.stat().st_mode):
            return _not_a_file(text, span, path)
    except (FileNotFoundError, NotADirectoryError):
        return _missing(text, span, path)
    except (OSError, ValueError) as error:
        return _unreadable(text, span, error)
    return path


def _missing(text: str, span: Span, path: Path) -> Diagnostic:
    hint = missing_hint(text, path)
    message = f"the file `{text}` does not exist"
    return Diagnostic("HB0331", message, (Label(span),), hint=hint, notes=_RELATIVE)


def _not_a_file(text: str, span: Span, path: Path) -> Diagnostic:
    what = "is a folder, not a file" if path.is_dir() else "is not a regular file"
    return Diagnostic("HB0331", f"the file `{text}` {what}", (Label(span),), notes=_RELATIVE)


def _unreadable(text: str, span: Span, error: OSError | ValueError) -> Diagnostic:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Diagnostic("HB0334", f"the file `{text}` cannot be read: {reason}", (Label(span),))


def _image(path: Path) -> FileRef:
    from heygen_build.media.probe import probe_image

    info = probe_image(path)
    return FileRef(
        path, file_digest(path), path.stat().st_size, f"image/{info.format}", width=info.width, height=info.height
    )


def _picture(path: Path) -> FileRef:
    if media_type_of(path) != "image/svg+xml":
        return _image(path)
    return FileRef(path, file_digest(path), path.stat().st_size, "image/svg+xml")


def _media(path: Path) -> FileRef:
    kind = media_type_of(path) or ""
    return _video(path) if kind.startswith("video/") else _image(path)


def _video(path: Path) -> FileRef:
    from heygen_build.media.probe import probe_video

    info, stream = probe_video(path)
    kind = media_type_of(path) or f"video/{info.container.partition(',')[0]}"
    return FileRef(path, file_digest(path), info.size, kind, info.duration, stream.width, stream.height)


def _audio(path: Path) -> FileRef:
    from heygen_build.media.model import MediaError
    from heygen_build.media.probe import probe

    info = probe(path)
    if info.audio is None:
        raise MediaError("no_audio", f"{path.name} holds a picture but no sound")
    kind = media_type_of(path) or f"audio/{info.container.partition(',')[0]}"
    return FileRef(path, file_digest(path), info.size, kind, info.audio.duration)


def _font(path: Path) -> FileRef:
    from heygen_build.media.model import MediaError

    kind = media_type_of(path) or ""
    if not kind.startswith("font/"):
        raise MediaError("not_font", f"{path.name} starts like no TrueType or OpenType font")
    return FileRef(path, file_digest(path), path.stat().st_size, kind)


def _subtitles(path: Path) -> FileRef:
    from heygen_build.media.model import MediaError

    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MediaError("not_text", f"{path.name} is not text in UTF-8") from error
    if "-->" not in text:
        raise MediaError("not_subtitles", f"{path.name} holds no line with two times such as 00:00:01,000 --> …")
    kind = "text/vtt" if text.startswith("WEBVTT") else "application/x-subrip"
    return FileRef(path, file_digest(path), path.stat().st_size, kind)


def _any(path: Path) -> FileRef:
    size = path.stat().st_size
    return FileRef(path, file_digest(path), size, media_type_of(path) or "application/octet-stream")


_READERS: dict[FileKind, Callable[[Path], FileRef]] = {
    "image": _image,
    "picture": _picture,
    "media": _media,
    "video": _video,
    "audio": _audio,
    "font": _font,
    "subtitles": _subtitles,
    "any": _any,
}
_NAMES: dict[FileKind, str] = {
    "image": "a usable picture",
    "picture": "a usable picture",
    "media": "a usable picture or video",
    "video": "a usable video",
    "audio": "a usable sound file",
    "font": "a usable font",
    "subtitles": "a usable subtitle file",
    "any": "a usable file",
}
_HINTS: dict[FileKind, str] = {
    "image": "export the picture again as PNG or JPEG",
    "picture": "export the picture again as PNG, JPEG or SVG",
    "media": "export it again as PNG, JPEG or MP4",
    "video": "export it again as MP4 (H.264 with AAC)",
    "audio": "export it again as MP3 or WAV",
    "font": "use a .ttf or .otf file",
    "subtitles": "save it as SRT or WebVTT in UTF-8",
}


def _upload_problem(text: str, span: Span, file: FileRef) -> Diagnostic | None:
    if file.media_type not in UPLOAD_IMAGES:
        message = f"HeyGen takes PNG and JPEG, and `{text}` is {file.media_type}"
        return Diagnostic("HB0402", message, (Label(span),), hint="save it as PNG or JPEG")
    if file.size > (most := upload_limit(file.media_type)):
        message = f"`{text}` has {file.size / 2**20:.1f} MB, and HeyGen takes at most {most // 2**20} MB"
        return Diagnostic("HB0402", message, (Label(span),), hint="shrink the picture: 1920 pixels are plenty")
    return None
