"""Files for the media tests: clips as other programs make them, in all the shapes that turn up."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from heygen_build.media.encode import RATE, Samples, Writer
from heygen_build.media.model import Canvas, Clip
from heygen_build.media.reading import opened
from heygen_build.media.sound import write_wav
from heygen_build.media.yuv import Yuv, to_image
from heygen_build.units import Color

SMALL = Canvas(160, 90, 25, "draft")
RED, GREEN, BLUE, WHITE, BLACK = (
    Color(200, 30, 30),
    Color(30, 160, 60),
    Color(30, 60, 200),
    Color(255, 255, 255),
    Color(0, 0, 0),
)


def tone(seconds: float, level: int = 8000) -> Samples:
    """A 440 Hz tone, int16 (n, 2)."""
    wave = np.sin(np.arange(round(seconds * RATE)) * 2 * np.pi * 440 / RATE) * level
    return np.repeat(wave.astype(np.int16)[:, None], 2, axis=1)


def own_clip(path: Path, seconds: float, *, color: Color = RED, canvas: Canvas = SMALL, sound: bool = True) -> Path:
    """A clip as this program writes it."""
    with Writer(path, canvas, sound=sound) as writer:
        writer.frame(Yuv.blank(canvas.width, canvas.height, color), round(seconds * canvas.fps))
        if sound:
            writer.sound(tone(seconds))
    return path


def foreign_clip(
    path: Path,
    colors: list[Color],
    *,
    times: list[float] | None = None,
    size: tuple[int, int] = (160, 90),
    pixel_format: str = "yuv420p",
    codec: str = "libx264",
    rotation: float = 0,
    trc: int | None = None,
    pixel_aspect: Fraction | None = None,
) -> Path:
    """One frame for each color, at the given times (30 a second if none). Silent; made without our encoder."""
    moments = times or [index / 30 for index in range(len(colors))]
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=Fraction(1000))
        assert isinstance(stream, av.VideoStream)
        context = stream.codec_context
        context.width, context.height, context.pix_fmt = *size, pixel_format
        context.time_base = Fraction(1, 1000)
        if trc is not None:
            context.color_trc = trc
        if pixel_aspect is not None:
            context.sample_aspect_ratio = pixel_aspect
        if rotation:
            stream.set_display_rotation(rotation)
        for color, moment in zip(colors, moments, strict=True):
            picture = Image.new("RGB", size, (color.red, color.green, color.blue))
            frame = av.VideoFrame.from_ndarray(np.asarray(picture), format="rgb24").reformat(format=pixel_format)
            frame.pts, frame.time_base = round(moment * 1000), Fraction(1, 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def foreign_sound(path: Path, seconds: float, *, rate: int = 44_100, layout: str = "mono", level: int = 10_000) -> Path:
    """A steady level on every channel, as 16-bit WAV of any layout."""
    channels = av.AudioLayout(layout).nb_channels
    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=rate)
        stream.codec_context.layout = layout
        samples = np.full((1, round(seconds * rate) * channels), level, np.int16)
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout=layout)
        frame.sample_rate = rate
        frame.pts = 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def finished(folder: Path, name: str, frames: int, color: Color, sound: Samples, canvas: Canvas = SMALL) -> Clip:
    """A finished scene of one color with this sound."""
    video, wav = folder / f"{name}.mp4", folder / f"{name}.wav"
    with Writer(video, canvas, sound=False) as writer:
        writer.frame(Yuv.blank(canvas.width, canvas.height, color), frames)
    write_wav(wav, sound)
    return Clip(video, wav, frames / canvas.fps)


def decoded(path: Path) -> list[Yuv]:
    """Every frame of a file."""
    from heygen_build.media.yuv import from_frame

    with opened(path) as container:
        return [from_frame(frame) for frame in container.decode(container.streams.video[0])]


def center(frame: Yuv) -> tuple[int, ...]:
    """The color in the middle of a frame."""
    pixel = to_image(frame).getpixel((frame.width // 2, frame.height // 2))
    assert isinstance(pixel, tuple)
    return tuple(int(value) for value in pixel)


def close(seen: tuple[int, ...], color: Color, tolerance: int = 8) -> bool:
    """Whether a decoded color is the one that went in."""
    wanted = (color.red, color.green, color.blue)
    return all(abs(left - right) <= tolerance for left, right in zip(seen, wanted, strict=True))


def loudness(samples: Samples) -> NDArray[np.float64]:
    """The absolute level of the louder channel, sample by sample."""
    levels: NDArray[np.float64] = np.abs(samples.astype(np.float64)).max(axis=1)
    return levels
