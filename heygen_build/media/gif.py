"""GIF: the colors of the whole film in one palette of 256."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Self

import av
from av.filter.context import FilterContext as Node

from heygen_build.media.model import Canvas, MediaError
from heygen_build.media.reading import opened

_FASTEST = 50
"""Pictures a second: players show a GIF that claims to be faster at 10."""
_DITHER = "dither=bayer:bayer_scale=4:diff_mode=rectangle"


def write_gif(film: Path, path: Path, canvas: Canvas) -> None:
    """A silent, endless GIF of a film. It is decoded twice: once for its palette, once to be drawn."""
    skip = -(-canvas.fps // _FASTEST)
    palette = _palette(film, skip)
    rate = Fraction(canvas.fps, skip)
    with av.open(str(path), "w", format="gif", options={"loop": "0"}) as container:
        stream = container.add_stream("gif", rate=rate)
        assert isinstance(stream, av.VideoStream)
        stream.codec_context.width, stream.codec_context.height = canvas.width, canvas.height
        stream.codec_context.pix_fmt = "pal8"
        for number, frame in enumerate(_painted(film, palette, skip)):
            frame.pts, frame.time_base = number, 1 / rate
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _frames(film: Path, skip: int) -> Iterator[av.VideoFrame]:
    """Every frame, or every second one of a film that is too fast, with times that count them."""
    with opened(film) as container:
        for number, frame in enumerate(container.decode(container.streams.video[0])):
            if number % skip == 0:
                frame.pts, frame.time_base = number // skip, Fraction(1, _FASTEST)
                yield frame


def _palette(film: Path, skip: int) -> av.VideoFrame:
    filters: _Filters | None = None
    for frame in _frames(film, skip):
        filters = filters or _Filters.through(frame, ("palettegen", "stats_mode=diff"))
        filters.source.push(frame)
    if filters is None:
        raise MediaError("undecodable", f"{film.name} holds no picture")
    filters.source.push(None)
    return next(filters.pulled())


def _painted(film: Path, palette: av.VideoFrame, skip: int) -> Iterator[av.VideoFrame]:
    filters: _Filters | None = None
    for frame in _frames(film, skip):
        filters = filters or _Filters.through(frame, ("paletteuse", _DITHER), palette)
        filters.source.push(frame)
        yield from filters.pulled()
    assert filters is not None, "the palette was made of the same frames"
    filters.source.push(None)
    yield from filters.pulled()


@dataclass(frozen=True, slots=True)
class _Filters:
    """A filter between two ends. The graph is kept with them: without it they point at freed memory."""

    graph: av.filter.Graph
    source: Node
    sink: Node

    @classmethod
    def through(cls, like: av.VideoFrame, filter_: tuple[str, str], second: av.VideoFrame | None = None) -> Self:
        """A filter for frames `like` this one; its second input is one frame and no more."""
        graph = av.filter.Graph()
        node, sink, source = graph.add(*filter_), graph.add("buffersink"), _buffer(graph, like)
        source.link_to(node, 0, 0)
        node.link_to(sink)
        if second is None:
            graph.configure()
            return cls(graph, source, sink)
        extra = _buffer(graph, second)
        extra.link_to(node, 0, 1)
        graph.configure()
        second.pts, second.time_base = 0, Fraction(1, _FASTEST)
        extra.push(second)
        extra.push(None)
        return cls(graph, source, sink)

    def pulled(self) -> Iterator[av.VideoFrame]:
        """The frames that are ready."""
        while True:
            try:
                frame = self.sink.pull()
            except (av.BlockingIOError, av.EOFError):
                return
            assert isinstance(frame, av.VideoFrame)
            yield frame


def _buffer(graph: av.filter.Graph, like: av.VideoFrame) -> Node:
    time_base = Fraction(1, _FASTEST)
    return graph.add_buffer(width=like.width, height=like.height, format=like.format, time_base=time_base)
