"""How alike two pictures look to somebody who looks at them, whatever encoder and font renderer made them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

_TILE = 12
_OVERALL, _ANYWHERE = 2.2, 12.0


@dataclass(frozen=True, slots=True)
class Difference:
    """Of 255: the mean over the whole picture, and that of the tile of 24 × 24 pixels in which they differ most."""

    overall: float
    worst: float
    at: tuple[int, int]

    @property
    def is_seen(self) -> bool:
        """Whether somebody would call them two pictures. Noise of encoders and edges of letters stay below."""
        return self.overall > _OVERALL or self.worst > _ANYWHERE

    def __str__(self) -> str:
        return f"{self.overall:.2f} of 255 overall, {self.worst:.1f} around {self.at}"


def difference(one: Image.Image, other: Image.Image) -> Difference:
    """Compares at half the size and a little out of focus. Raises ValueError for pictures of two sizes."""
    if one.size != other.size:
        raise ValueError(f"a picture of {one.size} pixels beside one of {other.size}")
    apart = np.abs(_seen(one) - _seen(other)).max(axis=2)
    rows, columns = apart.shape[0] // _TILE, apart.shape[1] // _TILE
    tiles = apart[: rows * _TILE, : columns * _TILE].reshape(rows, _TILE, columns, _TILE).mean(axis=(1, 3))
    row, column = np.unravel_index(int(tiles.argmax()), tiles.shape)
    place = int(column) * _TILE * 2 + _TILE, int(row) * _TILE * 2 + _TILE
    return Difference(float(apart.mean()), float(tiles.max()), place)


def _seen(picture: Image.Image) -> NDArray[np.float32]:
    small = picture.convert("RGB").reduce(2).filter(ImageFilter.GaussianBlur(0.8)).convert("YCbCr")
    return np.asarray(small, dtype=np.float32)
