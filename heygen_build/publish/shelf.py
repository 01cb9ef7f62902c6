"""The folder a project is published into: files in place, whole or not at all, and only where something changed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from heygen_build.publish.manifest import ManifestFile, ManifestFilm, SourceLine
from heygen_build.resolve.model import Origin
from heygen_build.store.digest import file_digest, key_of
from heygen_build.store.files import copy_file, sweep_leftovers, write_text
from heygen_build.store.results import Blob, ResultStore


class Folder:
    """`folder` is where the manifest lies; `earlier` the films that an earlier build left, by its manifest."""

    def __init__(self, folder: Path, store: ResultStore, earlier: tuple[ManifestFilm, ...]) -> None:
        self.folder, self.store = folder, store
        self._earlier = earlier
        self._known = {file.path: file for film in earlier for file in film.files}
        self.written = 0

    def source(self, origin: Origin) -> SourceLine:
        start = origin.span.start
        name = relative(Path(origin.span.file.path), self.folder)
        return SourceLine(file=name, line=start.line + 1, column=start.column + 1)

    def put(self, blob: Blob, target: Path) -> ManifestFile:
        """Copies a stored file to a place, unless it is there already."""
        if not target.exists() or file_digest(target) != blob.digest:
            copy_file(self.store.path(blob), target)
            self.written += 1
        return ManifestFile(path=relative(target, self.folder), digest=blob.digest, size=target.stat().st_size)

    def put_file(self, source: Path, target: Path) -> ManifestFile:
        """Copies a file of the user to a place, unless it is there already."""
        digest = file_digest(source)
        return self.put_made(target, (digest,), lambda out: copy_file(source, out))

    def put_once(self, blob: Blob, target: Path) -> None:
        """Copies a stored file to a place where nothing is yet."""
        if not target.exists():
            copy_file(self.store.path(blob), target)
            self.written += 1

    def put_made(self, target: Path, made_of: Iterable[object], make: Callable[[Path], None]) -> ManifestFile:
        """A file that is made of other things, unless the same was made of the same before and is still there.

        `make` writes to a path beside no other file; what it makes appears in its place whole.
        """
        key = key_of({"made_of": [str(part) for part in made_of]})
        known = self._known.get(relative(target, self.folder))
        if known is not None and known.key == key and target.is_file() and file_digest(target) == known.digest:
            return known
        with tempfile.TemporaryDirectory(dir=self.store.scratch()) as scratch:
            made = Path(scratch) / target.name
            make(made)
            copy_file(made, target)
        self.written += 1
        return self.file(target).model_copy(update={"key": key})

    def put_text(self, target: Path, text: str) -> ManifestFile:
        """Text as UTF-8, unless it is there already."""
        if not target.exists() or target.read_bytes() != text.encode():
            write_text(target, text)
            self.written += 1
        return self.file(target)

    def file(self, path: Path) -> ManifestFile:
        """A file that is in its place."""
        return ManifestFile(path=relative(path, self.folder), digest=file_digest(path), size=path.stat().st_size)

    def sweep(self, films: tuple[ManifestFilm, ...]) -> None:
        """Take away what an earlier build wrote beside a film and this one does not, and what a crash left.

        A file that somebody changed since is theirs, and stays; so do films, whoever does not ask for them any more.
        """
        now = {film.video.path: {file.path for file in film.files} for film in films}
        for film in self._earlier:
            for file in film.beside:
                path = self.folder / file.path
                unwanted = film.video.path in now and file.path not in now[film.video.path]
                if unwanted and path.is_file() and file_digest(path) == file.digest:
                    path.unlink()
                    self._remove_empty(path.parent)
        for folder in {(self.folder / path).parent for path in now} | {self.folder}:
            sweep_leftovers(folder)

    def _remove_empty(self, folder: Path) -> None:
        """Folders of exports and thumbnails go with their last file; the published folder itself stays."""
        while folder != self.folder and self.folder in folder.parents and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent


def relative(path: Path, folder: Path) -> str:
    """`path` from `folder`, with forward slashes, so that manifests do not differ between machines."""
    return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
