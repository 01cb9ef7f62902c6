"""A small pen for flat illustration: smooth shapes in figure units, drawn large and scaled down for soft edges."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw

from heygen_build.units import Color

Point: TypeAlias = tuple[float, float]
_Numbers: TypeAlias = NDArray[np.float64]
_STEPS = 10


@dataclass(frozen=True, slots=True)
class Box:
    """A piece of the figure in its units (1 is the height of the head; 0, 0 the middle of the face; y runs down)."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, eq=False)
class Art:
    """A finished drawing, `oversampling` times as large as shown, with premultiplied alpha; `box` is its place."""

    image: Image.Image
    box: Box
    oversampling: int

    def shown(self, dx: float = 0.0, dy: float = 0.0) -> Image.Image:
        """The drawing at its real size (RGBA), moved right and down by a part of two pixels (0 ≤ dx, dy < 2)."""
        many = self.oversampling
        left, top = round(dx * many), round(dy * many)
        width = math.ceil((self.image.width + 2 * many) / (2 * many)) * 2 * many
        height = math.ceil((self.image.height + 2 * many) / (2 * many)) * 2 * many
        wide = self.image.crop((-left, -top, width - left, height - top))
        return wide.reduce(many).convert("RGBA")


class Pen:
    """Draws into `box` at `scale` pixels a unit. Colors are opaque, because flat pictures mix theirs beforehand."""

    def __init__(self, box: Box, scale: float) -> None:
        self._box = box
        self.oversampling = 4 if scale < 380 else 3 if scale < 650 else 2
        self._zoom = scale * self.oversampling
        size = (round((box.right - box.left) * self._zoom), round((box.bottom - box.top) * self._zoom))
        self._image = Image.new("RGBA", size)
        self._draw = ImageDraw.Draw(self._image)
        self._clip: Image.Image | None = None

    def clip(self, outline: Sequence[Point] | None) -> None:
        """Until the next call everything stays inside this smooth outline; `None` lifts the limit."""
        if outline is None:
            self._clip = None
            return
        self._clip = Image.new("L", self._image.size)
        ImageDraw.Draw(self._clip).polygon(self._pixels(smooth(outline)), fill=255)

    def shape(self, outline: Sequence[Point], color: Color) -> None:
        """A closed shape through these points, rounded."""
        self.polygon(smooth(outline), color)

    def polygon(self, corners: Sequence[Point], color: Color) -> None:
        """A closed shape with straight sides."""
        self._paint(self._pixels(corners), color)

    def ellipse(self, x: float, y: float, rx: float, ry: float, color: Color, angle: float = 0.0) -> None:
        """Around (x, y); `angle` in degrees, clockwise."""
        turn = np.linspace(0, 2 * math.pi, 72, endpoint=False)
        sine, cosine = math.sin(math.radians(angle)), math.cos(math.radians(angle))
        across, down = rx * np.cos(turn), ry * np.sin(turn)
        xs, ys = x + across * cosine - down * sine, y + across * sine + down * cosine
        self.polygon(list(zip(xs.tolist(), ys.tolist(), strict=True)), color)

    def line(self, points: Sequence[Point], width: float, color: Color, *, taper: float = 1.0) -> None:
        """A smooth stroke with round ends, `width` units thick; `taper` is the share of it left at the ends."""
        path = np.array(smooth(points, closed=False))
        along = np.linspace(0, 1, len(path))
        radius = width / 2 * (taper + (1 - taper) * np.sin(math.pi * along))
        for (x, y), r in zip(path[[0, -1]].tolist(), radius[[0, -1]].tolist(), strict=True):
            self.ellipse(x, y, r, r, color)
        self.polygon(_ribbon(path, radius), color)

    def done(self) -> Art:
        """The drawing. The pen is used up."""
        return Art(self._image.convert("RGBa"), self._box, self.oversampling)

    def _pixels(self, points: Iterable[Point]) -> list[Point]:
        return [((x - self._box.left) * self._zoom, (y - self._box.top) * self._zoom) for x, y in points]

    def _paint(self, pixels: list[Point], color: Color) -> None:
        fill = (color.red, color.green, color.blue, 255)
        if self._clip is None:
            self._draw.polygon(pixels, fill=fill)
            return
        # Only the shape's own rectangle is masked, because most clipped shapes are small (an iris, a tooth line).
        xs, ys = zip(*pixels, strict=True)
        width, height = self._image.size
        left, top = max(0, math.floor(min(xs))), max(0, math.floor(min(ys)))
        right, bottom = min(width, math.ceil(max(xs)) + 1), min(height, math.ceil(max(ys)) + 1)
        if left >= right or top >= bottom:
            return
        mask = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in pixels], fill=255)
        inside = ImageChops.multiply(mask, self._clip.crop((left, top, right, bottom)))
        self._image.paste(fill, (left, top, right, bottom), inside)


def smooth(points: Sequence[Point], *, closed: bool = True) -> list[Point]:
    """A curve through all points: centripetal Catmull–Rom, because the uniform one overshoots between far points."""
    line = np.array(points, dtype=float)
    before, after = (line[-1:], line[:2]) if closed else (2 * line[:1] - line[1:2], 2 * line[-1:] - line[-2:-1])
    around = np.concatenate([before, line, after])
    curve = [_span(around[i : i + 4]) for i in range(len(around) - 3)]
    found = np.concatenate(curve if closed else [*curve, line[-1:]])
    return [(float(x), float(y)) for x, y in found]


def mirrored(half: Sequence[Point]) -> list[Point]:
    """A whole symmetrical outline from its right half, which runs from the top of the axis to its bottom."""
    return [*half, *((-x, y) for x, y in reversed(half) if x > 1e-9)]


def mix(color: Color, other: Color, share: float) -> Color:
    """`share` of the other color, 0–1."""
    parts = ((color.red, other.red), (color.green, other.green), (color.blue, other.blue))
    return Color(*(round(one + (two - one) * share) for one, two in parts))


def _span(four: _Numbers) -> _Numbers:
    """The piece between the middle two of four points (Barry and Goldman's pyramid)."""
    gaps = np.maximum(np.sqrt(np.linalg.norm(np.diff(four, axis=0), axis=1)), 1e-6)
    t0, t1, t2, t3 = 0.0, gaps[0], gaps[0] + gaps[1], gaps.sum()
    t = np.linspace(t1, t2, _STEPS, endpoint=False)[:, None]
    a = (t1 - t) / (t1 - t0) * four[0] + (t - t0) / (t1 - t0) * four[1]
    b = (t2 - t) / (t2 - t1) * four[1] + (t - t1) / (t2 - t1) * four[2]
    c = (t3 - t) / (t3 - t2) * four[2] + (t - t2) / (t3 - t2) * four[3]
    left = (t2 - t) / (t2 - t0) * a + (t - t0) / (t2 - t0) * b
    right = (t3 - t) / (t3 - t1) * b + (t - t1) / (t3 - t1) * c
    return np.asarray((t2 - t) / (t2 - t1) * left + (t - t1) / (t2 - t1) * right, dtype=np.float64)


def _ribbon(path: _Numbers, radius: _Numbers) -> list[Point]:
    direction = np.gradient(path, axis=0)
    normal = np.stack([-direction[:, 1], direction[:, 0]], axis=1)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9)
    left, right = path + normal * radius[:, None], path - normal * radius[:, None]
    return [(float(x), float(y)) for x, y in np.concatenate([left, right[::-1]])]
