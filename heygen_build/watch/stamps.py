"""Whether files are what they were: cheap enough to ask of thousands after every build."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

Stamp: TypeAlias = "tuple[int, int, int] | None"
"""Modification time in nanoseconds, size in bytes, inode; None for a file that is not there."""
Stamps: TypeAlias = Mapping[Path, Stamp]


def stamps(paths: Iterable[Path]) -> dict[Path, Stamp]:
    """The state of each file now."""
    return {path: _stamp(path) for path in paths}


def changed(before: Stamps) -> tuple[Path, ...]:
    """The files whose state is another one now, in order."""
    return tuple(sorted(path for path, stamp in before.items() if _stamp(path) != stamp))


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
