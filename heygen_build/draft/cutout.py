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
from heygen_build.draft.film import frames_for, stereo
from heygen_build.draft.model import Speech
from heygen_build.draft.motion import perform
from heygen_build.draft.photo import photo_frames
from heygen_build.draft.presenter import Placed, chance, placed
from heygen_build.draft.studio import Stage
from heygen_build.media.mark import mark_sprite
from heygen_build.media.model import Canvas
from heygen_build.media.webm import AlphaWriter, Yuva
from heygen_build.media.yuv import Plane, Sprite, Yuv, blit
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
    frames = ((Yuva(frame, alpha), count) for frame, count in photo_frames(photo, stage, speech))
    return _write(out, stage, speech, frames, mark)


def _drawn(stage: Stage, layers: Placed) -> Yuva:
    color = Yuv.blank(stage.width, stage.height, _BLACK)
    alpha = np.zeros((stage.height, stage.width), np.uint8)
    for image, x, y in layers:
        blit(color, image, x, y)
        _cover(alpha, image, x, y)
    _straighten(color, alpha)
    return Yuva(color, alpha)


def _cover(alpha: Plane, image: Sprite, x: int, y: int) -> None:
    """What a sprite lets through of what is behind it, it covers itself."""
    left, top = max(x, 0), max(y, 0)
    right, bottom = min(x + image.width, alpha.shape[1]), min(y + image.height, alpha.shape[0])
    if left >= right or top >= bottom:
        return
    keep = image.keep[top - y : bottom - y, left - x : right - x]
    ground = alpha[top:bottom, left:right]
    ground[:] = (ground * keep + _SOLID * (256 - keep.astype(np.uint32)) + 128 >> 8).astype(np.uint8)


def _straighten(color: Yuv, alpha: Plane) -> None:
    """Edges were drawn on black: their own color is what it was before it was mixed with it."""
    _undo(color.y, alpha, 16)
    chroma = alpha.reshape(alpha.shape[0] // 2, 2, alpha.shape[1] // 2, 2).mean(axis=(1, 3))
    for plane in (color.u, color.v):
        _undo(plane, chroma, 128)


def _undo(plane: Plane, alpha: NDArray[np.uint8] | NDArray[np.float64], black: int) -> None:
    edge = (alpha > 0) & (alpha < _SOLID)
    share = alpha[edge].astype(np.float32) / _SOLID
    plane[edge] = np.clip(np.rint(black + (plane[edge].astype(np.float32) - black) / share), 0, 255).astype(np.uint8)


def _oval(stage: Stage) -> Plane:
    """An oval with a soft edge, in the middle of the frame."""
    rows, columns = np.mgrid[0 : stage.height, 0 : stage.width].astype(np.float32)
    side = min(stage.width, stage.height)
    distance = np.hypot((columns - stage.width / 2) / (0.40 * side), (rows - stage.height / 2) / (0.47 * side))
    shares: NDArray[np.float32] = np.clip((1.0 - distance) * 0.2 * side + 0.5, 0, 1)
    return (shares * _SOLID).astype(np.uint8)


def _write(out: Path, stage: Stage, speech: Speech, frames: Iterator[tuple[Yuva, int]], mark: str | None) -> float:
    stamp = _badge(mark, stage) if mark else None
    with AlphaWriter(out, Canvas(stage.width, stage.height, stage.fps, "draft"), sound=True) as writer:
        for frame, count in frames:
            writer.frame(_stamped(frame, stamp) if stamp else frame, count)
        seconds = writer.frames / stage.fps
        writer.sound(stereo(speech, seconds))
    return seconds


def _stamped(frame: Yuva, stamp: tuple[Sprite, int, int]) -> Yuva:
    marked = Yuva(frame.color.copy(), frame.alpha.copy())
    blit(marked.color, *stamp)
    _cover(marked.alpha, *stamp)
    return marked


def _badge(mark: str, stage: Stage) -> tuple[Sprite, int, int]:
    """The mark on the chest: a corner would float in the middle of whatever the cut-out is laid over."""
    image, _, _ = mark_sprite(mark, stage.width, stage.height)
    return image, (stage.width - image.width) // 4 * 2, round(stage.height * 0.88) // 2 * 2
