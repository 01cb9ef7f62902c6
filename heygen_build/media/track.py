"""The sound of a whole film: its scenes in a row, music under them, at its loudness, encoded as pictures arrive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import av
import numpy as np
from av.container import OutputContainer

from heygen_build.media.beds import Music, music_of, speaking
from heygen_build.media.effects import Laid
from heygen_build.media.encode import Samples, add_sound, sound_frames
from heygen_build.media.mastering import mastered
from heygen_build.media.model import Clip, FilmJob, Heard, SoundJob
from heygen_build.media.sound import read_wav, sample_count
from heygen_build.media.spool import Spool


class Track:
    """The encoded sound of a film, in the file it goes to."""

    def __init__(self, job: FilmJob | SoundJob, film: OutputContainer, folder: Path) -> None:
        """`folder` has room for the sound of the whole film, where something must be known of all of it."""
        self._pieces = film_sound(job, folder)
        self._film = film
        self._stream: av.AudioStream = add_sound(film)
        self._samples = 0

    def write(self, until: int) -> None:
        """Encode up to this sample of the film at least; it is kept near the pictures so that muxers hold little."""
        while self._samples < until:
            piece = next(self._pieces, None)
            if piece is None:
                return
            for frame in sound_frames(piece, self._samples):
                self._film.mux(self._stream.encode(frame))
            self._samples += len(piece)

    def finish(self) -> None:
        """Encode the rest."""
        for piece in self._pieces:
            for frame in sound_frames(piece, self._samples):
                self._film.mux(self._stream.encode(frame))
            self._samples += len(piece)
        self._film.mux(self._stream.encode(None))


def film_sound(job: FilmJob | SoundJob, folder: Path) -> Iterator[Samples]:
    """The sound in pieces of seconds. Where something must be known of all of it, it is kept on disk, not in memory.

    Raises `MediaError`: those of the files, `no_audio` for music and effects without sound.
    """
    if job.loudness is None:
        yield from _mix(job, folder)
        return
    with Spool.of(_mix(job, folder), folder) as mix:
        yield from mastered(mix, job.loudness)


def _mix(job: FilmJob | SoundJob, folder: Path) -> Iterator[Samples]:
    """Scenes with music and effects. Only scenes make music softer: an effect is no speech."""
    fps = job.canvas.fps if isinstance(job, FilmJob) else job.fps
    if not job.beds and not job.effects:
        yield from _in_a_row(job.clips, fps)
        return
    total = sample_count(sum(round(clip.duration * fps) for clip in job.clips), fps)
    speech = speaking(_in_a_row(job.clips, fps)) if any(bed.duck for bed in job.beds) else np.zeros(1, np.float32)
    with ExitStack() as spools:
        music = [(bed, spools.enter_context(music_of(bed, folder))) for bed in job.beds]
        layers: list[Music | Laid] = [Music.of(bed, sound, speech, total) for bed, sound in music]
        layers += [Laid.of(effect, total) for effect in job.effects]
        yield from _mixed(_in_a_row(job.clips, fps), layers)


def _mixed(pieces: Iterator[Samples], layers: Sequence[Music | Laid]) -> Iterator[Samples]:
    start = 0
    for piece in pieces:
        mix = piece.astype(np.float32)
        for layer in layers:
            layer.add_to(mix, start)
        start += len(piece)
        yield np.clip(np.rint(mix), -32768, 32767).astype(np.int16)


def _in_a_row(clips: Sequence[Clip | Heard], fps: int) -> Iterator[Samples]:
    """The sounds of scenes, each exactly as long as its pictures: counted from the start, so that nothing adds up."""
    frames = samples = 0
    for clip in clips:
        frames += round(clip.duration * fps)
        count = sample_count(frames, fps) - samples
        yield from read_wav(clip.sound, count)
        samples += count
