"""Lettering of steps: styles in pixels of the canvas, with the digests of font files."""

from __future__ import annotations

from heygen_build.media.model import Canvas, CaptionStyle
from heygen_build.media.overlays import Lettering
from heygen_build.plan.drawing import Drawing
from heygen_build.resolve.lettering import lettering_of
from heygen_build.resolve.model import Captions, TextStyle


def lettering(drawing: Drawing, style: TextStyle, canvas: Canvas) -> Lettering:
    """A style on a canvas. `file` is a digest."""
    return lettering_of(style, canvas, drawing.file(style.font_file) if style.font_file else None)


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
