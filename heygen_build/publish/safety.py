"""Which overlays of a film reach out of the safe area, measured on what is really drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from heygen_build.execute.materials import Materials
from heygen_build.media.lettering import block
from heygen_build.media.model import Canvas
from heygen_build.media.overlays import BarTop, ClipTop, Content, PictureTop, TextTop, ThirdTop
from heygen_build.media.probe import probe_video
from heygen_build.media.tops import SAFE, corner, picture_of, shown_size, text_setting, third_block
from heygen_build.plan.model import BuildPlan, PlannedFilm
from heygen_build.plan.requests import ClipRequest, OverlayLayer
from heygen_build.store.results import ResultStore

_ROUNDING = 1.0
"""Pixels: corners are whole, the safe area is not."""


@dataclass(frozen=True, slots=True)
class Outside:
    """An overlay of a scene, named by what it shows, that is `pixels` out of the safe area at one `side`."""

    scene: str
    what: str
    side: str
    pixels: float


def overlays_outside(plan: BuildPlan, planned: PlannedFilm, store: ResultStore) -> tuple[Outside, ...]:
    """Each overlay at the side where it is farthest out. Bars span the frame by their nature, and are not looked at.

    Raises `MediaError` for files that cannot be read.
    """
    materials = Materials(plan.files, store, {})
    found: list[Outside] = []
    for scene in planned.scenes:
        if scene.span[0] > 0.0:
            continue  # a film that is rendered whole has one clip for all of its scenes
        request = plan.step(scene.clip).request
        assert isinstance(request, ClipRequest)
        for layer in request.overlays or ():
            found += _outside(scene.scene_id, layer, materials.content(layer.content), request.canvas)
    return tuple(found)


def _outside(scene: str, layer: OverlayLayer, content: Content, canvas: Canvas) -> Iterator[Outside]:
    size = _size(content, canvas)
    if size is None:
        return
    place, (x, y) = corner(size, layer.station, canvas), (canvas.width * SAFE, canvas.height * SAFE)
    sides = {
        "left": x - place.x,
        "top": y - place.y,
        "right": place.x + size[0] - (canvas.width - x),
        "bottom": place.y + size[1] - (canvas.height - y),
    }
    side, pixels = max(sides.items(), key=lambda pair: pair[1])
    if pixels > _ROUNDING:
        yield Outside(scene, _what(content), side, pixels)


def _size(content: Content, canvas: Canvas) -> tuple[int, int] | None:
    match content:
        case TextTop():
            made = block(text_setting(content, canvas))
            return made.width, made.height
        case ThirdTop():
            made = third_block(content, canvas)
            return made.width, made.height
        case PictureTop():
            return picture_of(content, canvas).size
        case ClipTop():
            _, video = probe_video(Path(content.file))
            return shown_size((video.width, video.height), content.width, content.height, canvas)
        case BarTop():
            return None


def _what(content: Content) -> str:
    match content:
        case TextTop(text=text) | ThirdTop(title=text):
            return f"“{text}”"
        case PictureTop(file=file) | ClipTop(file=file):
            return Path(file).name
        case BarTop():
            return "the bar"
