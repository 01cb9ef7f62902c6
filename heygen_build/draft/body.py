"""Neck, shoulders and clothes."""

from __future__ import annotations

from collections.abc import Callable

from heygen_build.draft.appearance import Appearance, Clothes, Palette
from heygen_build.draft.vector import Pen, Point, mirrored, mix
from heygen_build.units import Color

BODY_TOP = 0.2
BODY_HALF_WIDTH = 1.3
_WHITE = Color(255, 255, 255)


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


def draw_body(pen: Pen, look: Appearance, colors: Palette) -> None:
    """The clothed trunk with the neck; the head hides where the neck begins."""
    outline = shoulders(look)
    if look.clothes == "hoodie":
        pen.shape(mirrored([(0.0, 0.42), (0.32, 0.46), (0.47, 0.66), (0.44, 0.9), (0.0, 1.0)]), colors.cloth_shade)
    _neck(pen, look, colors)
    pen.shape(outline, colors.cloth)
    pen.clip(outline)
    _folds(pen, look, colors)
    _CLOTHES[look.clothes](pen, look, colors)
    if look.hair_style == "headscarf":
        _drape(pen, colors)
    pen.clip(None)


def _neck_width(look: Appearance) -> float:
    return 0.145 if look.slim else 0.185


def _neck(pen: Pen, look: Appearance, colors: Palette) -> None:
    width = _neck_width(look)
    outline = mirrored(
        [(0.0, 0.22), (width, 0.24), (width, 0.55), (width + 0.05, 0.7), (width + 0.2, 0.82), (0.0, 1.0)]
    )
    pen.shape(outline, colors.skin)
    pen.clip(outline)
    pen.shape(
        [(-0.4, 0.2), (0.4, 0.2), (0.4, 0.7), (0.13, 0.62), (-0.02, 0.6), (-0.2, 0.5), (-0.4, 0.48)], colors.skin_deep
    )
    pen.clip(None)


def _skin_in(pen: Pen, outline: list[Point], colors: Palette) -> None:
    """A neckline: skin inside the outline."""
    pen.shape(outline, colors.skin)


def _folds(pen: Pen, look: Appearance, colors: Palette) -> None:
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


def _tee(pen: Pen, look: Appearance, colors: Palette) -> None:
    width = _neck_width(look) + 0.07
    pen.shape(mirrored([(0.0, 0.5), (width + 0.04, 0.6), (width, 0.79), (0.13, 0.92), (0.0, 0.95)]), colors.cloth_shade)
    _skin_in(pen, mirrored([(0.0, 0.45), (width, 0.55), (width - 0.03, 0.76), (0.12, 0.87), (0.0, 0.9)]), colors)


def _sweater(pen: Pen, look: Appearance, colors: Palette) -> None:
    width = _neck_width(look) + 0.06
    pen.shape(
        mirrored([(0.0, 0.55), (width + 0.09, 0.6), (width + 0.06, 0.78), (0.14, 0.93), (0.0, 0.96)]),
        colors.cloth_light,
    )
    pen.line(
        [(-width - 0.05, 0.77), (-0.14, 0.925), (0.0, 0.955), (0.14, 0.925), (width + 0.05, 0.77)],
        0.012,
        colors.cloth_shade,
    )
    _skin_in(pen, mirrored([(0.0, 0.45), (width, 0.55), (width - 0.03, 0.7), (0.11, 0.81), (0.0, 0.83)]), colors)
    for row in range(4):
        y = 1.25 + 0.2 * row
        pen.line([(-1.2, y + 0.04), (0.0, y), (1.2, y + 0.04)], 0.03, colors.cloth_light if row % 2 else colors.accent)


def _shirt(pen: Pen, look: Appearance, colors: Palette) -> None:
    _skin_in(pen, mirrored([(0.0, 0.45), (0.27, 0.55), (0.15, 0.8), (0.0, 0.93)]), colors)
    _collar(pen, colors.cloth_light, colors.cloth_shade, 0.99)
    pen.line([(0.0, 1.0), (0.0, 9.0)], 0.008, colors.cloth_shade)
    pen.line([(0.075, 1.02), (0.075, 9.0)], 0.008, colors.cloth_shade)
    for y in (1.13, 1.42, 1.71, 2.0, 2.29):
        pen.ellipse(0.038, y, 0.017, 0.017, mix(colors.accent, _WHITE, 0.2))


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


def _blazer(pen: Pen, look: Appearance, colors: Palette) -> None:
    pen.polygon(mirrored([(0.0, 0.55), (0.27, 0.6), (0.3, 1.2), (0.0, 1.7)]), colors.accent)
    neckline = mirrored([(0.0, 0.45), (0.24, 0.55), (0.17, 0.8), (0.0, 0.93 if look.slim else 0.88)])
    _skin_in(pen, neckline, colors)
    pen.shape([(0.07, 0.98), (0.19, 0.8), (0.19, 1.15), (0.06, 1.45)], colors.accent_shade)
    _jacket(pen, colors, 1.56)


