"""From the styles of the language to lettering: lengths become pixels of the canvas, font files digests."""

from __future__ import annotations

from heygen_build.media.layers import Cast
from heygen_build.media.model import Canvas, CaptionStyle
from heygen_build.media.overlays import Lettering, Outline
from heygen_build.plan.drawing import Drawing
from heygen_build.resolve.model import Captions, Shadow, Stroke, TextStyle


def lettering(drawing: Drawing, style: TextStyle, canvas: Canvas) -> Lettering:
    """A style on a canvas. `file` is a digest."""
    return lettering_of(style, canvas, drawing.file(style.font_file) if style.font_file else None)


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


def caption_style(drawing: Drawing, captions: Captions, canvas: Canvas) -> CaptionStyle | None:
    """How captions are drawn into the picture; None where they are not."""
    usual, design = captions.burn_in, captions.design
    if usual is None:
        return None
    text = None if design.text is None else lettering(drawing, design.text, canvas)
    return CaptionStyle(
        position=usual.position,
        size=usual.size,
        color=usual.color,
        background=usual.background,
        look=design.look,
        highlight=design.highlight or usual.highlight,
        text=text,
    )


def cast_of(shadow: Shadow | None, canvas: Canvas) -> Cast | None:
    """A shadow in pixels."""
    if shadow is None:
        return None
    x, y = shadow.offset.x.pixels(canvas.width), shadow.offset.y.pixels(canvas.height)
    return Cast(shadow.color, shadow.blur.pixels(canvas.height), x, y)


def _outline(stroke: Stroke | None, canvas: Canvas) -> Outline | None:
    return None if stroke is None else Outline(stroke.color, stroke.width.pixels(canvas.height))
