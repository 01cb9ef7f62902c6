"""Frames and speech into a file, so that both end together."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from heygen_build.draft.model import Speech
from heygen_build.draft.studio import Stage
from heygen_build.media.encode import Writer
from heygen_build.media.mark import badge_sprite, mark_sprite
from heygen_build.media.model import Canvas
from heygen_build.media.yuv import Sprite, Yuv, blit
from heygen_build.units import Color

KEY_GREEN = Color(0, 255, 0)


def frames_for(speech: Speech, fps: int) -> int:
    """How many whole frames the speech needs, at least one."""
    return max(1, math.ceil(speech.duration * fps - 1e-6))


def tab(mark: str, stage: Stage) -> tuple[Sprite, int, int]:
    """The mark at the top of a frame."""
    return mark_sprite(mark, stage.width, stage.height)


def badge(mark: str, stage: Stage) -> tuple[Sprite, int, int]:
    """The mark on the chest, for presenters who will stand before something else."""
    image = badge_sprite(mark, stage.width, stage.height)
    return image, (stage.width - image.width) // 4 * 2, round(stage.height * 0.88) // 2 * 2


def marked(frame: Yuv, stage: Stage, mark: str | None) -> Yuv:
    """The frame, with the mark drawn on it where there is one."""
    if mark:
        # Green is keyed out: what stood at its edge would float in the middle of the picture behind.
        blit(frame, *(badge if stage.background == KEY_GREEN else tab)(mark, stage))
    return frame


def write(out: Path, stage: Stage, speech: Speech, frames: Iterable[tuple[Yuv, int]], mark: str | None) -> float:
    """Writes (frame, how often) with the speech as MP4, and gives the duration in seconds. Marks frames in place."""
    canvas = Canvas(stage.width, stage.height, stage.fps, "draft")
    with Writer(out, canvas, sound=True) as writer:
        for frame, count in frames:
            writer.frame(marked(frame, stage, mark), count)
        seconds = writer.frames / stage.fps
        writer.sound(stereo(speech, seconds))
    return seconds


def stereo(speech: Speech, seconds: float) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    """Both channels alike, filled with silence up to the last frame's end."""
    padding = max(0, round(seconds * speech.rate) - len(speech.samples))
    mono = np.pad(speech.samples, (0, padding))
    return np.repeat(mono[:, None], 2, axis=1)
