"""Picture files, upright and fitted to a frame."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter, ImageOps

from heygen_build.media.layers import Fit
from heygen_build.media.model import Canvas
from heygen_build.media.probe import probe_image
from heygen_build.media.yuv import Yuv, from_image

_LARGEST = 2.0
"""A picture is kept at most at this many times the size of the frame: more detail is never seen."""


def fitted_photo(path: Path, canvas: Canvas, fit: Fit, scale: float = 1.0) -> Image.Image:
    """A picture file in RGBA: as large as it is seen, times `scale`. Reasons as in `probe_image`.

    One that covers the frame may be larger than it in one direction; one that is contained may be smaller.
    """
    probe_image(path)
    with warnings.catch_warnings(action="ignore"), Image.open(path) as image:
        photo = ImageOps.exif_transpose(image).convert("RGBA")
    ratios = canvas.width / photo.width, canvas.height / photo.height
    factor = (max(ratios) if fit == "cover" else min(ratios)) * scale
    size = _even(photo.width * factor), _even(photo.height * factor)
    # Premultiplied, because colors that nobody sees must not leak into the edges.
    return photo.convert("RGBa").resize(size, Image.Resampling.LANCZOS).convert("RGBA")


def detail(zoom: float) -> float:
    """How much larger than its place a picture is kept that is zoomed up to `zoom`."""
    return min(max(zoom, 1.0), _LARGEST)


def is_opaque(photo: Image.Image) -> bool:
    """Whether every pixel of an RGBA picture hides what is behind it."""
    return photo.getchannel("A").getextrema()[0] == 255


def planes_of(photo: Image.Image) -> Yuv:
    """The planes of an RGBA picture of even size, with alpha where it is not opaque."""
    if is_opaque(photo):
        return from_image(photo)
    planes = from_image(_bled(photo))
    return Yuv(planes.y, planes.u, planes.v, np.asarray(photo.getchannel("A")).copy())


def _bled(photo: Image.Image) -> Image.Image:
    """The picture with the colors of its edges carried outwards, because chroma is shared by four pixels."""
    wide = np.asarray(photo.convert("RGBa").filter(ImageFilter.BoxBlur(3)), dtype=np.float32)
    near = wide[..., :3] * 255 / np.maximum(wide[..., 3:], 1)
    own = np.asarray(photo)
    colors = np.where(own[..., 3:] < 16, np.clip(near, 0, 255), own[..., :3])
    return Image.fromarray(colors.astype(np.uint8), "RGB")


def _even(value: float) -> int:
    return max(2, round(value / 2) * 2)
