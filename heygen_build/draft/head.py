"""The head without its moving parts: ears, face, light, cheeks, age, beard."""

from __future__ import annotations

from heygen_build.draft.appearance import Appearance, Face, Palette
from heygen_build.draft.vector import Box, Pen, Point, mirrored, mix
from heygen_build.units import Color

HEAD_BOX = Box(-0.72, -0.88, 0.72, 0.80)

# Right halves, from the crown to the chin.
_CRANIUM: list[Point] = [(0.0, -0.5), (0.2, -0.465), (0.325, -0.32), (0.365, -0.1)]
_JAW: dict[Face, list[Point]] = {
    "soft": [(0.352, 0.1), (0.275, 0.315), (0.125, 0.455), (0.0, 0.485)],
    "oval": [(0.358, 0.13), (0.295, 0.345), (0.145, 0.475), (0.0, 0.502)],
    "square": [(0.365, 0.15), (0.325, 0.345), (0.185, 0.485), (0.0, 0.515)],
}


def face_outline(face: Face) -> list[Point]:
    """The outline of the face, closed."""
    return mirrored([*_CRANIUM, *_JAW[face]])


def draw_head(pen: Pen, look: Appearance, colors: Palette) -> None:
    """Everything but hair, eyes, brows, nose and mouth."""
    if look.hair_style != "headscarf":
        _ears(pen, colors)
    outline = face_outline(look.face)
    pen.shape(outline, colors.skin)
    pen.clip(outline)
    _light(pen, look, colors)
    if look.age == "senior":
        _lines(pen, colors)
    if look.facial_hair != "none":
        _facial_hair(pen, look, colors)
    pen.clip(None)


def _ears(pen: Pen, colors: Palette) -> None:
    for side in (-1, 1):
        pen.ellipse(side * 0.372, 0.0, 0.062, 0.105, colors.skin_shade, angle=side * 10)
        pen.ellipse(side * 0.366, -0.004, 0.05, 0.09, colors.skin, angle=side * 10)
        pen.ellipse(side * 0.376, 0.0, 0.028, 0.055, colors.skin_shade, angle=side * 10)


def _light(pen: Pen, look: Appearance, colors: Palette) -> None:
    """Shade on the right, blushing cheeks, a soft light on the forehead."""
    pen.shape(
        [(0.26, -0.6), (0.3, -0.1), (0.27, 0.2), (0.15, 0.4), (-0.06, 0.6), (0.6, 0.6), (0.6, -0.6)], colors.skin_shade
    )
    share = 0.6 if look.lipstick else 0.2
    blush = mix(colors.skin, colors.blush, share)
    pen.ellipse(-0.215, 0.13, 0.085, 0.055, blush)
    pen.ellipse(0.205, 0.13, 0.075, 0.052, mix(blush, colors.skin_shade, 0.3))


def _lines(pen: Pen, colors: Palette) -> None:
    for side in (-1, 1):
        pen.line(
            [(side * 0.105, 0.135), (side * 0.15, 0.19), (side * 0.165, 0.245)], 0.009, colors.skin_deep, taper=0.2
        )
        pen.line([(side * 0.09, 0.055), (side * 0.15, 0.072), (side * 0.2, 0.055)], 0.007, colors.skin_shade, taper=0.2)
        pen.line([(side * 0.262, -0.045), (side * 0.295, -0.065)], 0.006, colors.skin_deep, taper=0.4)
        pen.line([(side * 0.262, -0.02), (side * 0.3, -0.018)], 0.006, colors.skin_deep, taper=0.4)
    pen.line([(-0.13, -0.275), (0.0, -0.287), (0.13, -0.275)], 0.007, colors.skin_shade, taper=0.2)


def _facial_hair(pen: Pen, look: Appearance, colors: Palette) -> None:
    if look.facial_hair == "stubble":
        _beard(pen, mix(colors.skin_shade, colors.hair, 0.2), colors.skin)
    elif look.facial_hair == "beard":
        _beard(pen, colors.hair, colors.skin)
        _mustache(pen, colors.hair_shade)
    elif look.facial_hair == "goatee":
        pen.shape(mirrored([(0.0, 0.33), (0.085, 0.345), (0.13, 0.4), (0.1, 0.55), (0.0, 0.6)]), colors.hair)
        _mustache(pen, colors.hair)
    else:
        _mustache(pen, colors.hair)


def _beard(pen: Pen, color: Color, skin: Color) -> None:
    half: list[Point] = [
        (0.0, 0.325), (0.075, 0.33), (0.13, 0.3), (0.14, 0.225), (0.2, 0.2), (0.275, 0.13), (0.322, -0.02),
        (0.42, -0.04), (0.42, 0.3), (0.25, 0.6), (0.0, 0.62),
    ]  # fmt: skip
    pen.shape(mirrored(half), color)
    pen.shape(mirrored([(0.0, 0.178), (0.07, 0.178), (0.15, 0.215), (0.145, 0.275), (0.11, 0.26), (0.0, 0.215)]), color)


def _mustache(pen: Pen, color: Color) -> None:
    half: list[Point] = [(0.0, 0.185), (0.06, 0.18), (0.13, 0.215), (0.158, 0.268), (0.1, 0.25), (0.0, 0.232)]
    pen.shape(mirrored(half), color)
