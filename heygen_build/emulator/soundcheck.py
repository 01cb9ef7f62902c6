"""Computes the sounds of the catalog. Runs on a thread of the server; a loop takes some tens of milliseconds."""

from __future__ import annotations

import wave
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from heygen_build.emulator.catalog_sounds import CatalogSound

RATE = 44_100
_A3 = 220.0
Samples: TypeAlias = NDArray[np.float64]


def write(sound: CatalogSound, path: Path) -> None:
    """A mono 16-bit WAV, −3 dBFS at its loudest."""
    samples = _music(sound) if sound.kind == "music" else _EFFECTS[sound.recipe](_times(sound.seconds))
    loudest = float(np.abs(samples).max()) or 1.0
    part = path.with_suffix(".part")
    with wave.open(str(part), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes((samples / loudest * 0.708 * 32_767).astype("<i2").tobytes())
    part.replace(path)


def _times(seconds: float) -> Samples:
    return np.arange(int(seconds * RATE)) / RATE


def _music(sound: CatalogSound) -> Samples:
    """One bar a chord: a soft pad, and its notes one after the other over it."""
    beat = 60 / sound.tempo
    mixed = np.zeros(len(_times(sound.seconds)))
    for bar, chord in enumerate(sound.chords):
        for note in chord:
            _add(mixed, bar * 4 * beat, _pad(_pitch(note - 12), 4 * beat), 0.25)
        for step in range(8):
            _add(mixed, (bar * 4 + step / 2) * beat, _pluck(_pitch(chord[step % len(chord)]), beat), 0.4)
    return mixed


def _add(mixed: Samples, start: float, part: Samples, volume: float) -> None:
    begin = int(start * RATE)
    end = min(len(mixed), begin + len(part))
    mixed[begin:end] += volume * part[: end - begin]


def _pitch(semitones: int) -> float:
    return float(_A3 * 2 ** (semitones / 12))


def _pad(hertz: float, seconds: float) -> Samples:
    time = _times(seconds)
    swell: Samples = np.sin(np.pi * time / seconds) ** 0.5
    return swell * (_tone(hertz, time) + 0.5 * _tone(hertz * 1.004, time))


def _pluck(hertz: float, seconds: float) -> Samples:
    time = _times(seconds)
    fade: Samples = np.exp(-5 * time)
    return fade * (_tone(hertz * 2, time) + 0.3 * _tone(hertz * 4, time))


def _tone(hertz: float, time: Samples) -> Samples:
    tone: Samples = np.sin(2 * np.pi * hertz * time)
    return tone


def _noise(time: Samples) -> Samples:
    # Seeded: the same sound has the same bytes on every machine.
    return np.random.default_rng(7).uniform(-1, 1, len(time))


def _smoothed(samples: Samples, width: int) -> Samples:
    return np.convolve(samples, np.ones(width) / width, "same")


def _whoosh(time: Samples) -> Samples:
    swell: Samples = np.sin(np.pi * time / time[-1]) ** 2
    return swell * _smoothed(_noise(time), 24)


def _sweep(time: Samples) -> Samples:
    rise = time / time[-1]
    tone: Samples = np.sin(2 * np.pi * (110 * time + 330 * time * rise))
    mixed: Samples = rise**2 * (tone + 0.5 * _smoothed(_noise(time), 8))
    return mixed


def _bell(time: Samples) -> Samples:
    partials = ((1.0, 1.0), (2.76, 0.5), (5.4, 0.25))
    struck: Samples = sum(
        (volume * np.exp(-4 * ratio * time) * _tone(880 * ratio, time) for ratio, volume in partials),
        np.zeros_like(time),
    )
    return struck


def _chime(time: Samples) -> Samples:
    mixed = np.zeros_like(time)
    for place, note in enumerate((0, 4, 7, 12)):
        _add(mixed, 0.12 * place, _pluck(_pitch(note + 12), 0.9), 1.0)
    return mixed


def _click(time: Samples) -> Samples:
    fade: Samples = np.exp(-90 * time)
    return fade * _tone(1800, time)


def _boom(time: Samples) -> Samples:
    fade: Samples = np.exp(-3 * time)
    return fade * (_tone(48, time) + 0.3 * _smoothed(_noise(time), 60))


def _rustle(time: Samples) -> Samples:
    steps: Samples = np.abs(_smoothed(_noise(time), 900)) * np.sin(np.pi * time / time[-1])
    return steps * _noise(time)


def _buzz(time: Samples) -> Samples:
    square: Samples = np.sign(_tone(140, time))
    fade: Samples = np.minimum(1, (time[-1] - time) * 30)
    return square * fade


_EFFECTS: dict[str, Callable[[Samples], Samples]] = {
    "whoosh": _whoosh,
    "sweep": _sweep,
    "bell": _bell,
    "chime": _chime,
    "click": _click,
    "boom": _boom,
    "rustle": _rustle,
    "buzz": _buzz,
}
