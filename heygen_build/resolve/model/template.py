"""A template of the account, filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from heygen_build.resolve.model.base import FileRef, Origin

TemplateApi: TypeAlias = Literal["v3", "v2"]
MediaType: TypeAlias = Literal["image", "video", "audio"]
TemplateFit: TypeAlias = Literal["contain", "cover", "crop", "none"]
PlayStyle: TypeAlias = Literal["fit_to_scene", "freeze", "loop", "once"]


@dataclass(frozen=True, slots=True)
class TemplateText:
    content: str


@dataclass(frozen=True, slots=True)
class TemplateMedia:
    """A picture, film or sound: exactly one of a file, a link and an asset of the account. `volume` from 0 to 1."""

    type: MediaType
    file: FileRef | None = None
    url: str | None = None
    asset_id: str | None = None
    fit: TemplateFit | None = None
    play_style: PlayStyle | None = None
    volume: float | None = None


@dataclass(frozen=True, slots=True)
class TemplateVoice:
    voice_id: str
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class TemplateCharacter:
    """A look. `type` is what the template calls it: whether a v3 template takes every look is unconfirmed."""

    character_id: str
    type: Literal["avatar", "talking_photo"]


@dataclass(frozen=True, slots=True)
class TemplateValue:
    """What stands in for a variable."""

    name: str
    value: TemplateText | TemplateMedia | TemplateVoice | TemplateCharacter
    origin: Origin


@dataclass(frozen=True, slots=True)
class TemplatePosition:
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, slots=True)
class TemplateSubtitles:
    """How HeyGen draws captions into the video of a template. None: the server's default."""

    preset_name: str
    alignment: int | None = None
    font_size: float | None = None
    disable_highlight: bool | None = None
    position: TemplatePosition | None = None


@dataclass(frozen=True, slots=True)
class TemplateOptions:
    """What else can be asked of a template. None: the server's default."""

    caption: bool | None = None
    subtitles: TemplateSubtitles | None = None
    reorder_music: bool | None = None
    keep_text_vertically_centered: bool | None = None
    brand_voice: str | None = None


@dataclass(frozen=True, slots=True)
class TemplatePicture:
    """A template by the id that its name stood for. `scenes` are ids in order; none are all of its scenes.

    `revision` pins the template: it changes when somebody edits it in the account. `script` is everything that is said
    in the chosen scenes, as far as the template tells.
    """

    template_id: str
    template_name: str
    api: TemplateApi
    revision: str
    aspect_ratio: str | None
    variables: tuple[TemplateValue, ...]
    scenes: tuple[str, ...]
    script: str
    options: TemplateOptions = TemplateOptions()
