"""Pictures that are cut out: laid over others, keyed from green, given an outline, and made straight again."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from heygen_build.media.yuv import Plane, Sprite, Weights, Yuv
from heygen_build.units import Color

_CLEAR, _SOLID = 0.06, 0.62
"""How green a pixel is (1: as the key) up to which it is opaque, and from which it is nothing."""
_CONE = 1.1
"""How fast greenness falls with a hue that is not the key's."""
_KEY_REACH = 60
"""How far the green of an encoded clip may lie from the color that was ordered, in steps of chroma."""


def sprite_of(picture: Yuv) -> Sprite:
    """A picture with alpha, ready to be blended. Speed: about 7 ms at 1080p."""
    assert picture.a is not None, "only pictures with alpha are blended"
    alpha = picture.a.astype(np.uint16)
    alpha += alpha >> 7  # 255 becomes 256, so that opaque is opaque
    chroma = halved(alpha)
    return Sprite(
        y=picture.y * alpha, u=picture.u * chroma, v=picture.v * chroma, keep=256 - alpha, keep_chroma=256 - chroma
    )


def halved(plane: Weights) -> Weights:
    """The mean of each square of four."""
    total: Weights = plane[::2, ::2] + plane[1::2, ::2] + plane[::2, 1::2] + plane[1::2, 1::2]
    quarter: Weights = np.right_shift(total + np.uint16(2), np.uint16(2))
    return quarter


def masked(picture: Yuv, mask: Plane) -> Yuv:
    """The picture within a mask of its size (0–255); its planes are shared."""
    if picture.a is None:
        return Yuv(picture.y, picture.u, picture.v, mask)
    both = picture.a.astype(np.uint16) * mask + 128
    return Yuv(picture.y, picture.u, picture.v, ((both + (both >> 8)) >> 8).astype(np.uint8))


class Keyer:
    """Cuts what is green out of the frames of one clip.

    The key is measured in the first frame, because encoders never keep the color that was ordered exactly.
    """

    def __init__(self, key: Color) -> None:
        ordered = Yuv.blank(2, 2, key)
        self._ordered = int(ordered.u[0, 0]), int(ordered.v[0, 0])
        self._luma = int(ordered.y[0, 0])
        self._key: tuple[int, int] | None = None

    def __call__(self, picture: Yuv) -> Yuv:
        """The picture with alpha, without the light that the green throws on people. Speed: 10 ms at 1080p."""
        if self._key is None:
            self._key, self._luma = self._measured(picture)
        alpha, cb, cr = _tables(*self._key)
        pairs = (picture.u.astype(np.uint16) << 8) | picture.v
        small = Image.fromarray(alpha[pairs])
        # Chroma has half the pixels: scaled softly, because steps of two pixels would be seen at every edge.
        matte = np.asarray(small.resize((picture.width, picture.height), Image.Resampling.BILINEAR))
        return Yuv(_without(picture.y, matte, self._luma), cb[pairs], cr[pairs], matte)

    def _measured(self, picture: Yuv) -> tuple[tuple[int, int], int]:
        """The usual color of the edges, where it is near the key; else the key."""
        near_u = np.abs(picture.u.astype(np.int16) - self._ordered[0]) < _KEY_REACH
        near = near_u & (np.abs(picture.v.astype(np.int16) - self._ordered[1]) < _KEY_REACH)
        if near.mean() < 0.02:
            return self._ordered, self._luma
        lumas = picture.y[::2, ::2][near]
        return (int(np.median(picture.u[near])), int(np.median(picture.v[near]))), int(np.median(lumas))


def _without(luma: Plane, matte: Plane, key: int) -> Plane:
    """Luma of what is half transparent, with the share of the green behind it taken out."""
    edge = (matte > 0) & (matte < 255)
    share = matte[edge].astype(np.float32) / 255
    result = luma.copy()
    result[edge] = np.clip((luma[edge] - key * (1 - share)) / np.maximum(share, 0.15), 16, 235)
    return result


@lru_cache(maxsize=8)
def _tables(key_u: int, key_v: int) -> tuple[Plane, Plane, Plane]:
    """For each pair of chroma (u · 256 + v): alpha, and the chroma that is left without the key's light."""
    u, v = np.meshgrid(np.arange(256.0) - 128, np.arange(256.0) - 128, indexing="ij")
    axis = np.array([key_u - 128, key_v - 128], dtype=np.float64)
    square = float(axis @ axis) or 1.0
    along = (u * axis[0] + v * axis[1]) / square
    aside = np.hypot(u - along * axis[0], v - along * axis[1]) / np.sqrt(square)
    greenness = along - _CONE * aside
    alpha = 1 - np.clip((greenness - _CLEAR) / (_SOLID - _CLEAR), 0, 1)
    # What is left of green in what stays is light from the background: it is taken out along the key's own axis; at
    # edges, where colors are mixed with the background, all of it, and elsewhere only what no cloth of its own has.
    spill = np.clip(greenness, 0, None)
    spill += (np.clip(along, 0, None) - spill) * (1 - alpha)
    tables = (alpha * 255, 128 + u - spill * axis[0], 128 + v - spill * axis[1])
    return _table(tables[0]), _table(tables[1]), _table(tables[2])


def _table(values: NDArray[np.float64]) -> Plane:
    return np.rint(np.clip(values, 0, 255)).astype(np.uint8).reshape(-1)
