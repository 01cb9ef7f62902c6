"""The sound of a whole film: its scenes in a row, music under them, at its loudness, encoded as pictures arrive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import av
import numpy as np
from av.container import OutputContainer

from heygen_build.media.beds import with_beds
from heygen_build.media.encode import RATE, Samples, add_sound, sound_frames
from heygen_build.media.mastering import mastered
from heygen_build.media.model import Clip, FilmJob, Heard, SoundJob
from heygen_build.media.sound import read_wav, sample_count


class Track:
    """The encoded sound of a film, in the file it goes to."""

    def __init__(self, job: FilmJob | SoundJob, film: OutputContainer) -> None:
        self._pieces = _pieces(job)
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


def _pieces(job: FilmJob | SoundJob) -> Iterator[Samples]:
    """The sound a second or less at a time. It is only held as a whole where something has to be known of all of it."""
    scenes = _in_a_row(job.clips, job.canvas.fps if isinstance(job, FilmJob) else job.fps)
    if not job.beds and job.loudness is None:
        yield from scenes
        return
    sound = with_beds(np.concatenate(list(scenes)), job.beds)
    if job.loudness is not None:
        sound = mastered(sound, job.loudness)
    for start in range(0, len(sound), RATE):
        yield sound[start : start + RATE]


def _in_a_row(clips: Sequence[Clip | Heard], fps: int) -> Iterator[Samples]:
    """The sounds of scenes, each exactly as long as its pictures: counted from the start, so that nothing adds up."""
    frames = samples = 0
    for clip in clips:
        frames += round(clip.duration * fps)
        count = sample_count(frames, fps) - samples
        yield from read_wav(clip.sound, count)
        samples += count
