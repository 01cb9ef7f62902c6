"""Hair that lies on the head."""

from __future__ import annotations

import math
from collections.abc import Callable

from heygen_build.draft.appearance import HairStyle, Palette
from heygen_build.draft.vector import Pen, Point, mirrored, smooth


def draw_front_hair(pen: Pen, style: HairStyle, colors: Palette) -> None:
    """What lies over forehead and temples."""
    _FRONT[style](pen, colors)


def _bald(pen: Pen, colors: Palette) -> None:
    pen.ellipse(-0.13, -0.4, 0.085, 0.032, colors.blush, angle=-24)


def _crop(pen: Pen, colors: Palette) -> None:
    half: list[Point] = [
        (0, -0.575), (0.22, -0.535), (0.36, -0.4), (0.398, -0.2), (0.385, -0.03), (0.352, -0.02), (0.34, -0.17),
        (0.29, -0.29), (0.15, -0.315), (0, -0.32),
    ]  # fmt: skip
    pen.shape(mirrored(half), colors.hair)
    pen.line([(-0.25, -0.43), (-0.12, -0.5), (0.02, -0.52)], 0.02, colors.hair_light, taper=0.1)


def _side(pen: Pen, colors: Palette) -> None:
    whole: list[Point] = [
        (-0.385, -0.01), (-0.41, -0.22), (-0.37, -0.43), (-0.2, -0.585), (0.05, -0.645), (0.26, -0.585), (0.4, -0.42),
        (0.41, -0.2), (0.385, -0.01), (0.352, -0.02), (0.338, -0.2), (0.28, -0.3), (0.06, -0.285), (-0.14, -0.34),
        (-0.23, -0.4), (-0.3, -0.29), (-0.345, -0.16), (-0.352, -0.02),
    ]  # fmt: skip
    pen.shape(whole, colors.hair)
    pen.shape(
        [(-0.23, -0.4), (0.0, -0.5), (0.24, -0.47), (0.36, -0.3), (0.28, -0.3), (0.06, -0.285), (-0.14, -0.34)],
        colors.hair_light,
    )
    pen.line([(-0.23, -0.42), (0.0, -0.53), (0.22, -0.5)], 0.014, colors.hair_shade, taper=0.1)


def _curly(pen: Pen, colors: Palette) -> None:
    for index in range(11):
        turn = math.pi * (1.02 + 0.96 * index / 10)
        pen.ellipse(0.37 * math.cos(turn), -0.19 + 0.37 * math.sin(turn), 0.115, 0.105, colors.hair_shade)
    for index in range(10):
        turn = math.pi * (1.06 + 0.88 * index / 9)
        pen.ellipse(0.335 * math.cos(turn), -0.22 + 0.27 * math.sin(turn), 0.095, 0.088, colors.hair)
    for x, y in ((-0.22, -0.36), (-0.07, -0.41), (0.09, -0.4), (0.23, -0.35)):
        pen.ellipse(x, y, 0.095, 0.08, colors.hair)
        pen.line(
            [(x - 0.05, y - 0.02), (x - 0.022, y - 0.048), (x + 0.022, y - 0.048), (x + 0.05, y - 0.022)],
            0.012,
            colors.hair_light,
            taper=0.2,
        )


def _afro(pen: Pen, colors: Palette) -> None:
    half: list[Point] = [
        (0, -0.56),
        (0.25, -0.5),
        (0.4, -0.3),
        (0.41, -0.05),
        (0.362, 0.02),
        (0.335, -0.14),
        (0.25, -0.265),
        (0, -0.31),
    ]
    pen.shape(mirrored(half), colors.hair)
    for x, y in ((-0.28, -0.5), (-0.1, -0.6), (0.12, -0.58), (0.29, -0.46), (-0.02, -0.46), (-0.2, -0.36)):
        pen.line(
            [(x - 0.045, y), (x - 0.02, y - 0.022), (x + 0.02, y - 0.022), (x + 0.045, y)],
            0.012,
            colors.hair_light,
            taper=0.2,
        )


def _parted(pen: Pen, colors: Palette, left: list[Point], right: list[Point]) -> None:
    pen.shape(right, colors.hair)
    pen.shape(left, colors.hair)
    pen.line([(-0.3, -0.2), (-0.22, -0.4), (-0.06, -0.54)], 0.022, colors.hair_light, taper=0.1)
    pen.line([(0.33, -0.16), (0.29, -0.36), (0.12, -0.53)], 0.018, colors.hair_light, taper=0.1)


def _long(pen: Pen, colors: Palette) -> None:
    left: list[Point] = [
        (0.02, -0.6), (-0.24, -0.57), (-0.41, -0.36), (-0.44, -0.02), (-0.47, 0.35), (-0.49, 0.74), (-0.38, 0.76),
        (-0.36, 0.4), (-0.352, 0.1), (-0.33, -0.12), (-0.2, -0.31), (-0.02, -0.43),
    ]  # fmt: skip
    right: list[Point] = [
        (-0.04, -0.6), (0.22, -0.58), (0.41, -0.37), (0.44, -0.02), (0.47, 0.35), (0.49, 0.74), (0.38, 0.76),
        (0.36, 0.4), (0.352, 0.1), (0.34, -0.12), (0.26, -0.3), (0.08, -0.4), (-0.04, -0.44),
    ]  # fmt: skip
    _parted(pen, colors, left, right)


