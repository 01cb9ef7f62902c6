"""Neck and shoulders, the ground on which clothes are drawn."""

from __future__ import annotations

from heygen_build.draft.appearance import Appearance, Palette
from heygen_build.draft.vector import Pen, Point, mirrored, mix


def shoulders(look: Appearance) -> list[Point]:
    """The outline of the trunk, closed; slim figures are narrower."""
    if look.slim:
        half: list[Point] = [
            (0.0, 0.66),
            (0.17, 0.68),
            (0.36, 0.79),
            (0.64, 0.88),
            (0.82, 1.06),
            (0.9, 1.5),
            (0.96, 9.0),
            (0.0, 9.0),
        ]
    else:
        half = [(0.0, 0.64), (0.2, 0.66), (0.42, 0.78), (0.78, 0.89), (1.0, 1.1), (1.08, 1.6), (1.12, 9.0), (0.0, 9.0)]
    return mirrored(half)


def neck_width(look: Appearance) -> float:
    """Half the width of the neck."""
    return 0.145 if look.slim else 0.185


def draw_neck(pen: Pen, look: Appearance, colors: Palette) -> None:
    """The neck, in the shadow of the chin."""
    width = neck_width(look)
    outline = mirrored(
        [(0.0, 0.22), (width, 0.24), (width, 0.55), (width + 0.05, 0.7), (width + 0.2, 0.82), (0.0, 1.0)]
    )
    pen.shape(outline, colors.skin)
    pen.clip(outline)
    pen.shape(
        [(-0.4, 0.2), (0.4, 0.2), (0.4, 0.7), (0.13, 0.62), (-0.02, 0.6), (-0.2, 0.5), (-0.4, 0.48)], colors.skin_deep
    )
    pen.clip(None)


def draw_folds(pen: Pen, look: Appearance, colors: Palette) -> None:
    """Shade on the right, and the two lines that make a trunk out of a hill."""
    inner = 0.66 if look.slim else 0.8
    pen.shape(
        [(0.7, 0.7), (0.86, 1.15), (0.84, 1.6), (0.8, 9.0), (1.5, 9.0), (1.5, 0.7)],
        mix(colors.cloth, colors.cloth_shade, 0.45),
    )
    for side in (-1, 1):
        pen.line(
            [(side * (inner - 0.02), 1.36), (side * inner, 1.75), (side * (inner - 0.05), 9.0)],
            0.016,
            colors.cloth_shade,
            taper=0.3,
        )
