"""Loudness as EBU R128 measures it: a whole film brought to a target, without peaks that clip in players."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf, log10

import av
import numpy as np

from heygen_build.media.encode import RATE, Samples

SILENT = -70.0
"""LUFS below which nothing is measured (EBU R128's absolute gate), and nothing is amplified."""
_CEILING = -1.5
"""dBTP of what is encoded. Half a decibel below the −1 that is promised, because lossy coding adds some."""
_CLOSE = 0.1
_ROUNDS = 4
_OVERSAMPLED = 4 * RATE


@dataclass(frozen=True, slots=True)
class Loudness:
    """`integrated` in LUFS over the whole, `peak` the highest true peak in dBTP."""

    integrated: float
    peak: float


def measured(sound: Samples) -> Loudness:
    """What a sound measures (EBU R128; ITU-R BS.1770 true peak). Speed: about 70 times as fast as it plays."""
    integrated, peak = SILENT, 0.0
    for frame in _through(sound, ("ebur128", "metadata=1:peak=true:framelog=quiet")):
        integrated = float(frame.metadata["lavfi.r128.I"])
        peak = float(frame.metadata["lavfi.r128.true_peak"])
    return Loudness(integrated, 20 * log10(peak) if peak > 0 else -inf)


def mastered(sound: Samples, target: float) -> Samples:
    """The sound at `target` LUFS (±0.5), its true peaks limited. Silence stays what it is.

    Limiting takes loudness away, so that the gain is corrected until the target is met; a sound of nothing but peaks
    may stay below it.
    """
    level = measured(sound)
    if level.integrated <= SILENT:
        return sound
    gain, made = 0.0, sound
    for _ in range(_ROUNDS):
        gain += target - level.integrated
        made = _limited(sound, gain, over=level.peak + gain > _CEILING)
        level = Loudness(measured(made).integrated, level.peak)
        if abs(target - level.integrated) < _CLOSE:
            break
    return made


def _limited(sound: Samples, gain: float, *, over: bool) -> Samples:
    filters = [("volume", f"{gain:.4f}dB:precision=float")]
    if over:
        # Between samples a wave may be higher than at any of them: limited at four times the rate, both are.
        limit = f"limit={10 ** (_CEILING / 20):.6f}:level=disabled:attack=5:release=80:latency=1"
        filters += [("aresample", str(_OVERSAMPLED)), ("alimiter", limit), ("aresample", str(RATE))]
    filters.append(("aformat", f"sample_fmts=s16:sample_rates={RATE}:channel_layouts=stereo"))
    pieces = [frame.to_ndarray().reshape(-1, 2).astype(np.int16, copy=False) for frame in _through(sound, *filters)]
    made: Samples = np.concatenate(pieces) if pieces else sound[:0]
    # Resamplers keep or drop a few samples at the end; picture and sound must stay equally long.
    result = np.zeros_like(sound)
    result[: len(made)] = made[: len(sound)]
    return result


def _through(sound: Samples, *filters: tuple[str, str]) -> Iterator[av.AudioFrame]:
    """A sound through a chain of filters, ten seconds at a time."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="s16", layout="stereo")
    sink = graph.add("abuffersink")
    graph.link_nodes(source, *(graph.add(*filter_) for filter_ in filters), sink).configure()
    for start in range(0, len(sound), 10 * RATE):
        piece = np.ascontiguousarray(sound[start : start + 10 * RATE]).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(piece, format="s16", layout="stereo")
        frame.sample_rate, frame.pts = RATE, start
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
