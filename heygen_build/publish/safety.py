"""Which overlays of a film reach out of the safe area, measured on what is really drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from heygen_build.media.lettering import block
from heygen_build.media.model import Canvas
from heygen_build.media.overlays import BarTop, ClipTop, PictureTop, TextTop, ThirdTop
from heygen_build.media.probe import probe_video
from heygen_build.media.tops import SAFE, corner, picture_of, shown_size, text_setting, third_block
from heygen_build.plan.model import BuildPlan, PlannedFilm
from heygen_build.plan.requests import ClipRequest, OverlayLayer

_ROUNDING = 1.0
"""Pixels: corners are whole, the safe area is not."""


@dataclass(frozen=True, slots=True)
class Outside:
    """An overlay of a scene, named by what it shows, that is `pixels` out of the safe area at one `side`."""

    scene: str
    what: str
    side: str
    pixels: float


def overlays_outside(plan: BuildPlan, planned: PlannedFilm) -> tuple[Outside, ...]:
    """Each overlay at the side where it is farthest out. Bars span the frame by their nature, and are not looked at.

    Raises `MediaError` for files that cannot be read.
    """
    found: list[Outside] = []
    for scene in planned.scenes:
        request = plan.step(scene.clip).request
        assert isinstance(request, ClipRequest)
        for top in request.overlays or ():
            found += _outside(scene.scene_id, top, request.canvas, plan.files)
    return tuple(found)


def _outside(scene: str, top: OverlayLayer, canvas: Canvas, files: Mapping[str, Path]) -> Iterator[Outside]:
    size = _size(top, canvas, files)
    if size is None:
        return
    place, (x, y) = corner(size, top.station, canvas), (canvas.width * SAFE, canvas.height * SAFE)
    sides = {
        "left": x - place.x,
        "top": y - place.y,
        "right": place.x + size[0] - (canvas.width - x),
        "bottom": place.y + size[1] - (canvas.height - y),
    }
    side, pixels = max(sides.items(), key=lambda pair: pair[1])
    if pixels > _ROUNDING:
        yield Outside(scene, _what(top, files), side, pixels)


def _size(top: OverlayLayer, canvas: Canvas, files: Mapping[str, Path]) -> tuple[int, int] | None:
    match top.content:
        case TextTop() as text:
            made = block(text_setting(text, canvas))
            return made.width, made.height
        case ThirdTop() as third:
            made = third_block(third, canvas)
            return made.width, made.height
        case PictureTop() as picture:
            drawn = picture_of(replace(picture, file=str(files[picture.file])), canvas)
            return drawn.width, drawn.height
        case ClipTop() as clip:
            _, video = probe_video(files[clip.file])
            return shown_size((video.width, video.height), clip.width, clip.height, canvas)
        case BarTop():
            return None


def _what(top: OverlayLayer, files: Mapping[str, Path]) -> str:
    match top.content:
        case TextTop(text=text) | ThirdTop(title=text):
            return f"“{text}”"
        case PictureTop(file=file) | ClipTop(file=file):
            return files[file].name
        case BarTop():
            return "the bar"
