"""Presenters: who is in the picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from heygen_build.media.layers import Fit
from heygen_build.resolve.model.base import Engine, Expressiveness, FileRef, LookType, Origin
from heygen_build.resolve.model.style import Background, Offset
from heygen_build.units import Color

OldStyle: TypeAlias = Literal["normal", "closeUp", "circle", "square"]


@dataclass(frozen=True, slots=True)
class Consent:
    """How the person in a private avatar agrees."""

    video: FileRef | None = None
    text: str | None = None
    reroute_url: str | None = None


@dataclass(frozen=True, slots=True)
class NewAvatar:
    """An avatar that is made once in the account (v3 avatars): from exactly one of photo, footage and prompt.

    `reference_look_id` is the id of a look; `group` a name or id, which is looked up when the avatar is made.
    """

    name: str
    photo: FileRef | None = None
    footage: FileRef | None = None
    prompt: str | None = None
    references: tuple[FileRef, ...] = ()
    reference_look_id: str | None = None
    group: str | None = None
    consent: Consent | None = None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class OldAvatar:
    """What only v2 can do with a presenter (v2 video/generate). None: the server's default.

    `avatar_iv` is the word that orders Avatar IV where a flag is refused.
    """

    style: OldStyle | None = None
    circle_background: Color | None = None
    scale: float | None = None
    offset: Offset | None = None
    talking_style: Literal["stable", "expressive"] | None = None
    expression: Literal["default", "happy"] | None = None
    super_resolution: bool | None = None
    enhance_motion: bool | None = None
    avatar_iv: str | None = None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class AvatarPicture:
    """A look of the account's catalog, spoken by one job (v3 create-video `avatar`).

    `fit` says how the look meets a frame of another shape; None leaves it to HeyGen.
    """

    look_id: str
    look_name: str
    look_type: LookType
    engine: Engine
    expressiveness: Expressiveness | None
    motion: str | None
    background: Background | None
    reference_look_id: str | None = None
    remove_background: bool = False
    origin: Origin | None = None
    fit: Fit | None = None
    v2: OldAvatar | None = None


@dataclass(frozen=True, slots=True)
class PhotoPicture:
    """A photo that HeyGen animates (v3 create-video `image`, engine Avatar IV)."""

    photo: FileRef
    expressiveness: Expressiveness | None
    motion: str | None
    background: Background | None
    remove_background: bool = False
    origin: Origin | None = None
    fit: Fit | None = None
    v2: OldAvatar | None = None


@dataclass(frozen=True, slots=True)
class NewAvatarPicture:
    """A presenter who has to be made first; `engine` None leaves the choice to what the new look supports."""

    avatar: NewAvatar
    engine: Engine | None
    expressiveness: Expressiveness | None
    motion: str | None
    background: Background | None
    remove_background: bool = False
    fit: Fit | None = None
    v2: OldAvatar | None = None


Presented: TypeAlias = AvatarPicture | PhotoPicture | NewAvatarPicture
