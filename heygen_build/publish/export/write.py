"""An export in its folder: the media it needs, and the files of the program it is for."""

from __future__ import annotations

from pathlib import Path

from heygen_build.publish.export import hyperframes, otio, remotion
from heygen_build.publish.export.edit import Edit
from heygen_build.publish.manifest import ManifestFile
from heygen_build.publish.shelf import Folder

_WRITERS = {"otio": otio, "remotion": remotion, "hyperframes": hyperframes}


def export(form: str, edit: Edit, folder: Path, shelf: Folder) -> tuple[ManifestFile, ...]:
    """Write an export; the first file is the one to open. Each is complete: it can be moved to another machine."""
    writer = _WRITERS[form]
    media = folder / writer.MEDIA
    texts = [shelf.put_text(folder / name, text) for name, text in writer.texts(edit).items()]
    stored = {piece.file: piece.blob for piece in (*edit.pictures, *edit.sounds)}
    copied = [shelf.put(blob, media / name) for name, blob in stored.items()]
    own = {name: path for path, name in edit.own_files.items()}
    return (*texts, *copied, *(shelf.put_file(path, media / name) for name, path in own.items()))
