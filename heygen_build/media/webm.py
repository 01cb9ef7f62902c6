"""One way to write WebM with alpha: VP9 with a second, gray picture for what is seen, and Opus.

The color is straight, not multiplied by alpha, as every player of such files expects.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self, cast

import av
import numpy as np
from av.packet import Packet
from av.video.reformatter import ColorRange, Colorspace

from heygen_build.media.encode import RATE, Samples, sound_frames
from heygen_build.media.model import Canvas
from heygen_build.media.yuv import Plane, Yuv

_SOUND_BITS = 128_000
_KEYFRAME_SECONDS = 2
_THREADS = 2
# `good` with a high cpu-used costs a third of libvpx's default time at a size that hardly differs.
_EFFORT = {
    "draft": {"deadline": "realtime", "cpu-used": "8", "crf": "36", "b": "0"},
    "final": {"deadline": "good", "cpu-used": "4", "crf": "24", "b": "0"},
}


@dataclass(frozen=True, slots=True, eq=False)
class Yuva:
    """A frame and its `alpha`: (height, width), uint8, 0 is not seen, 255 is solid."""

    color: Yuv
    alpha: Plane


class AlphaWriter:
    """Writes `path`: pictures of the canvas's size, and sound if `sound`. Used like `encode.Writer`.

    Leaving the `with` block finishes the file; leaving it with an exception removes it.
    """

    def __init__(self, path: Path, canvas: Canvas, *, sound: bool) -> None:
        self._path = path
        self._canvas = canvas
        self._container = av.open(str(path), "w", format="webm")
        self._video = _add_video(self._container, canvas)
        self._audio = _add_sound(self._container) if sound else None
        self._frames = 0
        self._samples = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        complete = False
        try:
            with self._container:
                if kind is None:
                    self._flush()
            complete = kind is None
        finally:
            if not complete:  # also when the disk was full at the very end
                self._path.unlink(missing_ok=True)

    @property
    def frames(self) -> int:
        """Frames written so far."""
        return self._frames

    def frame(self, yuva: Yuva, count: int = 1) -> None:
        """Show a frame for `count` frames. It may be drawn on again afterwards: its pixels are copied at once."""
        if yuva.alpha.shape != (self._canvas.height, self._canvas.width):
            raise ValueError(f"a frame of {yuva.alpha.shape} does not fit {self._canvas}")
        picture = _to_frame(yuva)
        picture.time_base = Fraction(1, self._canvas.fps)
        for _ in range(count):
            picture.pts = self._frames
            self._mux(self._video.encode(picture))
            self._frames += 1

    def sound(self, samples: Samples) -> None:
        """Add sound: int16, shape (n, 2), 48 kHz."""
        if self._audio is None:
            raise ValueError("this file was opened without sound")
        for frame in sound_frames(samples, self._samples):
            self._mux(self._audio.encode(frame))
        self._samples += len(samples)

    def _flush(self) -> None:
        self._mux(self._video.encode(None))
        if self._audio is not None:
            self._mux(self._audio.encode(None))

    def _mux(self, packets: Iterable[Packet[av.VideoStream] | Packet[av.AudioStream]]) -> None:
        for packet in packets:
            self._container.mux_one(packet)


def _add_video(container: av.container.OutputContainer, canvas: Canvas) -> av.VideoStream:
    options = {**_EFFORT[canvas.quality], "row-mt": "1", "auto-alt-ref": "0"}  # alpha allows no hidden frames
    stream = container.add_stream("libvpx-vp9", rate=canvas.fps, options=options)
    context = stream.codec_context
    context.width, context.height, context.pix_fmt = canvas.width, canvas.height, "yuva420p"
    context.time_base = Fraction(1, canvas.fps)
    context.gop_size = _KEYFRAME_SECONDS * canvas.fps
    context.thread_count = _THREADS
    context.colorspace, context.color_range = int(Colorspace.ITU709), int(ColorRange.MPEG)
    return stream


def _add_sound(container: av.container.OutputContainer) -> av.AudioStream:
    stream = container.add_stream("libopus", rate=RATE)
    stream.codec_context.layout = "stereo"
    stream.codec_context.bit_rate = _SOUND_BITS
    stream.codec_context.time_base = Fraction(1, RATE)
    return stream


def _to_frame(yuva: Yuva) -> av.VideoFrame:
    """A new frame for the encoder, tagged BT.709 limited."""
    color = yuva.color
    frame = av.VideoFrame(color.width, color.height, "yuva420p")
    for plane, source in zip(frame.planes, (color.y, color.u, color.v, yuva.alpha), strict=True):
        rows, columns = source.shape
        whole = np.frombuffer(cast("bytes", plane), np.uint8)
        whole[: plane.line_size * rows].reshape(rows, plane.line_size)[:, :columns] = source
    frame.colorspace, frame.color_range = int(Colorspace.ITU709), int(ColorRange.MPEG)
    return frame
