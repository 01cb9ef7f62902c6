"""The project with nothing left open. Every value here is concrete, every name found, every file read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from heygen_build.diagnostics import Diagnostic, SourceFile, Span
from heygen_build.media.model import CaptionStyle, Fit
from heygen_build.script.model import Pronunciations
from heygen_build.source.model import Route
from heygen_build.units import AspectRatio, Color, Resolution

Engine = Literal["avatar_iii", "avatar_iv", "avatar_v"]
LookType = Literal["studio_avatar", "digital_twin", "photo_avatar"]
Expressiveness = Literal["high", "medium", "low"]
SidecarFormat = Literal["srt", "vtt"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the user asked for something: the route in the YAML, and its span when it met the document."""

    route: Route
    span: Span


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file that was found and read: `digest` is BLAKE3 of its bytes, `media_type` is what the bytes are."""

    path: Path
    digest: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Background:
    """Behind an avatar: a color, or an image (then `color` shows where the image does not reach)."""

    color: Color
    image: FileRef | None = None


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
class ImagePicture:
    file: FileRef
    fit: Fit
    background: Color


@dataclass(frozen=True, slots=True)
class CardPicture:
    text: str
    size: float
    color: Color
    background: Color


Picture: TypeAlias = AvatarPicture | PhotoPicture | ImagePicture | CardPicture


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of the account's catalog with the settings of the project. None: the server's default."""

    voice_id: str
    name: str
    speed: float | None = None
    pitch: int | None = None
    volume: float | None = None
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class Speech:
    """What is said: `script` as the user wrote it (with break tags and say-links), by `voice` (None: the look's own).

    `pronunciations` are the project's, in its order; the plan makes the shown and the spoken text of both.
    """

    script: str
    voice: Voice | None
    origin: Origin
    pronunciations: Pronunciations = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """Exactly one picture; speech, or a `hold` in seconds. `fade` is the transition *into* it (s, 0 is a cut)."""

    id: str
    origin: Origin
    picture: Picture
    picture_origin: Origin
    speech: Speech | None
    hold: float
    before: float
    after: float
    fade: float


@dataclass(frozen=True, slots=True)
class Captions:
    sidecar: tuple[SidecarFormat, ...]
    burn_in: CaptionStyle | None


@dataclass(frozen=True, slots=True)
class Film:
    """One finished video. `output` is relative to the project's folder."""

    title: str
    slug: str
    output: Path
    aspect_ratio: AspectRatio
    resolution: Resolution
    width: int
    height: int
    poster: bool
    captions: Captions
    scenes: tuple[Scene, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class ResolvedProject:
    """No templates, no defaults open, no dangling names, files hashed; each node keeps its `origin`."""

    path: Path
    folder: Path
    films: tuple[Film, ...]
    budget_usd: float | None
    sources: tuple[SourceFile, ...]
    files: tuple[FileRef, ...]
    warnings: tuple[Diagnostic, ...] = ()
