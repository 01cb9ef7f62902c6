"""The mark that says what a draft is: a pill in the top right corner, readable at 360p and clear of captions."""

from __future__ import annotations

from functools import lru_cache

from PIL import Image, ImageDraw

from heygen_build.media.text import TextStyle, draw_text
from heygen_build.media.yuv import Sprite, sprite
from heygen_build.units import Color

_OVERSAMPLING = 4
_INK = Color(24, 18, 4)
_THIN = "\N{THIN SPACE}"


@lru_cache(maxsize=32)
def mark_sprite(text: str, width: int, height: int) -> tuple[Sprite, int, int]:
    """The mark for a frame of `width` × `height` pixels, and the even place (x, y) of its top left corner."""
    short = min(width, height)
    size, gap = max(13, round(short * 0.034)), max(8, round(short * 0.035))
    picture = _pill(text, size)
    return sprite(picture), _even(width - picture.width - gap), _even(gap)


def _pill(text: str, size: int) -> Image.Image:
    spaced = _THIN.join(text.upper()) if text.isascii() and len(text) <= 8 else text
    label = draw_text(spaced, TextStyle(size, weight=800, color=_INK))
    dot, pad = round(size * 0.5), round(size * 0.7)
    width, height = label.width + dot + 2 * pad + round(size * 0.15), round(size * 1.8)
    pill = _shape(width + width % 2, height + height % 2, dot, pad)
    pill.alpha_composite(label, (pad + dot + round(size * 0.1), (pill.height - label.height) // 2))
    return pill


def _shape(width: int, height: int, dot: int, pad: int) -> Image.Image:
    """Drawn four times as large and scaled down, because Pillow's own edges are not smooth."""
    scale = _OVERSAMPLING
    picture = Image.new("RGBA", (width * scale, height * scale), (255, 196, 0, 0))
    pen = ImageDraw.Draw(picture)
    box = (0, 0, width * scale - 1, height * scale - 1)
    pen.rounded_rectangle(box, radius=height * scale // 2, fill=(255, 196, 0, 205))
    middle, radius = height * scale // 2, dot * scale // 2
    left = round(pad * 0.9) * scale
    pen.ellipse((left, middle - radius, left + 2 * radius, middle + radius), fill=(190, 24, 24, 235))
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def _even(value: int) -> int:
    return max(0, value - value % 2)
