"""HDR clips (PQ and HLG, as phones record them) in the light of ordinary screens."""

from __future__ import annotations

import av
from av.filter.context import FilterContext as Node
from av.video.reformatter import ColorTrc

from heygen_build.media.model import MediaError

HDR = {int(ColorTrc.SMPTE2084), int(ColorTrc.ARIB_STD_B67)}
_TARGET = "out_color_matrix=bt709:out_primaries=bt709:out_transfer=bt709:out_range=tv"
# Perceptual: highlights are rolled off, not cut. `unstable` asks for the scaler's newer code, the only one that can.
_HOW = "intent=perceptual:flags=unstable"


class ToneMapper:
    """Maps the frames of one HDR clip to BT.709. The first takes seconds (a table is made), the next 22 ms at 1080p."""

    def __init__(self) -> None:
        self._graph: av.filter.Graph | None = None
        self._ends: tuple[Node, Node] | None = None
        self._frames = 0

    def __call__(self, frame: av.VideoFrame) -> av.VideoFrame:
        """The frame as yuv420p, BT.709. `hdr` where this build of the library cannot do it."""
        try:
            source, sink = self._ends = self._ends or self._open(frame)
            frame.pts = self._frames
            self._frames += 1
            source.push(frame)
            mapped = sink.pull()
        except (av.FFmpegError, ValueError) as error:
            raise MediaError("hdr", "the clip is HDR (PQ or HLG) of an unknown kind; convert it to SDR") from error
        assert isinstance(mapped, av.VideoFrame)
        return mapped

    def _open(self, frame: av.VideoFrame) -> tuple[Node, Node]:
        size = f"video_size={frame.width}x{frame.height}:pix_fmt={frame.format.name}:time_base=1/1000"
        # Kept, because the ends of a graph point at freed memory without it.
        graph = self._graph = av.filter.Graph()
        source = graph.add("buffer", f"{size}:colorspace=bt2020nc:range={'pc' if frame.color_range == 2 else 'tv'}")
        scale = graph.add("scale", f"{frame.width}:{frame.height}:{_TARGET}:{_HOW}")
        sink = graph.add("buffersink")
        graph.link_nodes(source, scale, graph.add("format", "yuv420p"), sink).configure()
        return source, sink
