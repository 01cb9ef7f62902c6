"""Text as pictures: wrapped, balanced, shaped, drawn with as many fonts as its characters need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

from heygen_build.media.bidi import Direction, base_direction, visual
from heygen_build.media.breaking import balance, pieces
from heygen_build.media.fonts import family_of, missing_glyphs, runs, sized
from heygen_build.units import Color

__all__ = ["TextStyle", "draw_lines", "draw_text", "line_masks", "measure", "missing_glyphs", "wrap"]

_WHITE = Color(255, 255, 255)
# Of Noto Sans, as shares of the em. Slanted letters reach beyond their advance, Arabic and Khmer ones below Latin
# descent: hence the margin.
_ASCENT, _DESCENT = 1.069, 0.293
_MARGIN = 0.16
# Fonts round the advance of each letter to whole pixels. Below these sizes (pixels) that is seen as uneven gaps, so
# letters are set and drawn so many times as large, and scaled down.
_FINE = ((32, 4), (96, 2))

Align = Literal["start", "center", "left", "right"]


@dataclass(frozen=True, slots=True)
class TextStyle:
    """`size` in pixels of the em, `weight` 100–900, `leading` as a share of the size from line to line.

    `start` aligns left, and right for text that runs from right to left. `font` is the file that is asked first.
    """

    size: int
    weight: int = 500
    color: Color = _WHITE
    align: Align = "center"
    leading: float = 1.3
    font: Path | None = None

    @property
    def margin(self) -> int:
        """Pixels around the lines of a picture of text, for what reaches beyond its advance or its line."""
        return max(2, round(self.size * _MARGIN))

    @property
    def fineness(self) -> int:
        """How many times as large letters are drawn as they are shown."""
        return next((times for below, times in _FINE if self.size < below), 1)

    @property
    def step(self) -> int:
        """Pixels from line to line."""
        return max(1, round(self.size * self.leading))


@dataclass(frozen=True, slots=True)
class Part:
    """Letters of one line that are drawn at once; `start` is the place of their first in the line.

    `width` in pixels as they are shown; `font` is larger by the fineness of their style.
    """

    text: str
    font: ImageFont.FreeTypeFont
    direction: Direction
    width: float
    start: int


def measure(line: str, style: TextStyle) -> float:
    """The advance width of one line in pixels."""
    return sum(part.width for part in shape(line, style, base_direction(line)))


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
    return _colored(line_masks(lines, style), style.color)


def line_masks(
    lines: Sequence[str],
    style: TextStyle,
    *,
    seen: Sequence[str] | None = None,
    marks: Sequence[tuple[int, int]] | None = None,
    stroke: float = 0.0,
) -> Image.Image:
    """Where letters are (0–255), of the size that `draw_lines` gives.

    `seen` has the beginning of each line that is drawn, in its place; `marks` the part of each line (from, up to a
    character); `stroke` makes letters so many pixels wider on each side.
    """
    base = base_direction(" ".join(lines))
    widths = [sum(part.width for part in shape(line, style, base)) for line in lines]
    margin, step, fine = style.margin, style.step, style.fineness
    size = round(max(widths, default=0)) + 2 * margin, step * len(lines) + 2 * margin
    mask = Image.new("L", (size[0] * fine, size[1] * fine))
    pen = ImageDraw.Draw(mask)
    for index, (line, width) in enumerate(zip(lines, widths, strict=True)):
        begun = line if seen is None else seen[index]
        cut = marks[index] if marks is not None else (0, len(line))
        parts = shape(begun, style, base, frozenset(cut))
        x = margin + _indent(size[0] - 2 * margin - width, style.align, base)
        if base == "rtl":  # the end of a line that is not yet written is on its left
            x += width - sum(part.width for part in parts)
        baseline = margin + step * index + _baseline(style, step)
        for part in parts:
            if cut[0] <= part.start < cut[1]:
                _draw_part(pen, part, x * fine, baseline * fine, stroke * fine)
            x += part.width
    return mask.reduce(fine) if fine > 1 else mask


def shape(line: str, style: TextStyle, base: Direction, cuts: frozenset[int] = frozenset()) -> list[Part]:
    """The parts of a line from left to right; none goes over a place in `cuts` (numbers of characters)."""
    stretches = visual(line, base)
    starts = _starts([len(stretch.text) for stretch in stretches], base)
    first = family_of(style.font) if style.font else None
    parts: list[Part] = []
    for stretch, start in zip(stretches, starts, strict=True):
        found: list[Part] = []
        for run in runs(stretch.text, first):
            for text in _pieces(run.text, start, cuts):
                font = sized(run.family.path, style.size * style.fineness, style.weight)
                width = _advance(font, text, stretch.direction) / style.fineness
                found.append(Part(text, font, stretch.direction, width, start))
                start += len(text)
        parts += found if stretch.direction == "ltr" else found[::-1]
    return parts


def _starts(lengths: list[int], base: Direction) -> list[int]:
    """The numbers of the first characters of stretches, which lie from left to right on the screen."""
    ordered = lengths if base == "ltr" else lengths[::-1]
    starts = [0, *accumulate(ordered)][:-1]
    return starts if base == "ltr" else starts[::-1]


def _pieces(text: str, start: int, cuts: frozenset[int]) -> list[str]:
    ends = [cut - start for cut in sorted(cuts) if 0 < cut - start < len(text)]
    return [text[begin:end] for begin, end in pairwise([0, *ends, len(text)])]


def _advance(font: ImageFont.FreeTypeFont, text: str, direction: Direction) -> float:
    return font.getlength(text, direction=direction)


def _draw_part(pen: ImageDraw.ImageDraw, part: Part, x: float, baseline: float, stroke: float) -> None:
    pen.text(
        (x, baseline),
        part.text,
        fill=255,
        font=part.font,
        anchor="ls",
        direction=part.direction,
        stroke_width=stroke,
    )


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
