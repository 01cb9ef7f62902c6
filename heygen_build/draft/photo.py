"""A still picture that speaks: it breathes in and out slowly, and a row of bars follows the voice."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from heygen_build.draft.film import frames_for, write
from heygen_build.draft.model import Speech
from heygen_build.draft.motion import loudness
from heygen_build.draft.studio import Stage, fitted
from heygen_build.media.yuv import Sprite, Yuv, blit, from_image, sprite
from heygen_build.units import Color

_ZOOM = 0.045
_CYCLE_SECONDS = 12.0
_ZOOM_STEPS = 36  # distinct sizes on the way in; the way out uses them again
_BARS = 9
_LEVELS = 12
_DELAY_SECONDS = 0.035  # from bar to bar outward, so that the voice seems to spread from the middle


def draw_photo(photo: Path, stage: Stage, speech: Speech, out: Path, *, mark: str | None = "DRAFT") -> float:
    """Writes an MP4 of the picture (HeyGen's `type: image`, v3 create-video); gives its duration in seconds.

    Nothing pretends to be a mouth: a draft does not know where the face is. Raises `MediaError` for an unreadable file.
    """
    return write(out, stage, speech, photo_frames(photo, stage, speech), mark)


def photo_frames(photo: Path, stage: Stage, speech: Speech) -> Iterator[tuple[Yuv, int]]:
    """Each frame and how often it is shown; it may be drawn on."""
    count = frames_for(speech, stage.fps)
    times = np.arange(count) / stage.fps
    zooms = np.round(_ZOOM_STEPS * 0.5 * (1 - np.cos(2 * math.pi * times / _CYCLE_SECONDS))).astype(int).tolist()
    voice = zip(*(_levels(speech, times - abs(bar - _BARS // 2) * _DELAY_SECONDS) for bar in range(_BARS)), strict=True)
    picture = _Zoomed(photo, stage)
    meter = _Meter(stage)
    for (zoom, levels), same in groupby(zip(zooms, voice, strict=True)):
        frame = picture.at(zoom).copy()
        meter.draw(frame, levels)
        yield frame, sum(1 for _ in same)


def _levels(speech: Speech, times: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> list[int]:
    return [round(level * _LEVELS) for level in loudness(speech, times).tolist()]


class _Zoomed:
    """The picture at each size."""

    def __init__(self, photo: Path, stage: Stage) -> None:
        # Drawn a little larger than the frame, so that zooming in never has to invent pixels.
        self._size = (stage.width, stage.height)
        large = (math.ceil(stage.width * (1 + _ZOOM)), math.ceil(stage.height * (1 + _ZOOM)))
        background = stage.background if isinstance(stage.background, Color) else Color(16, 24, 32)
        self._picture = fitted(photo, Stage(*large, fit=stage.fit), background)
        self._last: tuple[int, Yuv] | None = None

    def at(self, step: int) -> Yuv:
        """The frame `step` steps in, kept until another is asked for; not to be drawn on."""
        if self._last is None or self._last[0] != step:
            self._last = (step, self._cut(step))
        return self._last[1]

    def _cut(self, step: int) -> Yuv:
        share = 1 / (1 + _ZOOM * step / _ZOOM_STEPS)
        width, height = self._picture.width * share, self._picture.height * share
        left, top = (self._picture.width - width) / 2, (self._picture.height - height) * 0.42
        box = (left, top, left + width, top + height)
        return from_image(self._picture.resize(self._size, Image.Resampling.BICUBIC, box=box))


class _Meter:
    """Bars on a dark pill in the top left corner, where neither captions nor the mark are."""

    def __init__(self, stage: Stage) -> None:
        short = min(stage.width, stage.height)
        self._bar = max(2, round(short * 0.005) * 2)
        self._tall = round(short * 0.06 / 2) * 2
        self._width = (2 * _BARS + 3) * self._bar
        self._x = self._y = max(8, round(short * 0.035)) // 2 * 2
        self._pill = sprite(self._rounded(self._width, self._tall + 2 * self._bar, Color(12, 16, 24, 150)))
        self._bars = [self._bar_of(level) for level in range(_LEVELS + 1)]

    def draw(self, frame: Yuv, levels: tuple[int, ...]) -> None:
        """One level (0 – `_LEVELS`) for each bar."""
        blit(frame, self._pill, self._x, self._y)
        for index, level in enumerate(levels):
            image = self._bars[level]
            y = self._y + self._bar + (self._tall - image.height) // 4 * 2
            blit(frame, image, self._x + (2 * index + 2) * self._bar, y)

    def _bar_of(self, level: int) -> Sprite:
        height = self._bar + round((self._tall - self._bar) * level / _LEVELS / 2) * 2
        return sprite(self._rounded(self._bar, height, Color(255, 255, 255, 235)))

    @staticmethod
    def _rounded(width: int, height: int, color: Color) -> Image.Image:
        shape = Image.new("L", (width * 4, height * 4))
        radius = min(width, height) * 2
        ImageDraw.Draw(shape).rounded_rectangle((0, 0, width * 4 - 1, height * 4 - 1), radius, fill=color.alpha)
        picture = Image.new("RGBA", (width, height), (color.red, color.green, color.blue, 0))
        picture.putalpha(shape.resize((width, height), Image.Resampling.LANCZOS))
        return picture
