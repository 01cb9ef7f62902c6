"""What lies over the picture of a scene. It is drawn into the local clip, and so it is in no key that is paid for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from heygen_build.media.model import Canvas
from heygen_build.media.overlays import (
    BarTop,
    ClipTop,
    Content,
    Motion,
    PictureTop,
    Station,
    TextTop,
    ThirdTop,
)
from heygen_build.moments import Moment
from heygen_build.plan.drawing import Drawing
from heygen_build.plan.layers import PLACES
from heygen_build.plan.lettering import lettering
from heygen_build.plan.requests import OverlayLayer, OverlayTime
from heygen_build.resolve.model import (
    Animate,
    Film,
    ImageContent,
    LowerThirdContent,
    Overlay,
    ProgressContent,
    Scene,
    TextContent,
    VideoContent,
    When,
)
from heygen_build.resolve.said import said_text

_PORTRAIT_THIRD = 0.62
"""How far down lower thirds are in portrait frames, where captions stand higher than elsewhere."""


def overlay_layers(
    drawing: Drawing, scene: Scene, canvas: Canvas, span: tuple[float, float] = (0.0, 1.0), said_before: str = ""
) -> tuple[OverlayLayer, ...]:
    """The overlays of a scene, the lowest first. `span` is the scene's part of its clip.

    `said_before` is what is said in the clip before the scene: words are counted in the whole clip. An overlay of the
    whole project that waits for a word is left out where nobody says it.
    """
    return tuple(
        _layer(drawing, overlay, canvas, span, said_before) for overlay in scene.overlays if _comes(overlay, scene)
    )


def progress_is_shown(film: Film) -> bool:
    """Whether clips have to know their place in the time of the film."""
    return any(isinstance(overlay.content, ProgressContent) for scene in film.scenes for overlay in scene.overlays)


def waits_for_words(layers: Sequence[OverlayLayer]) -> bool:
    """Whether the times of some layers are those of words."""
    return any(time.word is not None for layer in layers for time in (layer.start, layer.end) if time is not None)


def _layer(
    drawing: Drawing, overlay: Overlay, canvas: Canvas, span: tuple[float, float], said_before: str
) -> OverlayLayer:
    start = _time(overlay.start, span, said_before)
    end: OverlayTime | None = OverlayTime(share=span[1]) if span[1] < 1 else None
    if overlay.until is not None:
        end = _time(overlay.until, span, said_before)
    elif overlay.length is not None:
        end = _later(start, overlay.length, span)
    return OverlayLayer(
        content=_content(drawing, overlay, canvas),
        station=_station(overlay, canvas),
        start=start,
        end=end,
        opacity=None if overlay.opacity == 1 else overlay.opacity,
        motion=_motion(overlay.animate),
    )


def _content(drawing: Drawing, overlay: Overlay, canvas: Canvas) -> Content:
    width = overlay.width.pixels(canvas.width) if overlay.width else None
    height = overlay.height.pixels(canvas.height) if overlay.height else None
    match overlay.content:
        case TextContent(text, style):
            return TextTop(text, lettering(drawing, style, canvas), width)
        case LowerThirdContent(title, subtitle, style):
            return ThirdTop(title, subtitle, lettering(drawing, style, canvas), width)
        case ImageContent(file):
            return PictureTop(drawing.file(file), width, height)
        case VideoContent(file, trim, loop, volume):
            return ClipTop(drawing.file(file), trim, loop, volume, width, height)
        case ProgressContent(color, thickness):
            return BarTop(color, thickness.pixels(canvas.height))


def _station(overlay: Overlay, canvas: Canvas) -> Station:
    x, y = PLACES[overlay.at]
    if overlay.at == "lower-third" and canvas.height > canvas.width:
        y = _PORTRAIT_THIRD
    if isinstance(overlay.content, ProgressContent):
        y = 0.0 if overlay.at.startswith("top") else 1.0
    return Station(x, y, overlay.offset.x.pixels(canvas.width), overlay.offset.y.pixels(canvas.height))


def _motion(animate: Animate | None) -> Motion | None:
    return None if animate is None else Motion(animate.come, animate.go, animate.seconds)


def _time(when: When, span: tuple[float, float], said_before: str) -> OverlayTime:
    if when.word is not None:
        nth = when.nth + sum(word == _bare(when.word) for word in _words(said_before))
        return OverlayTime(seconds=when.offset, word=when.word, nth=nth)
    first, last = span
    match when.time:
        case Moment(value, "%"):
            return OverlayTime(seconds=when.offset, share=first + (last - first) * value / 100)
        case Moment(value, "end"):
            return OverlayTime(seconds=when.offset - value, share=last)
        case Moment(value, _):
            return OverlayTime(seconds=when.offset + value, share=first)


def _later(start: OverlayTime, length: Moment, span: tuple[float, float]) -> OverlayTime:
    if length.unit == "%":
        share = (span[1] - span[0]) * length.value / 100
        return start.model_copy(update={"share": start.share + share})
    return start.model_copy(update={"seconds": start.seconds + length.value})


def _comes(overlay: Overlay, scene: Scene) -> bool:
    of_project = overlay.origin.route[:1] != ("scenes",)
    waits = [when for when in (overlay.start, overlay.until) if when is not None and when.word is not None]
    if not (of_project and waits):
        return True
    text = said_text(scene)
    return all(_is_said(when, text) for when in waits)


def _is_said(when: When, text: str) -> bool:
    word = _bare(when.word or "")
    said = list(_words(text)).count(word) or "".join(_words(text)).count(word) * (not word.isascii())
    return bool(word) and said >= when.nth


def _words(text: str) -> Iterator[str]:
    return map(_bare, text.split())


def _bare(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
