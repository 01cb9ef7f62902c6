"""The kinds of picture a scene can have, each as a stream of held pictures with their places in the frame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from PIL import Image

from heygen_build.media.conform import centered
from heygen_build.media.layers import Move
from heygen_build.media.lettering import block, fitted
from heygen_build.media.model import Canvas, CardPicture, ClipPicture, Picture, StillPicture
from heygen_build.media.moving import Placed, moved, placed
from heygen_build.media.overlays import Lettering
from heygen_build.media.photos import detail, fitted_photo, is_opaque, planes_of
from heygen_build.media.reels import reel_frames
from heygen_build.media.runs import led
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
    look = picture.style or _card_letters(picture, canvas)
    made = block(fitted(picture.text, look, canvas.width * _CARD_WIDTH, canvas.height * _CARD_HEIGHT))
    # Rows of the text lie on whole pixels of the frame: an odd place is made even by an empty row.
    left, top = (canvas.width - made.picture.width) // 2, (canvas.height - made.picture.height) // 2
    sheet = Image.new("RGBA", (made.picture.width + left % 2, made.picture.height + top % 2), (0, 0, 0, 0))
    sheet.paste(made.picture, (left % 2, top % 2))
    return Placed(sprite(sheet), left - left % 2, top - top % 2)


def _card_letters(picture: CardPicture, canvas: Canvas) -> Lettering:
    # A share of the height, but a portrait frame is narrow: there the width decides, so that words stay whole.
    size = max(8.0, round(picture.size * min(canvas.height, canvas.width)))
    return Lettering(size, picture.weight, picture.color, align=picture.align, leading=picture.leading)
