"""The sound of a whole film: its scenes in a row, music under them, at its loudness, encoded as pictures arrive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self, TypeAlias

import av
import numpy as np
from av.container import InputContainer, OutputContainer
from av.packet import Packet

from heygen_build.media.beds import Music, music_of, speaking
from heygen_build.media.effects import Laid
from heygen_build.media.encode import RATE, Samples, add_sound, sound_frames
from heygen_build.media.mastering import mastered
from heygen_build.media.model import Clip, FilmJob, Heard, SoundJob
from heygen_build.media.proof import LOSSY, proven
from heygen_build.media.reading import opened
from heygen_build.media.sound import read_wav, sample_count
from heygen_build.media.spool import Spool

Coded: TypeAlias = "Iterator[tuple[int, Sequence[Packet[av.AudioStream]]]]"
"""Packets, with the sample of the film up to which they reach."""


class Track:
    """The encoded sound of a film, in the file it goes to. Leaving the `with` block removes what it kept on disk."""

    def __init__(self, job: FilmJob | SoundJob, film: OutputContainer, folder: Path) -> None:
        """`folder` has room for the sound of the whole film, where something must be known of all of it.

        Raises `MediaError`: those of the files, `no_audio` for music and effects without sound.
        """
        self._film, self._samples = film, 0
        with ExitStack() as stack:
            self._coded = _coded(job, film, folder, stack)
            self._open = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def write(self, until: int) -> None:
        """Mux up to this sample of the film at least; it is kept near the pictures so that muxers hold little."""
        while self._samples < until:
            coded = next(self._coded, None)
            if coded is None:
                return
            self._samples, packets = coded
            self._film.mux(packets)

    def finish(self) -> None:
        """Mux the rest."""
        for _, packets in self._coded:
            self._film.mux(packets)


def _coded(job: FilmJob | SoundJob, film: OutputContainer, folder: Path, stack: ExitStack) -> Coded:
    """The packets of a film's sound. What they are read from is closed with the `stack`."""
    if job.loudness is None:
        return _encoded(film_sound(job, folder), add_sound(film))
    form = film.format.name
    mix = stack.enter_context(Spool.of(film_sound(job, folder), folder))
    if form not in LOSSY:
        return _encoded(mastered(mix, job.loudness), add_sound(film))
    trial = Path(stack.enter_context(TemporaryDirectory(dir=folder))) / f"trial.{form}"
    aim = proven(mix, job.loudness, form, trial)
    if form == "mp4":
        return _copied(stack.enter_context(opened(trial)), film)
    # Only MP4 tells again where in its first packet the sound begins.
    return _encoded(aim.of(mix), add_sound(film))


def _encoded(pieces: Iterator[Samples], stream: av.AudioStream) -> Coded:
    samples = 0
    for piece in pieces:
        start, samples = samples, samples + len(piece)
        yield samples, [packet for frame in sound_frames(piece, start) for packet in stream.encode(frame)]
    yield samples, stream.encode(None)


def _copied(file: InputContainer, film: OutputContainer) -> Coded:
    """The packets of a file that was written before, into a stream like its own."""
    source = file.streams.audio[0]
    stream = film.add_stream_from_template(source)

    def packets() -> Coded:
        for packet in file.demux(source):
            if packet.size:
                end = round(float((packet.pts or 0) + (packet.duration or 0)) * packet.time_base * RATE)
                packet.stream = stream
                yield end, [packet]

    return packets()


def film_sound(job: FilmJob | SoundJob, folder: Path) -> Iterator[Samples]:
    """Scenes with music and effects, in pieces of seconds. Only scenes make music softer: an effect is no speech."""
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
