"""The three kinds of picture a scene can have, each as a stream of held frames."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageOps

from heygen_build.media.conform import Conformer, Held, paced
from heygen_build.media.model import Canvas, CardPicture, ClipPicture, MediaError, Picture, StillPicture
from heygen_build.media.probe import probe_image
from heygen_build.media.reading import opened, video_stream
from heygen_build.media.text import TextStyle, draw_text, wrap
from heygen_build.media.yuv import Yuv, from_image
from heygen_build.units import Color

_CARD_WIDTH, _CARD_HEIGHT = 0.84, 0.8


def held_frames(picture: Picture, canvas: Canvas, count: int) -> Iterator[Held]:
    """Frames of the canvas, `count` in total. A clip starts with its first frame and holds its last one."""
    match picture:
        case ClipPicture():
            yield from clip_frames(picture, canvas, count)
        case StillPicture():
            yield still_frame(picture, canvas), count
        case CardPicture():
            yield card_frame(picture, canvas), count


def clip_frames(picture: ClipPicture, canvas: Canvas, count: int) -> Iterator[Held]:
    """Decode a clip and conform each frame that is shown."""
    with opened(picture.path) as container:
        stream = video_stream(container)
        if stream is None:
            raise MediaError("no_video", f"{picture.path.name} holds sound but no picture")
        stream.thread_type = "AUTO"
        zero = (container.start_time or 0) / 1_000_000
        conform, seen = Conformer(canvas, picture.fit), 0
        for frame, repeats in paced(container.decode(stream), zero, canvas, count):
            yield conform(frame, stream.sample_aspect_ratio), repeats
            seen += repeats
    if seen < count:
        raise MediaError("undecodable", f"{picture.path.name} holds a video stream without a single picture")


def still_frame(picture: StillPicture, canvas: Canvas) -> Yuv:
    """A picture file, upright, over its background: cut to fill the canvas, or whole with a border."""
    image = _load(picture.path)
    size = (canvas.width, canvas.height)
    fit = ImageOps.fit if picture.fit == "cover" else ImageOps.contain
    scaled = fit(image, size, method=Image.Resampling.LANCZOS)
    ground = Image.new("RGBA", size, _opaque(picture.ground.color))
    ground.alpha_composite(scaled, ((size[0] - scaled.width) // 2, (size[1] - scaled.height) // 2))
    return from_image(ground)


def card_frame(picture: CardPicture, canvas: Canvas) -> Yuv:
    """Text in the middle, wrapped to 84 % of the width; smaller than asked for where it would not fit."""
    ground = Image.new("RGBA", (canvas.width, canvas.height), _opaque(picture.ground.color))
    text = draw_text(picture.text, _card_style(picture, canvas), canvas.width * _CARD_WIDTH)
    ground.alpha_composite(text, (max(0, (canvas.width - text.width) // 2), max(0, (canvas.height - text.height) // 2)))
    return from_image(ground)


def _card_style(picture: CardPicture, canvas: Canvas) -> TextStyle:
    # A share of the height, but a portrait frame is narrow: there the width decides, so that words stay whole.
    size = max(8, round(picture.size * min(canvas.height, canvas.width)))
    while True:
        style = TextStyle(size, picture.weight, picture.color, leading=1.25)
        lines = wrap(picture.text, style, canvas.width * _CARD_WIDTH)
        words = {word for line in lines for word in line.split()}
        whole = words <= set(picture.text.split())
        if size <= 8 or (whole and len(lines) * size * style.leading <= canvas.height * _CARD_HEIGHT):
            return style
        size = max(8, round(size * 0.9))


def _load(path: Path) -> Image.Image:
    probe_image(path)
    with warnings.catch_warnings(action="ignore"), Image.open(path) as image:
        return ImageOps.exif_transpose(image).convert("RGBA")


def _opaque(color: Color) -> tuple[int, int, int, int]:
    return color.red, color.green, color.blue, 255
