"""What a scene shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from heygen_build.media.layers import WHOLE, Fit, Shape, Trim
from heygen_build.resolve.model.base import FileRef, Origin
from heygen_build.resolve.model.brief import AgentBrief
from heygen_build.resolve.model.cast import AvatarPicture, NewAvatarPicture, PhotoPicture, Presented
from heygen_build.resolve.model.style import Anchor, Background, Offset, Pan, Shadow, Stroke, TextStyle, Zoom
from heygen_build.resolve.model.template import TemplatePicture
from heygen_build.units import AspectRatio, Color, Length

Matte: TypeAlias = Literal["alpha", "green"]


@dataclass(frozen=True, slots=True)
class ImagePicture:
    file: FileRef
    fit: Fit
    background: Background
    zoom: Zoom | None = None
    pan: Pan | None = None


@dataclass(frozen=True, slots=True)
class CardPicture:
    """Text on a background; `size` is the height of its letters as a share of the frame's height."""

    text: str
    size: float
    color: Color
    background: Background
    style: TextStyle | None = None


@dataclass(frozen=True, slots=True)
class Lipsync:
    """Lips in a clip are moved to the speech (v3 lipsyncs)."""

    mode: Literal["speed", "precision"] = "speed"
    dynamic_duration: bool = True
    speech_enhancement: bool = False
    disable_music_track: bool = False
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class VideoPicture:
    """A clip. `volume` in decibels against its own sound; None leaves its sound out."""

    file: FileRef
    fit: Fit
    background: Background
    trim: Trim = WHOLE
    speed: float = 1.0
    loop: bool = False
    volume: float | None = 0.0
    zoom: Zoom | None = None
    lipsync: Lipsync | None = None


@dataclass(frozen=True, slots=True)
class GeneratedPicture:
    """A clip from a prompt (workflow `GenerateVideoNode`); `config` goes to the provider as it is.

    `volume` in decibels against the clip's own sound. `mute` leaves that out: where the project says so, and under
    somebody who speaks unless it names a volume.
    """

    prompt: str
    provider: str
    reference_image: FileRef | None = None
    tail_image: FileRef | None = None
    aspect_ratio: AspectRatio | None = None
    config: Mapping[str, object] = field(default_factory=dict)
    trim: Trim = WHOLE
    speed: float = 1.0
    loop: bool = False
    volume: float = 0.0
    mute: bool = False


@dataclass(frozen=True, slots=True)
class CinematicPicture:
    """A silent shot of one to three presenters (v3 `cinematic_avatar`). `seconds` None lets HeyGen decide (`auto`)."""

    prompt: str
    presenters: tuple[Presented, ...]
    references: tuple[FileRef, ...]
    seconds: float | None
    enhance_prompt: bool = False


@dataclass(frozen=True, slots=True)
class NoPicture:
    """Nothing is seen: a scene of a film that is sound alone (`wav`, `mp3`)."""


@dataclass(frozen=True, slots=True)
class AgentPicture:
    """A clip from HeyGen's Video Agent."""

    brief: AgentBrief


Picture: TypeAlias = (
    AvatarPicture
    | PhotoPicture
    | NewAvatarPicture
    | ImagePicture
    | CardPicture
    | VideoPicture
    | GeneratedPicture
    | CinematicPicture
    | TemplatePicture
    | AgentPicture
    | NoPicture
)


@dataclass(frozen=True, slots=True)
class Presenter:
    """An avatar over the picture of a scene, without its background. `size` is its width (% of the frame's width)."""

    picture: Presented
    shape: Shape = "rectangle"
    at: Anchor = "bottom-right"
    offset: Offset = Offset()
    size: Length = Length(30.0, "%")
    radius: Length = Length(2.0, "%")
    background: Color | None = None
    border: Stroke | None = None
    shadow: Shadow | None = None
    matte: Matte = "alpha"
    origin: Origin | None = None
