"""The last steps of every finished file: its sound, its tags, and its name only once it is complete."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
from av.container import OutputContainer

from heygen_build.media.encode import add_sound, open_sound, sound_frames
from heygen_build.media.model import MediaError, MediaInfo, SoundJob
from heygen_build.media.probe import probe
from heygen_build.media.sound import read_wav, sample_count


def join_sounds(job: SoundJob, out: Path) -> MediaInfo:
    """Write `out`, a film that is sound alone, and say what it holds. Raises `MediaError` as `join_film` does."""
    if not job.clips:
        raise MediaError("no_clips", "a film needs at least one clip")
    return whole(out, lambda partial: _write(job, partial))


def whole(out: Path, write: Callable[[Path], None]) -> MediaInfo:
    """What `write` made beside `out`, looked at and given its name; nothing is left of what is incomplete."""
    partial = out.with_name(f".{out.name}.partial")
    try:
        write(partial)
        info = probe(partial)
        partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)
    return info


def tag(film: OutputContainer, title: str, comment: str) -> None:
    """Title and comment, where there are any."""
    film.metadata.update({name: text for name, text in {"title": title, "comment": comment}.items() if text})


def encode_sound(wav: Path, film: OutputContainer, audio: av.AudioStream, start: int, count: int) -> int:
    """Encode `count` samples of a WAV, silence where it is too short, and give `count`; `start` are those before it."""
    done = 0
    for piece in read_wav(wav, count):
        for frame in sound_frames(piece, start + done):
            film.mux(audio.encode(frame))
        done += len(piece)
    return done


def _write(job: SoundJob, path: Path) -> None:
    frames = samples = 0
    with open_sound(path, job.format) as film:
        tag(film, job.title, job.comment)
        audio = add_sound(film)
        for clip in job.clips:
            frames += round(clip.duration * job.fps)
            samples += encode_sound(clip.sound, film, audio, samples, sample_count(frames, job.fps) - samples)
        film.mux(audio.encode(None))
