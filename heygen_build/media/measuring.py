"""What is measured of a finished film: how loud it is, and where it is black or stands still."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import av

from heygen_build.media.mastering import Loudness, measured_in_pieces
from heygen_build.media.reading import opened, video_stream
from heygen_build.media.sound import sound_pieces

_SMALL = 320
"""Pixels of the width at which is looked: blackness and standing still show in small pictures, and faster."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `start` to `end` seconds of a film."""

    start: float
    end: float

    @property
    def seconds(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Measures:
    """`loudness` None where there is no sound, or nobody asked."""

    loudness: Loudness | None
    black: tuple[Stretch, ...]
    frozen: tuple[Stretch, ...]


def measure_film(film: Path, *, loudness: bool, black: float | None, frozen: float | None) -> Measures:
    """Measure a film (EBU R128; FFmpeg's blackdetect and freezedetect), reading it once for sound, once for pictures.

    Stretches longer than `black` and `frozen` seconds are found; None finds none. Raises `MediaError` as `opened`.
    """
    with opened(film) as container:
        end = (container.duration or 0) / av.time_base
    heard = _heard(film) if loudness else None
    if black is None and frozen is None:
        return Measures(heard, (), ())
    found = _Found()
    for frame in _looked_at(film, black, frozen):
        found.read(frame)
        end = max(end, frame.time or 0.0)
    return Measures(
        heard,
        _longer(found.black.until(end), black),
        _longer(found.frozen.until(end), frozen),
    )


def _heard(film: Path) -> Loudness | None:
    """How loud it is; an hour of sound is never in memory. None for a film without sound."""
    pieces = sound_pieces(film)
    first = next(pieces, None)
    return None if first is None else measured_in_pieces(chain([first], pieces))


class _Run:
    """Stretches of one kind while a film is read."""

    def __init__(self) -> None:
        self._begun: float | None = None
        self._over: list[Stretch] = []

    def begin(self, at: float) -> None:
        self._begun = at

    def end(self, at: float) -> None:
        if self._begun is not None:
            self._over.append(Stretch(self._begun, at))
        self._begun = None

    def until(self, end: float) -> list[Stretch]:
        """All of them; the filters do not tell the end of one that lasts until the film is over."""
        return self._over + ([] if self._begun is None else [Stretch(self._begun, end)])


class _Found:
    def __init__(self) -> None:
        self.black, self.frozen = _Run(), _Run()
        self._readers: dict[str, Callable[[float], None]] = {
            "lavfi.black_start": self.black.begin,
            "lavfi.black_end": self.black.end,
            "lavfi.freezedetect.freeze_start": self.frozen.begin,
            "lavfi.freezedetect.freeze_end": self.frozen.end,
        }

    def read(self, frame: av.VideoFrame) -> None:
        for name, take in sorted(self._readers.items()):
            if name in frame.metadata:
                take(float(frame.metadata[name]))


def _looked_at(film: Path, black: float | None, frozen: float | None) -> Iterator[av.VideoFrame]:
    with opened(film) as container:
        stream = video_stream(container)
        if stream is None:
            return
        stream.thread_type = "AUTO"
        graph = av.filter.Graph()
        source, sink = graph.add_buffer(template=stream), graph.add("buffersink")
        filters = [("scale", f"{_SMALL}:-2:flags=fast_bilinear")]
        # Only the starts and ends of stretches are told; which are too long is decided here.
        filters += [("blackdetect", "d=0:pix_th=0.06")] * (black is not None)
        filters += [("freezedetect", f"d={max(frozen or 0.0, 0.05):.3f}")] * (frozen is not None)
        graph.link_nodes(source, *(graph.add(*filter_) for filter_ in filters), sink).configure()
        for frame in container.decode(stream):
            source.push(frame)
            yield from _ready(sink)
        source.push(None)
        yield from _ready(sink)


def _ready(sink: av.filter.context.FilterContext) -> Iterator[av.VideoFrame]:
    while True:
        try:
            frame = sink.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        assert isinstance(frame, av.VideoFrame)
        yield frame


def _longer(stretches: Iterable[Stretch], limit: float | None) -> tuple[Stretch, ...]:
    return tuple(stretch for stretch in stretches if limit is not None and stretch.seconds > limit + 1e-3)
