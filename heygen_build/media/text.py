"""Text as pictures: wrapped, balanced, shaped, drawn with as many fonts as its characters need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

from heygen_build.media.bidi import Direction, base_direction, visual
from heygen_build.media.breaking import balance, pieces
from heygen_build.media.fonts import missing_glyphs, runs, sized
from heygen_build.units import Color

__all__ = ["TextStyle", "draw_lines", "draw_text", "measure", "missing_glyphs", "wrap"]

_WHITE = Color(255, 255, 255)
# Of Noto Sans, as shares of the em.
_ASCENT, _DESCENT = 1.069, 0.293
_MARGIN = 0.16

Align = Literal["start", "center", "left", "right"]


@dataclass(frozen=True, slots=True)
class TextStyle:
    """`size` in pixels of the em, `weight` 100–900, `leading` as a share of the size from line to line.

    `start` aligns left, and right for text that runs from right to left.
    """

    size: int
    weight: int = 500
    color: Color = _WHITE
    align: Align = "center"
    leading: float = 1.3


@dataclass(frozen=True, slots=True)
class _Glyphs:
    text: str
    font: ImageFont.FreeTypeFont
    direction: Direction
    width: float


def measure(line: str, style: TextStyle) -> float:
    """The advance width of one line in pixels."""
    return sum(part.width for part in _shape(line, style, base_direction(line)))


def wrap(text: str, style: TextStyle, max_width: float) -> tuple[str, ...]:
    """Lines no wider than `max_width` pixels, as few as possible and then as even as possible.

    Line feeds stay. A single word that is too wide is cut between its characters.
    """
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        lines += balance(pieces(paragraph), lambda line: measure(line, style), max_width)
    return tuple(lines)


def draw_text(text: str, style: TextStyle, max_width: float | None = None) -> Image.Image:
    """The text as an RGBA picture, as wide as its widest line; wrapped when `max_width` (pixels) is given."""
    return draw_lines(wrap(text, style, max_width) if max_width else text.splitlines() or [""], style)


def draw_lines(lines: Sequence[str], style: TextStyle) -> Image.Image:
    """Lines under each other as an RGBA picture: as high as the lines with their leading, with a margin."""
    base = base_direction(" ".join(lines))
    shaped = [_shape(line, style, base) for line in lines]
    widths = [sum(part.width for part in line) for line in shaped]
    # Slanted letters reach beyond their advance, Arabic and Khmer ones below Latin descent: hence the margin.
    margin, step = max(2, round(style.size * _MARGIN)), max(1, round(style.size * style.leading))
    mask = Image.new("L", (round(max(widths, default=0)) + 2 * margin, step * len(shaped) + 2 * margin))
    pen = ImageDraw.Draw(mask)
    for index, (parts, width) in enumerate(zip(shaped, widths, strict=True)):
        x = margin + _indent(mask.width - 2 * margin - width, style.align, base)
        _draw_line(pen, parts, x, margin + step * index + _baseline(style, step))
    return _colored(mask, style.color)


def _shape(line: str, style: TextStyle, base: Direction) -> list[_Glyphs]:
    parts: list[_Glyphs] = []
    for stretch in visual(line, base):
        found = runs(stretch.text)
        for run in found if stretch.direction == "ltr" else reversed(found):
            font = sized(run.family.path, style.size, style.weight)
            width = font.getlength(run.text, direction=stretch.direction)
            parts.append(_Glyphs(run.text, font, stretch.direction, width))
    return parts


def _draw_line(pen: ImageDraw.ImageDraw, parts: list[_Glyphs], x: float, baseline: float) -> None:
    for part in parts:
        pen.text((x, baseline), part.text, fill=255, font=part.font, anchor="ls", direction=part.direction)
        x += part.width


def _baseline(style: TextStyle, step: int) -> float:
    # Ascent and descent of Latin letters decide, so that lines of different scripts sit alike in their boxes.
    return (step + style.size * (_ASCENT - _DESCENT)) / 2


def _indent(room: float, align: Align, base: Direction) -> float:
    if align == "center":
        return room / 2
    right = align == "right" or (align == "start" and base == "rtl")
    return room if right else 0


def _colored(mask: Image.Image, color: Color) -> Image.Image:
    if color.alpha < 255:
        mask = mask.point([round(value * color.alpha / 255) for value in range(256)])
    picture = Image.new("RGBA", mask.size, (color.red, color.green, color.blue, 0))
    picture.putalpha(mask)
    return picture
