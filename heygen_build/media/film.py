"""Clips in a row as one film: pictures copied, sound encoded once, because then nothing drifts and joins are free."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import av
from av.container import OutputContainer
from av.packet import Packet

from heygen_build.media.encode import open_mp4, open_webm
from heygen_build.media.finish import tag, whole
from heygen_build.media.gif import write_gif
from heygen_build.media.headers import header_of, uniform
from heygen_build.media.marking import mark_gif, mark_mp4
from heygen_build.media.model import FilmFormat, FilmJob, MediaError, MediaInfo
from heygen_build.media.reading import opened
from heygen_build.media.softtrack import add_subtitles, write_subtitles
from heygen_build.media.sound import sample_count
from heygen_build.media.track import Track


def join_film(job: FilmJob, out: Path) -> MediaInfo:
    """Write `out` from clips that `render_clip` made, and say what it holds. Speed: about that of the sound encoder.

    The format is that of the job: MP4, WebM (of clips with alpha), or GIF without sound. Written beside `out` under
    another name and renamed when complete. Raises `MediaError`: `no_clips`, `unequal` for clips of another canvas, and
    the reasons of `probe`.
    """
    if not job.clips:
        raise MediaError("no_clips", "a film needs at least one clip")
    return whole(out, lambda partial: _WRITERS[job.format](job, partial))


def _film(job: FilmJob, path: Path) -> None:
    with ExitStack() as stack:
        job = uniform(job, Path(stack.enter_context(TemporaryDirectory(dir=path.parent))))
        header = header_of(job.clips[0].video)
        first = stack.enter_context(opened(job.clips[0].video))
        film = stack.enter_context(open_webm(path) if job.format == "webm" else open_mp4(path))
        tag(film, job)
        video = film.add_stream_from_template(first.streams.video[0])
        video.time_base = header.time_base
        shown = add_subtitles(film, job.subtitles) if job.subtitles is not None else None
        _copy(job, film, video, header.delay, path.parent)
        if shown is not None and job.subtitles is not None:
            write_subtitles(film, shown, job.subtitles.cues)


def _mp4(job: FilmJob, path: Path) -> None:
    _film(job, path)
    if job.source is not None:
        mark_mp4(path, job.source)


def _gif(job: FilmJob, path: Path) -> None:
    # Joined first, without sound that no GIF has: one palette for the whole film keeps colors from changing at cuts.
    joined = path.with_name(f"{path.name}.joined")
    try:
        _film(replace(job, beds=(), effects=(), loudness=None), joined)
        write_gif(joined, path, job.canvas)
        if job.source is not None:
            mark_gif(path, job.source)
    finally:
        joined.unlink(missing_ok=True)


def _copy(job: FilmJob, film: OutputContainer, video: av.VideoStream, delay: int, folder: Path) -> None:
    fps, frames = job.canvas.fps, 0
    with Track(job, film, folder) as track:
        for piece in _reel(job):
            for packet in _packets(piece, frames, fps, delay):
                packet.stream = video
                film.mux_one(packet)
                frames += 1
            track.write(sample_count(frames, fps))
        track.finish()


@dataclass(frozen=True, slots=True)
class _Piece:
    """Frames of a file from `first` up to `last`; a keyframe comes first."""

    video: Path
    first: int
    last: int


def _reel(job: FilmJob) -> Iterator[_Piece]:
    """The pieces of which the picture is joined: transitions, and what they leave of the clips between them."""
    joins = (*job.joins, *([None] * (len(job.clips) + 1 - len(job.joins))))
    for clip, into, following in zip(job.clips, joins, joins[1:], strict=False):
        if into is not None:
            yield _Piece(into.video, 0, 2 * into.half)
        first, frames = into.half if into else 0, round(clip.duration * job.canvas.fps)
        last = frames - (following.half if following else 0)
        if last < first:
            raise MediaError("too_short", f"a scene of {clip.duration:g} s is shorter than the transitions beside it")
        if last > first:
            yield _Piece(clip.video, first, last)


def _packets(piece: _Piece, start: int, fps: int, delay: int) -> Iterator[Packet[av.VideoStream]]:
    """The video packets of a piece: its first picture is frame `start` of the film, decoded `delay` frames earlier."""
    with opened(piece.video, undecoded=True) as container:
        stream = container.streams.video[0]
        packets = (packet for packet in container.demux(stream) if packet.size)
        step, first = Fraction(1, fps) / (stream.time_base or Fraction(1, fps)), 0
        for number, packet in enumerate(islice(packets, piece.first, piece.last)):
            if number == 0:
                if not packet.is_keyframe:
                    raise MediaError("unequal", f"{piece.video.name} cannot be cut at its frame {piece.first}")
                first = packet.pts or 0
            # Renders that are taken as they are may have frames that are decoded before others that are shown first.
            shown = round(((packet.pts or 0) - first) / step)
            packet.pts, packet.dts = int((start + shown) * step), int((start + number - delay) * step)
            packet.duration = int(step)
            yield packet


_WRITERS: dict[FilmFormat, Callable[[FilmJob, Path], None]] = {
    "mp4": _mp4,
    "webm": _film,
    "gif": _gif,
}
