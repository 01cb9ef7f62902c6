"""The dressed trunk."""

from __future__ import annotations

from collections.abc import Callable

from heygen_build.draft import clothes, jackets
from heygen_build.draft.appearance import Appearance, Clothes, Palette
from heygen_build.draft.trunk import draw_folds, draw_neck, shoulders
from heygen_build.draft.vector import Pen, mirrored

BODY_TOP = 0.2
BODY_HALF_WIDTH = 1.3


def draw_body(pen: Pen, look: Appearance, colors: Palette) -> None:
    """The clothed trunk with the neck; the head hides where the neck begins."""
    outline = shoulders(look)
    if look.clothes == "hoodie":
        pen.shape(mirrored([(0.0, 0.42), (0.32, 0.46), (0.47, 0.66), (0.44, 0.9), (0.0, 1.0)]), colors.cloth_shade)
    draw_neck(pen, look, colors)
    pen.shape(outline, colors.cloth)
    pen.clip(outline)
    draw_folds(pen, look, colors)
    _CLOTHES[look.clothes](pen, look, colors)
    if look.hair_style == "headscarf":
        clothes.drape(pen, colors)
    pen.clip(None)


_CLOTHES: dict[Clothes, Callable[[Pen, Appearance, Palette], None]] = {
    "tee": clothes.tee,
    "sweater": clothes.sweater,
    "shirt": jackets.shirt,
    "blazer": jackets.blazer,
    "suit": jackets.suit,
    "top": clothes.top,
    "turtleneck": clothes.turtleneck,
    "hoodie": clothes.hoodie,
    "coat": jackets.coat,
}
