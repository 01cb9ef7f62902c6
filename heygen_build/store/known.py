"""Which projects use this cache: one small file each, so that builds at the same time do not disturb each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from heygen_build.store.digest import key_of
from heygen_build.store.files import write_text

FOLDER = "projects"


def remember_project(root: Path, project: Path) -> None:
    """Note the project file. Raises OSError when the cache cannot be written."""
    path = str(project.resolve())
    note = root / FOLDER / key_of(path)[:32]
    if not note.exists():
        write_text(note, path)


def known_projects(root: Path) -> tuple[Path, ...]:
    """Project files that were built with this cache and still exist, sorted."""
    return tuple(sorted(path for path in _noted(root) if path.is_file()))


def _noted(root: Path) -> Iterator[Path]:
    folder = root / FOLDER
    if folder.is_dir():
        for note in folder.iterdir():
            if not note.name.startswith("."):
                yield Path(note.read_text(encoding="utf-8"))
