"""Other people's pictures on our canvas: any size, shape, pixel format, color matrix and frame rate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil
from typing import TypeAlias

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter

from heygen_build.media.hdr import HDR, ToneMapper
from heygen_build.media.layers import Fit
from heygen_build.media.model import Canvas
from heygen_build.media.yuv import Yuv, from_frame

Held: TypeAlias = tuple[Yuv, int]
"""A frame and for how many frames of the canvas it is shown."""
Timed: TypeAlias = tuple[av.VideoFrame, float]
"""A decoded frame, and the second of the scene at which it appears."""

_UNSPECIFIED, _RGB = 2, 0
# From the numbers in a stream (ITU-T H.273, matrix coefficients) to those of the scaler.
_MATRICES = {
    1: Colorspace.ITU709,
    5: Colorspace.ITU601,
    6: Colorspace.ITU601,
    7: Colorspace.SMPTE240M,
    9: Colorspace.BT2020,
}


class Conformer:
    """Turns decoded frames into frames of one canvas. Keep one per clip: the scaler inside is set up once."""

    def __init__(self, canvas: Canvas, fit: Fit, *, alpha: bool = False) -> None:
        self._canvas = canvas
        self._fit = fit
        self._format = "yuva420p" if alpha else "yuv420p"
        self._scaler = VideoReformatter()
        self._to_sdr = ToneMapper()

    def __call__(self, frame: av.VideoFrame, pixel_aspect: Fraction | None = None) -> Yuv:
        """The frame, upright, with square pixels, in BT.709 limited range; HDR is mapped to it.

        A picture that covers the canvas is cut to its size; one that is contained may be smaller in one direction.
        """
        turns = round(frame.rotation / 90) % 4
        if frame.color_trc in HDR:
            frame = self._to_sdr(frame)
        width, height = self._size(frame, pixel_aspect or Fraction(1), turns)
        picture = _turned(from_frame(self._scaled(frame, width, height)), turns)
        return picture if self._fit == "contain" else centered(picture, self._canvas)

    def _size(self, frame: av.VideoFrame, pixel_aspect: Fraction, turns: int) -> tuple[int, int]:
        """The size to scale to before turning: even, and at least (cover) or at most (contain) the canvas."""
        wide, high = float(frame.width * pixel_aspect), float(frame.height)
        target = (
            (self._canvas.width, self._canvas.height) if turns % 2 == 0 else (self._canvas.height, self._canvas.width)
        )
        ratios = target[0] / wide, target[1] / high
        scale = max(ratios) if self._fit == "cover" else min(ratios)
        return max(2, round(wide * scale / 2) * 2), max(2, round(high * scale / 2) * 2)

    def _scaled(self, frame: av.VideoFrame, width: int, height: int) -> av.VideoFrame:
        return self._scaler.reformat(
            frame,
            width,
            height,
            format=self._format,
            interpolation=Interpolation.BICUBIC,
            src_colorspace=_matrix(frame),
            dst_colorspace=Colorspace.ITU709,
            src_color_range=_range(frame),
            dst_color_range=ColorRange.MPEG,
            threads=1,
        )


def centered(picture: Yuv, canvas: Canvas) -> Yuv:
    """The middle of a picture that covers the canvas; the picture itself where nothing has to be cut."""
    left, top = (picture.width - canvas.width) // 2, (picture.height - canvas.height) // 2
    return picture if left == top == 0 else cropped(picture, left - left % 2, top - top % 2, canvas)


def cropped(picture: Yuv, left: int, top: int, canvas: Canvas) -> Yuv:
    """A piece of the canvas's size from even (left, top), copied."""
    rows, columns = slice(top, top + canvas.height), slice(left, left + canvas.width)
    half = slice(top // 2, (top + canvas.height) // 2), slice(left // 2, (left + canvas.width) // 2)
    y, u, v = picture.y[rows, columns].copy(), picture.u[half].copy(), picture.v[half].copy()
    return Yuv(y, u, v, None if picture.a is None else picture.a[rows, columns].copy())


def paced(frames: Iterable[Timed], canvas: Canvas, count: int) -> Iterator[tuple[av.VideoFrame, int]]:
    """At a constant rate, the source frame nearest in time, with how often it is shown; `count` in total.

    The first frame also fills the time before it, the last the time after.
    """
    shown: av.VideoFrame | None = None
    index = 0
    for frame, seconds in frames:
        begin = min(count, max(0, ceil(seconds * canvas.fps - 0.5 - 1e-6)))
        if shown is not None and begin > index:
            yield shown, begin - index
            index = begin
        shown = frame
        if index >= count:
            return
    if shown is not None and index < count:
        yield shown, count - index


def _matrix(frame: av.VideoFrame) -> int | None:
    if frame.format.is_rgb or frame.colorspace == _RGB:
        return None
    if frame.colorspace == _UNSPECIFIED:  # small pictures without a tag are taken for BT.601, as players do
        return int(Colorspace.ITU709 if frame.height > 576 or frame.width > 1024 else Colorspace.ITU601)
    return int(_MATRICES.get(frame.colorspace, Colorspace.ITU709))


def _range(frame: av.VideoFrame) -> int:
    if frame.color_range != ColorRange.UNSPECIFIED:
        return frame.color_range
    return int(ColorRange.JPEG if frame.format.is_rgb or frame.format.name.startswith("yuvj") else ColorRange.MPEG)


def _turned(picture: Yuv, turns: int) -> Yuv:
    if turns == 0:
        return picture
    planes = (picture.y, picture.u, picture.v) if picture.a is None else (picture.y, picture.u, picture.v, picture.a)
    return Yuv(*(np.ascontiguousarray(np.rot90(plane, turns)) for plane in planes))
