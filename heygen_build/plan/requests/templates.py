"""Videos from templates of the account."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from heygen_build.plan.requests.base import Part, StepRequest
from heygen_build.resolve.model import MediaType, PlayStyle, TemplateFit


class TextFill(Part):
    kind: Literal["text"] = "text"
    content: str


class MediaFill(Part):
    """`file` is the digest of the bytes; a link and an asset of the account are taken at their word."""

    kind: Literal["media"] = "media"
    type: MediaType
    file: str | None = None
    url: str | None = None
    asset_id: str | None = None
    fit: TemplateFit | None = None
    play_style: PlayStyle | None = None
    volume: float | None = None


class VoiceFill(Part):
    kind: Literal["voice"] = "voice"
    voice_id: str
    locale: str | None = None


class CharacterFill(Part):
    kind: Literal["character"] = "character"
    character_id: str
    type: Literal["avatar", "talking_photo"]


Fill = Annotated[TextFill | MediaFill | VoiceFill | CharacterFill, Field(discriminator="kind")]


class Subtitles(Part):
    """How HeyGen draws captions into the video; what is None is left to the server."""

    preset_name: str
    alignment: int | None = None
    font_size: float | None = None
    disable_highlight: bool | None = None
    x: float | None = None
    y: float | None = None


class _FilledTemplate(StepRequest):
    """`revision` is what the template was when it was looked at: an edited template is another one.

    Without `scenes`, all are rendered; without `width` and `height`, in the template's own size.
    """

    remote: ClassVar[bool] = True
    paid: ClassVar[bool] = True
    template_id: str
    revision: str
    variables: dict[str, Fill]
    scenes: tuple[str, ...] | None
    width: int | None
    height: int | None
    fps: Literal[25, 30, 60] | None
    caption: bool | None = None
    subtitles: Subtitles | None = None
    reorder_music: bool | None = None
    keep_text_vertically_centered: bool | None = None
    brand_voice_id: str | None = None


class TemplateRequest(_FilledTemplate):
    """v3 POST /v3/templates/{id}."""

    kind: Literal["template"] = "template"


class OldTemplateRequest(_FilledTemplate):
    """v2 POST /v2/template/{id}/generate. `test`: watermarked, and free."""

    kind: Literal["old_template"] = "old_template"
    test: Literal[True] | None = None
