"""Blocks of text with everything a style can say: fonts, box, line, shadow, fitted to their room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from heygen_build.media.bidi import base_direction
from heygen_build.media.breaking import clusters, pieces
from heygen_build.media.layers import Cast
from heygen_build.media.overlays import Lettering
from heygen_build.media.text import TextStyle, line_masks, wrap
from heygen_build.media.typefaces import face
from heygen_build.units import Color

_SMALLEST = 0.55
"""Text that still does not fit at this share of its size is cut off with an ellipsis."""
_LEAST_PIXELS = 10
_STEP = 0.94
_OVERSAMPLING = 4
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Setting:
    """Text that is broken into lines at the size that fits."""

    lines: tuple[str, ...]
    style: TextStyle
    look: Lettering


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A picture of text, and how far it reaches beyond its box on each side (shadows, lines): `bleed` pixels.

    `inset` is the room between the sides of the box and the letters.
    """

    picture: Image.Image
    bleed: int
    inset: int = 0

    @property
    def width(self) -> int:
        return self.picture.width - 2 * self.bleed

    @property
    def height(self) -> int:
        return self.picture.height - 2 * self.bleed


def text_style(look: Lettering, size: float | None = None) -> TextStyle:
    """The letters of a style: its font file, or the nearest of its family."""
    path = Path(look.file) if look.file else face(look.font, look.weight, italic=look.italic)
    return TextStyle(max(1, round(size or look.size)), look.weight, look.color, look.align, look.leading, path)


def fitted(text: str, look: Lettering, width: float, height: float, *, limit: int | None = None) -> Setting:
    """Text broken into lines for a room (pixels): set smaller where it would not fit, words whole where possible."""
    text = cased(text, look)
    most = look.max_lines or limit
    room = width - 2 * across(look)
    size = look.size
    words = set(text.split())
    while True:
        style = text_style(look, size)
        lines = wrap(text, style, room)
        whole = {word for line in lines for word in line.split()} <= words or not words
        fits = (most is None or len(lines) <= most) and len(lines) * style.step + 2 * look.padding <= height
        if (fits and (whole or _is_unspaced(text))) or size * _STEP < max(_LEAST_PIXELS, look.size * _SMALLEST):
            return Setting(lines if fits else _cut(lines, most, style, height - 2 * look.padding), style, look)
        size *= _STEP


def cased(text: str, look: Lettering) -> str:
    """The text in capitals where the style says so."""
    return text.upper() if look.uppercase else text


def across(look: Lettering) -> float:
    """Pixels between the letters and the sides of their box.

    Lines bring half of their leading with them above and below: with as much at the sides, the box looks even.
    """
    return max(look.padding + (look.leading - 1) * look.size / 2, look.size * 0.16)


def block(
    setting: Setting,
    seen: Sequence[str] | None = None,
    *,
    marks: Sequence[tuple[int, int]] | None = None,
    mark: Color | None = None,
) -> Block:
    """The text as a picture; with `seen`, only the beginning of each line is written, in its place.

    `marks` (from, up to a character of each line) are written in the color `mark`.
    """
    look, style = setting.look, setting.style
    stroke = look.stroke.width if look.stroke else 0.0
    bleed = _bleed(look)
    letters = line_masks(setting.lines, style, seen=seen)
    margin = style.margin
    inner = letters.width - 2 * margin, letters.height - 2 * margin
    left, top = round(across(look)), round(look.padding)
    box = inner[0] + 2 * left, inner[1] + 2 * top
    picture = Image.new("RGBA", (box[0] + 2 * bleed, box[1] + 2 * bleed), (0, 0, 0, 0))
    if look.background is not None:
        picture.alpha_composite(panel(box, look.radius, look.background), (bleed, bleed))
    at = bleed + left - margin, bleed + top - margin
    outer = line_masks(setting.lines, style, seen=seen, stroke=stroke) if stroke else letters
    if look.shadow is not None:
        _lay(picture, softened(_placed(outer, picture.size, at), look.shadow), look.shadow.color)
    if look.stroke is not None:
        _lay(picture, _placed(outer, picture.size, at), look.stroke.color)
    _lay(picture, _placed(letters, picture.size, at), look.color)
    if marks is not None and mark is not None:
        _lay(picture, _placed(line_masks(setting.lines, style, marks=marks), picture.size, at), mark)
    return Block(picture, bleed, left)


def beginning(lines: Sequence[str], count: int) -> tuple[str, ...]:
    """The lines as far as they are written when `count` characters (as readers count them) are."""
    found: list[str] = []
    for line in lines:
        parts = clusters(line)
        found.append("".join(parts[: max(0, count)]))
        count -= len(parts)
    return tuple(found)


def count_letters(lines: Sequence[str]) -> int:
    """Characters of lines, as readers count them."""
    return sum(len(clusters(line)) for line in lines)


def panel(size: tuple[int, int], radius: float, color: Color) -> Image.Image:
    """A box with round corners, drawn larger and scaled down, because Pillow's own edges are not smooth."""
    ground = Image.new("RGBA", size, (color.red, color.green, color.blue, 0))
    if radius < 1:
        ground.putalpha(color.alpha)
        return ground
    scale = _OVERSAMPLING
    mask = Image.new("L", (size[0] * scale, size[1] * scale))
    reach = min(radius, size[0] / 2, size[1] / 2) * scale
    outline = (0, 0, mask.width - 1, mask.height - 1)
    ImageDraw.Draw(mask).rounded_rectangle(outline, radius=reach, fill=color.alpha)
    ground.putalpha(mask.resize(size, Image.Resampling.BOX))
    return ground


def softened(mask: Image.Image, shadow: Cast) -> Image.Image:
    """Where the shadow of a mask falls."""
    moved = ImageChops.offset(mask, round(shadow.x), round(shadow.y))
    return moved.filter(ImageFilter.GaussianBlur(shadow.blur / 2)) if shadow.blur else moved


def runs_backwards(text: str) -> bool:
    """Whether a text runs from right to left."""
    return base_direction(text) == "rtl"


def _bleed(look: Lettering) -> int:
    letters = look.size * 0.16 + (look.stroke.width if look.stroke else 0.0)
    cast = look.shadow
    shadow = 0.0 if cast is None else max(abs(cast.x), abs(cast.y)) + 1.5 * cast.blur
    return round(letters + shadow) + 2


def _lay(picture: Image.Image, mask: Image.Image, color: Color) -> None:
    if color.alpha < 255:
        mask = mask.point([round(value * color.alpha / 255) for value in range(256)])
    layer = Image.new("RGBA", picture.size, (color.red, color.green, color.blue, 0))
    layer.putalpha(mask)
    picture.alpha_composite(layer)


def _placed(mask: Image.Image, size: tuple[int, int], at: tuple[int, int]) -> Image.Image:
    sheet = Image.new("L", size)
    sheet.paste(mask, at)
    return sheet


def _cut(lines: tuple[str, ...], most: int | None, style: TextStyle, height: float) -> tuple[str, ...]:
    """As many lines as there is room for; the last one says that there was more."""
    room = max(1, int(height // style.step))
    count = min(room, most or room)
    if len(lines) <= count:
        return lines
    return (*lines[: count - 1], f"{lines[count - 1].rstrip(' ,;:.')}{_ELLIPSIS}")


def _is_unspaced(text: str) -> bool:
    """Whether lines break between characters anyway: Chinese and Japanese have no words between blanks."""
    return any(len(parts) > 1 for parts in map(_breaks, text.split()))


def _breaks(word: str) -> list[str]:
    return [piece.text for piece in pieces(word)]
