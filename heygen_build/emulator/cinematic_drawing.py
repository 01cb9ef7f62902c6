"""Draws cinematic shots: people in the light of the prompt, and a camera that moves slowly toward them."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from heygen_build.draft.face import Glance
from heygen_build.draft.figure import Figure, compose, framing
from heygen_build.draft.motion import Moment
from heygen_build.draft.mouth import LIPS
from heygen_build.draft.studio import Stage, backdrop
from heygen_build.emulator import wardrobe
from heygen_build.emulator.cinematic import CinematicOrder
from heygen_build.emulator.drawing import FPS, thumbnail
from heygen_build.emulator.jobs import Render
from heygen_build.media.encode import RATE, Writer
from heygen_build.media.mark import mark_sprite
from heygen_build.media.model import Canvas
from heygen_build.media.text import TextStyle, draw_text
from heygen_build.media.yuv import Yuv, blit, from_image, sprite
from heygen_build.units import Color

_PUSH = 0.16
"""How much larger people are at the end of the shot."""
_BAR = 0.11
"""Height of the dark bars above and below, as a share of the frame's."""
_LIGHTS = (Color(92, 62, 74), Color(44, 66, 92), Color(40, 78, 74), Color(110, 74, 48), Color(62, 58, 96))
_STEPS = 250
"""Distinct sizes on the way: more than there are frames looks smooth."""


def draw_cinematic(order: CinematicOrder, folder: Path, key: str) -> Render:
    """The shot with its thumbnail, and silence."""
    video, canvas = folder / f"{key}.mp4", Canvas(order.width, order.height, FPS, "draft")
    count = order.seconds * FPS
    over = [(sprite(_bars(order)), 0, 0), mark_sprite(order.mark, order.width, order.height)]
    with Writer(video, canvas, sound=True) as writer:
        for frame in _push(_scene(order), canvas, count):
            for item in over:
                blit(frame, *item)
            writer.frame(frame)
        writer.sound(np.zeros((order.seconds * RATE, 2), np.int16))
    return Render(video.name, thumbnail(video, folder), float(order.seconds))


def _push(scene: Image.Image, canvas: Canvas, count: int) -> Iterator[Yuv]:
    """The camera moves in, and a little to the side."""
    for number in range(count):
        share = 1 / (1 + _PUSH * number / count)
        width, height = scene.width * share, scene.height * share
        left, top = (scene.width - width) * 0.6, (scene.height - height) * 0.42
        box = (left, top, left + width, top + height)
        yield from_image(scene.resize((canvas.width, canvas.height), Image.Resampling.BILINEAR, box=box))


def _scene(order: CinematicOrder) -> Image.Image:
    """People side by side, a little larger than the frame so that moving in invents no pixels."""
    width, height = round(order.width * (1 + _PUSH)), round(order.height * (1 + _PUSH))
    light = _LIGHTS[sha256(order.prompt.encode()).digest()[0] % len(_LIGHTS)]
    picture = backdrop(Stage(width, height, background=order.backdrop or light)).convert("RGBA")
    share = width // len(order.people)
    for index, person in enumerate(order.people):
        one = _person(person, share, height)
        picture.alpha_composite(one, (index * share + (share - one.width) // 2, 0))
    return picture.convert("RGB")


def _person(person: str | Path, width: int, height: int) -> Image.Image:
    if isinstance(person, Path):
        with Image.open(person) as file:
            return ImageOps.fit(ImageOps.exif_transpose(file).convert("RGBA"), (width, height))
    picture = Image.new("RGBA", (width, height))
    figure = Figure(wardrobe.appearance(person), framing(width, height))
    moment = Moment(0.0, 0.0, 0.0, Glance(), LIPS["rest"])
    compose(picture, figure.ground(moment))
    compose(picture, figure.front(moment))
    return picture


def _bars(order: CinematicOrder) -> Image.Image:
    """Dark bars above and below; on the lower one the prompt, because a draft cannot show what it says."""
    picture = Image.new("RGBA", (order.width, order.height))
    bar = round(order.height * _BAR)
    dark = Image.new("RGBA", (order.width, bar), (8, 10, 14, 255))
    for top in (0, order.height - bar):
        picture.paste(dark, (0, top))
    style = TextStyle(max(12, round(bar * 0.26)), 500, Color(214, 218, 226))
    text = draw_text(_shortened(order.prompt), style, order.width * 0.92)
    picture.alpha_composite(
        text, ((order.width - text.width) // 2, order.height - bar + max(0, (bar - text.height) // 2))
    )
    return picture


def _shortened(prompt: str, most: int = 150) -> str:
    words = " ".join(prompt.split())
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
