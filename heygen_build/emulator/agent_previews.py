"""What styles and brand kits look like: a short film of a style, the logo of a kit."""

from __future__ import annotations

from io import BytesIO

from heygen_build.emulator.catalog_agents import AgentStyle, BrandKit, colors
from heygen_build.emulator.scenes import Backdrop, SceneOrder, ScenesOrder, Silence

_SECONDS = 1.6
_SIZES = {"9:16": (360, 640)}
_USUAL = (640, 360)


def style_film(style: AgentStyle, mark: str) -> ScenesOrder:
    """The name of the style in its first color, its tags in the second; silent."""
    first, second = colors(style.colors[:2])
    scenes = (
        SceneOrder(Silence(_SECONDS), Backdrop(first), headline=style.name, place="middle"),
        SceneOrder(Silence(_SECONDS), Backdrop(second), headline=" · ".join(style.tags), place="middle"),
    )
    return ScenesOrder(scenes, *_SIZES.get(style.aspect_ratio or "", _USUAL), mark=mark)


def kit_logo(kit: BrandKit) -> bytes:
    """A PNG: a ring in both colors on nothing."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGBA", (512, 512), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((32, 32, 480, 480), fill=kit.colors[0])
    pen.ellipse((144, 144, 368, 368), fill=kit.colors[1])
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
