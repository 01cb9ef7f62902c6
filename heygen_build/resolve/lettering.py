"""From the styles of the language to lettering: lengths become pixels of the canvas."""

from __future__ import annotations

from heygen_build.media.layers import Cast
from heygen_build.media.model import Canvas
from heygen_build.media.overlays import Lettering, Outline
from heygen_build.resolve.model import Shadow, Stroke, TextStyle


def lettering_of(style: TextStyle, canvas: Canvas, file: str | None) -> Lettering:
    """A style on a canvas, with its font in `file`."""
    high = canvas.height
    return Lettering(
        size=style.size.pixels(high),
        weight=style.weight,
        color=style.color,
        font=style.font,
        file=file,
        italic=style.italic,
        background=style.background,
        padding=style.padding.pixels(high),
        radius=style.radius.pixels(high),
        stroke=_outline(style.stroke, canvas),
        shadow=cast_of(style.shadow, canvas),
        align=style.align,
        leading=style.line_height,
        max_lines=style.max_lines,
        uppercase=style.uppercase,
    )


def cast_of(shadow: Shadow | None, canvas: Canvas) -> Cast | None:
    """A shadow in pixels."""
    if shadow is None:
        return None
    x, y = shadow.offset.x.pixels(canvas.width), shadow.offset.y.pixels(canvas.height)
    return Cast(shadow.color, shadow.blur.pixels(canvas.height), x, y)


def _outline(stroke: Stroke | None, canvas: Canvas) -> Outline | None:
    return None if stroke is None else Outline(stroke.color, stroke.width.pixels(canvas.height))
