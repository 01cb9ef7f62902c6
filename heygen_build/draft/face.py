"""The parts of the face that move without words: eyes, lids, brows; and what sits on the nose."""

from __future__ import annotations

import math
from dataclasses import dataclass

from heygen_build.draft.appearance import Appearance, Palette
from heygen_build.draft.vector import Box, Pen, Point, mix
from heygen_build.units import Color

FACE_BOX = Box(-0.4, -0.3, 0.4, 0.2)
_EYE_X, _EYE_Y, _EYE_WIDTH, _EYE_HEIGHT = 0.158, -0.035, 0.076, 0.05
_INK, _WHITE = Color(38, 26, 30), Color(252, 252, 252)


@dataclass(frozen=True, slots=True)
class Glance:
    """`lids` 0 (open) – 4 (shut), `brows` 0 (calm) – 3 (raised), `side` −1, 0 or 1 (the viewer's right)."""

    lids: int = 0
    brows: int = 0
    side: int = 0


def draw_face(pen: Pen, look: Appearance, colors: Palette, glance: Glance) -> None:
    """Brows, eyes, nose and glasses."""
    for side in (-1, 1):
        _eye(pen, look, colors, glance, side)
        _brow(pen, look, colors, glance, side)
    _nose(pen, colors)
    if look.glasses != "none":
        _glasses(pen, look)


def _eye(pen: Pen, look: Appearance, colors: Palette, glance: Glance, side: int) -> None:
    x, drop = side * _EYE_X, glance.lids / 4
    top = _EYE_Y - 0.86 * _EYE_HEIGHT + 1.8 * _EYE_HEIGHT * drop
    almond: list[Point] = [
        (x - _EYE_WIDTH, _EYE_Y + 0.008), (x - 0.04, top + 0.012 * (1 - drop)), (x, top),
        (x + 0.04, top + 0.012 * (1 - drop)),
        (x + _EYE_WIDTH, _EYE_Y + 0.008), (x + 0.04, _EYE_Y + 0.042), (x, _EYE_Y + 0.05), (x - 0.04, _EYE_Y + 0.042),
    ]  # fmt: skip
    pen.ellipse(x, _EYE_Y - 0.004, _EYE_WIDTH + 0.012, _EYE_HEIGHT + 0.022, mix(colors.skin, colors.skin_shade, 0.55))
    if drop < 1:
        pen.shape(almond, _WHITE)
        pen.clip(almond)
        _iris(pen, colors, x + glance.side * 0.018)
        pen.clip(None)
    _lid(
        pen, look, almond[:5] if drop < 1 else [(px, _EYE_Y + 0.032 - 4 * (px - x) ** 2) for px, _ in almond[:5]], side
    )


def _iris(pen: Pen, colors: Palette, x: float) -> None:
    pen.ellipse(x, _EYE_Y - 0.006, 0.043, 0.043, mix(colors.eyes, _INK, 0.45))
    pen.ellipse(x, _EYE_Y - 0.004, 0.036, 0.036, colors.eyes)
    pen.ellipse(x, _EYE_Y - 0.004, 0.02, 0.02, _INK)
    pen.ellipse(x - 0.014, _EYE_Y - 0.019, 0.0105, 0.0105, _WHITE)


def _lid(pen: Pen, look: Appearance, edge: list[Point], side: int) -> None:
    pen.line(edge, 0.019 if look.lipstick else 0.0135, _INK, taper=0.45)
    if look.lipstick:
        near, outer = edge[-2:] if side > 0 else edge[1::-1]
        tip = (outer[0] + side * 0.02, outer[1] - 0.016)
        pen.line([near, (outer[0] - side * 0.008, outer[1] - 0.011), tip], 0.016, _INK, taper=0.3)


def _brow(pen: Pen, look: Appearance, colors: Palette, glance: Glance, side: int) -> None:
    lift = -0.016 * glance.brows
    color = mix(colors.hair, Color(120, 110, 110), 0.4) if look.age == "senior" else colors.brow
    path: list[Point] = [
        (side * 0.07, -0.128 + lift * 0.8),
        (side * 0.125, -0.151 + lift),
        (side * 0.18, -0.154 + lift),
        (side * 0.235, -0.132 + lift * 0.7),
    ]
    pen.line(path, 0.024 if look.slim else 0.036, color, taper=0.45)


def _nose(pen: Pen, colors: Palette) -> None:
    pen.line([(0.022, -0.02), (0.034, 0.06), (0.05, 0.115), (0.028, 0.138)], 0.012, colors.skin_shade, taper=0.3)
    pen.line([(-0.045, 0.128), (-0.02, 0.147), (0.012, 0.147), (0.044, 0.128)], 0.0135, colors.skin_deep, taper=0.3)


def _glasses(pen: Pen, look: Appearance) -> None:
    frame = Color(40, 36, 44)
    for side in (-1, 1):
        if look.glasses == "round":
            ring = [(side * _EYE_X + 0.115 * c, _EYE_Y + 0.105 * s) for c, s in _circle()]
        else:
            ring = [(side * _EYE_X + 0.122 * _square(c), _EYE_Y + 0.005 + 0.088 * _square(s)) for c, s in _circle()]
        pen.line([*ring, ring[0], ring[1]], 0.0165, frame)
        pen.line([(side * 0.278, -0.05), (side * 0.372, -0.045)], 0.0165, frame)
    pen.line([(-0.045, -0.042), (0.0, -0.056), (0.045, -0.042)], 0.0165, frame)


def _circle() -> list[Point]:
    return [(math.cos(turn / 16 * math.pi), math.sin(turn / 16 * math.pi)) for turn in range(32)]


def _square(value: float) -> float:
    """Toward a rounded square: a circle's coordinate, flattened."""
    return math.copysign(math.sqrt(abs(value)), value)
