"""One scene as a finished clip: its picture at the canvas's size and rate, captions burned in, its sound beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from pathlib import Path

import numpy as np

from heygen_build.media.burn import caption_sprite
from heygen_build.media.conform import Held
from heygen_build.media.encode import RATE, Samples, Writer
from heygen_build.media.mark import mark_sprite
from heygen_build.media.model import CaptionStyle, Clip, ClipJob, ClipPicture, MediaError
from heygen_build.media.pictures import held_frames
from heygen_build.media.probe import probe_video
from heygen_build.media.sound import decode_sound, fitted, sample_count, silence, write_wav
from heygen_build.media.yuv import Yuv, blit, fade

_FULL = 0.0


@dataclass(frozen=True, slots=True)
class _Overlay:
    """What lies over the picture in one frame: the number of a cue, and how dark the picture is (0–1)."""

    cue: int | None
    darkness: float


def render_clip(job: ClipJob, video_out: Path, sound_out: Path) -> Clip:
    """Draw, caption and encode one scene; see `ClipJob` for what it means. The length is rounded up to whole frames.

    A clip that brings its own sound lasts as long as the longer of its picture and sound, because both are its own;
    a silent clip without `hold` lasts as long as its picture. Raises `MediaError`: those of `probe` and `probe_image`,
    `no_video`, `no_length`, `hdr`. Both files are complete or absent.
    """
    canvas = job.canvas
    sound = _sound(job)
    frames = _frame_count(job, sound)
    lead = round(job.before * canvas.fps)
    with Writer(video_out, canvas, sound=False) as writer:
        compose = _composer(job)
        for yuv, overlay, repeats in _cut(_led(job, lead, frames), _overlays(job, frames)):
            writer.frame(compose(yuv, overlay), repeats)
    total = sample_count(frames, canvas.fps)
    write_wav(sound_out, fitted(sound, round(job.before * RATE), total))
    return Clip(video_out, sound_out, frames / canvas.fps)


def _sound(job: ClipJob) -> Samples:
    """What is heard between `before` and `after`."""
    if job.sound is not None:
        heard = decode_sound(job.sound)
        if heard is None:
            raise MediaError("no_audio", f"{job.sound.name} holds no sound")
        return heard
    own = _own_sound(job.picture) if isinstance(job.picture, ClipPicture) and job.picture.volume is not None else None
    return silence(_hold(job)) if own is None else own


def _own_sound(picture: ClipPicture) -> Samples | None:
    own = decode_sound(picture.path)
    if own is None:
        return None
    _, video = probe_video(picture.path)
    missing = round(video.duration * RATE) - len(own)
    return np.concatenate([own, silence(missing / RATE)]) if missing > 0 else own


def _hold(job: ClipJob) -> float:
    if job.hold == 0 and isinstance(job.picture, ClipPicture):
        _, video = probe_video(job.picture.path)
        return video.duration
    return job.hold


def _frame_count(job: ClipJob, sound: Samples) -> int:
    seconds = job.before + len(sound) / RATE + job.after
    frames = ceil(seconds * job.canvas.fps - 1e-6)
    if frames < 1:
        raise MediaError("no_length", "a scene without sound and without `hold` has no length")
    return frames


def _led(job: ClipJob, lead: int, frames: int) -> Iterator[Held]:
    """The picture's frames, its first one held for `lead` frames more; never more than `frames`."""
    waiting = lead
    for yuv, repeats in held_frames(job.picture, job.canvas, max(1, frames - lead)):
        yield yuv, min(repeats + waiting, frames)
        waiting = 0


def _overlays(job: ClipJob, frames: int) -> list[tuple[_Overlay, int]]:
    """What lies over the picture, as runs of equal frames."""
    each = (_Overlay(_cue_at(job, index), _darkness(job, index, frames)) for index in range(frames))
    return [(overlay, len(list(group))) for overlay, group in groupby(each)]


def _cut(pictures: Iterator[Held], overlays: list[tuple[_Overlay, int]]) -> Iterator[tuple[Yuv, _Overlay, int]]:
    """Runs in which neither the picture nor what lies over it changes: only those are drawn."""
    ahead = iter(overlays)
    overlay, left = next(ahead)
    for yuv, repeats in pictures:
        while repeats > 0:
            if left == 0:
                overlay, left = next(ahead)
            run = min(repeats, left)
            yield yuv, overlay, run
            repeats, left = repeats - run, left - run


def _composer(job: ClipJob) -> Callable[[Yuv, _Overlay], Yuv]:
    style = job.caption_style or CaptionStyle()
    mark = mark_sprite(job.mark, job.canvas.width, job.canvas.height) if job.mark else None

    def compose(yuv: Yuv, overlay: _Overlay) -> Yuv:
        frame = yuv.copy()
        if overlay.darkness > _FULL:
            fade(frame, overlay.darkness)
        if overlay.cue is not None:
            blit(frame, *caption_sprite(job.cues[overlay.cue], job.canvas, style))
        if mark is not None:
            blit(frame, *mark)
        return frame

    return compose


def _cue_at(job: ClipJob, index: int) -> int | None:
    if job.caption_style is None:
        return None
    time = index / job.canvas.fps - job.before + 1e-6
    return next((number for number, cue in enumerate(job.cues) if cue.start <= time < cue.end), None)


def _darkness(job: ClipJob, index: int, frames: int) -> float:
    fps = job.canvas.fps
    begin = 1 - index / (job.fade_in * fps) if job.fade_in > 0 else 0.0
    end = 1 - (frames - 1 - index) / (job.fade_out * fps) if job.fade_out > 0 else 0.0
    return round(min(1.0, max(0.0, begin, end)), 3)