def _suit(pen: Pen, look: Appearance, colors: Palette) -> None:
    linen = Color(246, 246, 248)
    pen.polygon(mirrored([(0.0, 0.55), (0.27, 0.6), (0.3, 1.2), (0.0, 1.7)]), linen)
    _skin_in(pen, mirrored([(0.0, 0.45), (0.22, 0.55), (0.15, 0.76), (0.0, 0.88)]), colors)
    pen.polygon(
        [(-0.055, 0.9), (0.055, 0.9), (0.04, 1.0), (0.1, 1.5), (0.0, 1.72), (-0.1, 1.5), (-0.04, 1.0)], colors.accent
    )
    pen.polygon([(0.055, 0.9), (0.04, 1.0), (0.1, 1.5), (0.0, 1.72), (0.01, 1.0)], colors.accent_shade)
    _collar(pen, linen, mix(linen, Color(70, 80, 110), 0.3), 0.98)
    pen.polygon(
        [(-0.062, 0.87), (0.062, 0.87), (0.042, 0.985), (-0.042, 0.985)], mix(colors.accent, colors.accent_shade, 0.5)
    )
    _jacket(pen, colors, 1.6)


def _top(pen: Pen, look: Appearance, colors: Palette) -> None:
    neckline = mirrored([(0.0, 0.45), (0.3, 0.58), (0.36, 0.78), (0.27, 1.0), (0.0, 1.12)])
    _skin_in(pen, neckline, colors)
    for side in (-1, 1):
        pen.line([(side * 0.06, 0.89), (side * 0.2, 0.865), (side * 0.32, 0.83)], 0.011, colors.skin_shade, taper=0.2)
    pen.line([(-0.2, 0.71), (-0.1, 0.89), (0.0, 0.94), (0.1, 0.89), (0.2, 0.71)], 0.009, colors.accent)
    pen.ellipse(0.0, 0.965, 0.024, 0.03, colors.accent)


def _turtleneck(pen: Pen, look: Appearance, colors: Palette) -> None:
    width = _neck_width(look) + 0.03
    pen.shape(
        mirrored([(0.0, 0.53), (width, 0.545), (width + 0.01, 0.7), (width + 0.1, 0.84), (0.0, 0.96)]),
        colors.cloth_light,
    )
    pen.shape(
        [(0.1, 0.545), (width, 0.545), (width + 0.01, 0.7), (width + 0.1, 0.84), (0.19, 0.87), (0.12, 0.7)],
        mix(colors.cloth_light, colors.cloth_shade, 0.5),
    )
    pen.line([(-width - 0.05, 0.79), (0.0, 0.87), (width + 0.05, 0.79)], 0.012, colors.cloth_shade, taper=0.3)


def _hoodie(pen: Pen, look: Appearance, colors: Palette) -> None:
    width = _neck_width(look) + 0.06
    pen.shape(mirrored([(0.0, 0.5), (0.34, 0.6), (0.4, 0.8), (0.2, 1.06), (0.0, 1.12)]), colors.cloth_light)
    pen.shape(mirrored([(0.0, 0.5), (width + 0.02, 0.58), (width, 0.8), (0.1, 0.98), (0.0, 1.02)]), colors.accent)
    _skin_in(pen, mirrored([(0.0, 0.45), (width, 0.55), (width - 0.03, 0.76), (0.11, 0.87), (0.0, 0.9)]), colors)
    pen.line([(0.0, 1.12), (0.0, 9.0)], 0.01, colors.cloth_shade)
    for side, end in ((-1, 1.5), (1, 1.42)):
        pen.line([(side * 0.13, 1.05), (side * 0.15, 1.25), (side * 0.14, end)], 0.022, colors.accent)


def _coat(pen: Pen, look: Appearance, colors: Palette) -> None:
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
    _folds(pen, look, coat)
    pen.polygon(mirrored([(0.0, 0.55), (0.27, 0.6), (0.3, 1.15), (0.0, 1.75)]), colors.cloth)
    _skin_in(pen, mirrored([(0.0, 0.45), (0.24, 0.55), (0.17, 0.8), (0.0, 0.92)]), colors)
    _jacket(pen, coat, 1.75)
    pen.polygon([(0.34, 1.4), (0.62, 1.4), (0.62, 1.42), (0.34, 1.42)], gray)
    pen.line([(0.42, 1.3), (0.42, 1.4)], 0.03, colors.accent)


def _drape(pen: Pen, colors: Palette) -> None:
    pen.shape(mirrored([(0.0, 0.4), (0.34, 0.5), (0.47, 0.8), (0.42, 1.0), (0.2, 1.14), (0.0, 1.18)]), colors.accent)
    pen.shape([(0.1, 0.5), (0.36, 0.52), (0.47, 0.8), (0.42, 1.0), (0.22, 1.13), (0.24, 0.8)], colors.accent_shade)
    pen.line([(-0.36, 0.72), (-0.15, 0.93), (0.14, 0.98)], 0.014, colors.accent_shade, taper=0.1)


_CLOTHES: dict[Clothes, Callable[[Pen, Appearance, Palette], None]] = {
    "tee": _tee,
    "sweater": _sweater,
    "shirt": _shirt,
    "blazer": _blazer,
    "suit": _suit,
    "top": _top,
    "turtleneck": _turtleneck,
    "hoodie": _hoodie,
    "coat": _coat,
}
