"""Renders that fit a film as they are: their pictures are copied, bit by bit, and never encoded again."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.packet import Packet

from heygen_build.media.encode import RATE, Samples, open_mp4
from heygen_build.media.model import Canvas, ClipJob, ClipPicture
from heygen_build.media.reading import opened, video_stream
from heygen_build.media.sound import sample_count

_OFF = Fraction(1, 10)
"""Of a frame: by how much its time may be rounded."""
_BT709, _UNSPECIFIED, _LIMITED = 1, 2, 1
_TAIL, _SILENT = 0.1, 100
"""Seconds by which sound may go on after the last picture, where it is as silent as this level of 16 bits."""


def taken(job: ClipJob, sound: Samples, out: Path) -> int | None:
    """Copy the pictures of a render to `out`, and say how many they are.

    None, with nothing written, for a render that does not fit: of another size, rate, codec or color, with pictures at
    uneven times, or with sound that goes on after the last of them.
    """
    picture = job.picture
    assert isinstance(picture, ClipPicture), "only renders are taken as they are"
    with opened(picture.path) as container:
        stream = video_stream(container)
        if stream is None or not _fits(stream, job.canvas):
            return None
        packets = [packet for packet in container.demux(stream) if packet.size]
        if not _is_even(packets, container.start_time or 0, job.canvas.fps) or _goes_on(sound, len(packets), job):
            return None
        with open_mp4(out) as film:
            video = film.add_stream_from_template(stream)
            video.time_base = stream.time_base
            for packet in packets:
                packet.stream = video
                film.mux_one(packet)
        return len(packets)


def _fits(stream: av.VideoStream, canvas: Canvas) -> bool:
    context = stream.codec_context
    seen = (context.name, context.width, context.height, context.pix_fmt, stream.average_rate)
    colors = {context.color_primaries, context.color_trc, context.colorspace}
    is_plain = (stream.sample_aspect_ratio or 1) == 1 and "rotate" not in stream.metadata
    is_known = colors <= {_BT709, _UNSPECIFIED} and context.color_range in (0, _LIMITED)
    wanted = ("h264", canvas.width, canvas.height, "yuv420p", Fraction(canvas.fps))
    # An old profile of the smallest frames may be BT.601 where nothing is said; players agree on BT.709 from 720p on.
    return seen == wanted and is_plain and is_known and (_UNSPECIFIED not in colors or canvas.height >= 720)


def _is_even(packets: Sequence[Packet[av.VideoStream]], zero: int, fps: int) -> bool:
    """Whether there is a picture for each frame from the start of the file on, and the first one needs no other."""
    if not packets or not packets[0].is_keyframe or any(packet.pts is None for packet in packets):
        return False
    begin = Fraction(zero, av.time_base)
    times = sorted(((packet.pts or 0) * packet.time_base - begin) * fps for packet in packets)
    is_first = packets[0].pts == min(packet.pts or 0 for packet in packets)
    return is_first and all(abs(time - index) <= _OFF for index, time in enumerate(times))


def _goes_on(sound: Samples, frames: int, job: ClipJob) -> bool:
    rest = sound[sample_count(frames, job.canvas.fps) :]
    return len(rest) > _TAIL * RATE or bool(len(rest) and np.abs(rest.astype(np.int32)).max() > _SILENT)
