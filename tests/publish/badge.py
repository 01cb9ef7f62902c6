"""A logo to look for."""

from __future__ import annotations

from PIL import Image, ImageDraw


def logo() -> Image.Image:
    """A badge with a disc and a triangle on nothing."""
    picture = Image.new("RGBA", (240, 120), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((4, 4, 236, 116), 20, fill=(20, 90, 220, 255))
    pen.ellipse((30, 20, 110, 100), fill=(255, 255, 255, 255))
    pen.polygon([(130, 100), (170, 20), (215, 100)], fill=(255, 200, 0, 255))
    return picture
