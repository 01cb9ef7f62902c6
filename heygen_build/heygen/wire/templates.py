"""Templates: what the lists and the details say, and the order of a filled one (templates.md, v3 and v2).

Variable defaults come back in the shape that an order takes, so `Variable` is read here and sent there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import AliasChoices, Field, JsonValue, field_validator, model_validator

from heygen_build.heygen.wire.base import Request, Response, Timestamp

PlayStyle = Literal["fit_to_scene", "freeze", "loop", "once"]
MediaFit = Literal["contain", "cover", "crop", "none"]


class Template(Response):
    """A line of a list. v2 calls the fields `template_id` and `thumbnail_image_url`, and tells no times."""

    id: str = Field(validation_alias=AliasChoices("id", "template_id"))
    name: str = ""
    aspect_ratio: str | None = None
    thumbnail_url: str | None = Field(
        default=None, validation_alias=AliasChoices("thumbnail_url", "thumbnail_image_url")
    )
    created_at: Timestamp = None
    updated_at: Timestamp = None


class Variable(Response):
    """A variable with its default: `type` is text, image, video, audio, voice or character; `properties` by type."""

    name: str = ""
    type: str = ""
    properties: dict[str, JsonValue] = Field(default_factory=dict)


class SceneVariable(Response):
    """A variable that a scene uses."""

    name: str
    variable_type: str = Field(default="", validation_alias=AliasChoices("variable_type", "type"))


class TemplateScene(Response):
    """A scene of a template; `script` still holds its `{{placeholders}}`."""

    scene_id: str = Field(validation_alias=AliasChoices("scene_id", "id"))
    script: str | None = None
    variables: tuple[SceneVariable, ...] = ()


class TemplateDetail(Response):
    """A template with its variables and scenes. v2's answer has neither id nor name, and scenes only in some forms.

    Variables come as an object, in an older document as a list: both are read (templates.md, v2).
    """

    id: str | None = Field(default=None, validation_alias=AliasChoices("id", "template_id"))
    name: str = ""
    aspect_ratio: str | None = None
    updated_at: Timestamp = None
    scene_ids: tuple[str, ...] = ()
    variables: dict[str, Variable] = Field(default_factory=dict)
    scenes: tuple[TemplateScene, ...] = ()

    @field_validator("variables", mode="before")
    @classmethod
    def _list_is_an_object(cls, value: object) -> object:
        if not isinstance(value, list):
            return value
        return {str(item.get("name")): item for item in value if isinstance(item, Mapping)}

    @model_validator(mode="after")
    def _names_are_keys(self) -> TemplateDetail:
        named = {key: value.model_copy(update={"name": value.name or key}) for key, value in self.variables.items()}
        return self.model_copy(update={"variables": named})


class TextValue(Request):
    content: str


class MediaValue(Request):
    """An image, video or sound: one of `url` and `asset_id`. `fit` and `play_style` are for pictures."""

    url: str | None = None
    asset_id: str | None = None
    fit: MediaFit | None = None
    play_style: PlayStyle | None = None
    volume: float | None = None


class VoiceValue(Request):
    voice_id: str
    locale: str | None = None


class CharacterValue(Request):
    character_id: str
    type: Literal["avatar", "talking_photo"]


Value = TextValue | MediaValue | VoiceValue | CharacterValue
ValueType = Literal["text", "image", "video", "audio", "voice", "character"]


class FilledVariable(Request):
    """A value for a variable: `{name, type, properties}`, under its name once more."""

    name: str
    type: ValueType
    properties: Value


class Dimension(Request):
    """Even pixels, 128–4096 a side, in the template's ratio."""

    width: int = Field(ge=128, le=4096, multiple_of=2)
    height: int = Field(ge=128, le=4096, multiple_of=2)


class SubtitlePosition(Request):
    x: float | None = None
    y: float | None = None


class TemplateSubtitles(Request):
    """How captions are drawn into the video; implies that they are."""

    preset_name: str
    alignment: int | None = None
    font_size: float | None = None
    disable_highlight: bool | None = None
    position: SubtitlePosition | None = None


class GenerateTemplate(Request):
    """v3 POST /v3/templates/{id}. Omitted variables keep the template's values; `scene_ids` select, sort, repeat."""

    variables: dict[str, FilledVariable]
    scene_ids: tuple[str, ...] | None = None
    dimension: Dimension | None = None
    fps: Literal[25, 30, 60] | None = None
    caption: bool | None = None
    subtitles: TemplateSubtitles | None = None
    reorder_music: bool | None = None
    keep_text_vertically_centered: bool | None = None
    include_gif: bool | None = None
    enable_sharing: bool | None = None
    brand_voice_id: str | None = None
    folder_id: str | None = None
    title: str | None = None
    callback_url: str | None = None
    callback_id: str | None = None


class GenerateTemplateV2(GenerateTemplate):
    """v2 POST /v2/template/{id}/generate: the same, and `test`, which costs nothing and watermarks."""

    test: bool | None = None


class Templates(Response):
    """The inside of v2's list."""

    templates: tuple[Template, ...] = ()
