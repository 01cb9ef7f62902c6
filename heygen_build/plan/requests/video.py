"""Videos that HeyGen renders from one look or photo and one script."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from heygen_build.plan.requests.base import Part, StepRequest
from heygen_build.resolve.model import Engine, Expressiveness
from heygen_build.units import AspectRatio, Resolution


class VoiceSettings(Part):
    """v3 voice_settings: speed 0.5–1.5, pitch −50…50 semitones, volume 0–1, locale BCP-47. None: not sent."""

    speed: float | None = None
    pitch: int | None = None
    volume: float | None = None
    locale: str | None = None


class LookSource(Part):
    """v3 create-video `avatar`."""

    kind: Literal["look"] = "look"
    look_id: str
    engine: Engine


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


class VideoRequest(StepRequest):
    """v3 POST /v3/videos, arms avatar and image. Subtitles are always asked for, so captions are free to change."""

    remote: ClassVar[bool] = True
    paid: ClassVar[bool] = True
    kind: Literal["video"] = "video"
    source: Annotated[LookSource | PhotoSource, Field(discriminator="kind")]
    script: str
    voice_id: str | None
    voice: VoiceSettings
    aspect_ratio: AspectRatio
    resolution: Resolution
    background: Annotated[ColorBackground | ImageBackground, Field(discriminator="kind")] | None
    motion: str | None
    expressiveness: Expressiveness | None
