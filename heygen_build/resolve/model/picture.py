"""What a scene shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from heygen_build.media.model import Fit
from heygen_build.resolve.model.base import Engine, Expressiveness, FileRef, LookType, Origin
from heygen_build.resolve.model.style import TextStyle
from heygen_build.units import AspectRatio, Color, Length

Shape = Literal["circle", "rounded", "rectangle"]
Matte = Literal["alpha", "green"]


@dataclass(frozen=True, slots=True)
class Zoom:
    """Magnification from the first to the last picture of a scene; 1 shows the whole."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Trim:
    """Seconds of a clip that are used: from `start` up to `end` (None: its own end)."""

    start: float = 0.0
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Gradient:
    """Colors from one side to the other; `angle` in degrees clockwise, 0 is from bottom to top as in CSS."""

    colors: tuple[Color, ...]
    angle: float


@dataclass(frozen=True, slots=True)
class VideoBackground:
    file: FileRef
    loop: bool
    trim: Trim


@dataclass(frozen=True, slots=True)
class Background:
    """Behind a picture: a color, and over it at most one of gradient, image and video (`fit` in the frame)."""

    color: Color
    image: FileRef | None = None
    fit: Fit = "cover"
    gradient: Gradient | None = None
    video: VideoBackground | None = None
    zoom: Zoom | None = None


@dataclass(frozen=True, slots=True)
class ManagedAvatar:
    """An avatar that is made once in the account (v3 avatars): from a photo, from footage or from a prompt."""

    name: str
    kind: Literal["photo", "footage", "prompt"]
    file: FileRef | None
    prompt: str | None
    group: str | None
    consent: FileRef | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class AvatarPicture:
    """A look of the account's catalog, spoken by one job (v3 create-video `avatar`)."""

    look_id: str
    look_name: str
    look_type: LookType
    engine: Engine
    expressiveness: Expressiveness | None
    motion: str | None
    background: Background | None


@dataclass(frozen=True, slots=True)
class PhotoPicture:
    """A photo that HeyGen animates (v3 create-video `image`, engine Avatar IV)."""

    photo: FileRef
    expressiveness: Expressiveness | None
    motion: str | None
    background: Background | None


@dataclass(frozen=True, slots=True)
class CreatedPicture:
    """A presenter who has to be made first; `engine` None leaves the choice to what the new look supports."""

    avatar: ManagedAvatar
    engine: Engine | None
    expressiveness: Expressiveness | None
    motion: str | None
    background: Background | None


@dataclass(frozen=True, slots=True)
class ImagePicture:
    file: FileRef
    fit: Fit
    background: Background
    zoom: Zoom | None = None


@dataclass(frozen=True, slots=True)
class CardPicture:
    """Text on a background; `size` is the height of its letters as a share of the frame's height."""

    text: str
    size: float
    color: Color
    background: Background
    style: TextStyle | None = None


@dataclass(frozen=True, slots=True)
class VideoPicture:
    """A clip. `volume` in decibels for its own sound, None for silence."""

    file: FileRef
    fit: Fit
    trim: Trim
    volume: float | None
    loop: bool
    speed: float
    background: Background
    lipsync: Mapping[str, object] | None = None
    face_swap: FileRef | None = None


@dataclass(frozen=True, slots=True)
class GeneratedPicture:
    """A clip from a prompt (workflow `GenerateVideoNode`); `config` goes to the provider as it is."""

    prompt: str
    provider: str
    reference_image: FileRef | None
    tail_image: FileRef | None
    aspect_ratio: AspectRatio
    config: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class CinematicPicture:
    """A film shot of one to three looks (v3 `cinematic_avatar`); `seconds` None lets HeyGen decide."""

    prompt: str
    looks: tuple[AvatarPicture, ...]
    references: tuple[FileRef, ...]
    seconds: float | None


@dataclass(frozen=True, slots=True)
class TemplatePicture:
    """A template of the account, by id or name; the name is looked up when templates are listed."""

    name: str
    variables: Mapping[str, object]
    scenes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgentPicture:
    """A clip from HeyGen's Video Agent."""

    brief: AgentBrief


@dataclass(frozen=True, slots=True)
class AgentBrief:
    """An order to the Video Agent: a prompt, or the parts of a structured brief as they were written."""

    prompt: str | None
    parts: Mapping[str, object]
    looks: tuple[str, ...]
    files: tuple[FileRef, ...]
    origin: Origin


Picture: TypeAlias = (
    AvatarPicture
    | PhotoPicture
    | CreatedPicture
    | ImagePicture
    | CardPicture
    | VideoPicture
    | GeneratedPicture
    | CinematicPicture
    | TemplatePicture
    | AgentPicture
)


@dataclass(frozen=True, slots=True)
class Presenter:
    """A transparent avatar over the picture of a scene. `size` is its width; `at` a corner or edge of the frame."""

    picture: AvatarPicture | PhotoPicture | CreatedPicture
    shape: Shape
    at: str
    size: Length
    matte: Matte
    border: Border | None
    shadow: bool
    origin: Origin


@dataclass(frozen=True, slots=True)
class Border:
    width: Length
    color: Color
