"""Pictures in the frame: where a view puts them, and slow moves that never jump by whole pixels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from PIL import Image

from heygen_build.media.conform import Held
from heygen_build.media.layers import Move, View
from heygen_build.media.model import Canvas
from heygen_build.media.yuv import Plane, Sprite, Yuv

_PAD = 2


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A picture (planes not larger than the frame) and the even place of its top left corner."""

    picture: Yuv | Sprite
    x: int = 0
    y: int = 0

    def fills(self, canvas: Canvas) -> bool:
        """Whether it is as large as the frame."""
        return (self.picture.width, self.picture.height) == (canvas.width, canvas.height)

    def covers(self, canvas: Canvas) -> bool:
        """Whether nothing is seen of what is behind it."""
        return isinstance(self.picture, Yuv) and self.picture.a is None and self.fills(canvas)


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in the frame, in pixels with fractions."""

    left: float
    top: float
    width: float
    height: float


def placed(picture: Yuv | Sprite, canvas: Canvas) -> Placed:
    """A fitted picture in the middle of the frame."""
    x, y = (canvas.width - picture.width) // 2, (canvas.height - picture.height) // 2
    return Placed(picture, x - x % 2, y - y % 2)


def moved(
    frames: Iterator[Held], canvas: Canvas, move: Move, count: int, scale: float = 1.0
) -> Iterator[tuple[Placed, int]]:
    """Each frame of the scene by itself, because each shows another view; `count` is the length of the scene.

    `scale`: by how much the pictures are larger than they will be shown at zoom 1, for the detail in a zoom.
    """
    index = 0
    for picture, repeats in frames:
        for _ in range(repeats):
            yield view_of(picture, canvas, view_at(move, index / max(1, count - 1)), scale), 1
            index += 1


def view_at(move: Move, share: float) -> View:
    """The view at a share (0–1) of the way."""
    first, last = move.start, move.end
    return View(
        first.zoom + (last.zoom - first.zoom) * share,
        first.x + (last.x - first.x) * share,
        first.y + (last.y - first.y) * share,
        first.across + (last.across - first.across) * share,
        first.down + (last.down - first.down) * share,
    )


def view_of(picture: Yuv, canvas: Canvas, view: View, scale: float = 1.0) -> Placed:
    """A view of a fitted picture, exact to fractions of a pixel. Speed: about 18 ms at 1080p."""
    place = _place(picture, canvas, view, scale)
    right, bottom = place.left + place.width, place.top + place.height
    slack = 0.01
    is_full = place.left <= slack and place.top <= slack
    if is_full and right >= canvas.width - slack and bottom >= canvas.height - slack:
        return Placed(_window(picture, canvas, place))
    return _island(picture, canvas, place)


def _place(picture: Yuv, canvas: Canvas, view: View, scale: float) -> _Place:
    wide, high = picture.width / scale, picture.height / scale
    width, height = wide * view.zoom, high * view.zoom
    left = _rest(canvas.width, wide, view.across) + view.x * (wide - width)
    top = _rest(canvas.height, high, view.down) + view.y * (high - height)
    return _Place(left, top, width, height)


def _rest(room: int, size: float, share: float) -> float:
    """Where a picture lies before it is zoomed: what is smaller than the frame is in its middle."""
    return (share if size > room else 0.5) * (room - size)


def _window(picture: Yuv, canvas: Canvas, place: _Place) -> Yuv:
    """The part of a larger picture that the frame shows."""
    across, down = picture.width / place.width, picture.height / place.height
    left, top = max(0.0, -place.left * across), max(0.0, -place.top * down)
    box = (
        left,
        top,
        min(float(picture.width), left + canvas.width * across),
        min(float(picture.height), top + canvas.height * down),
    )
    whole, half = (canvas.width, canvas.height), (canvas.width // 2, canvas.height // 2)
    half_box = (box[0] / 2, box[1] / 2, box[2] / 2, box[3] / 2)
    return Yuv(
        _resized(picture.y, whole, box),
        _resized(picture.u, half, half_box),
        _resized(picture.v, half, half_box),
        None if picture.a is None else _resized(picture.a, whole, box),
    )


def _resized(plane: Plane, size: tuple[int, int], box: tuple[float, float, float, float]) -> Plane:
    return np.asarray(Image.fromarray(plane).resize(size, Image.Resampling.BICUBIC, box=box))


def _island(picture: Yuv, canvas: Canvas, place: _Place) -> Placed:
    """A picture that leaves some of the frame free, with soft edges that lie between pixels."""
    left, top = _even_down(max(0.0, place.left - 1)), _even_down(max(0.0, place.top - 1))
    right = min(canvas.width, _even_up(place.left + place.width + 1))
    bottom = min(canvas.height, _even_up(place.top + place.height + 1))
    size = max(2, right - left), max(2, bottom - top)
    alpha = np.full_like(picture.y, 255) if picture.a is None else picture.a
    across, down = picture.width / place.width, picture.height / place.height
    shift = (left - place.left) * across, (top - place.top) * down

    def warped(plane: Plane, step: int, mode: str) -> Plane:
        padded = np.pad(plane, _PAD, mode="edge" if mode == "edge" else "constant")
        matrix = (across, 0, shift[0] / step + _PAD, 0, down, shift[1] / step + _PAD)
        target = size[0] // step, size[1] // step
        turned = Image.fromarray(padded).transform(
            target, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR, fillcolor=0 if mode != "edge" else 128
        )
        return np.asarray(turned)

    y, u, v = warped(picture.y, 1, "edge"), warped(picture.u, 2, "edge"), warped(picture.v, 2, "edge")
    return Placed(Yuv(y, u, v, warped(alpha, 1, "constant")), left, top)


def _even_down(value: float) -> int:
    whole = floor(value)
    return whole - whole % 2


def _even_up(value: float) -> int:
    whole = ceil(value)
    return whole + whole % 2
