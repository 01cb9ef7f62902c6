"""Draws mattes, short clips and cards for compositions. In drawing processes only: heavy libraries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias, cast

import av
import numpy as np
from av.container import OutputContainer
from numpy.typing import NDArray
from PIL import Image

from heygen_build.emulator.drawing import thumbnail
from heygen_build.emulator.effects import CompositionOrder, CutsOrder, MatteOrder
from heygen_build.emulator.jobs import Made, Render
from heygen_build.emulator.studio import DrawingError
from heygen_build.media.encode import RATE, Samples, Writer
from heygen_build.media.mark import mark_sprite
from heygen_build.media.model import Canvas, MediaError
from heygen_build.media.sound import decode_sound
from heygen_build.media.text import TextStyle, draw_text
from heygen_build.media.yuv import Yuv, blit, from_image, sprite
from heygen_build.units import Color

Pixels: TypeAlias = NDArray[np.uint8]

FPS = 25
_SOLID = 60.0  # distance from the background, in steps of 255, from which a pixel is all foreground
_FAINT = 18.0  # and up to which it is all background
_EDGE = 0.02  # share of the width, at either side, in which the background is looked for
_NIGHT, _PAPER = Color(24, 32, 48), Color(238, 242, 247)
_WEBM = {"deadline": "realtime", "cpu-used": "8", "crf": "36", "b": "0", "auto-alt-ref": "0"}


def draw_layers(order: MatteOrder, folder: Path, key: str) -> Made:
    """A draft's matte: what differs in color from both edges of its row is foreground. No model looks at it."""
    files: dict[str, str] = {}
    count = 0
    with ExitStack() as stack:
        writers: dict[str, _RawWriter] = {}
        for frame in _frames(order.video):
            canvas = Canvas(frame.shape[1], frame.shape[0], FPS, "draft")
            if not writers:
                writers = {layer: _layer_writer(layer, canvas, folder, key) for layer in order.layers}
                files = {layer: writer.path.name for layer, writer in writers.items()}
                for writer in writers.values():
                    stack.enter_context(closing(writer))
            behind = _behind(frame)
            alpha = _alpha(frame, behind)
            for layer, writer in writers.items():
                writer.add(_layer(layer, frame, behind, alpha))
            count += 1
    if not count:
        raise DrawingError("invalid_video", "The file holds no picture")
    return Made(tuple(files.items()), count / FPS)


def _behind(frame: Pixels) -> Pixels:
    """The background without the person: in each row, from the color at the left to that at the right."""
    width = frame.shape[1]
    edge = max(2, round(width * _EDGE))
    left = np.median(frame[:, :edge], axis=1)[:, None]
    right = np.median(frame[:, -edge:], axis=1)[:, None]
    share = np.linspace(0.0, 1.0, width)[None, :, None]
    return cast("Pixels", (left * (1 - share) + right * share).astype(np.uint8))


def _alpha(frame: Pixels, behind: Pixels) -> Pixels:
    distance = np.abs(frame.astype(np.int16) - behind).max(axis=2).astype(np.float32)
    solid = (np.clip((distance - _FAINT) / (_SOLID - _FAINT), 0, 1) * 255).astype(np.uint8)
    # What cannot be seen from the left, the right or above lies within the person: eyes, teeth, a pale collar.
    seen = (
        np.maximum.accumulate(solid, axis=1),
        np.maximum.accumulate(solid[:, ::-1], axis=1)[:, ::-1],
        np.maximum.accumulate(solid, axis=0),
    )
    return cast("Pixels", np.minimum(np.minimum(seen[0], seen[1]), seen[2]))


def _layer(layer: str, frame: Pixels, behind: Pixels, alpha: Pixels) -> Pixels:
    if layer == "foreground":
        return np.dstack((frame, alpha))
    return np.repeat(alpha[:, :, None], 3, axis=2) if layer == "mask" else behind


class _RawWriter:
    """Frames of pixels (height, width, 3 or 4), 8 bit, into an MP4 or a WebM with alpha. No sound."""

    def __init__(self, path: Path, canvas: Canvas, codec: str, pixels: str, options: dict[str, str]) -> None:
        self.path = path
        self._container: OutputContainer = av.open(str(path), "w")
        self._stream = cast("av.VideoStream", self._container.add_stream(codec, rate=canvas.fps, options=options))
        context = self._stream.codec_context
        context.width, context.height, context.pix_fmt = canvas.width, canvas.height, pixels
        context.time_base = Fraction(1, canvas.fps)
        self._count = 0

    def add(self, pixels: Pixels) -> None:
        kind = "rgba" if pixels.shape[2] == 4 else "rgb24"
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format=kind)
        frame.pts, frame.time_base = self._count, self._stream.codec_context.time_base
        self._count += 1
        for packet in self._stream.encode(frame):
            self._container.mux_one(packet)

    def close(self) -> None:
        for packet in self._stream.encode(None):
            self._container.mux_one(packet)
        self._container.close()


def _layer_writer(layer: str, canvas: Canvas, folder: Path, key: str) -> _RawWriter:
    if layer == "foreground":
        return _RawWriter(folder / f"{key}.{layer}.webm", canvas, "libvpx-vp9", "yuva420p", _WEBM)
    return _RawWriter(folder / f"{key}.{layer}.mp4", canvas, "libx264", "yuv420p", {"preset": "ultrafast"})


