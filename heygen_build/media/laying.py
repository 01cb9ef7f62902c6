"""One picture laid over another, on opaque and on transparent frames."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from heygen_build.media.mattes import sprite_of
from heygen_build.media.yuv import Plane, Sprite, Weights, Yuv, blit, paste, with_alpha


def lay(frame: Yuv, picture: Yuv | Sprite, x: int, y: int) -> None:
    """Lay a picture over the frame, in place, its top left corner at even (x, y); what lies outside is cut off."""
    if isinstance(picture, Yuv) and picture.a is None and frame.a is None:
        paste(frame, picture, x, y)
        return
    if isinstance(picture, Yuv):
        picture, right, down = _seen(_with_alpha(picture))
        x, y = x + right, y + down
    image = picture if isinstance(picture, Sprite) else sprite_of(picture)
    if frame.a is None:
        blit(frame, image, x, y)
    else:
        _lay_on_glass(frame, frame.a, image, x, y)


def _seen(picture: Yuv) -> tuple[Yuv, int, int]:
    """The part of a picture in which anything is seen, and its place: people leave most of their frames empty."""
    assert picture.a is not None, "only pictures with alpha come here"
    rows, columns = np.flatnonzero(picture.a.any(axis=1)), np.flatnonzero(picture.a.any(axis=0))
    if len(rows) == 0:
        return _part(picture, 0, 0, 2, 2), 0, 0
    left, top = int(columns[0]) // 2 * 2, int(rows[0]) // 2 * 2
    right, bottom = (int(columns[-1]) + 2) // 2 * 2, (int(rows[-1]) + 2) // 2 * 2
    return _part(picture, left, top, right, bottom), left, top


def _part(picture: Yuv, left: int, top: int, right: int, bottom: int) -> Yuv:
    """A piece with even edges, which shares its planes with the picture."""
    whole, half = _slices(left, top, right, bottom, 1), _slices(left, top, right, bottom, 2)
    alpha = None if picture.a is None else picture.a[whole]
    return Yuv(picture.y[whole], picture.u[half], picture.v[half], alpha)


def _with_alpha(picture: Yuv) -> Yuv:
    return with_alpha(picture, np.full_like(picture.y, 255)) if picture.a is None else picture


def _lay_on_glass(frame: Yuv, alpha: Plane, image: Sprite, x: int, y: int) -> None:
    """The same on a frame that is transparent in places, whose alpha is straight: colors are weighted by both."""
    left, top = max(x, 0), max(y, 0)
    right, bottom = min(x + image.width, frame.width), min(y + image.height, frame.height)
    if left >= right or top >= bottom:
        return
    whole, source = _slices(left, top, right, bottom, 1), _slices(left - x, top - y, right - x, bottom - y, 1)
    half, half_source = _slices(left, top, right, bottom, 2), _slices(left - x, top - y, right - x, bottom - y, 2)
    below: NDArray[np.float32] = alpha[whole].astype(np.float32) / np.float32(255)
    coarse = below.reshape(below.shape[0] // 2, 2, below.shape[1] // 2, 2).mean(axis=(1, 3), dtype=np.float32)
    _mix(frame.y[whole], image.y[source], image.keep[source], below)
    _mix(frame.u[half], image.u[half_source], image.keep_chroma[half_source], coarse)
    _mix(frame.v[half], image.v[half_source], image.keep_chroma[half_source], coarse)
    keep = image.keep[source] / np.float32(256)
    alpha[whole] = np.rint((1 - keep + below * keep) * 255)


def _mix(
    ground: Plane, color: Weights, keep: Weights, below: np.ndarray[tuple[int, int], np.dtype[np.float32]]
) -> None:
    left = keep / np.float32(256)
    weight = 1 - left + below * left
    mixed = (color / np.float32(256) + ground * below * left) / np.maximum(weight, 1 / 512)
    ground[:] = np.where(weight > 1 / 512, np.rint(np.clip(mixed, 0, 255)), ground)


def _slices(left: int, top: int, right: int, bottom: int, step: int) -> tuple[slice, slice]:
    return slice(top // step, bottom // step), slice(left // step, right // step)
