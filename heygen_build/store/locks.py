"""One process at a time makes a result: a lock a key, held by the system, so that it ends with its process."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0
"""Seconds between looks at a lock that another process holds."""


class LockBusy(Exception):
    """Another process, or another task of this one, makes the same result."""


@dataclass(slots=True)
class Held:
    """A lock that is held. `earlier` is what the last holder left in it: the journal in which it wrote its facts."""

    handle: int
    earlier: str

    def leave(self, note: str) -> None:
        """Leave word for the next holder; on disk when this returns, because the next holder comes after a crash."""
        if note != self.earlier:
            os.pwrite(self.handle, note.encode(), 0)
            os.ftruncate(self.handle, len(note.encode()))
            os.fsync(self.handle)
            self.earlier = note


@contextlib.asynccontextmanager
async def locked(
    root: Path,
    key: str,
    *,
    sleep: Callable[[float], Awaitable[None]],
    waiting: Callable[[], None],
    patient: bool = True,
) -> AsyncIterator[Held]:
    """Hold the lock of `key` below `root`. `waiting` is called once when somebody else holds it.

    Raises OSError when the folder cannot be written, and LockBusy instead of waiting where that is not `patient`: who
    holds other locks meanwhile must not wait, because the other one may wait for those. The file stays: removing it
    would let two processes hold two files of one name.
    """
    path = root / "locks" / key[:2] / f"{key}.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        pause = FIRST_PAUSE
        while not try_lock(handle):
            if not patient:
                raise LockBusy(key)
            if pause == FIRST_PAUSE:
                waiting()
            await sleep(pause)
            # Also where `sleep` is a test's, other tasks of this process must get their turn.
            await asyncio.sleep(0)
            pause = min(2 * pause, LONGEST_PAUSE)
        yield Held(handle, os.pread(handle, 4096, 0).decode(errors="replace"))
    finally:
        os.close(handle)


if os.name == "nt":
    import msvcrt

    def try_lock(handle: int) -> bool:
        """Whether the lock was free and is ours now; it ends when the handle is closed."""
        os.lseek(handle, 1 << 20, os.SEEK_SET)  # far behind the note, because a locked byte cannot be read by others
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True

else:
    import fcntl

    def try_lock(handle: int) -> bool:
        """Whether the lock was free and is ours now; it ends when the handle is closed, also by a crash."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
