"""Frame sizes, and the tag for a pause. Small facts that several modules share."""

from __future__ import annotations

import re
from pathlib import Path

from heygen_build.emulator.catalog import Look

SHORT_EDGE = {"720p": 720, "1080p": 1080, "4k": 2160}
BREAK = re.compile(r"""\s*<break\s+time=["']([0-9]*\.?[0-9]+)s["']\s*/>\s*""")

_LOWEST_RATIO, _HIGHEST_RATIO = 9 / 21, 21 / 9


def size(aspect: str, resolution: str, source: tuple[int, int] | None) -> tuple[int, int]:
    """(width, height), even pixels; the short edge has the resolution's name. `auto` keeps the ratio of `source`."""
    wide, high = (source or (16, 9)) if aspect == "auto" else _sides(aspect)
    ratio = min(max(wide / high, _LOWEST_RATIO), _HIGHEST_RATIO)
    short = SHORT_EDGE[resolution]
    return (_even(short * ratio), short) if ratio >= 1 else (short, _even(short / ratio))


def source_size(look: Look | None, photo: Path | None) -> tuple[int, int] | None:
    """The native size of what is animated, None when it cannot be read."""
    if look is not None:
        return look.width, look.height
    return _picture_size(photo) if photo is not None else None


def _picture_size(path: Path) -> tuple[int, int] | None:
    from PIL import Image, UnidentifiedImageError  # only the `image` arm needs it, and it costs 60 ms

    try:
        with Image.open(path) as picture:
            return picture.size
    except (UnidentifiedImageError, OSError):
        return None


def _sides(aspect: str) -> tuple[int, int]:
    wide, _, high = aspect.partition(":")
    return int(wide), int(high)


def _even(length: float) -> int:
    return round(length / 2) * 2
