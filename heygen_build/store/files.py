"""Writing files so that a crash leaves either the old one or the new one, never half of one."""

from __future__ import annotations

import contextlib
import errno
import os
import platform
import re
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

_FULL = (errno.ENOSPC, errno.EDQUOT)


@contextlib.contextmanager
def replacing(target: Path, *, suffix: str = "") -> Iterator[Path]:
    """Give a temporary path beside `target`; on success it is flushed to disk and renamed onto it, else removed.

    The temporary file ends in `target`'s own suffix (or `suffix`), because media libraries choose formats by it.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{target.name}.{_maker(os.getpid())}-"
    handle, name = tempfile.mkstemp(prefix=prefix, suffix=suffix or target.suffix, dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        with full_disk_named(target):
            yield temporary
        _flush(temporary)
        # mkstemp makes files private; what we publish follows the user's umask like any other program's output.
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def full_disk_named(place: Path) -> Iterator[None]:
    """Say where a disk is full: the system names no file then, or the one that was copied from another disk."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL and (error.filename is None or error.filename2 is not None):
            error.filename, error.filename2 = str(place), None
        raise


@contextlib.contextmanager
def work_folder(parent: Path) -> Iterator[Path]:
    """A folder for one piece of work, removed after it."""
    with full_disk_named(parent), tempfile.TemporaryDirectory(dir=parent) as name:
        yield Path(name)


def write_text(target: Path, text: str) -> None:
    """Write `text` as UTF-8 atomically."""
    with replacing(target) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def copy_file(source: Path, target: Path) -> None:
    """Copy `source` to `target` atomically."""
    with replacing(target) as temporary:
        shutil.copyfile(source, temporary)


def sweep_leftovers(folder: Path) -> None:
    """Remove what `replacing` left in a folder when its process was killed. Others may be writing: theirs stay."""
    for path in folder.glob(".*"):
        made = _LEFTOVER.search(path.name)
        if made is not None and made[1] == _maker(int(made[2])) and not _is_alive(int(made[2])):
            path.unlink(missing_ok=True)


_LEFTOVER = re.compile(r"\.([0-9a-f]{6}-(\d+))-\w+(?:\.\w+)?$")


def _maker(process: int) -> str:
    """Which process of which machine, because folders may be shared."""
    return f"{zlib.crc32(platform.node().encode()) & 0xFFFFFF:06x}-{process}"


def _is_alive(process: int) -> bool:
    if os.name == "nt":
        return True  # asking would end the process there; what is left is hidden, and small
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _flush(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
