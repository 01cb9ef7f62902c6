"""What each kind of step asks for. These models *are* the keys: every field influences the result.

Files appear as digests, never as paths; ids that HeyGen gives to uploads never appear. See architecture.md, decision 2.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from heygen_build.media.model import Canvas, CaptionStyle, Fit
from heygen_build.resolve.model import Engine, Expressiveness
from heygen_build.units import AspectRatio, Color, Resolution


class _Request(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class VoiceSettings(_Request):
    """v3 voice_settings: speed 0.5–1.5, pitch −50…50 semitones, volume 0–1, locale BCP-47. None: not sent."""

    speed: float | None = None
    pitch: int | None = None
    volume: float | None = None
    locale: str | None = None


class LookSource(_Request):
    """v3 create-video `avatar`."""

    kind: Literal["look"] = "look"
    look_id: str
    engine: Engine


class PhotoSource(_Request):
    """v3 create-video `image`; `photo` is the digest of the picture's bytes."""

    kind: Literal["photo"] = "photo"
    photo: str


class ColorBackground(_Request):
    kind: Literal["color"] = "color"
    value: str
    """`#rrggbb`."""


class ImageBackground(_Request):
    kind: Literal["image"] = "image"
    image: str
    """The digest of the picture's bytes."""


class UploadRequest(_Request):
    """v3 POST /v3/assets: a file by the digest of its bytes."""

    kind: Literal["upload"] = "upload"
    file: str
    media_type: str


class VideoRequest(_Request):
    """v3 POST /v3/videos, arms avatar and image. Subtitles are always asked for, so captions are free to change."""

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


class SpeechRequest(_Request):
    """v3 POST /v3/voices/speech (Starfish)."""

    kind: Literal["speech"] = "speech"
    text: str
    voice_id: str
    input_type: Literal["text", "ssml"]
    speed: float | None
    locale: str | None


class ClipLayer(_Request):
    """The picture of a local clip: the render of a video step."""

    kind: Literal["render"] = "render"


class StillLayer(_Request):
    kind: Literal["still"] = "still"
    file: str
    fit: Fit
    background: Color


class CardLayer(_Request):
    kind: Literal["card"] = "card"
    text: str
    size: float
    color: Color
    background: Color


class CaptionRequest(_Request):
    """The captions of one scene: `shown` is the text people read, `spoken` what they hear, with break tags.

    `burn_in` None leaves the picture alone.
    """

    shown: str
    spoken: str
    words_per_minute: float
    burn_in: CaptionStyle | None


class ClipRequest(_Request):
    """One scene, made locally. Sound comes from the video or speech step it needs, or is silence for `hold` seconds."""

    kind: Literal["clip"] = "clip"
    canvas: Canvas
    picture: Annotated[ClipLayer | StillLayer | CardLayer, Field(discriminator="kind")]
    hold: float
    before: float
    after: float
    fade_in: float
    fade_out: float
    captions: CaptionRequest | None
    mark: str | None


class FilmRequest(_Request):
    """The clips of the steps it needs, in order. The title is in it because it is written into the file."""

    kind: Literal["film"] = "film"
    canvas: Canvas
    title: str


Request = Annotated[
    UploadRequest | VideoRequest | SpeechRequest | ClipRequest | FilmRequest, Field(discriminator="kind")
]
AnyRequest = UploadRequest | VideoRequest | SpeechRequest | ClipRequest | FilmRequest
