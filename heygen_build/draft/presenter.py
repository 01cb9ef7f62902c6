"""Draft videos of a drawn presenter, and of a photo that speaks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from random import Random
from typing import TypeAlias

from PIL import Image

from heygen_build.draft.appearance import Appearance
from heygen_build.draft.face import Glance
from heygen_build.draft.figure import Figure, Framing, Layer, Sprites, compose, framing
from heygen_build.draft.film import frames_for, marked, write
from heygen_build.draft.model import Speech
from heygen_build.draft.motion import Moment, perform
from heygen_build.draft.mouth import LIPS
from heygen_build.draft.photo import draw_photo
from heygen_build.draft.studio import Background, Stage, backdrop
from heygen_build.media.yuv import Sprite, Yuv, blit, from_image
from heygen_build.units import Color

__all__ = ["Appearance", "Background", "Stage", "draw_photo", "draw_presenter", "first_frame", "preview"]


def draw_presenter(
    appearance: Appearance, stage: Stage, speech: Speech, out: Path, *, mark: str | None = "DRAFT"
) -> float:
    """Writes an MP4 of the presenter saying `speech`; gives its duration in seconds. Equal input, equal frames."""
    moments = perform(speech, stage.fps, frames_for(speech, stage.fps), chance(appearance, speech))
    return write(out, stage, speech, _frames(appearance, stage, moments), mark)


def first_frame(appearance: Appearance, stage: Stage, speech: Speech, *, mark: str | None = "DRAFT") -> Yuv:
    """The frame that `draw_presenter` begins with, without drawing the others."""
    moments = perform(speech, stage.fps, frames_for(speech, stage.fps), chance(appearance, speech))
    frame, _ = next(_frames(appearance, stage, moments[:1]))
    return marked(frame, stage, mark)


def preview(appearance: Appearance, width: int, height: int) -> Image.Image:
    """A still of the look (RGB, `width` × `height`), smiling into the camera; the background suits the clothes."""
    stage = Stage(width, height, background=Color(72, 86, 108))
    picture = backdrop(stage).convert("RGBA")
    figure = Figure(appearance, framing(width, height))
    moment = Moment(0.0, 0.0, 0.0, Glance(), LIPS["rest"])
    compose(picture, figure.ground(moment))
    compose(picture, figure.front(moment))
    return picture.convert("RGB")


def chance(appearance: Appearance, speech: Speech) -> Random:
    """Seeded by what is shown and said: the same scene moves the same way in every build."""
    digest = hashlib.sha256(repr(appearance).encode() + speech.samples.tobytes()).digest()
    return Random(int.from_bytes(digest[:8], "big"))


def _frames(appearance: Appearance, stage: Stage, moments: list[Moment]) -> Iterator[tuple[Yuv, int]]:
    figure, sprites = _cast(appearance, framing(stage.width, stage.height))
    bottom = from_image(backdrop(stage))
    grounds = lru_cache(16)(lambda key: _drawn(bottom, key))
    seen = ((placed(sprites, figure.ground(moment)), placed(sprites, figure.front(moment))) for moment in moments)
    for (ground, front), same in groupby(seen):
        yield _drawn(grounds(ground), front), sum(1 for _ in same)


@lru_cache(1)
def _cast(appearance: Appearance, place: Framing) -> tuple[Figure, Sprites]:
    """A look with its sprites. Kept for the next scene, which shows the same person more often than not.

    Only one, because it may take a hundred megabytes.
    """
    return Figure(appearance, place), Sprites()


Placed: TypeAlias = tuple[tuple[Sprite, int, int], ...]


def placed(sprites: Sprites, layers: Iterator[Layer]) -> Placed:
    """Layers as sprites at their places, from back to front."""
    return tuple(sprites.of(layer) for layer in layers)


def _drawn(frame: Yuv, layers: Placed) -> Yuv:
    copy = frame.copy()
    for image, x, y in layers:
        blit(copy, image, x, y)
    return copy
