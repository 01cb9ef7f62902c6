"""Pictures of overlays: what lies still is drawn once, clips frame by frame."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from heygen_build.media.lettering import Block, Setting, block, fitted, panel, runs_backwards
from heygen_build.media.model import Canvas, MediaError
from heygen_build.media.overlays import Lettering, PictureTop, Station, TextTop, ThirdTop
from heygen_build.media.probe import probe_image
from heygen_build.media.reading import read_head
from heygen_build.media.typefaces import BUNDLED, face
from heygen_build.units import Color

SAFE = 0.05
"""The margin that overlays keep on each side, as a share of the frame's width and height."""
_PANEL = Color(13, 18, 26, 214)
_SUBTITLE, _SUBTITLE_WEIGHT = 0.6, 400
_TITLE_WEIGHT = 700
_LARGEST_TEXT = 0.9


def text_setting(top: TextTop, canvas: Canvas) -> Setting:
    """The lines of a text overlay and their size."""
    width = min(top.width or canvas.width, canvas.width * (1 - 2 * SAFE))
    return fitted(top.text, top.style, width, canvas.height * _LARGEST_TEXT)


def third_block(top: ThirdTop, canvas: Canvas) -> Block:
    """A lower third: a panel with an edge of color where its lines begin."""
    look = top.style
    pad = look.padding or look.size * 0.42
    edge = max(2, round(look.size * 0.12))
    width = min(top.width or canvas.width, canvas.width * (1 - 2 * SAFE)) - 2 * pad - edge
    title = block(_line(top.title, replace(look, weight=max(look.weight, _TITLE_WEIGHT)), width, canvas))
    parts = [title]
    if top.subtitle:
        small = replace(look, size=look.size * _SUBTITLE, weight=_SUBTITLE_WEIGHT)
        parts.append(block(_line(top.subtitle, small, width, canvas)))
    return _stacked(parts, look, round(pad), edge, backwards=runs_backwards(top.title))


def _line(text: str, look: Lettering, width: float, canvas: Canvas) -> Setting:
    align = "start" if look.align == "center" else look.align
    plain = replace(look, background=None, padding=0.0, align=align)
    return fitted(text, plain, width, canvas.height * 0.4, limit=2)


def _stacked(parts: list[Block], look: Lettering, pad: int, edge: int, *, backwards: bool) -> Block:
    wide = max(part.width - 2 * part.inset for part in parts) + 2 * pad + edge
    size = wide, sum(part.height for part in parts) + round(1.3 * pad)
    bleed = max(part.bleed for part in parts)
    picture = Image.new("RGBA", (size[0] + 2 * bleed, size[1] + 2 * bleed), (0, 0, 0, 0))
    picture.alpha_composite(panel(size, look.radius, look.background or _PANEL), (bleed, bleed))
    bar = panel((edge, size[1]), 0.0, look.color)
    picture.alpha_composite(bar, (bleed + (size[0] - edge if backwards else 0), bleed))
    top = bleed + round(0.65 * pad)
    for part in parts:
        left = bleed + (size[0] - edge - pad - part.width + part.inset if backwards else edge + pad - part.inset)
        picture.alpha_composite(part.picture, (left - part.bleed, top - part.bleed))
        top += part.height
    return Block(picture, bleed)


def picture_of(top: PictureTop, canvas: Canvas) -> Image.Image:
    """A picture file in RGBA, as large as it is shown. Reasons: those of `probe_image`, `not_image` for an SVG too."""
    path = Path(top.file)
    if b"<svg" in read_head(path) and not _is_raster(path):
        return drawn_svg(path, top.width, top.height, canvas)
    probe_image(path)
    with warnings.catch_warnings(action="ignore"), Image.open(path) as image:
        photo = ImageOps.exif_transpose(image).convert("RGBA")
    size = shown_size((photo.width, photo.height), top.width, top.height, canvas)
    # Premultiplied, because colors that nobody sees must not leak into the edges.
    return photo.convert("RGBa").resize(size, Image.Resampling.LANCZOS).convert("RGBA")


def _is_raster(path: Path) -> bool:
    return read_head(path)[:4] in {b"\x89PNG", b"RIFF", b"GIF8"} or read_head(path)[:2] == b"\xff\xd8"


@lru_cache(maxsize=8)
def drawn_svg(path: Path, width: float | None, height: float | None, canvas: Canvas) -> Image.Image:
    """An SVG at the size it is shown, by resvg: the most complete of static SVG, in wheels without system libraries.

    Fonts of the machine are left out, because films must look alike everywhere.
    """
    own = _svg(path)
    size = shown_size((own.width, own.height), width, height, canvas)
    return _svg(path, size[0]).resize(size, Image.Resampling.LANCZOS)


def _svg(path: Path, width: int | None = None) -> Image.Image:
    import resvg_py

    fonts = [str(found) for name in (BUNDLED, "Inter") if (found := face(name, 400, italic=False))]
    try:
        data = resvg_py.svg_to_bytes(
            svg_path=str(path), width=width, skip_system_fonts=True, font_files=fonts, font_family=BUNDLED
        )
    except (ValueError, RuntimeError, OSError) as error:
        raise MediaError("not_image", f"{path.name} cannot be drawn: {error}") from error
    with Image.open(BytesIO(bytes(data))) as image:
        return image.convert("RGBA")


def shown_size(own: tuple[int, int], width: float | None, height: float | None, canvas: Canvas) -> tuple[int, int]:
    """Pixels of a picture within `width` and `height`; of its own size, if the safe area allows, without either."""
    room = canvas.width * (1 - 2 * SAFE), canvas.height * (1 - 2 * SAFE)
    factors = [limit / size for limit, size in zip((width, height), own, strict=True) if limit is not None]
    factor = min(factors) if factors else min(1.0, room[0] / own[0], room[1] / own[1])
    return max(2, round(own[0] * factor)), max(2, round(own[1] * factor))


@dataclass(frozen=True, slots=True)
class Corner:
    """The top left corner of something in the frame, in whole pixels."""

    x: int
    y: int


def corner(size: tuple[int, int], station: Station, canvas: Canvas) -> Corner:
    """Where something of this size lies that keeps to a part of the safe area."""
    left, top = canvas.width * SAFE, canvas.height * SAFE
    x = left + station.x * (canvas.width - 2 * left - size[0]) + station.dx
    y = top + station.y * (canvas.height - 2 * top - size[1]) + station.dy
    return Corner(round(x), round(y))
