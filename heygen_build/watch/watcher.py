"""Which saves matter: the files a build read, wherever they lie, and anything in the project while it is broken.

watchfiles (inotify and its kin) only wakes us; what counts is whether a file's stamp differs from the one it had when
the last build began, so that an editor that writes by rename, a checkout of 500 files, and a save during a build all
come to the same: one more build.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from watchfiles import Change, awatch

from heygen_build.watch.stamps import Stamps, changed, stamps

DEBOUNCE_MS = 400
"""The longest a burst of changes is gathered (a checkout)."""
STEP_MS = 20
"""The quiet after which a burst counts as over: what a single save waits."""
LOOK_MS = 500
"""How often stamps are compared although nothing woke us: a save in the moment before the watching began, and folders
that tell nothing (network drives)."""
EMPTY_TRIES = 10
_NOT_OURS = frozenset({".git", ".heygen-build", "node_modules", "__pycache__", ".venv"})


@dataclass(frozen=True, slots=True)
class Scope:
    """What to watch: the files that were `read` with their stamps before the build, the project's folder, and its
    folders of `outputs`, which the build itself writes. `broken`: a file that is missing may lie anywhere in it."""

    folder: Path
    read: Stamps
    outputs: frozenset[Path]
    broken: bool


async def next_change(scope: Scope, stop: asyncio.Event) -> tuple[Path, ...]:
    """The files that changed, at once if some did since the build began; nothing when `stop` is set."""
    already = changed(scope.read)
    if already:
        await _written(already)
        return already
    watched = tuple(_folders(scope))
    async for burst in awatch(
        *watched,
        watch_filter=lambda change, path: _matters(scope, change, Path(path)),
        debounce=DEBOUNCE_MS,
        step=STEP_MS,
        stop_event=stop,
        recursive=True,
        ignore_permission_denied=True,
        rust_timeout=LOOK_MS,
        yield_on_timeout=True,
    ):
        found = changed(scope.read)
        if found or (burst and scope.broken):
            await _written(found)
            return found or tuple(sorted({Path(path) for _, path in burst}))
        # A file was touched and is what it was: some editors do that on focus.
    return ()


async def _written(files: tuple[Path, ...]) -> None:
    """Wait a moment for files that are empty: many editors truncate a file before they write it."""
    for _ in range(EMPTY_TRIES):
        if all(stamp is None or stamp[1] for stamp in stamps(files).values()):
            return
        await asyncio.sleep(STEP_MS / 1000)


def _folders(scope: Scope) -> Iterator[Path]:
    """The project's folder, and beyond it the nearest folders that exist of the files that were read."""
    yield scope.folder
    outside = {path.parent for path in scope.read if not path.is_relative_to(scope.folder)}
    while outside:
        folder = outside.pop()
        if folder.is_dir():
            yield folder
        elif folder.parent != folder:
            outside.add(folder.parent)


def _matters(scope: Scope, change: Change, path: Path) -> bool:
    if path in scope.read:
        return True
    if not scope.broken or _NOT_OURS.intersection(path.parts):
        return False
    return not any(path.is_relative_to(output) for output in scope.outputs)
