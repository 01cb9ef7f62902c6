"""Draws clips without a presenter. In drawing processes only."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from math import ceil, pi
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from heygen_build.draft.studio import Stage, backdrop
from heygen_build.emulator.drawing import FPS, thumbnail
from heygen_build.emulator.footage import GeneratedOrder, ResoundOrder, SwapOrder
from heygen_build.emulator.jobs import Render
from heygen_build.emulator.studio import DrawingError
from heygen_build.media.clip import render_clip
from heygen_build.media.compose import held_frames
from heygen_build.media.encode import RATE, Writer
from heygen_build.media.film import join_film
from heygen_build.media.layers import Trim
from heygen_build.media.mark import mark_sprite
from heygen_build.media.model import Canvas, Clip, ClipJob, ClipPicture, FilmJob, MediaError, MediaInfo
from heygen_build.media.probe import probe, probe_video
from heygen_build.media.sound import decode_sound, fitted, silence, write_wav
from heygen_build.media.text import TextStyle, draw_text
from heygen_build.media.yuv import Plane, Sprite, Yuv, blit, from_image, sprite
from heygen_build.units import Color

_HELD = 2
"""Frames that a generated picture stays: it moves so slowly that nobody sees it, and draws twice as fast."""
_FADE_STEPS, _LIGHTS = 24, 4
_TEXT_SIZE, _LABEL_SIZE, _TEXT_WIDTH, _EDGE = 0.055, 0.032, 0.8, 0.06
_PROMPT_CHARACTERS = 160
_FACE_SIZE, _FACE_MARGIN = 0.22, 0.04
_INK = Color(255, 255, 255)
Grid = NDArray[np.float32]


def draw_generated(order: GeneratedOrder, folder: Path, key: str) -> Render:
    """A clip with a silent sound track; many models make sounds, and which do is not published."""
    canvas = Canvas(order.width, order.height, FPS, "draft")
    video, sound = folder / "clip.mp4", folder / "clip.wav"
    count = ceil(order.seconds * FPS / _HELD) * _HELD
    over = [*_titles(order, canvas), mark_sprite(order.mark, canvas.width, canvas.height)]
    with Writer(video, canvas, sound=False) as writer:
        for frame in _pictures(order, canvas, count // _HELD):
            for item in over:
                blit(frame, *item)
            writer.frame(frame, _HELD)
    write_wav(sound, silence(count / FPS))
    return finish(Clip(video, sound, count / FPS), canvas, folder, key)


def draw_swapped(order: SwapOrder, folder: Path, key: str) -> Render:
    """The clip as it was, with the face in its corner."""
    canvas, info = look_at(order.clip)
    side, margin = (_even(share * min(canvas.width, canvas.height)) for share in (_FACE_SIZE, _FACE_MARGIN))
    face = sprite(backdrop(Stage(side, side, FPS, order.face)).convert("RGBA"))
    mark = mark_sprite(order.mark, canvas.width, canvas.height)
    video, sound = folder / "clip.mp4", folder / "clip.wav"
    count = max(1, round(info.duration * FPS))
    with Writer(video, canvas, sound=False) as writer:
        for frame, repeats in held_frames(ClipPicture(order.clip), canvas, count):
            drawn = frame.copy()
            blit(drawn, face, margin, margin)
            blit(drawn, *mark)
            writer.frame(drawn, repeats)
    heard = decode_sound(order.clip) if info.audio else None
    write_wav(sound, fitted(silence(0) if heard is None else heard, 0, count * RATE // FPS))
    return finish(Clip(video, sound, count / FPS), canvas, folder, key)


def draw_resounded(order: ResoundOrder, folder: Path, key: str) -> Render:
    """The clip, as long as the sound or as itself, with nothing but the sound to hear. Nobody here moves lips."""
    canvas, info = look_at(order.clip)
    length = (info.duration if order.end is None else min(order.end, info.duration)) - order.start
    spoken = probe(order.sound).duration if order.stretches else length
    picture = ClipPicture(order.clip, volume=None, trim=Trim(order.start, order.end), loop=spoken > length)
    if spoken <= length and order.stretches:
        picture = ClipPicture(order.clip, volume=None, trim=Trim(order.start, order.start + spoken))
    clip = rendered(ClipJob(canvas=canvas, picture=picture, sound=order.sound, mark=order.mark), folder)
    return finish(clip, canvas, folder, key)


def look_at(clip: Path) -> tuple[Canvas, MediaInfo]:
    """A canvas of the size of a clip, and what the clip is. Raises DrawingError for what is none."""
    try:
        info, stream = probe_video(clip)
    except MediaError as wrong:
        raise DrawingError("invalid_video", f"The video could not be read: {wrong}") from wrong
    return Canvas(_even(stream.width), _even(stream.height), FPS, "draft"), info


def rendered(job: ClipJob, folder: Path) -> Clip:
    """A clip by the media room; what it cannot use fails the job."""
    try:
        return render_clip(job, folder / "clip.mp4", folder / "clip.wav")
    except MediaError as wrong:
        raise DrawingError("invalid_media", str(wrong)) from wrong


def finish(clip: Clip, canvas: Canvas, folder: Path, key: str) -> Render:
    """The clip as one file, with a thumbnail."""
    video = folder / f"{key}.mp4"
    join_film(FilmJob(canvas, (clip,)), video)
    return Render(video.name, thumbnail(video, folder), clip.duration)


def _pictures(order: GeneratedOrder, canvas: Canvas, count: int) -> Iterator[Yuv]:
    """`count` frames that may be drawn on."""
    first, last = order.first or order.last, order.last or order.first
    if first is None or last is None:
        yield from _drifting(sha256(f"{order.provider} {order.prompt}".encode()).digest(), canvas, count)
        return
    yield from _blended(_still(first, canvas), _still(last, canvas), count)


def _still(picture: Path, canvas: Canvas) -> Yuv:
    return from_image(backdrop(Stage(canvas.width, canvas.height, FPS, picture)))


def _blended(first: Yuv, last: Yuv, count: int) -> Iterator[Yuv]:
    """From one picture to the other, in steps that are cheap and look smooth."""
    for number in range(count):
        share = round(number / max(1, count - 1) * _FADE_STEPS) / _FADE_STEPS
        planes = ((first.y, last.y), (first.u, last.u), (first.v, last.v))
        yield Yuv(*(_mixed(one, other, share) for one, other in planes))


def _mixed(one: Plane, other: Plane, share: float) -> Plane:
    return (one * (1 - share) + other * share).astype(np.uint8)


def _drifting(seed: bytes, canvas: Canvas, count: int) -> Iterator[Yuv]:
    """Soft lights that drift over a dark color: the same for the same prompt and model."""
    small = (max(2, canvas.width // 16), max(2, canvas.height // 16))
    for number in range(count):
        picture = Image.fromarray(_lights(seed, small, number / max(1, count)))
        yield from_image(picture.resize((canvas.width, canvas.height), Image.Resampling.BICUBIC))


def _lights(seed: bytes, size: tuple[int, int], time: float) -> Plane:
    """A small RGB picture at `time` (0–1)."""
    across, down = (np.linspace(0, 1, length, dtype=np.float32) for length in size)
    picture: Grid = np.full((size[1], size[0], 3), 0.08, np.float32)
    for light in range(_LIGHTS):
        x0, y0, turn, speed, red, green, blue = (byte / 255 for byte in seed[light * 7 : light * 7 + 7])
        angle = 2 * pi * (turn + time * (0.15 + 0.35 * speed))
        x, y = x0 + 0.25 * np.cos(angle), y0 + 0.25 * np.sin(angle)
        near = np.exp(-((across[None, :] - x) ** 2 + (down[:, None] - y) ** 2) / 0.05)
        picture += near[:, :, None] * np.array([red, green, blue], np.float32) * 0.75
    return (np.clip(picture, 0, 1) * 255).astype(np.uint8)


def _titles(order: GeneratedOrder, canvas: Canvas) -> Iterator[tuple[Sprite, int, int]]:
    """The model's name, and the prompt below it, at the bottom left."""
    text = order.prompt if len(order.prompt) <= _PROMPT_CHARACTERS else f"{order.prompt[:_PROMPT_CHARACTERS]}…"
    short = min(canvas.width, canvas.height)
    prompt = draw_text(text, TextStyle(round(_TEXT_SIZE * short), 600, _INK, leading=1.25), canvas.width * _TEXT_WIDTH)
    label = draw_text(order.provider, TextStyle(round(_LABEL_SIZE * short), 400, Color(255, 255, 255, 190)))
    left, gap = _even(_EDGE * canvas.width), _even(0.01 * short)
    top = max(0, _even(canvas.height * (1 - _EDGE) - prompt.height))
    yield sprite(label), left, max(0, _even(top - label.height - gap))
    yield sprite(prompt), left, top


def _even(length: float) -> int:
    return round(length / 2) * 2
