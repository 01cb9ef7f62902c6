"""What a picture is put together from: grounds, moves, places, outlines. Pixels of the canvas, shares of the frame."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from heygen_build.units import Color

Fit: TypeAlias = Literal["cover", "contain"]
Shape: TypeAlias = Literal["circle", "rounded", "rectangle"]
Side: TypeAlias = Literal["left", "right", "up", "down"]
Matte: TypeAlias = Literal["none", "alpha", "green"]
"""How a clip is cut out: not at all, by its own alpha, or by its green background."""

NIGHT = Color(16, 24, 32)
GREEN = Color(0, 255, 0)
"""The green that is ordered behind a presenter who is keyed here."""


@dataclass(frozen=True, slots=True)
class Gradient:
    """Colors that run into each other; `angle` in degrees clockwise, 0 is from bottom to top as in CSS."""

    colors: tuple[Color, ...]
    angle: float = 180.0


@dataclass(frozen=True, slots=True)
class Trim:
    """Seconds of a clip that are used: from `start` up to `end` (None: its own end)."""

    start: float = 0.0
    end: float | None = None


WHOLE = Trim()


@dataclass(frozen=True, slots=True)
class View:
    """How a fitted picture lies in the frame: `zoom` times its size, with the point (`x`, `y`) staying in place.

    `across` and `down` choose what is seen of a picture that is larger than the frame. All but `zoom` are shares: 0 is
    the left or top edge, 1 the right or bottom one.
    """

    zoom: float = 1.0
    x: float = 0.5
    y: float = 0.5
    across: float = 0.5
    down: float = 0.5


@dataclass(frozen=True, slots=True)
class Move:
    """From one view to another, evenly over the whole scene."""

    start: View
    end: View


@dataclass(frozen=True, slots=True)
class Ground:
    """What is behind a picture: a color, and over it at most one of gradient, image, video, and the picture blurred.

    `blur` is the standard deviation in pixels. A color with alpha 0 leaves the frame transparent, where the file can
    say so.
    """

    color: Color = NIGHT
    gradient: Gradient | None = None
    image: Path | None = None
    video: Path | None = None
    fit: Fit = "cover"
    move: Move | None = None
    trim: Trim = WHOLE
    loop: bool = True
    blur: float | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it is a color and nothing else."""
        return self.gradient is None and self.image is None and self.video is None and self.blur is None


NIGHTLY = Ground()
BLACK = Ground(Color(0, 0, 0))


@dataclass(frozen=True, slots=True)
class Frame:
    """The outline of an inset: `radius`, `border_width` in pixels; the border lies within the shape."""

    shape: Shape = "rectangle"
    radius: float = 0.0
    background: Color | None = None
    border: Color | None = None
    border_width: float = 0.0


BARE = Frame()


@dataclass(frozen=True, slots=True)
class Cast:
    """A shadow that an outline casts: `blur` is its softness, `x` and `y` how far it falls, all in pixels."""

    color: Color
    blur: float
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an inset is: `width` in pixels; `x`, `y` say which part of the room it keeps to (0–1), then it is moved.

    `margin` is the least distance from the edges of the frame, `dx` and `dy` the move, all in pixels.
    """

    width: float
    x: float
    y: float
    margin: float = 0.0
    dx: float = 0.0
    dy: float = 0.0
