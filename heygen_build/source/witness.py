"""Which files a project was read from, whatever came of it: what a watch waits for, also when the project is broken.

A file's stamp is taken before the file is read. So a save at any later moment, even while it is read, makes it another
one, and a file that is not there yet is waited for like any other.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import TypeAlias

Stamp: TypeAlias = "tuple[int, int, int] | None"
"""Modification time in nanoseconds, size in bytes, inode; None for a file that is not there."""

_seen: ContextVar[dict[Path, Stamp] | None] = ContextVar("seen", default=None)


@contextlib.contextmanager
def witnessed() -> Iterator[dict[Path, Stamp]]:
    """The files that are looked at in this context, with their stamps from just before that, as they are found."""
    seen: dict[Path, Stamp] = {}
    token = _seen.set(seen)
    try:
        yield seen
    finally:
        _seen.reset(token)


def looked_at(path: Path) -> None:
    """Called before a file is read or looked for. Without a witness it does nothing."""
    seen = _seen.get()
    if seen is None or (name := path.absolute()) in seen:
        return
    seen[name] = stamp(name)
    # Links are followed: an editor that saves the file they point to wakes the watch by that name.
    with contextlib.suppress(OSError, RuntimeError):
        real = name.resolve()
        seen.setdefault(real, stamp(real))


def stamp(path: Path) -> Stamp:
    """The state of a file now."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
