"""Drafts without a background (v3 `output_format: webm`): the presenter, or an oval of the photo, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from heygen_build.draft.appearance import Appearance
from heygen_build.draft.figure import Figure, Sprites, framing
from heygen_build.draft.film import badge, frames_for, stereo
from heygen_build.draft.model import Speech
from heygen_build.draft.motion import perform
from heygen_build.draft.photo import photo_frames
from heygen_build.draft.presenter import Placed, chance, placed
from heygen_build.draft.studio import Stage
from heygen_build.media.encode import Writer
from heygen_build.media.laying import lay
from heygen_build.media.model import Canvas
from heygen_build.media.yuv import Plane, Sprite, Yuv, with_alpha
from heygen_build.units import Color

_BLACK = Color(0, 0, 0)
_SOLID = 255


def cut_out_presenter(
    appearance: Appearance, stage: Stage, speech: Speech, out: Path, *, mark: str | None = "DRAFT"
) -> float:
    """Writes a WebM (VP9 with alpha) of the presenter saying `speech`; gives its duration in seconds."""
    moments = perform(speech, stage.fps, frames_for(speech, stage.fps), chance(appearance, speech))
    figure, sprites = Figure(appearance, framing(stage.width, stage.height)), Sprites()
    shown = ((*placed(sprites, figure.ground(moment)), *placed(sprites, figure.front(moment))) for moment in moments)
    # The figure moves by half pixels, so that the same positions come again and again.
    drawn = lru_cache(16)(lambda layers: _drawn(stage, layers))
    frames = ((drawn(layers), sum(1 for _ in same)) for layers, same in groupby(shown))
    return _write(out, stage, speech, frames, mark)


def cut_out_photo(photo: Path, stage: Stage, speech: Speech, out: Path, *, mark: str | None = "DRAFT") -> float:
    """The same for a photo: an oval of it, because a draft does not know where the person ends."""
    alpha = _oval(stage)
    frames = ((with_alpha(frame, alpha), count) for frame, count in photo_frames(photo, stage, speech))
    return _write(out, stage, speech, frames, mark)


def _drawn(stage: Stage, layers: Placed) -> Yuv:
    frame = with_alpha(Yuv.blank(stage.width, stage.height, _BLACK), np.zeros((stage.height, stage.width), np.uint8))
    for image, x, y in layers:
        lay(frame, image, x, y)
    return frame


def _oval(stage: Stage) -> Plane:
    """An oval with a soft edge, in the middle of the frame."""
    rows, columns = np.mgrid[0 : stage.height, 0 : stage.width].astype(np.float32)
    side = min(stage.width, stage.height)
    distance = np.hypot((columns - stage.width / 2) / (0.40 * side), (rows - stage.height / 2) / (0.47 * side))
    shares: NDArray[np.float32] = np.clip((1.0 - distance) * 0.2 * side + 0.5, 0, 1)
    return (shares * _SOLID).astype(np.uint8)


def _write(out: Path, stage: Stage, speech: Speech, frames: Iterator[tuple[Yuv, int]], mark: str | None) -> float:
    stamp = badge(mark, stage) if mark else None
    with Writer(out, Canvas(stage.width, stage.height, stage.fps, "draft"), sound=True, alpha=True) as writer:
        for frame, count in frames:
            writer.frame(_stamped(frame, stamp) if stamp else frame, count)
        seconds = writer.frames / stage.fps
        writer.sound(stereo(speech, seconds))
    return seconds


def _stamped(frame: Yuv, stamp: tuple[Sprite, int, int]) -> Yuv:
    marked = frame.copy()
    lay(marked, *stamp)
    return marked
