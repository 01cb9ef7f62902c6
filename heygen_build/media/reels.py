"""Clips as frames with times: cut, faster or slower, over and over, with the alpha that ordinary decoders drop."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer

from heygen_build.media.conform import Conformer, Held, Timed, paced
from heygen_build.media.layers import Trim
from heygen_build.media.mattes import Keyer
from heygen_build.media.model import Canvas, ClipPicture, MediaError
from heygen_build.media.probe import probe_video
from heygen_build.media.reading import opened, video_stream
from heygen_build.media.yuv import Yuv

# The library's own decoders of these know nothing of the alpha beside the picture.
_WITH_ALPHA = {"vp8": "libvpx", "vp9": "libvpx-vp9"}
_SOON = 1e-4
"""Seconds by which times in files are rounded."""


def reel_seconds(picture: ClipPicture) -> float:
    """How long a clip lasts once it is cut and sped up. Reasons as in `probe_video`, and `no_length`."""
    _, video = probe_video(picture.path)
    seconds = (min(video.duration, picture.trim.end or video.duration) - picture.trim.start) / picture.speed
    if seconds <= 0:
        raise MediaError("no_length", f"nothing is left of {picture.path.name} after {picture.trim.start:g} s")
    return seconds


def upright_ratio(path: Path) -> float:
    """Width to height of a clip as it is seen: turned upright, with square pixels."""
    with opened(path) as container:
        stream = video_stream(container)
        frame = None if stream is None else next(container.decode(stream), None)
        if stream is None or frame is None:
            raise MediaError("no_video", f"{path.name} holds no picture")
        ratio = float(frame.width * (stream.sample_aspect_ratio or 1) / frame.height)
        return 1 / ratio if round(frame.rotation / 90) % 2 else ratio


def reel_frames(picture: ClipPicture, canvas: Canvas, count: int) -> Iterator[Held]:
    """The frames of a clip, fitted to the canvas (contained ones may be smaller), `count` in total.

    Frames have alpha where the clip is cut out, or where its file is transparent. Reasons: those of `opened`,
    `no_video`, `no_alpha` for a clip that should be transparent and is not, `hdr`.
    """
    with opened(picture.path) as container:
        stream = video_stream(container)
        if stream is None:
            raise MediaError("no_video", f"{picture.path.name} holds sound but no picture")
        stream.thread_type = "AUTO"
        alpha = picture.matte == "alpha" or stream.metadata.get("alpha_mode") == "1"
        show = _shown(picture, canvas, alpha=alpha and picture.matte != "green")
        seen = 0
        with closing(_timed(container, stream, picture, alpha=alpha, enough=count / canvas.fps)) as timed:
            for frame, repeats in paced(timed, canvas, count):
                yield show(frame, stream.sample_aspect_ratio), repeats
                seen += repeats
    if seen < count:
        raise MediaError("undecodable", f"{picture.path.name} holds a video stream without a single picture")


def _shown(picture: ClipPicture, canvas: Canvas, *, alpha: bool) -> Callable[[av.VideoFrame, Fraction | None], Yuv]:
    """How a decoded frame becomes a picture of the canvas."""
    conform = Conformer(canvas, picture.fit, alpha=alpha)
    if picture.matte != "green":
        return conform
    keyer = Keyer(picture.key)
    return lambda frame, pixel_aspect: keyer(conform(frame, pixel_aspect))


def _timed(
    container: InputContainer, stream: av.VideoStream, picture: ClipPicture, *, alpha: bool, enough: float
) -> Generator[Timed]:
    """Frames with the time at which each appears; again from the start until there is `enough` of a looped clip."""
    length = reel_seconds(picture) if picture.loop else 0.0
    start = 0.0
    while True:
        for frame, seconds in _pass(container, stream, picture.trim, alpha=alpha):
            yield frame, start + seconds / picture.speed
        start += length
        if not picture.loop or start >= enough:
            return


def _pass(container: InputContainer, stream: av.VideoStream, trim: Trim, *, alpha: bool) -> Iterator[Timed]:
    """The frames of the part once, with seconds since its start. The one that is on screen at its start comes first."""
    zero = (container.start_time or 0) / av.time_base + trim.start
    container.seek(round(zero * av.time_base))
    waiting: av.VideoFrame | None = None
    for frame in _decoded(container, stream, alpha=alpha):
        seconds = _moment(frame, stream) - zero
        if trim.end is not None and seconds >= trim.end - trim.start - _SOON:
            break
        if seconds <= _SOON:
            waiting = frame
            continue
        if waiting is not None:
            yield waiting, 0.0
            waiting = None
        yield frame, seconds
    if waiting is not None:
        yield waiting, 0.0


def _moment(frame: av.VideoFrame, stream: av.VideoStream) -> float:
    return 0.0 if frame.pts is None or stream.time_base is None else float(frame.pts * stream.time_base)


def _decoded(container: InputContainer, stream: av.VideoStream, *, alpha: bool) -> Iterator[av.VideoFrame]:
    name = _WITH_ALPHA.get(stream.codec_context.name)
    if not alpha or name is None:
        frames = container.decode(stream)
    else:
        frames = _by(av.CodecContext.create(name, "r"), container, stream)
    for frame in frames:
        if alpha and not any(component.is_alpha for component in frame.format.components):
            raise MediaError("no_alpha", "the clip should be transparent, and holds an opaque picture")
        yield frame


def _by(decoder: av.CodecContext, container: InputContainer, stream: av.VideoStream) -> Iterator[av.VideoFrame]:
    assert isinstance(decoder, av.VideoCodecContext)
    for packet in container.demux(stream):
        yield from decoder.decode(packet)
