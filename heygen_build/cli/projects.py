"""Which project files are meant: files, folders, globs, or the nearest project.yaml upwards."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Sequence
from pathlib import Path

from heygen_build.diagnostics import BuildError, Diagnostic

NAME = "project.yaml"


def find_projects(words: Sequence[str], folder: Path) -> tuple[Path, ...]:
    """Project files in the order they were named, each once. Raises BuildError where a word means nothing."""
    if not words:
        return (_nearest(folder),)
    found = [path for word in words for path in _meant(word)]
    return tuple(dict.fromkeys(found))


def _meant(word: str) -> Iterator[Path]:
    path = Path(word)
    if path.is_dir():
        if not (path / NAME).is_file():
            raise BuildError([Diagnostic("HB0101", f"the folder `{word}` has no {NAME}", path=word)])
        yield path / NAME
    elif glob.has_magic(word) and not path.exists():
        matches = sorted(glob.glob(word, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute patterns
        if not matches:
            raise BuildError([Diagnostic("HB0101", f"nothing matches `{word}`", path=word)])
        for match in matches:
            yield from _meant(match)
    else:
        yield path


def _nearest(folder: Path) -> Path:
    for parent in (folder, *folder.parents):
        if (parent / NAME).is_file():
            candidate = parent / NAME
            return candidate.relative_to(folder) if parent == folder else candidate
    hint = "name a project: heygen-build path/to/project.yaml"
    raise BuildError([Diagnostic("HB0101", f"there is no {NAME} here or in any folder above", hint=hint)])
