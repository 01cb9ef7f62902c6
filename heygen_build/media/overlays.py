"""What is laid over the picture of a scene, as data. Pixels of the canvas; `file` is a path, in requests a digest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from heygen_build.media.layers import WHOLE, Cast, Trim
from heygen_build.units import Color

Animation: TypeAlias = Literal[
    "fade", "slide-up", "slide-down", "slide-left", "slide-right", "pop", "typewriter", "none"
]
_WHITE = Color(255, 255, 255)


@dataclass(frozen=True, slots=True)
class Outline:
    """A line around letters."""

    color: Color
    width: float


@dataclass(frozen=True, slots=True)
class Lettering:
    """How a block of text looks. `font` is a family that is installed, `file` a font file that is used instead.

    `weight` 100–900, `leading` a multiple of `size`. Text that needs more than `max_lines` is set smaller. `padding`
    and `radius` are those of the box, which `background` fills.
    """

    size: float
    weight: int = 400
    color: Color = _WHITE
    font: str = "Noto Sans"
    file: str | None = None
    italic: bool = False
    background: Color | None = None
    padding: float = 0.0
    radius: float = 0.0
    stroke: Outline | None = None
    shadow: Cast | None = None
    align: Literal["start", "center", "left", "right"] = "center"
    leading: float = 1.2
    max_lines: int | None = None
    uppercase: bool = False


@dataclass(frozen=True, slots=True)
class TextTop:
    """Text that is wrapped within `width`, the safe area where there is none."""

    text: str
    style: Lettering
    width: float | None = None
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class ThirdTop:
    """A name, and what it stands for in smaller letters, on one panel."""

    title: str
    subtitle: str | None
    style: Lettering
    width: float | None = None
    kind: Literal["third"] = "third"


@dataclass(frozen=True, slots=True)
class PictureTop:
    """A picture file (PNG, JPEG, SVG, …) of its own size, or as large as `width` and `height` allow."""

    file: str
    width: float | None = None
    height: float | None = None
    kind: Literal["picture"] = "picture"


@dataclass(frozen=True, slots=True)
class ClipTop:
    """A clip from its beginning, transparent where its file is; it holds its last frame. `volume` None is silence."""

    file: str
    trim: Trim = WHOLE
    loop: bool = False
    volume: float | None = None
    width: float | None = None
    height: float | None = None
    kind: Literal["clip"] = "clip"


@dataclass(frozen=True, slots=True)
class BarTop:
    """A bar over the whole width that grows from the share `first` of the film (0–1) to the share `last`."""

    color: Color
    height: float
    first: float = 0.0
    last: float = 1.0
    kind: Literal["bar"] = "bar"


Content: TypeAlias = TextTop | ThirdTop | PictureTop | ClipTop | BarTop


@dataclass(frozen=True, slots=True)
class Station:
    """Where an overlay is: `x`, `y` say which part of the safe area it keeps to (0–1); `dx`, `dy` move it (pixels)."""

    x: float = 0.5
    y: float = 0.5
    dx: float = 0.0
    dy: float = 0.0


@dataclass(frozen=True, slots=True)
class Instant:
    """A time in a clip: `seconds` after the share `share` (0–1) of its length."""

    seconds: float = 0.0
    share: float = 0.0

    def within(self, length: float) -> float:
        """The time in a clip of this length, both in seconds."""
        return self.seconds + self.share * length


END = Instant(share=1.0)


@dataclass(frozen=True, slots=True)
class Motion:
    """How an overlay comes and goes; each takes `seconds`."""

    come: Animation = "none"
    go: Animation = "none"
    seconds: float = 0.3


STILL = Motion()


@dataclass(frozen=True, slots=True)
class Top:
    """Something over the picture from `start` to `end`."""

    content: Content
    station: Station = Station()
    start: Instant = Instant()
    end: Instant = END
    opacity: float = 1.0
    motion: Motion = STILL
