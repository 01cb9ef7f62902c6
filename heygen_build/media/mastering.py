"""Loudness as EBU R128 measures it: a whole film brought to a target, without peaks that clip in players."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf, log10
from typing import TypeAlias

import av
import numpy as np

from heygen_build.media.encode import RATE, Samples
from heygen_build.media.spool import Sound, in_pieces

Filter: TypeAlias = tuple[str, str]
"""A filter of FFmpeg with its options."""

SILENT = -70.0
"""LUFS below which nothing is measured (EBU R128's absolute gate), and nothing is amplified."""
CEILING = -1.5
"""dBTP of what is encoded. Half a decibel below the −1 that is promised, because lossy coding adds some."""
_CLOSE = 0.1
_ROUNDS = 4
_OVERSAMPLED = 4 * RATE


@dataclass(frozen=True, slots=True)
class Loudness:
    """`integrated` in LUFS over the whole, `peak` the highest true peak in dBTP."""

    integrated: float
    peak: float


def measured(sound: Sound) -> Loudness:
    """What a sound measures (EBU R128; ITU-R BS.1770 true peak). Speed: about 70 times as fast as it plays."""
    return measured_in_pieces(in_pieces(sound))


def measured_in_pieces(pieces: Iterable[Samples]) -> Loudness:
    """The same of a sound that is read as it is measured, however long it is."""
    return _measured(pieces)


def mastered(sound: Sound, target: float, ceiling: float = CEILING) -> Iterator[Samples]:
    """The sound at `target` LUFS (±0.5), its true peaks limited to `ceiling` dBTP, in pieces. Silence stays as it is.

    Limiting takes loudness away, so that the gain is corrected until the target is met; a sound of nothing but peaks
    may stay below it.
    """
    level = measured(sound)
    if level.integrated <= SILENT:
        yield from in_pieces(sound)
        return
    gain, integrated = 0.0, level.integrated
    chain: list[Filter] = []
    for _ in range(_ROUNDS):
        gain += target - integrated
        chain = _chain(gain, ceiling if level.peak + gain > ceiling else None)
        integrated = _measured(in_pieces(sound), *chain).integrated
        if abs(target - integrated) < _CLOSE:
            break
    yield from _as_long(len(sound), _through(in_pieces(sound), *chain))


def _measured(pieces: Iterable[Samples], *chain: Filter) -> Loudness:
    integrated, peak = SILENT, 0.0
    for frame in _through(pieces, *chain, ("ebur128", "metadata=1:peak=true:framelog=quiet")):
        # The last frame is less than the 100 ms after which the filter tells a new value, and may have none.
        integrated = float(frame.metadata.get("lavfi.r128.I", integrated))
        peak = float(frame.metadata.get("lavfi.r128.true_peak", peak))
    return Loudness(integrated, 20 * log10(peak) if peak > 0 else -inf)


def _chain(gain: float, ceiling: float | None) -> list[Filter]:
    filters = [("volume", f"{gain:.4f}dB:precision=float")]
    if ceiling is not None:
        # Between samples a wave may be higher than at any of them: limited at four times the rate, both are.
        limit = f"limit={10 ** (ceiling / 20):.6f}:level=disabled:attack=5:release=80:latency=1"
        filters += [("aresample", str(_OVERSAMPLED)), ("alimiter", limit), ("aresample", str(RATE))]
    return [*filters, ("aformat", f"sample_fmts=s16:sample_rates={RATE}:channel_layouts=stereo")]


def _as_long(count: int, frames: Iterator[av.AudioFrame]) -> Iterator[Samples]:
    """Exactly so many samples: resamplers keep or drop a few at the end, and sound must stay as long as pictures."""
    left = count
    for frame in frames:
        piece = frame.to_ndarray().reshape(-1, 2).astype(np.int16, copy=False)[:left]
        left -= len(piece)
        yield piece
    yield np.zeros((left, 2), np.int16)


def _through(pieces: Iterable[Samples], *filters: Filter) -> Iterator[av.AudioFrame]:
    """A sound through a chain of filters, piece by piece."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="s16", layout="stereo")
    sink = graph.add("abuffersink")
    graph.link_nodes(source, *(graph.add(*filter_) for filter_ in filters), sink).configure()
    start = 0
    for piece in pieces:
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(piece).reshape(1, -1), format="s16", layout="stereo")
        frame.sample_rate, frame.pts = RATE, start
        start += len(piece)
        source.push(frame)
        yield from _ready(sink)
    source.push(None)
    yield from _ready(sink)


def _ready(sink: av.filter.context.FilterContext) -> Iterator[av.AudioFrame]:
    while True:
        try:
            frame = sink.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        assert isinstance(frame, av.AudioFrame)
        yield frame
