"""What must be equal for the pictures of several files to stand in one stream, and making it so where it is not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import NoReturn

import av
from av.packet import Packet

from heygen_build.media.encode import Writer
from heygen_build.media.model import Canvas, Clip, ClipPicture, FilmJob, MediaError
from heygen_build.media.reading import opened, video_stream
from heygen_build.media.reels import reel_frames
from heygen_build.media.yuv import Yuv
from heygen_build.units import Color


@dataclass(frozen=True, slots=True)
class Header:
    """What a decoder is told once, and counts on for every picture."""

    codec: str
    width: int
    height: int
    pixel_format: str | None
    rate: Fraction | None
    time_base: Fraction
    colors: tuple[int, int, int, int]
    extradata: bytes | None
    delay: int
    """By how many frames pictures are decoded before they are shown."""

    def has_shape_of(self, canvas: Canvas) -> bool:
        """Whether each picture is a frame of the canvas."""
        return (self.width, self.height, self.rate) == (canvas.width, canvas.height, Fraction(canvas.fps))


def header_of(video: Path) -> Header:
    """Raises `MediaError`: `no_video`, and the reasons of `probe`."""
    # What H.264 has to say about its pictures is in the extradata; the format of others is known once one is decoded.
    return _header(video, undecoded=True) or _header(video, undecoded=False) or _no_video(video)


def _header(video: Path, *, undecoded: bool) -> Header | None:
    """None for a file without a picture, and for one that has to be decoded to be known."""
    with opened(video, undecoded=undecoded) as container:
        stream = video_stream(container)
        context = stream.codec_context if stream is not None else None
        if stream is None or context is None or (undecoded and not context.extradata):
            return None
        return Header(
            codec=context.name,
            width=context.width,
            height=context.height,
            pixel_format=context.pix_fmt,
            rate=stream.average_rate,
            time_base=stream.time_base or Fraction(1),
            colors=(context.color_primaries, context.color_trc, context.colorspace, context.color_range),
            extradata=context.extradata,
            delay=_delay(next(container.demux(stream))),
        )


def _no_video(video: Path) -> NoReturn:
    raise MediaError("no_video", f"{video.name} holds no picture")


def _delay(first: Packet[av.VideoStream]) -> int:
    # The decoder only learns it while it decodes; the times of the first packet tell.
    late = ((first.pts or 0) - (first.dts or 0)) * first.time_base
    return round(late * (first.stream.average_rate or 0))


def uniform(job: FilmJob, folder: Path) -> FilmJob:
    """The job with clips that can be copied into one stream; those of other encoders are encoded again in `folder`.

    Raises `MediaError` `unequal` for clips and transitions of another canvas.
    """
    videos = [*(clip.video for clip in job.clips), *(join.video for join in job.joins if join)]
    headers = {video: header_of(video) for video in videos}
    for video, header in headers.items():
        if not header.has_shape_of(job.canvas):
            raise MediaError("unequal", f"{video.name} was made for another canvas than {job.canvas}")
    if len(set(headers.values())) == 1:
        return job
    if job.format == "webm":
        raise MediaError("unequal", "transparent clips of several encoders cannot be joined")
    own = _own_header(job.canvas, folder / "own.mp4")
    clips = (
        clip if headers[clip.video] == own else _again(clip, job.canvas, folder / f"{number}.mp4")
        for number, clip in enumerate(job.clips)
    )
    return replace(job, clips=tuple(clips))


def _own_header(canvas: Canvas, path: Path) -> Header:
    with Writer(path, canvas, sound=False) as film:
        film.frame(Yuv.blank(canvas.width, canvas.height, Color(0, 0, 0)))
    return header_of(path)


def _again(clip: Clip, canvas: Canvas, path: Path) -> Clip:
    with Writer(path, canvas, sound=False) as film:
        for yuv, repeats in reel_frames(ClipPicture(clip.video), canvas, round(clip.duration * canvas.fps)):
            film.frame(yuv, repeats)
    return replace(clip, video=path)
