"""The looks of captions in the picture: what each is made of, in shares of the size of its letters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from heygen_build.media.layers import Cast
from heygen_build.media.model import CaptionLook, CaptionStyle
from heygen_build.media.overlays import Lettering, Outline
from heygen_build.units import Color

_INK, _DARK = Color(0, 0, 0), Color(0, 0, 0, 190)


@dataclass(frozen=True, slots=True)
class Look:
    """`ground`: a box behind the letters, a bar over the whole width, or nothing."""

    ground: Literal["none", "box", "bar"] = "none"
    weight: int = 600
    share: float = 1.0
    stroke: float = 0.0
    shadow: float = 0.0
    marks: bool = False
    """Whether the word that is said has a color of its own."""
    pops: bool = False
    """Whether each caption jumps in."""


LOOKS: dict[CaptionLook, Look] = {
    "boxed": Look("box"),
    "karaoke": Look("box", weight=700, marks=True),
    "outline": Look(weight=700, stroke=0.085),
    "shadow": Look(weight=600, shadow=0.22),
    "bar": Look("bar"),
    "pop": Look(weight=900, share=1.2, stroke=0.11, marks=True, pops=True),
    "minimal": Look(weight=500, share=0.82, shadow=0.12),
}
LEADING = 1.28


def caption_letters(style: CaptionStyle, short: float) -> Lettering:
    """The letters of a caption, where `short` is the length of which sizes are shares, in pixels."""
    look = LOOKS[style.look]
    size = max(10.0, round(style.size * look.share * short))
    usual = Lettering(size, look.weight, style.color, leading=LEADING)
    letters = usual if style.text is None else replace(style.text, align="center")
    size = letters.size
    if letters.stroke is None and look.stroke:
        letters = replace(letters, stroke=Outline(_INK, max(1.0, round(look.stroke * size, 1))))
    if letters.shadow is None and look.shadow:
        letters = replace(letters, shadow=Cast(_DARK, look.shadow * size, 0.0, 0.06 * size))
    ground = (letters.background or style.background) if look.ground != "none" else letters.background
    padding, radius = letters.padding or 0.22 * size, letters.radius or 0.36 * size
    return replace(letters, background=ground, padding=padding, radius=radius)
