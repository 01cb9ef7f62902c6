"""Presenters over a picture: cut to a shape, with a border and a shadow, at their spot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from heygen_build.media.layers import Cast, Frame, Spot
from heygen_build.media.laying import lay
from heygen_build.media.mattes import masked, sprite_of
from heygen_build.media.model import Canvas, Inset
from heygen_build.media.moving import Placed
from heygen_build.media.reels import reel_frames, upright_ratio
from heygen_build.media.yuv import Plane, Sprite, Yuv, sprite
from heygen_build.units import Color

_OVERSAMPLING = 4
_SMALLEST = 16
"""Pixels: nobody is seen in less."""


def inset_frames(inset: Inset, canvas: Canvas, count: int) -> Iterator[tuple[tuple[Placed, ...], int]]:
    """What is laid over the picture, from the bottom up: the shadow, and the presenter in the frame."""
    box = _box(inset, canvas)
    x, y = place_of(inset.spot, box, canvas)
    frame, shadow = inset.frame, inset.shadow
    mask = None if frame.shape == "rectangle" else outline(frame, box.width, box.height)
    border = None if frame.border is None else Placed(_border(frame, box.width, box.height), x, y)
    cast = None if shadow is None or _is_cut_out(frame) else _shadow(_solid(frame, box), shadow, x, y)
    for picture, repeats in reel_frames(inset.clip, box, count):
        body = _body(picture, frame, mask)
        below = _silhouette(body, shadow, x, y) if shadow is not None and _is_cut_out(frame) else cast
        layers = (below, Placed(body, x, y), border)
        yield tuple(layer for layer in layers if layer is not None), repeats


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in the frame, in pixels."""

    left: int
    top: int
    right: int
    bottom: int


def inset_area(inset: Inset, canvas: Canvas) -> Area:
    """The box of an inset, with what of it may be outside the frame. Reasons: those of `opened`, `no_video`."""
    box = _box(inset, canvas)
    x, y = place_of(inset.spot, box, canvas)
    return Area(x, y, x + box.width, y + box.height)


def place_of(spot: Spot, box: Canvas, canvas: Canvas) -> tuple[int, int]:
    """The even pixel of the top left corner of a box at its spot."""
    across, down = canvas.width - box.width - 2 * spot.margin, canvas.height - box.height - 2 * spot.margin
    x, y = round(spot.margin + across * spot.x + spot.dx), round(spot.margin + down * spot.y + spot.dy)
    return x - x % 2, y - y % 2


@lru_cache(maxsize=16)
def outline(frame: Frame, width: int, height: int) -> Plane:
    """The shape as a mask (0–255) with smooth edges."""
    return _drawn(frame, width, height, 0.0)


def _drawn(frame: Frame, width: int, height: int, inwards: float) -> Plane:
    scale = _OVERSAMPLING
    mask = Image.new("L", (width * scale, height * scale))
    edge = round(inwards * scale)
    box = (edge, edge, width * scale - 1 - edge, height * scale - 1 - edge)
    pen = ImageDraw.Draw(mask)
    if frame.shape == "circle":
        pen.ellipse(box, fill=255)
    else:
        pen.rounded_rectangle(box, radius=max(0.0, frame.radius - inwards) * scale, fill=255)
    return np.asarray(mask.resize((width, height), Image.Resampling.BOX))


def _box(inset: Inset, canvas: Canvas) -> Canvas:
    """The size of the frame: a circle is as high as wide, all else has the ratio of its clip."""
    width = max(_SMALLEST, round(inset.spot.width / 2) * 2)
    if inset.frame.shape == "circle":
        return Canvas(width, width, canvas.fps, canvas.quality)
    height = max(_SMALLEST, round(width / upright_ratio(inset.clip.path) / 2) * 2)
    return Canvas(width, height, canvas.fps, canvas.quality)


def _body(picture: Yuv, frame: Frame, mask: Plane | None) -> Yuv:
    if frame.background is not None:
        ground = _filled(picture, frame.background)
        lay(ground, picture, 0, 0)
        picture = ground
    return picture if mask is None else masked(picture, mask)


def _filled(picture: Yuv, color: Color) -> Yuv:
    plain = Yuv.blank(picture.width, picture.height, color)
    if color.alpha == 255:
        return plain
    return Yuv(plain.y, plain.u, plain.v, np.full_like(plain.y, color.alpha))


def _is_cut_out(frame: Frame) -> bool:
    """Whether the presenter stands free, so that it is a person who throws the shadow and not a frame."""
    return frame.shape == "rectangle" and frame.background is None and frame.border is None


def _border(frame: Frame, width: int, height: int) -> Sprite:
    color = frame.border
    assert color is not None, "only frames with a border come here"
    ring = outline(frame, width, height).astype(np.int16) - _drawn(frame, width, height, frame.border_width)
    picture = Image.new("RGBA", (width, height), (color.red, color.green, color.blue, 0))
    picture.putalpha(Image.fromarray((np.clip(ring, 0, 255) * (color.alpha / 255)).astype(np.uint8)))
    return sprite(picture)


def _solid(frame: Frame, box: Canvas) -> Plane:
    return outline(frame, box.width, box.height)


def _silhouette(body: Yuv, shadow: Cast, x: int, y: int) -> Placed | None:
    return None if body.a is None else _shadow(body.a, shadow, x, y)


def _shadow(shape: Plane, shadow: Cast, x: int, y: int) -> Placed:
    """The shape in the color of the shadow, softened; it is larger than the shape by what the blur needs."""
    reach = 2 * round(shadow.blur * 1.5)
    soft = np.pad(shape, reach)
    if shadow.blur > 0:
        soft = np.asarray(Image.fromarray(soft).filter(ImageFilter.GaussianBlur(shadow.blur / 2)))
    alpha = (soft.astype(np.uint16) * shadow.color.alpha // 255).astype(np.uint8)
    plain = Yuv.blank(soft.shape[1], soft.shape[0], shadow.color)
    left, top = round(x - reach + shadow.x), round(y - reach + shadow.y)
    return Placed(sprite_of(Yuv(plain.y, plain.u, plain.v, alpha)), left - left % 2, top - top % 2)
