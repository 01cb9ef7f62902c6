"""One scene as a finished clip: its picture at the canvas's size and rate, captions burned in, its sound beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import ceil
from pathlib import Path

from heygen_build.media.captionlayers import caption_runs
from heygen_build.media.compose import scene_frames
from heygen_build.media.conform import Held
from heygen_build.media.encode import RATE, Samples, Writer
from heygen_build.media.laying import lay
from heygen_build.media.mark import mark_sprite
from heygen_build.media.model import Clip, ClipJob, Heard
from heygen_build.media.moving import Placed
from heygen_build.media.notes import conform_notes
from heygen_build.media.runs import merged, together
from heygen_build.media.sound import fitted, mixed, sample_count, write_wav
from heygen_build.media.staging import Run, staged
from heygen_build.media.taking import taken
from heygen_build.media.topsounds import top_sounds
from heygen_build.media.voices import scene_sound
from heygen_build.media.yuv import fade

_FULL = 0.0


def render_clip(job: ClipJob, video_out: Path, sound_out: Path) -> Clip:
    """Draw, caption and encode one scene; see `ClipJob` for what it means. The length is rounded up to whole frames.

    A clip that brings its own sound lasts as long as the longer of its picture and sound, because both are its own;
    a silent clip without `hold` lasts as long as its picture. Raises `MediaError`: those of `probe` and `probe_image`,
    `no_video`, `no_audio`, `no_alpha`, `no_length`, `hdr`. Both files are complete or absent.
    """
    sound = scene_sound(job)
    frames = taken(job, sound, video_out) if job.as_is else None
    if frames is None:
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
    heard = fitted(sound, round(job.before * RATE), total)
    extra = list(top_sounds(job.tops, total))
    write_wav(path, mixed(total, heard, *extra) if extra else heard)
    return frames / job.canvas.fps


def _draw(job: ClipJob, frames: int, path: Path) -> None:
    lead = min(round(job.before * job.canvas.fps), frames - 1)
    pictures = _over(scene_frames(job, frames, lead), [staged(top, job.canvas, frames) for top in job.tops])
    pictures = _veiled(pictures, _darkness(job, frames))
    pictures = _over(pictures, [caption_runs(job, frames), _mark(job, frames)])
    with Writer(path, job.canvas, sound=False, alpha=job.alpha, keyframe=job.keyframe) as film:
        for yuv, repeats in pictures:
            film.frame(yuv, repeats)


def _over(pictures: Iterator[Held], layers: Sequence[Iterator[Run]]) -> Iterator[Held]:
    """The pictures under layers, the first one lowest; where nothing lies over them, they are the same."""
    if not layers:
        yield from pictures
        return
    for yuv, tops, repeats in together(pictures, merged(layers)):
        seen = [top for top in tops if top is not None]
        frame = yuv.copy() if seen else yuv
        for top in seen:
            lay(frame, top.picture, top.x, top.y)
        yield frame, repeats


def _veiled(pictures: Iterator[Held], darkness: Iterator[tuple[float, int]]) -> Iterator[Held]:
    for yuv, amount, repeats in together(pictures, darkness):
        frame = yuv
        if amount > _FULL:
            frame = yuv.copy()
            fade(frame, amount)
        yield frame, repeats


def _mark(job: ClipJob, frames: int) -> Iterator[Run]:
    yield (Placed(*mark_sprite(job.mark, job.canvas.width, job.canvas.height)) if job.mark else None), frames


def _frame_count(job: ClipJob, sound: Samples) -> int:
    seconds = job.before + len(sound) / RATE + job.after
    return max(1, ceil(seconds * job.canvas.fps - 1e-6))


def _darkness(job: ClipJob, frames: int) -> Iterator[tuple[float, int]]:
    for amount, group in groupby(_darkness_at(job, index, frames) for index in range(frames)):
        yield amount, len(list(group))


def _darkness_at(job: ClipJob, index: int, frames: int) -> float:
    fps = job.canvas.fps
    begin = 1 - index / (job.fade_in * fps) if job.fade_in > 0 else 0.0
    end = 1 - (frames - 1 - index) / (job.fade_out * fps) if job.fade_out > 0 else 0.0
    return round(min(1.0, max(0.0, begin, end)), 3)
