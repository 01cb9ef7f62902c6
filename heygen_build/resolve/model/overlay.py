"""What is laid over pictures, and what is heard beside speech."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from heygen_build.media.layers import Trim
from heygen_build.moments import Moment
from heygen_build.resolve.model.base import FileRef, Origin, When
from heygen_build.resolve.model.style import WHITE, Anchor, Offset, TextStyle
from heygen_build.units import Color, Length

Animation: TypeAlias = Literal[
    "fade", "slide-up", "slide-down", "slide-left", "slide-right", "pop", "typewriter", "none"
]


@dataclass(frozen=True, slots=True)
class TextContent:
    text: str
    style: TextStyle


@dataclass(frozen=True, slots=True)
class ImageContent:
    file: FileRef


@dataclass(frozen=True, slots=True)
class VideoContent:
    """A clip; `volume` in decibels, None for silence."""

    file: FileRef
    trim: Trim
    loop: bool
    volume: float | None


@dataclass(frozen=True, slots=True)
class LowerThirdContent:
    title: str
    subtitle: str | None
    style: TextStyle


@dataclass(frozen=True, slots=True)
class ProgressContent:
    """A bar that grows with the time of the film."""

    color: Color = WHITE
    height: Length = Length(0.8, "%")


OverlayContent: TypeAlias = TextContent | ImageContent | VideoContent | LowerThirdContent | ProgressContent


@dataclass(frozen=True, slots=True)
class Animate:
    """How something comes and goes; each takes `seconds`."""

    come: Animation = "none"
    go: Animation = "fade"
    seconds: float = 0.3


@dataclass(frozen=True, slots=True)
class Overlay:
    """Something over the picture. It stays until `until`, or for `length`; else as long as the scene.

    `width` in % counts from the frame's width, `height` from its height. `animate` None: it is simply there.
    """

    content: OverlayContent
    origin: Origin
    at: Anchor = "center"
    offset: Offset = Offset()
    width: Length | None = None
    height: Length | None = None
    opacity: float = 1.0
    start: When = When()
    until: When | None = None
    length: Moment | None = None
    animate: Animate | None = None


@dataclass(frozen=True, slots=True)
class Music:
    """Music under a film or scene, from a file or found by words. Decibels and seconds.

    `volume` is against the music's own; under speech it is `duck` softer. `start` and `end` are in the music.
    """

    file: FileRef | None = None
    search: str | None = None
    volume: float = 0.0
    duck: float = 0.0
    fade_in: float = 0.0
    fade_out: float = 0.0
    loop: bool = True
    start: float = 0.0
    end: float | None = None
    origin: Origin | None = None

    @property
    def is_silence(self) -> bool:
        """`music: false`: the film's music is silent in this scene."""
        return self.file is None and self.search is None


@dataclass(frozen=True, slots=True)
class SoundEffect:
    """A short sound at a time of a scene. `volume` in decibels against its own."""

    file: FileRef | None = None
    search: str | None = None
    at: When = When()
    volume: float = 0.0
    origin: Origin | None = None
