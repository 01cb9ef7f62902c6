"""Captions as sprites: balanced lines inside the safe area of their canvas, in one of several looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from PIL import Image

from heygen_build.media.captionlooks import LOOKS, caption_letters
from heygen_build.media.lettering import Block, Setting, block, cased, panel, text_style
from heygen_build.media.model import Canvas, CaptionStyle, Cue
from heygen_build.media.overlays import Lettering
from heygen_build.media.text import measure, wrap
from heygen_build.media.yuv import Sprite, sprite

_SIDE = 0.05
# Portrait players lay their buttons and titles over the lower fifth; elsewhere a usual title-safe margin is enough.
_BOTTOM, _PORTRAIT_BOTTOM, _TOP = 0.06, 0.21, 0.12
_SMALLEST = 0.85
_POP = (0.8, 1.07, 1.03)
"""Sizes of a caption in its first frames, where its look says that it jumps in."""
AT_REST = len(_POP)


@dataclass(frozen=True, slots=True)
class Said:
    """Which of the words of a cue is said."""

    words: tuple[str, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Room:
    """Where captions have to stay, from `left` to `right` pixels of the frame; they stand in its middle."""

    left: float
    right: float

    @property
    def width(self) -> float:
        return self.right - self.left


@lru_cache(maxsize=64)
def caption_sprite(
    cue: Cue,
    canvas: Canvas,
    style: CaptionStyle,
    said: Said | None = None,
    age: int = AT_REST,
    room: Room | None = None,
) -> tuple[Sprite, int, int]:
    """A cue's sprite and the even place (x, y) of its top left corner. Lines that would not fit are broken again.

    `age`: for how many frames the cue is seen already. `room`: the safe area where there is none.
    """
    letters = caption_letters(style, _short(canvas))
    room = room or safe_room(canvas)
    setting = _fitting(cue, room, letters)
    marks = None
    if said is not None and LOOKS[style.look].marks:
        marks = _marks(setting.lines, tuple(cased(word, letters) for word in said.words), said.number)
    is_bar = LOOKS[style.look].ground == "bar"
    plain = replace(setting, look=replace(letters, background=None)) if is_bar else setting
    made = block(plain, marks=marks, mark=style.highlight)
    top = _top(canvas, made.height, style) - made.bleed
    picture = made.picture
    if is_bar:
        picture = _on_a_bar(made, canvas, letters, room)
    left = round((room.left + room.right - picture.width) / 2) if not is_bar else 0
    if LOOKS[style.look].pops and age < AT_REST:
        picture, left, top = _grown(picture, left, top, _POP[age])
    return sprite(picture), left - left % 2, top - top % 2


def _short(canvas: Canvas) -> float:
    # A portrait frame is narrow for its height, so its width limits the size; the same size for every cue of a film.
    return min(canvas.height, canvas.width * 1.2)


def safe_room(canvas: Canvas) -> Room:
    """All of the frame but its margins."""
    return Room(canvas.width * _SIDE, canvas.width * (1 - _SIDE))


def caption_band(canvas: Canvas, style: CaptionStyle) -> tuple[float, float]:
    """The part of the frame in which captions of two lines lie: its upper and lower edge in pixels."""
    letters = caption_letters(style, _short(canvas))
    height = 2 * (text_style(letters).step + letters.padding)
    top = _top(canvas, round(height), style)
    return top, top + height


def _fitting(cue: Cue, room: Room, letters: Lettering) -> Setting:
    lines = tuple(cased(line, letters) for line in cue.lines)
    style = text_style(letters)
    width = room.width - 2 * letters.padding - style.size // 3
    widest = max(measure(line, style) for line in lines)
    if widest <= width:
        return Setting(lines, style, letters)
    if widest * _SMALLEST <= width:
        # A little smaller disturbs less than a third line, or a break where nobody would pause.
        return Setting(lines, replace(style, size=int(style.size * width / widest)), letters)
    return Setting(wrap(" ".join(lines), style, width), style, letters)


def _marks(lines: Sequence[str], words: Sequence[str], number: int) -> list[tuple[int, int]]:
    """The part of each line that is the word with this number: words are looked for in their order."""
    marks = [(0, 0)] * len(lines)
    line = place = 0
    for index, word in enumerate(words):
        while line < len(lines) and lines[line].find(word, place) < 0:
            line, place = line + 1, 0
        if line == len(lines):
            return marks  # the word was cut, because no line has room for it
        start = lines[line].find(word, place)
        place = start + len(word)
        if index == number:
            marks[line] = (start, place)
            return marks
    return marks


def _on_a_bar(made: Block, canvas: Canvas, letters: Lettering, room: Room) -> Image.Image:
    """The letters over a bar from edge to edge."""
    assert letters.background is not None, "bars have a color"
    bar = Image.new("RGBA", (canvas.width, made.picture.height), (0, 0, 0, 0))
    bar.paste(panel((canvas.width, made.height), 0.0, letters.background), (0, made.bleed))
    bar.alpha_composite(made.picture, (max(0, round((room.left + room.right - made.picture.width) / 2)), 0))
    return bar


def _grown(picture: Image.Image, left: int, top: int, scale: float) -> tuple[Image.Image, int, int]:
    """The picture at another size around its middle."""
    size = round(picture.width * scale), round(picture.height * scale)
    scaled = picture.convert("RGBa").resize(size, Image.Resampling.BICUBIC).convert("RGBA")
    return scaled, left + (picture.width - size[0]) // 2, top + (picture.height - size[1]) // 2


def _top(canvas: Canvas, height: int, style: CaptionStyle) -> int:
    if style.position == "top":
        return round(canvas.height * _TOP)
    bottom = _PORTRAIT_BOTTOM if canvas.height > canvas.width else _BOTTOM
    return max(0, round(canvas.height * (1 - bottom)) - height)
