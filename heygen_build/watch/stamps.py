"""Whether files are what they were: cheap enough to ask of thousands after every build."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from heygen_build.source.witness import Stamp, stamp

Stamps: TypeAlias = Mapping[Path, Stamp]


def stamps(paths: Iterable[Path]) -> dict[Path, Stamp]:
    """The state of each file now."""
    return {path: stamp(path) for path in paths}


def changed(before: Stamps) -> tuple[Path, ...]:
    """The files whose state is another one now, in order."""
    return tuple(sorted(path for path, earlier in before.items() if stamp(path) != earlier))
