"""Long sounds on disk: an hour of sound is 700 MB, and no more than seconds of it are needed at once."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self, TypeAlias

import numpy as np

from heygen_build.media.encode import RATE, Samples

_FRAME = 4
"""Bytes of one sample of both channels."""
_PIECE = 10 * RATE


class Spool:
    """Sound as int16 (n, 2) in a file without a name below `folder`, gone when the `with` block is left.

    Slices are read when they are asked for.
    """

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed by `__exit__`
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    @classmethod
    def of(cls, pieces: Iterable[Samples], folder: Path) -> Self:
        """A sound that comes in pieces."""
        spool = cls(folder)
        try:
            for piece in pieces:
                spool._file.write(np.ascontiguousarray(piece, np.int16).tobytes())
                spool._count += len(piece)
        except BaseException:
            spool._file.close()
            raise
        return spool

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, part: slice) -> Samples:
        start, stop, _ = part.indices(self._count)
        self._file.seek(start * _FRAME)
        data = self._file.read(max(0, stop - start) * _FRAME)
        return np.frombuffer(data, np.int16).reshape(-1, 2)

    def keep(self, count: int) -> None:
        """Forget all samples after so many."""
        self._count = min(self._count, count)


Sound: TypeAlias = Samples | Spool
"""A sound in memory or on disk; both have a length, and slices of samples."""


def in_pieces(sound: Sound) -> Iterator[Samples]:
    """A sound ten seconds at a time."""
    for start in range(0, len(sound), _PIECE):
        yield sound[start : start + _PIECE]
