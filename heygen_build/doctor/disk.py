"""Where results are kept: whether it can be written, how much is in it, and how much still fits."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from heygen_build.doctor.finding import Finding, Status

TIGHT_BYTES, FULL_BYTES = 2_000_000_000, 200_000_000
"""A 4k film with its scenes takes about 2 GB while it is joined; a short 720p draft some 100 MB."""


def cache_findings(root: Path) -> Iterator[Finding]:
    """The cache of paid results."""
    yield from _folder("cache", root, f"{root}: {_content(root)}")


def scratch_findings() -> Iterator[Finding]:
    """Where the system keeps temporary files."""
    folder = Path(tempfile.gettempdir())
    yield from _folder("temporary files", folder, str(folder))


def _folder(area: str, folder: Path, told: str) -> Iterator[Finding]:
    """Only what exists is tried: looking makes no folders."""
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            free = shutil.disk_usage(there).free
    except OSError as error:
        told = f"{there} cannot be written: {error.strerror or error}"
        yield Finding(area, told, "problem", "fix its permissions, or set HEYGEN_BUILD_CACHE to another folder")
        return
    status = _status_of(free)
    hint = None if status == "ok" else "free some space; `heygen-build cache prune --older 30d` removes old results"
    yield Finding(area, f"{told}, {size_text(free)} free", status, hint)


def _status_of(free: int) -> Status:
    return "problem" if free < FULL_BYTES else "warning" if free < TIGHT_BYTES else "ok"


def _content(root: Path) -> str:
    results = sum(1 for _ in root.glob("results/*/*.json"))
    if not results:
        return "empty"
    size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file())
    return f"{results:,} result{'s' * (results != 1)}, {size_text(size)}"


def size_text(size: float) -> str:
    """`312 MB`, `4.1 GB`."""
    return f"{size / 1e6:,.0f} MB" if size < 1e9 else f"{size / 1e9:,.1f} GB"