def _wavy(pen: Pen, colors: Palette) -> None:
    left: list[Point] = [
        (0.13, -0.6), (-0.2, -0.6), (-0.43, -0.38), (-0.47, -0.1), (-0.44, 0.1), (-0.52, 0.34), (-0.47, 0.55),
        (-0.53, 0.74), (-0.4, 0.72), (-0.41, 0.5), (-0.36, 0.3), (-0.375, 0.08), (-0.345, -0.1),
        (-0.2, -0.27), (0.04, -0.38),
        (0.12, -0.48),
    ]  # fmt: skip
    right: list[Point] = [
        (0.08, -0.6), (0.28, -0.57), (0.44, -0.36), (0.47, -0.1), (0.44, 0.1), (0.52, 0.34), (0.47, 0.55),
        (0.53, 0.74),
        (0.4, 0.72), (0.41, 0.5), (0.36, 0.3), (0.375, 0.08), (0.35, -0.1), (0.28, -0.31), (0.14, -0.44),
        (0.08, -0.5),
    ]  # fmt: skip
    _parted(pen, colors, left, right)


def _bob(pen: Pen, colors: Palette) -> None:
    half: list[Point] = [
        (0, -0.605), (0.24, -0.57), (0.42, -0.36), (0.46, -0.02), (0.475, 0.3), (0.43, 0.42), (0.37, 0.36),
        (0.362, 0.1),
        (0.345, -0.12), (0.31, -0.215), (0.15, -0.225), (0, -0.23),
    ]  # fmt: skip
    pen.shape(mirrored(half), colors.hair)
    pen.line([(-0.31, -0.32), (-0.15, -0.43), (0.08, -0.45)], 0.026, colors.hair_light, taper=0.1)
    for x in (-0.2, -0.09, 0.03, 0.15):
        pen.line([(x, -0.23), (x + 0.012, -0.3)], 0.008, colors.hair_shade, taper=0.2)


def _swept(pen: Pen, colors: Palette) -> None:
    half: list[Point] = [
        (0, -0.585), (0.23, -0.55), (0.385, -0.38), (0.41, -0.16), (0.392, 0.0), (0.36, 0.0), (0.335, -0.16),
        (0.24, -0.31), (0.1, -0.375), (0, -0.39),
    ]  # fmt: skip
    pen.shape(mirrored(half), colors.hair)
    for side in (-1, 1):
        pen.line([(side * 0.29, -0.27), (side * 0.2, -0.42), (side * 0.05, -0.53)], 0.012, colors.hair_light, taper=0.1)
        pen.line(
            [(side * 0.36, -0.12), (side * 0.31, -0.36), (side * 0.12, -0.54)], 0.009, colors.hair_shade, taper=0.1
        )


def _headscarf(pen: Pen, colors: Palette) -> None:
    """A ring around the face: the scarf is drawn as two halves that leave the face free."""
    ring: list[Point] = [
            (0, -0.6), (0.27, -0.55), (0.43, -0.32), (0.46, 0.05), (0.42, 0.4), (0.3, 0.62), (0, 0.7), (0, 0.475),
            (0.13, 0.44), (0.255, 0.32), (0.312, 0.1), (0.305, -0.12), (0.235, -0.3), (0.12, -0.37), (0, -0.385),
        ]  # fmt: skip
    for side in (-1, 1):
        pen.polygon([(side * x, y) for x, y in _bent(ring)], colors.accent)
    pen.polygon([(-0.02, -0.598), (0.02, -0.598), (0.02, -0.386), (-0.02, -0.386)], colors.accent)
    pen.polygon([(-0.02, 0.476), (0.02, 0.476), (0.02, 0.7), (-0.02, 0.7)], colors.accent)
    pen.polygon(
        [
            *smooth(ring[1:7], closed=False),
            *smooth([(0.1, 0.66), (0.3, 0.5), (0.375, 0.1), (0.34, -0.3), (0.24, -0.53)], closed=False),
        ],
        colors.accent_shade,
    )
    pen.line([(-0.36, -0.25), (-0.24, -0.43), (0.0, -0.49)], 0.012, colors.accent_shade, taper=0.1)
    pen.line([(-0.4, 0.25), (-0.3, 0.47), (0.0, 0.6), (0.24, 0.5)], 0.012, colors.accent_shade, taper=0.1)


def _bent(ring: list[Point]) -> list[Point]:
    """Outer and inner edge rounded, with straight cuts where the two halves meet."""
    return [*smooth(ring[:7], closed=False), *smooth(ring[7:], closed=False)]


_FRONT: dict[HairStyle, Callable[[Pen, Palette], None]] = {
    "bald": _bald,
    "crop": _crop,
    "side": _side,
    "curly": _curly,
    "afro": _afro,
    "long": _long,
    "wavy": _wavy,
    "bob": _bob,
    "bun": _swept,
    "ponytail": _swept,
    "headscarf": _headscarf,
}
