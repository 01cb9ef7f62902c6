"""A presenter taken apart into layers, each drawn once, converted once for each half pixel, and kept."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image

from heygen_build.draft.appearance import Appearance, palette
from heygen_build.draft.body import BODY_HALF_WIDTH, BODY_TOP, draw_body
from heygen_build.draft.face import FACE_BOX, Glance, draw_face
from heygen_build.draft.hair import draw_front_hair
from heygen_build.draft.hair_behind import BACK_BOX, draw_back_hair, has_back_hair
from heygen_build.draft.head import HEAD_BOX, draw_head
from heygen_build.draft.motion import Moment
from heygen_build.draft.mouth import MOUTH_BOX, Lips, draw_mouth
from heygen_build.draft.vector import Art, Box, Pen
from heygen_build.media.yuv import Sprite, sprite

_PARALLAX = 0.42  # the face moves this much farther than the head, which reads as a turn
_HAIR_LAG = 0.8
_NECK = 0.065  # how far the trunk is pushed up from where it is drawn


@dataclass(frozen=True, slots=True)
class Framing:
    """Where the figure stands: the middle of the face at (`x`, `y`) pixels, the head `scale` pixels high."""

    x: float
    y: float
    scale: float
    bottom: int


def framing(width: int, height: int) -> Framing:
    """Head and shoulders for any ratio: as large as height and width allow, a little above the middle."""
    scale = min(0.42 * height, 0.52 * width)
    y = 0.435 * height if width >= height else 0.41 * height
    return Framing(width / 2, y, scale, height)


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """A drawing and its place: top left corner in pixels, not yet rounded."""

    art: Art
    x: float
    y: float


class Figure:
    """One look at one size. Gives the layers of a moment, from back to front."""

    def __init__(self, look: Appearance, place: Framing) -> None:
        self._look, self._place, self._colors = look, place, palette(look)
        self._faces: dict[Glance, Art] = {}
        self._mouths: dict[Lips, Art] = {}
        self._body = self._drawn(self._body_box(), lambda pen: draw_body(pen, look, self._colors))
        self._head = self._drawn(HEAD_BOX, self._draw_head)
        self._back = self._drawn(BACK_BOX, self._draw_back) if has_back_hair(look.hair_style) else None

    def ground(self, moment: Moment) -> Iterator[Layer]:
        """What changes slowly: hair behind the neck, and the body."""
        if self._back:
            yield self._layer(self._back, moment.x * _HAIR_LAG, moment.y * _HAIR_LAG)
        yield self._layer(self._body, moment.x * 0.12, -moment.breath - _NECK)

    def front(self, moment: Moment) -> Iterator[Layer]:
        """Head, face and mouth."""
        x, y = moment.x, moment.y
        yield self._layer(self._head, x, y)
        x, y = x * (1 + _PARALLAX), y * (1 + _PARALLAX)
        yield self._layer(self._mouth(moment.lips), x, y)
        yield self._layer(self._face(moment.glance), x, y)

    def _layer(self, art: Art, x: float, y: float) -> Layer:
        scale = self._place.scale
        return Layer(art, self._place.x + (art.box.left + x) * scale, self._place.y + (art.box.top + y) * scale)

    def _body_box(self) -> Box:
        bottom = (self._place.bottom - self._place.y) / self._place.scale + _NECK
        return Box(-BODY_HALF_WIDTH, BODY_TOP, BODY_HALF_WIDTH, bottom + 0.1)

    def _drawn(self, box: Box, draw: Callable[[Pen], object]) -> Art:
        pen = Pen(box, self._place.scale)
        draw(pen)
        return pen.done()

    def _draw_head(self, pen: Pen) -> None:
        draw_head(pen, self._look, self._colors)
        draw_front_hair(pen, self._look.hair_style, self._colors)

    def _draw_back(self, pen: Pen) -> None:
        draw_back_hair(pen, self._look.hair_style, self._colors)

    def _face(self, glance: Glance) -> Art:
        if glance not in self._faces:
            self._faces[glance] = self._drawn(FACE_BOX, lambda pen: draw_face(pen, self._look, self._colors, glance))
        return self._faces[glance]

    def _mouth(self, lips: Lips) -> Art:
        if lips in self._mouths:
            return self._mouths[lips]
        bare = self._look.facial_hair not in ("beard", "goatee")
        self._mouths[lips] = self._drawn(MOUTH_BOX, lambda pen: draw_mouth(pen, self._colors, lips, bare_chin=bare))
        return self._mouths[lips]


def halves(value: float) -> tuple[int, float]:
    """The even pixel at or before `value`, and the rest (0, 0.5, 1 or 1.5)."""
    rounded = round(value * 2) / 2
    even = math.floor(rounded / 2) * 2
    return even, rounded - even


class Sprites:
    """Layers as sprites, kept by drawing and by part of a pixel."""

    def __init__(self, room: int = 400) -> None:
        self._get = lru_cache(room)(lambda art, dx, dy: sprite(art.shown(dx, dy)))

    def of(self, layer: Layer) -> tuple[Sprite, int, int]:
        """The sprite and its even place."""
        (x, dx), (y, dy) = halves(layer.x), halves(layer.y)
        return self._get(layer.art, dx, dy), x, y


def compose(picture: Image.Image, layers: Iterator[Layer]) -> None:
    """Draws layers on an RGBA picture, for a still."""
    for layer in layers:
        (x, dx), (y, dy) = halves(layer.x), halves(layer.y)
        shown = layer.art.shown(dx, dy)
        at = (max(x, 0), max(y, 0))
        picture.alpha_composite(shown, at, (at[0] - x, at[1] - y))
