"""What a build writes: no two films one file, and nothing over the project's own material."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.resolve.model import Film
from heygen_build.source.model import SourceDocument

_SOUNDS = ("wav", "mp3")


def written_by(film: Film) -> Iterator[Path]:
    """Everything that is written for a film, relative to the project's folder: it comes first, folders last."""
    yield from _films(film)
    yield from _beside(film)
    stem, extras = film.output.stem, film.extras
    if extras.thumbnails:
        yield film.output.with_name(f"{stem}-thumbnails")
    yield from (film.output.with_name(f"{stem}-{form}") for form in extras.export)


def _beside(film: Film) -> Iterator[Path]:
    stem, extras, is_seen = film.output.stem, film.extras, film.format not in _SOUNDS
    suffixes = [*(["jpg"] if film.poster and is_seen else []), *film.captions.sidecar]
    suffixes += ["contact-sheet.jpg"] if extras.contact_sheet and is_seen else []
    suffixes += ["chapters.txt"] if extras.chapters else []
    suffixes += [f"transcript.{form}" for form in extras.transcript]
    yield from (film.output.with_name(f"{stem}.{suffix}") for suffix in suffixes)


def same_file(path: str) -> str:
    """Equal for paths that are one file somewhere: Windows and macOS hold `Film` and `film` for the same name."""
    return path.casefold() if path.isascii() else unicodedata.normalize("NFC", path).casefold()


def overwritten(
    films: Iterable[Film], folder: Path, used: Iterable[Path], document: SourceDocument
) -> Iterator[Diagnostic]:
    """Films that would write one file, such as a poster beside them, or a file that the project reads.

    Films that are one file themselves are told elsewhere. `used` are the files that are read.
    """
    whole = folder.resolve()
    own = {same_file(os.path.relpath(path.resolve(), whole)) for path in used}
    first: dict[str, Film] = {}
    for film in films:
        for path in written_by(film):
            key = same_file(str(path))
            twin = first.setdefault(key, film)
            if key in own:
                message = f"the build would write `{path.as_posix()}`, which the project reads"
                yield _mistake("HB0317", message, "write films to a folder of their own such as dist/…", document)
                break
            is_told = not set(_films(twin)).isdisjoint(_films(film))
            if twin is not film and not is_told:
                message = f"`{twin.output.as_posix()}` and `{film.output.as_posix()}` both need `{path.as_posix()}`"
                hint = "give them names that differ in more than their endings and capitals"
                yield _mistake("HB0343", message, hint, document)
                break


def _films(film: Film) -> Iterator[Path]:
    yield film.output
    yield from (translation.output for translation in film.translations)


def _mistake(code: str, message: str, hint: str, document: SourceDocument) -> Diagnostic:
    return Diagnostic(code, message, (Label(document.key_span(("output", "path"))),), hint=hint)
