"""Dubs a clip: the same picture, and what is said in another language by the draft voice. In drawing processes only.

Nobody here understands speech. Without subtitles the stretches in which somebody speaks are found by their loudness,
and each is filled with a marked sentence of the language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from heygen_build.emulator import voices
from heygen_build.emulator.footage import DubOrder, Line, ResoundOrder
from heygen_build.emulator.footage_drawing import draw_resounded, look_at
from heygen_build.emulator.jobs import Render
from heygen_build.emulator.orders import Saying
from heygen_build.emulator.subtitles import write_lines
from heygen_build.media.encode import RATE
from heygen_build.media.sound import decode_sound, write_wav

_STEP = 0.1
_QUIET_SHARE, _QUIETEST = 0.12, 200.0
_PAUSE, _LONGEST = 0.5, 6.0
"""Seconds: a shorter silence belongs to a stretch, a longer stretch is cut."""
_FASTEST, _SLOWEST = 1.5, 0.8
Samples = NDArray[np.int16]


def draw_dubbed(order: DubOrder, folder: Path, key: str) -> Render:
    """The dubbed clip, and its subtitles where they were asked for."""
    _, info = look_at(order.clip)
    lines = order.lines if order.lines is not None else tuple(placeholders(order))
    sound = order.sound or _spoken(order, lines, info.duration, folder / "dub.wav")
    mark = f"{order.mark} · {order.language}"
    render = draw_resounded(ResoundOrder(order.clip, sound, stretches=order.stretches, mark=mark), folder, key)
    audio = folder / f"{key}.wav"
    _copy_sound(sound, audio)
    render = replace(render, extra=(("audio", audio.name),))
    if not order.captions or order.sound is not None:
        return render
    srt, vtt = folder / f"{key}.srt", folder / f"{key}.vtt"
    write_lines(lines, srt)
    write_lines(lines, vtt)
    return replace(render, subtitles=srt.name, extra=(*render.extra, ("captions", vtt.name)))


def placeholders(order: DubOrder) -> Iterator[Line]:
    """A marked sentence for each stretch of the clip in which somebody speaks."""
    samples = decode_sound(order.clip)
    for start, end in stretches(np.zeros(0, np.int16) if samples is None else samples.mean(axis=1)):
        yield Line(start, end, order.placeholder)


def stretches(mono: NDArray[np.float64] | Samples) -> Iterator[tuple[float, float]]:
    """(start, end) in seconds of what is not silence, with short pauses bridged."""
    step = int(RATE * _STEP)
    levels = np.abs(mono[: len(mono) // step * step].reshape(-1, step).astype(np.float64)).mean(axis=1)
    floor = max(_QUIETEST, float(levels.max(initial=0.0)) * _QUIET_SHARE)
    start, last = None, 0.0
    for index in np.flatnonzero(levels > floor):
        now = float(index) * _STEP
        if start is not None and (now - last > _PAUSE or now - start > _LONGEST):
            yield start, last
            start = None
        start = now if start is None else start
        last = round(now + _STEP, 3)
    if start is not None:
        yield start, last


def _spoken(order: DubOrder, lines: tuple[Line, ...], seconds: float, out: Path) -> Path:
    """A WAV with each line at its time, faster or slower so that it fits; `stretches` lets them push on."""
    parts: list[tuple[int, Samples]] = []
    free = 0.0
    for line in lines:
        samples = _said(order, line)
        start = max(line.start, free if order.stretches else 0.0)
        parts.append((round(start * RATE), samples))
        free = start + len(samples) / RATE
    length = max(round(seconds * RATE), round(free * RATE) if order.stretches else 0)
    mixed = np.zeros(length, np.int32)
    for start_sample, samples in parts:
        room = mixed[start_sample : start_sample + len(samples)]
        room += samples[: len(room)]
    mono = np.clip(mixed, -32768, 32767).astype(np.int16)
    write_wav(out, np.repeat(mono[:, None], 2, axis=1))
    return out


def _said(order: DubOrder, line: Line) -> Samples:
    plain = voices.say(Saying(line.text, order.timbre)).samples
    room = max(0.3, line.end - line.start)
    speed = min(_FASTEST, max(_SLOWEST, len(plain) / RATE / room))
    return voices.say(Saying(line.text, order.timbre, speed=speed)).samples


def _copy_sound(sound: Path, out: Path) -> None:
    samples = decode_sound(sound)
    assert samples is not None, "the clip was made with it"
    write_wav(out, samples)
