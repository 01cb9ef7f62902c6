"""One scene as a finished clip: its picture at the canvas's size and rate, captions burned in, its sound beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from pathlib import Path

from heygen_build.media.burn import caption_sprite
from heygen_build.media.compose import scene_frames
from heygen_build.media.encode import RATE, Samples, Writer
from heygen_build.media.laying import lay
from heygen_build.media.mark import mark_sprite
from heygen_build.media.model import CaptionStyle, Clip, ClipJob, Heard
from heygen_build.media.notes import conform_notes
from heygen_build.media.runs import together
from heygen_build.media.sound import fitted, sample_count, write_wav
from heygen_build.media.voices import scene_sound
from heygen_build.media.yuv import Yuv, fade

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
    `no_video`, `no_audio`, `no_alpha`, `no_length`, `hdr`. Both files are complete or absent.
    """
    sound = scene_sound(job)
    frames = _frame_count(job, sound)
    _draw(job, frames, video_out)
    return Clip(video_out, sound_out, _write_sound(job, sound, frames, sound_out), conform_notes(job))


def render_sound(job: ClipJob, sound_out: Path) -> Heard:
    """The sound of a scene alone, as long as its clip would be; its picture is not looked at unless it is heard."""
    sound = scene_sound(job)
    return Heard(sound_out, _write_sound(job, sound, _frame_count(job, sound), sound_out))


def _write_sound(job: ClipJob, sound: Samples, frames: int, path: Path) -> float:
    """The sound between its pads, to the sample as long as the picture; gives that length in seconds."""
    total = sample_count(frames, job.canvas.fps)
    write_wav(path, fitted(sound, round(job.before * RATE), total))
    return frames / job.canvas.fps


def _draw(job: ClipJob, frames: int, path: Path) -> None:
    lead = min(round(job.before * job.canvas.fps), frames - 1)
    with Writer(path, job.canvas, sound=False, alpha=job.alpha, keyframe=job.keyframe) as film:
        compose = _composer(job)
        for yuv, overlay, repeats in together(scene_frames(job, frames, lead), _overlays(job, frames)):
            film.frame(compose(yuv, overlay), repeats)


def _frame_count(job: ClipJob, sound: Samples) -> int:
    seconds = job.before + len(sound) / RATE + job.after
    return max(1, ceil(seconds * job.canvas.fps - 1e-6))


def _overlays(job: ClipJob, frames: int) -> list[tuple[_Overlay, int]]:
    """What lies over the picture, as runs of equal frames."""
    each = (_Overlay(_cue_at(job, index), _darkness(job, index, frames)) for index in range(frames))
    return [(overlay, len(list(group))) for overlay, group in groupby(each)]


def _composer(job: ClipJob) -> Callable[[Yuv, _Overlay], Yuv]:
    style = job.caption_style or CaptionStyle()
    mark = mark_sprite(job.mark, job.canvas.width, job.canvas.height) if job.mark else None

    def compose(yuv: Yuv, overlay: _Overlay) -> Yuv:
        frame = yuv.copy()
        if overlay.darkness > _FULL:
            fade(frame, overlay.darkness)
        if overlay.cue is not None:
            lay(frame, *caption_sprite(job.cues[overlay.cue], job.canvas, style))
        if mark is not None:
            lay(frame, *mark)
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
