"""Which saves matter: those of the files that a build looked at, wherever they lie and whether or not they were there.

watchfiles (inotify and its kin) only wakes us; what counts is whether a file's stamp differs from the one it had before
the last build read it, so that an editor that writes by rename, a checkout of 500 files, and a save during a build all
come to the same: one more build.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

from watchfiles import awatch

from heygen_build.watch.stamps import Stamps, changed, stamps

DEBOUNCE_MS = 400
"""The longest a burst of changes is gathered (a checkout)."""
STEP_MS = 20
"""The quiet after which a burst counts as over: what a single save waits."""
LOOK_MS = 500
"""How often stamps are compared although nothing woke us: a save in the moment before the watching began, and folders
that tell nothing (network drives, links, a system that watches no more files)."""
EMPTY_TRIES = 10
Sleep = Callable[[float], Awaitable[None]]


async def next_change(read: Stamps, stop: asyncio.Event, sleep: Sleep = asyncio.sleep) -> tuple[Path, ...]:
    """The files that are not what they were when they were `read`; nothing when `stop` is set. It may be canceled."""
    if stop.is_set():
        return ()
    if found := changed(read):
        return await _written(found, sleep)
    async for _ in _wakings(read, stop, sleep):
        # A file may have been touched and be what it was: some editors do that on focus.
        if found := changed(read):
            return await _written(found, sleep)
    return ()


async def _wakings(read: Stamps, stop: asyncio.Event, sleep: Sleep) -> AsyncIterator[None]:
    """Each time that something may have changed, until `stop` is set."""
    try:
        async for _ in awatch(
            *_folders(read),
            watch_filter=lambda change, path: Path(path) in read,
            debounce=DEBOUNCE_MS,
            step=STEP_MS,
            # One of its own, because it is set when this is canceled.
            stop_event=asyncio.Event(),
            recursive=False,
            ignore_permission_denied=True,
            rust_timeout=LOOK_MS,
            yield_on_timeout=True,
        ):
            if stop.is_set():
                return
            yield
    except OSError:
        # The system watches no more files (its limit is shared by all programs): then only the clock wakes us.
        while not stop.is_set():
            yield
            await sleep(LOOK_MS / 1000)


async def _written(files: tuple[Path, ...], sleep: Sleep) -> tuple[Path, ...]:
    """Wait a moment for files that are empty: many editors truncate a file before they write it."""
    for _ in range(EMPTY_TRIES):
        if all(stamp is None or stamp[1] for stamp in stamps(files).values()):
            break
        await sleep(STEP_MS / 1000)
    return files


def _folders(read: Stamps) -> Iterator[Path]:
    """The folders of the files, and the nearest ones above those that are not there."""
    wanted, seen = {path.parent for path in read}, set[Path]()
    while wanted:
        folder = wanted.pop()
        if folder.is_dir():
            seen.add(folder)
        elif folder.parent != folder:
            wanted.add(folder.parent)
    yield from sorted(seen)
