"""The kinds of picture a scene can have, each as a stream of held pictures with their places in the frame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from PIL import Image

from heygen_build.media.conform import centered
from heygen_build.media.layers import Move
from heygen_build.media.model import Canvas, CardPicture, ClipPicture, Picture, StillPicture
from heygen_build.media.moving import Placed, moved, placed
from heygen_build.media.photos import detail, fitted_photo, is_opaque, planes_of
from heygen_build.media.reels import reel_frames
from heygen_build.media.runs import led
from heygen_build.media.text import TextStyle, draw_text, wrap
from heygen_build.media.yuv import from_image, sprite

Shown: TypeAlias = tuple[Placed, int]
"""A picture in its place, and for how many frames of the canvas it is shown."""

_CARD_WIDTH, _CARD_HEIGHT = 0.84, 0.8


def shown(picture: Picture, canvas: Canvas, count: int, lead: int) -> Iterator[Shown]:
    """The pictures of a scene of `count` frames. A clip stands still for `lead` frames, and holds its last frame."""
    match picture:
        case ClipPicture():
            yield from _clip(picture, canvas, count, lead)
        case StillPicture():
            yield from _still(picture, canvas, count)
        case CardPicture():
            yield card(picture, canvas), count
        case _:
            raise AssertionError("a scene without a picture is not drawn")


def _clip(picture: ClipPicture, canvas: Canvas, count: int, lead: int) -> Iterator[Shown]:
    frames = led(reel_frames(picture, canvas, max(1, count - lead)), lead, count)
    if picture.move is not None:
        yield from moved(frames, canvas, picture.move, count)
        return
    for frame, repeats in frames:
        yield placed(frame, canvas), repeats


def _still(picture: StillPicture, canvas: Canvas, count: int) -> Iterator[Shown]:
    if picture.move is not None:
        scale = _detail(picture.move)
        photo = planes_of(fitted_photo(picture.path, canvas, picture.fit, scale))
        yield from moved(iter([(photo, count)]), canvas, picture.move, count, scale)
        return
    image = fitted_photo(picture.path, canvas, picture.fit)
    if not is_opaque(image):
        yield placed(sprite(image), canvas), count
        return
    planes = from_image(image)
    yield placed(centered(planes, canvas) if picture.fit == "cover" else planes, canvas), count


def _detail(move: Move) -> float:
    return detail(max(move.start.zoom, move.end.zoom))


def card(picture: CardPicture, canvas: Canvas) -> Placed:
    """Text in the middle, wrapped to 84 % of the width; smaller than asked for where it would not fit."""
    text = draw_text(picture.text, _card_style(picture, canvas), canvas.width * _CARD_WIDTH)
    # Rows of the text lie on whole pixels of the frame: an odd place is made even by an empty row.
    left, top = max(0, (canvas.width - text.width) // 2), max(0, (canvas.height - text.height) // 2)
    sheet = Image.new("RGBA", (text.width + left % 2, text.height + top % 2), (0, 0, 0, 0))
    sheet.paste(text, (left % 2, top % 2))
    return Placed(sprite(sheet), left - left % 2, top - top % 2)


def _card_style(picture: CardPicture, canvas: Canvas) -> TextStyle:
    # A share of the height, but a portrait frame is narrow: there the width decides, so that words stay whole.
    size = max(8, round(picture.size * min(canvas.height, canvas.width)))
    while True:
        style = TextStyle(size, picture.weight, picture.color, picture.align, picture.leading)
        lines = wrap(picture.text, style, canvas.width * _CARD_WIDTH)
        words = {word for line in lines for word in line.split()}
        whole = words <= set(picture.text.split())
        if size <= 8 or (whole and len(lines) * size * style.leading <= canvas.height * _CARD_HEIGHT):
            return style
        size = max(8, round(size * 0.9))