def draw_cuts(order: CutsOrder, folder: Path, key: str) -> Made:
    """Each clip with its own sound, cropped around the middle."""
    heard = _heard(order.video)
    parts: list[tuple[str, str]] = []
    total = 0.0
    for index, cut in enumerate(order.cuts):
        video = folder / f"{key}.{index}.mp4"
        canvas = Canvas(order.width, order.height, FPS, "draft")
        stamp = mark_sprite(order.mark, canvas.width, canvas.height)
        first, count = round(cut.start * FPS), max(1, round(cut.seconds * FPS))
        with Writer(video, canvas, sound=heard is not None) as writer:
            for pixels in _between(order.video, first, count):
                picture = from_image(_cropped(pixels, canvas))
                blit(picture, *stamp)
                writer.frame(picture)
            if heard is not None:
                begin = first * RATE // FPS
                writer.sound(heard[begin : begin + writer.frames * RATE // FPS])
            total += writer.frames / FPS
        picture_name = thumbnail(video, folder)
        parts += [(f"clip{index}", video.name), (f"thumbnail{index}", picture_name)]
    return Made(tuple(parts), total)


def _between(video: Path, first: int, count: int) -> Iterator[Pixels]:
    for index, pixels in enumerate(_frames(video)):
        if index >= first + count:
            return
        if index >= first:
            yield pixels


def _cropped(pixels: Pixels, canvas: Canvas) -> Image.Image:
    height, width = pixels.shape[:2]
    scale = max(canvas.width / width, canvas.height / height)
    wide, high = canvas.width / scale, canvas.height / scale
    left, top = (width - wide) / 2, (height - high) / 2
    whole = Image.fromarray(pixels)
    return whole.resize((canvas.width, canvas.height), Image.Resampling.BILINEAR, (left, top, left + wide, top + high))


def _heard(video: Path) -> Samples | None:
    try:
        return decode_sound(video)
    except MediaError as wrong:
        raise DrawingError("invalid_video", f"The file could not be read: {wrong}") from wrong


def _frames(video: Path) -> Iterator[Pixels]:
    """The pictures of a file at 25 a second, (height, width, 3), both sides even."""
    due = 0
    try:
        with av.open(str(video)) as container:
            if not container.streams.video:
                return
            for frame in container.decode(video=0):
                pixels: Pixels | None = None
                while due / FPS <= (frame.time or 0.0) + 1e-6:
                    if pixels is None:
                        whole = cast("Pixels", frame.to_ndarray(format="rgb24"))
                        pixels = whole[: whole.shape[0] // 2 * 2, : whole.shape[1] // 2 * 2]
                    yield pixels
                    due += 1
    except av.FFmpegError as wrong:
        raise DrawingError("invalid_video", f"The file could not be read: {wrong}") from wrong


def draw_composition(order: CompositionOrder, folder: Path, key: str) -> Render:
    """The card for as long as the composition says, silent; WebM is transparent around the text."""
    canvas = Canvas(order.width, order.height, order.fps, "draft")
    count = max(1, round(order.seconds * order.fps))
    video = folder / f"{key}.{order.format}"
    if order.format == "mp4":
        card = _card(order, canvas)
        with Writer(video, canvas, sound=False) as writer:
            writer.frame(card, count)
    else:
        _write_raw(order, canvas, video, count)
    return Render(video.name, thumbnail(video, folder), count / order.fps)


def _card(order: CompositionOrder, canvas: Canvas) -> Yuv:
    card = Yuv.blank(canvas.width, canvas.height, _NIGHT)
    text = _text(order, canvas)
    blit(card, sprite(text), (canvas.width - text.width) // 4 * 2, (canvas.height - text.height) // 4 * 2)
    blit(card, *mark_sprite(order.mark, canvas.width, canvas.height))
    return card


def _text(order: CompositionOrder, canvas: Canvas) -> Image.Image:
    size = max(12, round(0.05 * min(canvas.width, canvas.height)))
    lines = (*order.lines, order.mark) if order.format != "mp4" else order.lines
    return draw_text("\n".join(lines), TextStyle(size, 600, _PAPER), canvas.width * 0.86)


def _write_raw(order: CompositionOrder, canvas: Canvas, video: Path, count: int) -> None:
    text = _text(order, canvas).convert("RGBA")
    ground = (0, 0, 0, 0) if order.format == "webm" else (_NIGHT.red, _NIGHT.green, _NIGHT.blue, 255)
    card = Image.new("RGBA", (canvas.width, canvas.height), ground)
    card.alpha_composite(text, (max(0, (canvas.width - text.width) // 2), max(0, (canvas.height - text.height) // 2)))
    pixels = np.asarray(card if order.format == "webm" else card.convert("RGB"), np.uint8)
    codec, kind, options = ("libx264", "yuv420p", {"preset": "ultrafast"})
    if order.format == "webm":
        codec, kind, options = "libvpx-vp9", "yuva420p", _WEBM
    with closing(_RawWriter(video, canvas, codec, kind, options)) as writer:
        for _ in range(count):
            writer.add(pixels)
