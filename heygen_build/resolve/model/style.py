"""How text and pictures look. Lengths in % count from the frame's height unless a type says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from heygen_build.media.layers import NIGHT, WHOLE, Fit, Gradient, Side, Trim
from heygen_build.resolve.model.base import FileRef, Origin
from heygen_build.units import Color, Length

Anchor: TypeAlias = Literal[
    "top-left", "top", "top-right", "left", "center", "right", "bottom-left", "bottom", "bottom-right", "lower-third"
]
Align: TypeAlias = Literal["left", "center", "right"]
TransitionKind: TypeAlias = Literal["cut", "fade", "dissolve", "slide", "wipe", "zoom", "dip"]

WHITE, BLACK, SHADE = Color(255, 255, 255), Color(0, 0, 0), Color(0, 0, 0, 128)
NOTHING = Length(0.0, "px")


@dataclass(frozen=True, slots=True)
class Offset:
    """How far something is moved: `x` to the right, `y` down."""

    x: Length = NOTHING
    y: Length = NOTHING


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line around letters or a picture."""

    color: Color
    width: Length


@dataclass(frozen=True, slots=True)
class Shadow:
    color: Color = SHADE
    blur: Length = Length(1.0, "%")
    offset: Offset = Offset(NOTHING, Length(0.4, "%"))


@dataclass(frozen=True, slots=True)
class TextStyle:
    """A style with nothing left open. `font` is a family, or the name of the file in `font_file`.

    `weight` from 100 to 900; `line_height` is a multiple of `size`; `max_lines` None lets text take the lines it needs.
    """

    font: str = "Inter"
    font_file: FileRef | None = None
    weight: int = 400
    italic: bool = False
    size: Length = Length(5.0, "%")
    color: Color = WHITE
    background: Color | None = None
    padding: Length = NOTHING
    radius: Length = NOTHING
    stroke: Stroke | None = None
    shadow: Shadow | None = None
    align: Align = "center"
    line_height: float = 1.2
    uppercase: bool = False
    max_lines: int | None = None


@dataclass(frozen=True, slots=True)
class Zoom:
    """Sizes at the start and the end of a scene, 1 as it is; `at` is what stays in place."""

    start: float = 1.0
    end: float = 1.0
    at: Anchor = "center"


@dataclass(frozen=True, slots=True)
class Pan:
    """What is shown of a large picture at the start and at the end."""

    start: Anchor
    end: Anchor


@dataclass(frozen=True, slots=True)
class Background:
    """Behind a picture: a color, and over it at most one of gradient, image, video, and the picture itself blurred."""

    color: Color = NIGHT
    image: FileRef | None = None
    fit: Fit = "cover"
    gradient: Gradient | None = None
    video: FileRef | None = None
    blur: Length | None = None
    zoom: Zoom | None = None
    trim: Trim = WHOLE
    loop: bool = True
    origin: Origin | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it is a color and nothing else."""
        return self.image is None and self.gradient is None and self.video is None and self.blur is None


@dataclass(frozen=True, slots=True)
class Transition:
    """How a scene follows the one before. `color` is for a dip, `direction` for slide and wipe."""

    kind: TransitionKind = "cut"
    seconds: float = 0.0
    direction: Side = "left"
    color: Color = WHITE
    origin: Origin | None = None


CUT = Transition()
