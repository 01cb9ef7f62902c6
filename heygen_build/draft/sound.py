"""Making an engine's raw speech pleasant: 48 kHz, even loudness, no ragged ends."""

from __future__ import annotations

from dataclasses import dataclass

import av
import numpy as np
from av.filter import Graph
from numpy.typing import NDArray

from heygen_build.draft.model import Samples

RATE = 48_000
LEAD_SECONDS = 0.08
TAIL_SECONDS = 0.12
_LOUDNESS = 0.11  # RMS of the voiced parts, about −19 dBFS: where spoken-word files usually sit
_PEAK = 0.89
_FADE = int(0.006 * RATE)
_SEARCH = int(0.030 * RATE)
# espeak-ng buzzes above 5 kHz and has little body; a gentle tilt is kinder to the ear than its raw output.
_TONE = "highpass=f=70,equalizer=f=220:t=q:w=0.8:g=2.5,equalizer=f=3200:t=q:w=1:g=-1.5,highshelf=f=5600:g=-5"

Wave = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """Trimmed speech: `wave` at 48 kHz, and the second of the raw sound at which it starts (may be below zero)."""

    wave: Wave
    offset: float


def polish(sound: bytes, rate: int) -> Take:
    """Raw 16-bit mono in; resampled, toned, leveled and trimmed to `LEAD_SECONDS` before and `TAIL_SECONDS` after."""
    return _trimmed(_leveled(_resampled(np.frombuffer(sound, np.int16), rate)))


def silence(seconds: float) -> Wave:
    """That many seconds of nothing, to the nearest sample."""
    return np.zeros(round(seconds * RATE), np.float32)


def with_pauses(wave: Wave, pauses: list[tuple[float, float]]) -> tuple[Wave, list[float]]:
    """Inserts (at seconds, length seconds), cutting where it is quietest nearby. Also gives the second of each cut."""
    parts: list[Wave] = []
    cuts: list[float] = []
    done = 0
    for at, length in pauses:
        cut = max(done, _quietest(wave, round(at * RATE)))
        parts += [_faded(wave[done:cut], start=bool(cuts), end=True), silence(length)]
        cuts.append(cut / RATE)
        done = cut
    parts.append(_faded(wave[done:], start=bool(cuts), end=False))
    return np.concatenate(parts), cuts


def to_samples(wave: Wave) -> Samples:
    """Floats within ±1 to 16-bit."""
    return np.round(np.clip(wave, -1.0, 1.0) * 32767).astype(np.int16)


def _resampled(raw: Samples, rate: int) -> Wave:
    graph = Graph()
    graph.link_nodes(
        graph.add_abuffer(sample_rate=rate, format="s16", layout="mono", time_base=None),
        graph.add("aresample", f"{RATE}:filter_size=64"),
        *(graph.add(*step.split("=", 1)) for step in _TONE.split(",")),
        graph.add("aformat", "sample_fmts=flt"),
        graph.add("abuffersink"),
    ).configure()
    frame = av.AudioFrame.from_ndarray(raw.reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate = rate
    graph.push(frame)
    graph.push(None)
    return np.concatenate(_drained(graph))


def _drained(graph: Graph) -> list[Wave]:
    waves: list[Wave] = []
    while True:
        try:
            frame = graph.pull()
        except (av.EOFError, av.BlockingIOError):
            return waves
        assert isinstance(frame, av.AudioFrame)
        waves.append(frame.to_ndarray().reshape(-1).astype(np.float32))


def _leveled(wave: Wave) -> Wave:
    peak = float(np.abs(wave).max(initial=0.0))
    if peak < 1e-4:
        return wave
    voiced = wave[np.abs(wave) > peak * 0.05]
    loudness = float(np.sqrt(np.mean(np.square(voiced))))
    return wave * np.float32(min(_LOUDNESS / loudness, _PEAK / peak))


def _trimmed(wave: Wave) -> Take:
    heard = np.flatnonzero(np.abs(wave) > 0.006)
    if not len(heard):
        return Take(wave[:0], 0.0)
    lead, tail = int(LEAD_SECONDS * RATE), int(TAIL_SECONDS * RATE)
    first, last = int(heard[0]), int(heard[-1]) + 1
    padded = np.concatenate([silence(LEAD_SECONDS), wave, silence(TAIL_SECONDS)])
    kept = padded[first : last + lead + tail]
    return Take(_faded(kept, start=True, end=True), (first - lead) / RATE)


def _quietest(wave: Wave, at: int) -> int:
    """The middle of the quietest 4 ms within ±30 ms, so that a cut does not click."""
    low, high = max(0, at - _SEARCH), min(len(wave), at + _SEARCH)
    window = int(0.004 * RATE)
    if high - low <= window:
        return min(max(at, 0), len(wave))
    energy = np.convolve(np.square(wave[low:high]), np.ones(window), "valid")
    return low + int(energy.argmin()) + window // 2


def _faded(wave: Wave, *, start: bool, end: bool) -> Wave:
    length = min(_FADE, len(wave))
    if not length:
        return wave
    faded, ramp = wave.copy(), np.linspace(0.0, 1.0, length, dtype=np.float32)
    if start:
        faded[:length] *= ramp
    if end:
        faded[-length:] *= ramp[::-1]
    return faded
