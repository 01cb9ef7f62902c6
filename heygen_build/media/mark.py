"""The mark that says what a draft is: a tab at the top of the frame, in the margin that everything else keeps free.

Overlays keep to the safe area and captions to more than that, so that nothing of a user's own is ever covered. It is in
the middle, because a frame that is cut to a narrower ratio keeps its middle.
"""

from __future__ import annotations

from functools import lru_cache

from PIL import Image, ImageDraw

from heygen_build.media.text import TextStyle, draw_text
from heygen_build.media.yuv import Sprite, sprite
from heygen_build.units import Color

_OVERSAMPLING = 4
_ROOM = 0.046
"""The most of the frame's height that the tab takes: less than the margin of the safe area."""
_HIGH = 0.06
"""Its height as a share of the frame's shorter side, where there is room."""
_AMBER, _INK, _RED = (255, 196, 0, 240), Color(24, 18, 4), (190, 24, 24, 255)
_THIN = "\N{THIN SPACE}"


@lru_cache(maxsize=32)
def mark_sprite(text: str, width: int, height: int) -> tuple[Sprite, int, int]:
    """The mark for a frame of `width` × `height` pixels, and the even place (x, y) of its top left corner."""
    high = max(14, _even(round(min(_ROOM * height, _HIGH * min(width, height)))))
    picture = _label(text, high, hangs=True)
    return sprite(picture), max(0, _even((width - picture.width) // 2)), 0


@lru_cache(maxsize=32)
def badge_sprite(text: str, width: int, height: int) -> Sprite:
    """The mark as something that is worn, by presenters who will stand before something else."""
    return sprite(_label(text, _even(round(_HIGH * min(width, height))), hangs=False))


def _label(text: str, height: int, *, hangs: bool) -> Image.Image:
    """Letters and a red dot on amber: a pill, or a tab that hangs from the edge above it."""
    spaced = _THIN.join(text.upper()) if text.isascii() and len(text) <= 8 else text
    size = max(9, round(height * 0.58))
    letters = draw_text(spaced, TextStyle(size, weight=800, color=_INK))
    dot, pad = round(size * 0.5), round(size * 0.75)
    label = _shape(_even(letters.width + dot + 2 * pad + 1), height, dot, pad, hangs=hangs)
    # Capitals have nothing below their line: they stand a little lower than the middle of their box.
    label.alpha_composite(letters, (pad + dot, max(0, (height - letters.height) // 2)), _overhang(letters, height))
    return label


def _overhang(letters: Image.Image, height: int) -> tuple[int, int]:
    """Where in the picture of the letters to begin: their leading may be higher than the label."""
    return 0, max(0, (letters.height - height) // 2)


def _shape(width: int, height: int, dot: int, pad: int, *, hangs: bool) -> Image.Image:
    """Drawn four times as large and scaled down, because Pillow's own edges are not smooth."""
    scale = _OVERSAMPLING
    picture = Image.new("RGBA", (width * scale, height * scale), (*_AMBER[:3], 0))
    pen = ImageDraw.Draw(picture)
    above = height * scale if hangs else 0
    radius = height * scale // (4 if hangs else 2)
    pen.rounded_rectangle((0, -above, width * scale - 1, height * scale - 1), radius=radius, fill=_AMBER)
    middle, reach, left = height * scale // 2, dot * scale // 2, round(pad * 0.85) * scale
    pen.ellipse((left, middle - reach, left + 2 * reach, middle + reach), fill=_RED)
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def _even(value: int) -> int:
    return value - value % 2
