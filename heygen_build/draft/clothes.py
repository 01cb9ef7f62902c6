"""What is pulled over the head."""

from __future__ import annotations

from heygen_build.draft.appearance import Appearance, Palette
from heygen_build.draft.trunk import neck_width
from heygen_build.draft.vector import Pen, mirrored, mix


def tee(pen: Pen, look: Appearance, colors: Palette) -> None:
    """A round neckline with a rib."""
    width = neck_width(look) + 0.07
    pen.shape(mirrored([(0.0, 0.5), (width + 0.04, 0.6), (width, 0.79), (0.13, 0.92), (0.0, 0.95)]), colors.cloth_shade)
    pen.shape(mirrored([(0.0, 0.45), (width, 0.55), (width - 0.03, 0.76), (0.12, 0.87), (0.0, 0.9)]), colors.skin)


def sweater(pen: Pen, look: Appearance, colors: Palette) -> None:
    """A wide rib, and rows of knitting."""
    width = neck_width(look) + 0.06
    pen.shape(
        mirrored([(0.0, 0.55), (width + 0.09, 0.6), (width + 0.06, 0.78), (0.14, 0.93), (0.0, 0.96)]),
        colors.cloth_light,
    )
    pen.line(
        [(-width - 0.05, 0.77), (-0.14, 0.925), (0.0, 0.955), (0.14, 0.925), (width + 0.05, 0.77)],
        0.012,
        colors.cloth_shade,
    )
    pen.shape(mirrored([(0.0, 0.45), (width, 0.55), (width - 0.03, 0.7), (0.11, 0.81), (0.0, 0.83)]), colors.skin)
    for row in range(4):
        y = 1.25 + 0.2 * row
        pen.line([(-1.2, y + 0.04), (0.0, y), (1.2, y + 0.04)], 0.03, colors.cloth_light if row % 2 else colors.accent)


def top(pen: Pen, look: Appearance, colors: Palette) -> None:
    """A deep round neckline with a necklace."""
    neckline = mirrored([(0.0, 0.45), (0.3, 0.58), (0.36, 0.78), (0.27, 1.0), (0.0, 1.12)])
    pen.shape(neckline, colors.skin)
    for side in (-1, 1):
        pen.line([(side * 0.06, 0.89), (side * 0.2, 0.865), (side * 0.32, 0.83)], 0.011, colors.skin_shade, taper=0.2)
    pen.line([(-0.2, 0.71), (-0.1, 0.89), (0.0, 0.94), (0.1, 0.89), (0.2, 0.71)], 0.009, colors.accent)
    pen.ellipse(0.0, 0.965, 0.024, 0.03, colors.accent)


def turtleneck(pen: Pen, look: Appearance, colors: Palette) -> None:
    """A collar up to the chin."""
    width = neck_width(look) + 0.03
    pen.shape(
        mirrored([(0.0, 0.53), (width, 0.545), (width + 0.01, 0.7), (width + 0.1, 0.84), (0.0, 0.96)]),
        colors.cloth_light,
    )
    pen.shape(
        [(0.1, 0.545), (width, 0.545), (width + 0.01, 0.7), (width + 0.1, 0.84), (0.19, 0.87), (0.12, 0.7)],
        mix(colors.cloth_light, colors.cloth_shade, 0.5),
    )
    pen.line([(-width - 0.05, 0.79), (0.0, 0.87), (width + 0.05, 0.79)], 0.012, colors.cloth_shade, taper=0.3)


def hoodie(pen: Pen, look: Appearance, colors: Palette) -> None:
    """A hood behind the neck, and its strings."""
    width = neck_width(look) + 0.06
    pen.shape(mirrored([(0.0, 0.5), (0.34, 0.6), (0.4, 0.8), (0.2, 1.06), (0.0, 1.12)]), colors.cloth_light)
    pen.shape(mirrored([(0.0, 0.5), (width + 0.02, 0.58), (width, 0.8), (0.1, 0.98), (0.0, 1.02)]), colors.accent)
    pen.shape(mirrored([(0.0, 0.45), (width, 0.55), (width - 0.03, 0.76), (0.11, 0.87), (0.0, 0.9)]), colors.skin)
    pen.line([(0.0, 1.12), (0.0, 9.0)], 0.01, colors.cloth_shade)
    for side, end in ((-1, 1.5), (1, 1.42)):
        pen.line([(side * 0.13, 1.05), (side * 0.15, 1.25), (side * 0.14, end)], 0.022, colors.accent)


def drape(pen: Pen, colors: Palette) -> None:
    """The end of a headscarf, over neck and shoulders."""
    pen.shape(mirrored([(0.0, 0.4), (0.34, 0.5), (0.47, 0.8), (0.42, 1.0), (0.2, 1.14), (0.0, 1.18)]), colors.accent)
    pen.shape([(0.1, 0.5), (0.36, 0.52), (0.47, 0.8), (0.42, 1.0), (0.22, 1.13), (0.24, 0.8)], colors.accent_shade)
    pen.line([(-0.36, 0.72), (-0.15, 0.93), (0.14, 0.98)], 0.014, colors.accent_shade, taper=0.1)
