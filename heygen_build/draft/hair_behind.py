"""Hair that falls behind neck and shoulders."""

from __future__ import annotations

import math
from collections.abc import Callable

from heygen_build.draft.appearance import HairStyle, Palette
from heygen_build.draft.vector import Box, Pen, Point, mirrored

BACK_BOX = Box(-0.86, -0.92, 0.86, 1.5)


def draw_back_hair(pen: Pen, style: HairStyle, colors: Palette) -> None:
    """What falls behind neck and shoulders, if the style `has_back_hair`."""
    _BACK[style](pen, colors)


def has_back_hair(style: HairStyle) -> bool:
    """Whether `draw_back_hair` draws anything."""
    return style in _BACK


def _fall(pen: Pen, colors: Palette, half: list[Point]) -> None:
    pen.shape(mirrored(half), colors.hair_shade)


def _long_back(pen: Pen, colors: Palette) -> None:
    _fall(
        pen,
        colors,
        [(0, -0.6), (0.27, -0.55), (0.43, -0.3), (0.47, 0.1), (0.52, 0.6), (0.56, 1.02), (0.4, 1.2), (0, 1.2)],
    )


def _wavy_back(pen: Pen, colors: Palette) -> None:
    half: list[Point] = [
        (0, -0.61), (0.28, -0.56), (0.45, -0.32), (0.47, -0.05), (0.54, 0.15), (0.5, 0.35), (0.59, 0.55),
        (0.54, 0.75),
        (0.6, 0.95), (0.45, 1.1), (0, 1.1),
    ]  # fmt: skip
    _fall(pen, colors, half)


def _bob_back(pen: Pen, colors: Palette) -> None:
    _fall(
        pen,
        colors,
        [(0, -0.6), (0.28, -0.55), (0.44, -0.3), (0.49, 0.05), (0.5, 0.35), (0.42, 0.53), (0.2, 0.5), (0, 0.5)],
    )


def _bun_back(pen: Pen, colors: Palette) -> None:
    pen.ellipse(0.0, -0.64, 0.2, 0.175, colors.hair_shade)
    pen.ellipse(-0.02, -0.66, 0.175, 0.145, colors.hair)
    pen.line([(-0.12, -0.68), (0.0, -0.74), (0.11, -0.7)], 0.014, colors.hair_light, taper=0.2)


def _ponytail_back(pen: Pen, colors: Palette) -> None:
    tail: list[Point] = [
        (0.2, -0.52),
        (0.42, -0.5),
        (0.6, -0.25),
        (0.62, 0.2),
        (0.7, 0.62),
        (0.54, 0.66),
        (0.44, 0.3),
        (0.38, -0.1),
    ]
    pen.shape(tail, colors.hair_shade)
    pen.line([(0.42, -0.36), (0.53, -0.1), (0.56, 0.3)], 0.016, colors.hair, taper=0.2)


def _afro_back(pen: Pen, colors: Palette) -> None:
    _puffs(pen, colors, 0.0, -0.22, 0.52, 0.5, 17)


def _puffs(pen: Pen, colors: Palette, x: float, y: float, rx: float, ry: float, count: int) -> None:
    pen.ellipse(x, y, rx, ry, colors.hair_shade)
    for index in range(count):
        turn = 2 * math.pi * index / count
        pen.ellipse(x + rx * 0.93 * math.cos(turn), y + ry * 0.93 * math.sin(turn), 0.095, 0.095, colors.hair_shade)


_BACK: dict[HairStyle, Callable[[Pen, Palette], None]] = {
    "long": _long_back,
    "wavy": _wavy_back,
    "bob": _bob_back,
    "bun": _bun_back,
    "ponytail": _ponytail_back,
    "afro": _afro_back,
}
