"""Captions as sprites: a rounded, balanced box inside the safe area of its canvas."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from PIL import Image, ImageDraw

from heygen_build.media.model import Canvas, CaptionStyle, Cue
from heygen_build.media.text import TextStyle, draw_lines, measure, wrap
from heygen_build.media.yuv import Sprite, sprite

_SIDE = 0.05
# Portrait players lay their buttons and titles over the lower fifth; elsewhere a usual title-safe margin is enough.
_BOTTOM, _PORTRAIT_BOTTOM, _TOP = 0.06, 0.21, 0.12
_WEIGHT, _LEADING = 600, 1.28
_OVERSAMPLING = 4
_SMALLEST = 0.85


@lru_cache(maxsize=64)
def caption_sprite(cue: Cue, canvas: Canvas, style: CaptionStyle) -> tuple[Sprite, int, int]:
    """A cue's sprite and the even place (x, y) of its top left corner. Lines that would not fit are broken again."""
    text_style, lines = _fitting(cue, canvas, style)
    picture = _box(lines, text_style, style)
    x = (canvas.width - picture.width) // 2
    y = _top(canvas, picture.height, style)
    return sprite(picture), x - x % 2, y - y % 2


def _fitting(cue: Cue, canvas: Canvas, style: CaptionStyle) -> tuple[TextStyle, tuple[str, ...]]:
    # A portrait frame is narrow for its height, so its width limits the size; the same size for every cue of a film.
    size = max(10, round(style.size * min(canvas.height, canvas.width * 1.2)))
    text_style = TextStyle(size, _WEIGHT, style.color, leading=_LEADING)
    room = canvas.width * (1 - 2 * _SIDE) - 2 * _padding(size) - size // 3
    widest = max(measure(line, text_style) for line in cue.lines)
    if widest <= room:
        return text_style, cue.lines
    if widest * _SMALLEST <= room:
        # A little smaller disturbs less than a third line, or a break where nobody would pause.
        return replace(text_style, size=int(size * room / widest)), cue.lines
    return text_style, wrap(" ".join(cue.lines), text_style, room)


def _box(lines: tuple[str, ...], text_style: TextStyle, style: CaptionStyle) -> Image.Image:
    text = draw_lines(lines, text_style)
    across = _padding(text_style.size)
    width, height = text.width + 2 * across, text.height
    ground = style.background
    mask = Image.new("L", (width * _OVERSAMPLING, height * _OVERSAMPLING))
    outline = (0, 0, mask.width - 1, mask.height - 1)
    radius = round(text_style.size * 0.36) * _OVERSAMPLING
    ImageDraw.Draw(mask).rounded_rectangle(outline, radius=radius, fill=ground.alpha)
    picture = Image.new("RGBA", (width, height), (ground.red, ground.green, ground.blue, 0))
    picture.putalpha(mask.resize((width, height), Image.Resampling.BOX))
    picture.alpha_composite(text, (across, 0))
    return picture


def _padding(size: int) -> int:
    """Room at the sides of the text, in pixels; above and below, the margin of the text is enough."""
    return round(size * 0.36)


def _top(canvas: Canvas, height: int, style: CaptionStyle) -> int:
    if style.position == "top":
        return round(canvas.height * _TOP)
    bottom = _PORTRAIT_BOTTOM if canvas.height > canvas.width else _BOTTOM
    return max(0, round(canvas.height * (1 - bottom)) - height)
