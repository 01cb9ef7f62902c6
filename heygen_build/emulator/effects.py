"""Orders of what is made from an uploaded file: mattes, short clips, compositions. Light and picklable."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from heygen_build.emulator.jobs import Made, Render

Layer = Literal["foreground", "mask", "background"]
LAYERS: tuple[Layer, ...] = ("foreground", "mask", "background")


@dataclass(frozen=True, slots=True)
class MatteOrder:
    """The layers of a video: `foreground` is WebM with alpha, `mask` and `background` are MP4."""

    video: Path
    layers: tuple[Layer, ...]

    def make(self, folder: Path, key: str) -> Made:
        from heygen_build.emulator.effects_drawing import draw_layers  # in the worker only

        return draw_layers(self, folder, key)


@dataclass(frozen=True, slots=True)
class Cut:
    """`seconds` of a source from `start`."""

    start: float
    seconds: float


@dataclass(frozen=True, slots=True)
class CutsOrder:
    """Short clips of a video, each `width` × `height`; labels `clip0`, `thumbnail0`, `clip1`, …"""

    video: Path
    cuts: tuple[Cut, ...]
    width: int
    height: int
    mark: str

    def make(self, folder: Path, key: str) -> Made:
        from heygen_build.emulator.effects_drawing import draw_cuts

        return draw_cuts(self, folder, key)


@dataclass(frozen=True, slots=True)
class CompositionOrder:
    """A card with `lines` instead of a browser's picture of an HTML composition."""

    lines: tuple[str, ...]
    width: int
    height: int
    fps: int
    seconds: float
    format: Literal["mp4", "webm", "mov"]
    mark: str

    def make(self, folder: Path, key: str) -> Render:
        from heygen_build.emulator.effects_drawing import draw_composition

        return draw_composition(self, folder, key)
