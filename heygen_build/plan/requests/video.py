"""Videos that HeyGen renders from one look or photo, and the sound it speaks to."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from heygen_build.media.layers import Fit
from heygen_build.plan.requests.base import Part, StepRequest
from heygen_build.resolve.model import Engine, Expressiveness
from heygen_build.units import AspectRatio, Resolution


class EngineSettings(Part):
    """v3 engine_settings: what only one engine of voices has. None: not sent."""

    engine_type: Literal["elevenlabs", "fish", "starfish"]
    model: str | None = None
    stability: float | None = None
    similarity_boost: float | None = None
    similarity: float | None = None
    style: float | None = None
    use_speaker_boost: bool | None = None


class VoiceSettings(Part):
    """v3 voice_settings: speed 0.5–1.5, pitch −50…50 semitones, volume 0–1, locale BCP-47. None: not sent."""

    speed: float | None = None
    pitch: int | None = None
    volume: float | None = None
    locale: str | None = None
    engine: EngineSettings | None = None


class LookSource(Part):
    """v3 create-video `avatar`. `reference_look_id` is what Avatar V moves like."""

    kind: Literal["look"] = "look"
    look_id: str
    engine: Engine
    reference_look_id: str | None = None


class NewLookSource(Part):
    """v3 create-video `avatar` with the look of the step's need `look`. `engine` None: what that look supports."""

    kind: Literal["new_look"] = "new_look"
    engine: Engine | None = None


class PhotoSource(Part):
    """v3 create-video `image`; `photo` is the digest of the picture's bytes."""

    kind: Literal["photo"] = "photo"
    photo: str


class ColorBackground(Part):
    kind: Literal["color"] = "color"
    value: str
    """`#rrggbb`."""


class ImageBackground(Part):
    kind: Literal["image"] = "image"
    image: str
    """The digest of the picture's bytes."""


Source = Annotated[LookSource | NewLookSource | PhotoSource, Field(discriminator="kind")]


class VideoRequest(StepRequest):
    """v3 POST /v3/videos, arms avatar and image. Subtitles are always asked for, so captions are free to change.

    Without a `script` the presenter speaks to the sound of the step's need `audio`: an uploaded recording, or speech
    that was made first. Without a `voice_id` it speaks in the voice of the need `voice`, or in its own. `output_format`
    webm is a picture without background (alpha), which takes no `background`.
    """

    remote: ClassVar[bool] = True
    paid: ClassVar[bool] = True
    kind: Literal["video"] = "video"
    source: Source
    script: str | None = None
    voice_id: str | None
    voice: VoiceSettings
    aspect_ratio: AspectRatio
    resolution: Resolution
    background: Annotated[ColorBackground | ImageBackground, Field(discriminator="kind")] | None
    motion: str | None
    expressiveness: Expressiveness | None
    fit: Fit | None = None
    remove_background: Literal[True] | None = None
    output_format: Literal["webm"] | None = None
