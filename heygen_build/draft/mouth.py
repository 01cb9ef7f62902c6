"""A mouth that can take any shape between the visemes."""

from __future__ import annotations

import math
from dataclasses import dataclass

from heygen_build.draft.appearance import Palette
from heygen_build.draft.model import MouthShape
from heygen_build.draft.vector import Box, Pen, Point, mix
from heygen_build.units import Color

MOUTH_BOX = Box(-0.19, 0.16, 0.19, 0.47)
_Y = 0.272
_DARK, _TEETH, _TONGUE = Color(84, 24, 34), Color(250, 249, 246), Color(206, 92, 98)


@dataclass(frozen=True, slots=True)
class Lips:
    """`open` 0–1 apart, `wide` 0 (pursed) – 1 (broad), `teeth` and `tongue` 0–1 visible."""

    open: float = 0.0
    wide: float = 0.5
    teeth: float = 0.0
    tongue: float = 0.0


LIPS: dict[MouthShape, Lips] = {
    "rest": Lips(0.0, 0.52),
    "mbp": Lips(0.0, 0.4),
    "fv": Lips(0.16, 0.5, teeth=1.0),
    "l": Lips(0.42, 0.52, teeth=0.7, tongue=1.0),
    "s": Lips(0.22, 0.62, teeth=1.0),
    "ai": Lips(0.95, 0.62, teeth=0.6, tongue=0.5),
    "e": Lips(0.52, 0.82, teeth=0.8, tongue=0.3),
    "o": Lips(0.72, 0.16, tongue=0.2),
    "u": Lips(0.34, 0.0),
}


def draw_mouth(pen: Pen, colors: Palette, lips: Lips, *, bare_chin: bool = True) -> None:
    """Lips, and teeth and tongue as far as the mouth is open; the fold of a bare chin goes with the jaw."""
    half = 0.078 + 0.058 * lips.wide
    gap = 0.165 * lips.open
    top, bottom = _Y - 0.22 * gap, _Y + 0.78 * gap
    # Broad mouths end in points, pursed ones are round.
    roundness = 0.75 + 0.75 * lips.wide
    _lips(pen, colors, half, (top, bottom), roundness)
    if gap > 0.008:
        _inside(pen, _ring(half, top, bottom, roundness), half, top, bottom, lips)
    else:
        _seam(pen, colors, half)
    if bare_chin:
        chin = bottom + 0.072
        pen.line([(-0.04, chin), (0.0, chin + 0.008), (0.04, chin)], 0.009, colors.skin_shade, taper=0.2)


def _corner(top: float, bottom: float) -> float:
    return top * 0.58 + bottom * 0.42 - 0.008


def _ring(half: float, top: float, bottom: float, roundness: float) -> list[Point]:
    """An opening between `top` and `bottom`, `half` wide to each side; the corners lie a little above the middle."""
    corner, ring = _corner(top, bottom), []
    for step in range(64):
        turn = step / 32 * math.pi
        height = (bottom if math.sin(turn) > 0 else top) - corner
        ring.append((half * math.cos(turn), corner + height * abs(math.sin(turn)) ** roundness))
    return ring


def _seam(pen: Pen, colors: Palette, half: float) -> None:
    """The line between closed lips, turned up at its ends."""
    seam: list[Point] = [
        (-half - 0.008, _Y - 0.013),
        (-half * 0.45, _Y + 0.004),
        (0.0, _Y + 0.006),
        (half * 0.45, _Y + 0.004),
        (half + 0.008, _Y - 0.013),
    ]
    pen.line(seam, 0.0115, mix(colors.lip, _DARK, 0.55), taper=0.4)


def _lips(pen: Pen, colors: Palette, half: float, levels: tuple[float, float], roundness: float) -> None:
    top, bottom = levels
    outer = _ring(half + 0.011, top - 0.024, bottom + 0.034, roundness)
    corner = _corner(top, bottom)
    pen.polygon([point for point in outer if point[1] >= corner - 0.012], mix(colors.lip, Color(255, 255, 255), 0.07))
    bow: list[Point] = [
        (-half - 0.011, corner), (-half * 0.6, top - 0.013), (-0.026, top - 0.028), (0.0, top - 0.02),
        (0.026, top - 0.028), (half * 0.6, top - 0.013), (half + 0.011, corner), (half * 0.4, top + 0.014),
        (-half * 0.4, top + 0.014),
    ]  # fmt: skip
    pen.shape(bow, colors.lip)


def _inside(pen: Pen, outline: list[Point], half: float, top: float, bottom: float, lips: Lips) -> None:
    gap = bottom - top
    pen.polygon(outline, _DARK)
    pen.clip(outline)
    if lips.tongue > 0.15:
        pen.ellipse(0.0, bottom + 0.012, half * 0.66, gap * (0.28 + 0.25 * lips.tongue), _TONGUE)
    if lips.teeth > 0.15:
        depth = min(0.042, gap * 0.8) * lips.teeth
        pen.polygon(
            [(-half, top - 0.03), (half, top - 0.03), (half * 0.8, top + depth), (-half * 0.8, top + depth)], _TEETH
        )
    pen.clip(None)
