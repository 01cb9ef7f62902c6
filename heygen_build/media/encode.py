"""One way to write MP4: H.264 in BT.709 at a constant frame rate, AAC-LC, ready to stream and to be joined."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

import av
import numpy as np
from av.packet import Packet
from av.video.frame import PictureType
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from numpy.typing import NDArray

from heygen_build.media.model import Canvas
from heygen_build.media.yuv import Yuv, to_frame

Samples: TypeAlias = NDArray[np.int16]

RATE = 48_000
KEYFRAME_SECONDS = 2
_SOUND_CODECS: dict[str, tuple[str, int | None]] = {
    "mp4": ("aac", 160_000),
    "webm": ("libopus", 160_000),
    "mp3": ("libmp3lame", 192_000),
    "wav": ("pcm_s16le", None),
}
"""By container: the codec and its bits a second."""
# Two threads whatever the machine: more would change the bytes, and scenes are spread over processes anyway.
_THREADS = 2
_EFFORT = {
    "draft": {"preset": "ultrafast", "crf": "24"},
    "final": {"preset": "veryfast", "crf": "19"},
}
# `good` with a high cpu-used costs a third of libvpx's default time at a size that hardly differs.
_VP9_EFFORT = {
    "draft": {"deadline": "realtime", "cpu-used": "8", "crf": "36"},
    "final": {"deadline": "good", "cpu-used": "4", "crf": "24"},
}
# `stitchable` keeps headers independent of the content; without it clips of one canvas could not be joined by copying.
_X264 = "bframes=0:scenecut=0:open-gop=0:stitchable=1:rc-lookahead=10"


class Writer:
    """Writes `path`: pictures of the canvas's size, and sound if `sound`. Either may run ahead of the other.

    With `alpha` it is WebM (VP9, Opus), which keeps what is transparent. `keyframe` is the number of a frame that can
    be decoded without those before it, beside the regular ones.

    Leaving the `with` block finishes the file; leaving it with an exception removes it. The same canvas always gives
    the same codec headers. Sound is shorter or longer than the picture if the caller makes it so.
    """

    def __init__(
        self, path: Path, canvas: Canvas, *, sound: bool, alpha: bool = False, keyframe: int | None = None
    ) -> None:
        self._keyframe = keyframe
        self._path = path
        self._canvas = canvas
        self._alpha = alpha
        self._container = open_webm(path) if alpha else open_mp4(path)
        self._video = (_add_vp9 if alpha else _add_video)(self._container, canvas)
        self._audio = add_sound(self._container) if sound else None
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

    def frame(self, yuv: Yuv, count: int = 1) -> None:
        """Show a frame for `count` frames. It may be drawn on again afterwards: its pixels are copied at once."""
        if (yuv.width, yuv.height) != (self._canvas.width, self._canvas.height):
            raise ValueError(f"a frame of {yuv.width}×{yuv.height} does not fit {self._canvas}")
        picture = to_frame(glazed(yuv) if self._alpha else yuv)
        picture.time_base = Fraction(1, self._canvas.fps)
        for _ in range(count):
            picture.pts = self._frames
            picture.pict_type = PictureType.I if self._frames == self._keyframe else PictureType.NONE
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


def open_mp4(path: Path) -> av.container.OutputContainer:
    """An empty MP4 with its index at the front. Both streams are interleaved whatever the order of arrival."""
    return av.open(str(path), "w", format="mp4", options={"movflags": "+faststart", "max_interleave_delta": "0"})


def open_webm(path: Path) -> av.container.OutputContainer:
    """An empty WebM. Both streams are interleaved whatever the order of arrival."""
    return av.open(str(path), "w", format="webm", options={"max_interleave_delta": "0"})


def glazed(yuv: Yuv) -> Yuv:
    """The frame with alpha: opaque where it has none of its own."""
    return yuv if yuv.a is not None else Yuv(yuv.y, yuv.u, yuv.v, np.full_like(yuv.y, 255))


def open_sound(path: Path, form: str) -> av.container.OutputContainer:
    """An empty file for sound alone: `wav` or `mp3`."""
    return av.open(str(path), "w", format=form)


def add_sound(container: av.container.OutputContainer) -> av.AudioStream:
    """A stream of 48 kHz stereo: AAC-LC or Opus of 160 kbit/s, MP3 of 192, or 16-bit PCM, as the file takes it."""
    codec, bits = _SOUND_CODECS[container.format.name]
    stream = container.add_stream(codec, rate=RATE)
    assert isinstance(stream, av.AudioStream)
    stream.codec_context.layout = "stereo"
    if bits is not None:
        stream.codec_context.bit_rate = bits
    stream.codec_context.time_base = Fraction(1, RATE)
    return stream


def sound_frames(samples: Samples, start: int) -> Iterable[av.AudioFrame]:
    """Pieces of one second, with sample-exact times; `start` counts samples from the beginning of the file."""
    for offset in range(0, len(samples), RATE):
        piece = np.ascontiguousarray(samples[offset : offset + RATE])
        frame = av.AudioFrame.from_ndarray(piece.reshape(1, -1), format="s16", layout="stereo")
        frame.sample_rate = RATE
        frame.time_base = Fraction(1, RATE)
        frame.pts = start + offset
        yield frame


def _add_vp9(container: av.container.OutputContainer, canvas: Canvas) -> av.VideoStream:
    # Alternate references would have no alpha, and without looking ahead the packets keep the order of the frames.
    options = {**_VP9_EFFORT[canvas.quality], "b": "0", "auto-alt-ref": "0", "lag-in-frames": "0", "row-mt": "1"}
    stream = container.add_stream("libvpx-vp9", rate=canvas.fps, options=options)
    stream.codec_context.gop_size = KEYFRAME_SECONDS * canvas.fps
    _describe(stream.codec_context, canvas, "yuva420p")
    return stream


def _add_video(container: av.container.OutputContainer, canvas: Canvas) -> av.VideoStream:
    keyframes = f"keyint={KEYFRAME_SECONDS * canvas.fps}:min-keyint={KEYFRAME_SECONDS * canvas.fps}"
    options = {**_EFFORT[canvas.quality], "forced-idr": "1", "x264-params": f"{_X264}:{keyframes}"}
    stream = container.add_stream("libx264", rate=canvas.fps, options=options)
    _describe(stream.codec_context, canvas, "yuv420p")
    return stream


def _describe(context: av.VideoCodecContext, canvas: Canvas, pixel_format: str) -> None:
    context.width, context.height, context.pix_fmt = canvas.width, canvas.height, pixel_format
    context.time_base = Fraction(1, canvas.fps)
    context.thread_count = _THREADS
    context.color_primaries, context.color_trc = int(ColorPrimaries.BT709), int(ColorTrc.BT709)
    context.colorspace, context.color_range = int(Colorspace.ITU709), int(ColorRange.MPEG)
