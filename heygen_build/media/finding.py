"""Looking for a picture in a frame: a logo, at whatever size it is shown, over whatever is behind it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from heygen_build.media.model import Canvas
from heygen_build.media.overlays import PictureTop
from heygen_build.media.stills import frame_at
from heygen_build.media.tops import picture_of

Pixels = NDArray[np.float64]

FOUND = 0.85
"""Likeness from which a picture counts as seen: coded logos have 0.95 and more, unlike places of photos up to 0.8."""
_WIDTH = 480
"""Pixels of the frame's long side in which is looked; logos are found by their shapes, not by their details."""
_LARGE = (1920, 1080)
"""Pictures without a size of their own (SVG) are drawn for such a frame."""
_SMALLEST, _LARGEST, _STEP = 16, 1.0, 1.12
_FLAT = 6.0
"""Standard deviation (of 255) below which a picture has no inside, and is looked for by its outline."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Where a picture is most likely: `likeness` from 0 to 1, its box as shares of the frame (left, top, width)."""

    likeness: float
    left: float
    top: float
    width: float

    @property
    def is_found(self) -> bool:
        return self.likeness >= FOUND


def look_for(image: Path, film: Path, at: float) -> Sight:
    """Where a picture is seen in the frame at `at` seconds. Raises `MediaError` for files that cannot be read.

    Compares by weighted normalized cross-correlation at many sizes; transparent pixels count as little as they cover.
    """
    frame = frame_at(film, at)
    scale = _WIDTH / max(frame.size)
    small = frame.convert("L").resize((round(frame.width * scale), round(frame.height * scale)), Image.Resampling.BOX)
    seen = _Frame(np.asarray(small, np.float64))
    wanted = picture_of(PictureTop(str(image)), Canvas(*_LARGE))
    widths = _widths(wanted, small.size)
    best = max((seen.sight(wanted, width) for width in widths), key=lambda sight: sight.likeness)
    between = range(round(best.width * small.width / _STEP), round(best.width * small.width * _STEP) + 1)
    return max((best, *(seen.sight(wanted, width) for width in between)), key=lambda sight: sight.likeness)


def _widths(wanted: Image.Image, frame: tuple[int, int]) -> list[int]:
    largest = min(frame[0], frame[1] * wanted.width / wanted.height) * _LARGEST
    smallest = _SMALLEST * max(1.0, wanted.width / wanted.height)
    count = max(1, int(np.log(max(largest / smallest, 1.0)) / np.log(_STEP)) + 1)
    return sorted({round(min(smallest * _STEP**index, largest)) for index in range(count)})


def _template(wanted: Image.Image) -> tuple[Pixels, Pixels]:
    """What is looked for, and how much each pixel counts."""
    pixels, alpha = np.asarray(wanted.convert("L"), np.float64), np.asarray(wanted.getchannel("A"), np.float64) / 255
    inside = pixels[alpha > 0.5]
    if inside.size and inside.std() > _FLAT:
        return pixels, alpha
    # One plain color: its outline against what is behind it is all there is to see.
    return alpha * 255, np.ones_like(alpha)


class _Frame:
    """A frame in which several templates are looked for; its transforms are made once."""

    def __init__(self, pixels: Pixels) -> None:
        self._shape = (pixels.shape[0], pixels.shape[1])
        self._pixels = np.fft.rfft2(pixels)
        self._squares = np.fft.rfft2(pixels**2)

    def sight(self, wanted: Image.Image, width: int) -> Sight:
        """The likeliest place of a picture that is shown `width` pixels wide."""
        size = (width, max(1, round(wanted.height * width / wanted.width)))
        likeness, x, y = self._best(*_template(wanted.resize(size, Image.Resampling.BOX)))
        return Sight(likeness, x / self._shape[1], y / self._shape[0], width / self._shape[1])

    def _best(self, template: Pixels, weight: Pixels) -> tuple[float, int, int]:
        """The highest likeness of a template, and where its left top corner is then (x, y)."""
        height, width = self._shape[0] - template.shape[0] + 1, self._shape[1] - template.shape[1] + 1
        total = weight.sum()
        if height < 1 or width < 1 or total < 1:
            return 0.0, 0, 0
        centered = weight * (template - (weight * template).sum() / total)
        spread = (weight * (template - (weight * template).sum() / total) ** 2).sum()
        mean = self._correlate(self._pixels, weight)[:height, :width] / total
        variance = self._correlate(self._squares, weight)[:height, :width] / total - mean**2
        shared = np.abs(self._correlate(self._pixels, centered)[:height, :width])
        bound = np.sqrt(np.maximum(variance, 1.0) * total * max(spread, 1e-9))
        likeness = shared / bound
        y, x = np.unravel_index(int(likeness.argmax()), likeness.shape)
        return float(min(1.0, likeness[y, x])), int(x), int(y)

    def _correlate(self, frame: NDArray[np.complex128], kernel: Pixels) -> Pixels:
        return np.fft.irfft2(frame * np.conj(np.fft.rfft2(kernel, self._shape)), self._shape)
