"""What is behind the presenter."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from PIL import Image, ImageOps

from heygen_build.media.layers import Fit
from heygen_build.media.model import MediaError
from heygen_build.units import Color

Background: TypeAlias = Color | Path
_SLATE = Color(32, 44, 64)


@dataclass(frozen=True, slots=True)
class Stage:
    """The frame: even `width` and `height` in pixels, whole `fps`; a color or a picture file behind the presenter.

    `fit` says whether a picture (background or photo) fills the frame or is shown whole.
    """

    width: int
    height: int
    fps: int = 25
    background: Background = _SLATE
    fit: Fit = "cover"


def backdrop(stage: Stage) -> Image.Image:
    """The background as an RGB picture of the stage's size."""
    if isinstance(stage.background, Path):
        return fitted(stage.background, stage, Color(16, 24, 32))
    return _lit(stage.background, stage.width, stage.height)


def fitted(path: Path, stage: Stage, around: Color) -> Image.Image:
    """A picture file in the stage's frame, turned as its EXIF says; `around` shows where it does not reach."""
    size = (stage.width, stage.height)
    try:
        with Image.open(path) as file:
            picture = ImageOps.exif_transpose(file).convert("RGBA")
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise MediaError("unreadable-image", f"{path.name} is not a picture that can be read") from error
    resize = ImageOps.fit if stage.fit == "cover" else ImageOps.contain
    picture = resize(picture, size, Image.Resampling.LANCZOS)
    ground = Image.new("RGBA", size, (around.red, around.green, around.blue, 255))
    ground.alpha_composite(picture, ((size[0] - picture.width) // 2, (size[1] - picture.height) // 2))
    return ground.convert("RGB")


def _lit(color: Color, width: int, height: int) -> Image.Image:
    """The color, with a soft light behind the presenter; in the corners it is exactly what was asked for."""
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    reach = 0.62 * max(width, height)
    distance = np.hypot(xs - width / 2, ys - height * 0.4) / reach
    light = np.square(np.clip(1 - distance, 0, 1)) * 0.26
    base = np.array([color.red, color.green, color.blue], np.float32)
    lit = base + (255 - base) * light[..., None] * 0.9
    # A fixed grain of less than one step, because a smooth gradient in eight bits shows rings.
    grain = np.random.default_rng(7).random((height, width, 1), np.float32)
    return Image.fromarray(np.clip(np.floor(lit + grain), 0, 255).astype(np.uint8))
