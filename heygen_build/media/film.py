"""Clips in a row as one film: pictures copied, sound encoded once, because then nothing drifts and joins are free."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.container import OutputContainer
from av.packet import Packet

from heygen_build.media.encode import open_mp4, open_webm
from heygen_build.media.finish import tag, whole
from heygen_build.media.gif import write_gif
from heygen_build.media.model import Clip, FilmFormat, FilmJob, MediaError, MediaInfo
from heygen_build.media.reading import opened, video_stream
from heygen_build.media.sound import sample_count
from heygen_build.media.track import Track


@dataclass(frozen=True, slots=True)
class _Header:
    """What must be equal for packets to be copied into one stream."""

    codec: str
    width: int
    height: int
    pixel_format: str | None
    rate: Fraction | None
    time_base: Fraction
    colors: tuple[int, int, int, int]
    extradata: bytes | None


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
    header = _common_header(job)
    with ExitStack() as stack:
        first = stack.enter_context(opened(job.clips[0].video))
        film = stack.enter_context(open_webm(path) if job.format == "webm" else open_mp4(path))
        tag(film, job.title, job.comment)
        video = film.add_stream_from_template(first.streams.video[0])
        video.time_base = header.time_base
        _copy(job, film, video)


def _gif(job: FilmJob, path: Path) -> None:
    # Joined first: one palette for the whole film is what keeps colors from changing at every cut.
    joined = path.with_name(f"{path.name}.joined")
    try:
        _film(job, joined)
        write_gif(joined, path, job.canvas)
    finally:
        joined.unlink(missing_ok=True)


def _copy(job: FilmJob, film: OutputContainer, video: av.VideoStream) -> None:
    track = Track(job, film)
    fps, frames = job.canvas.fps, 0
    for clip in job.clips:
        for packet in _packets(clip, frames, fps):
            packet.stream = video
            film.mux_one(packet)
            frames += 1
        track.write(sample_count(frames, fps))
    track.finish()


def _packets(clip: Clip, start: int, fps: int) -> Iterator[Packet[av.VideoStream]]:
    """A clip's video packets, moved so that the first is frame `start` of the film."""
    with opened(clip.video) as container:
        stream = container.streams.video[0]
        for number, packet in enumerate(packet for packet in container.demux(stream) if packet.size):
            step = Fraction(1, fps) / packet.time_base
            # There are no B-frames, so frames are decoded and shown in the order of the file.
            packet.pts = packet.dts = int((start + number) * step)
            packet.duration = int(step)
            yield packet


def _common_header(job: FilmJob) -> _Header:
    canvas, first = job.canvas, _header(job.clips[0])
    if (first.width, first.height, first.rate) != (canvas.width, canvas.height, Fraction(canvas.fps)):
        raise MediaError("unequal", f"{job.clips[0].video.name} was made for another canvas than {canvas}")
    for clip in job.clips[1:]:
        if _header(clip) != first:
            message = f"{clip.video.name} was made for another canvas than {job.clips[0].video.name}"
            raise MediaError("unequal", message)
    return first


def _header(clip: Clip) -> _Header:
    with opened(clip.video) as container:
        stream = video_stream(container)
        if stream is None:
            raise MediaError("no_video", f"{clip.video.name} holds no picture")
        context = stream.codec_context
        return _Header(
            codec=context.name,
            width=context.width,
            height=context.height,
            pixel_format=context.pix_fmt,
            rate=stream.average_rate,
            time_base=stream.time_base or Fraction(1),
            colors=(context.color_primaries, context.color_trc, context.colorspace, context.color_range),
            extradata=context.extradata,
        )


_WRITERS: dict[FilmFormat, Callable[[FilmJob, Path], None]] = {
    "mp4": _film,
    "webm": _film,
    "gif": _gif,
}
