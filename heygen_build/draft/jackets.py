"""What has a collar or lapels."""

from __future__ import annotations

from heygen_build.draft.appearance import Appearance, Palette
from heygen_build.draft.trunk import draw_folds, shoulders
from heygen_build.draft.vector import Pen, Point, mirrored, mix
from heygen_build.units import Color

_WHITE = Color(255, 255, 255)


def shirt(pen: Pen, look: Appearance, colors: Palette) -> None:
    """An open collar and a row of buttons."""
    pen.shape(mirrored([(0.0, 0.45), (0.27, 0.55), (0.15, 0.8), (0.0, 0.93)]), colors.skin)
    _collar(pen, colors.cloth_light, colors.cloth_shade, 0.99)
    pen.line([(0.0, 1.0), (0.0, 9.0)], 0.008, colors.cloth_shade)
    pen.line([(0.075, 1.02), (0.075, 9.0)], 0.008, colors.cloth_shade)
    for y in (1.13, 1.42, 1.71, 2.0, 2.29):
        pen.ellipse(0.038, y, 0.017, 0.017, mix(colors.accent, _WHITE, 0.2))


def blazer(pen: Pen, look: Appearance, colors: Palette) -> None:
    """A jacket over a plain top."""
    pen.polygon(mirrored([(0.0, 0.55), (0.27, 0.6), (0.3, 1.2), (0.0, 1.7)]), colors.accent)
    neckline = mirrored([(0.0, 0.45), (0.24, 0.55), (0.17, 0.8), (0.0, 0.93 if look.slim else 0.88)])
    pen.shape(neckline, colors.skin)
    pen.shape([(0.07, 0.98), (0.19, 0.8), (0.19, 1.15), (0.06, 1.45)], colors.accent_shade)
    _jacket(pen, colors, 1.56)


def suit(pen: Pen, look: Appearance, colors: Palette) -> None:
    """Jacket, white shirt and tie."""
    linen = Color(246, 246, 248)
    pen.polygon(mirrored([(0.0, 0.55), (0.27, 0.6), (0.3, 1.2), (0.0, 1.7)]), linen)
    pen.shape(mirrored([(0.0, 0.45), (0.22, 0.55), (0.15, 0.76), (0.0, 0.88)]), colors.skin)
    pen.polygon(
        [(-0.055, 0.9), (0.055, 0.9), (0.04, 1.0), (0.1, 1.5), (0.0, 1.72), (-0.1, 1.5), (-0.04, 1.0)], colors.accent
    )
    pen.polygon([(0.055, 0.9), (0.04, 1.0), (0.1, 1.5), (0.0, 1.72), (0.01, 1.0)], colors.accent_shade)
    _collar(pen, linen, mix(linen, Color(70, 80, 110), 0.3), 0.98)
    pen.polygon(
        [(-0.062, 0.87), (0.062, 0.87), (0.042, 0.985), (-0.042, 0.985)], mix(colors.accent, colors.accent_shade, 0.5)
    )
    _jacket(pen, colors, 1.6)


def coat(pen: Pen, look: Appearance, colors: Palette) -> None:
    """An open white coat, over a shirt of the clothes' color."""
    white, gray = Color(246, 248, 250), Color(205, 212, 222)
    coat = Palette(
        **{
            **{name: getattr(colors, name) for name in Palette.__slots__},
            "cloth": white,
            "cloth_shade": gray,
            "cloth_light": white,
        }
    )
    pen.shape(shoulders(look), white)
    draw_folds(pen, look, coat)
    pen.polygon(mirrored([(0.0, 0.55), (0.27, 0.6), (0.3, 1.15), (0.0, 1.75)]), colors.cloth)
    pen.shape(mirrored([(0.0, 0.45), (0.24, 0.55), (0.17, 0.8), (0.0, 0.92)]), colors.skin)
    _jacket(pen, coat, 1.75)
    pen.polygon([(0.34, 1.4), (0.62, 1.4), (0.62, 1.42), (0.34, 1.42)], gray)
    pen.line([(0.42, 1.3), (0.42, 1.4)], 0.03, colors.accent)


def _collar(pen: Pen, color: Color, shade: Color, meet: float) -> None:
    for side, fill in ((1, mix(color, shade, 0.35)), (-1, color)):
        flap: list[Point] = [
            (0.19, 0.56),
            (0.265, 0.66),
            (0.285, 0.83),
            (0.165, 1.02),
            (0.0, meet - 0.06),
            (0.13, 0.79),
        ]
        pen.polygon([(side * x, y) for x, y in flap], fill)
        pen.line([(side * 0.285, 0.83), (side * 0.165, 1.02), (side * 0.004, meet - 0.06)], 0.008, shade)


def _jacket(pen: Pen, colors: Palette, deep: float) -> None:
    """Lapels over what is worn below, meeting at `deep`."""
    for side, fill in ((1, mix(colors.cloth, colors.cloth_shade, 0.3)), (-1, colors.cloth_light)):
        lapel: list[Point] = [
            (0.2, 0.57), (0.33, 0.7), (0.43, 0.98), (0.33, 1.06), (0.42, 1.13), (0.0, deep + 0.04),
            (0.015, deep - 0.06),
            (0.2, 0.98),
        ]  # fmt: skip
        pen.polygon([(side * x, y) for x, y in lapel], fill)
        pen.line([(side * 0.43, 0.98), (side * 0.33, 1.06), (side * 0.42, 1.13)], 0.009, colors.cloth_shade)
        pen.line([(side * 0.42, 1.13), (side * 0.004, deep + 0.04)], 0.009, colors.cloth_shade)
    pen.line([(0.0, deep), (0.03, 9.0)], 0.012, colors.cloth_shade)
    for y in (deep + 0.12, deep + 0.48):
        pen.ellipse(0.08, y, 0.026, 0.026, colors.cloth_shade)
