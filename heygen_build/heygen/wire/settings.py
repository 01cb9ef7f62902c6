"""The parts of a video request: engine, voice settings, background, caption, watermark (v3.md, shared pieces)."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from heygen_build.heygen.wire.assets import AssetInput
from heygen_build.heygen.wire.base import Request

Share = Annotated[float, Field(ge=0, le=1)]


class AvatarIV(Request):
    """The default engine when a request names none."""

    type: Literal["avatar_iv"] = "avatar_iv"


class AvatarV(Request):
    """Cross-reference-driven animation; `reference_look_id` is an instant-avatar look of the same group."""

    type: Literal["avatar_v"] = "avatar_v"
    reference_look_id: str | None = None


class AvatarIII(Request):
    """The oldest engine: no motion prompt, no expressiveness, not for raw images."""

    type: Literal["avatar_iii"] = "avatar_iii"


Engine = Annotated[AvatarIV | AvatarV | AvatarIII, Field(discriminator="type")]


class ElevenLabs(Request):
    """Tuning of ElevenLabs voices. eleven_v3 knows three stabilities only; the API refuses others."""

    engine_type: Literal["elevenlabs"] = "elevenlabs"
    model: Literal["eleven_multilingual_v2", "eleven_turbo_v2_5", "eleven_flash_v2_5", "eleven_v3"] | None = None
    stability: Share | None = None
    similarity_boost: Share | None = None
    style: Share | None = None
    use_speaker_boost: bool | None = None

    @model_validator(mode="after")
    def _v3_has_three_stabilities(self) -> Self:
        if self.model == "eleven_v3" and self.stability not in (None, 0, 0.5, 1):
            raise ValueError("eleven_v3 takes a stability of 0, 0.5 or 1")
        return self


class Fish(Request):
    """Tuning of Fish Audio voices; the server's model is s1 when none is named."""

    engine_type: Literal["fish"] = "fish"
    model: Literal["s1", "s2-pro"] | None = None
    stability: Share | None = None
    similarity: Share | None = None


class Starfish(Request):
    """Asks for the Starfish engine on voices that several engines can speak; it has nothing to tune."""

    engine_type: Literal["starfish"] = "starfish"


EngineSettings = Annotated[ElevenLabs | Fish | Starfish, Field(discriminator="engine_type")]


class VoiceSettings(Request):
    """`speed` is a factor, `pitch` semitones, `volume` linear (1 is full), `locale` an accent hint such as en-US."""

    speed: Annotated[float, Field(ge=0.5, le=1.5)] | None = None
    pitch: Annotated[float, Field(ge=-50, le=50)] | None = None
    volume: Share | None = None
    locale: str | None = None
    engine_settings: EngineSettings | None = None


class ColorBackground(Request):
    """One color, `value` as #rrggbb. (The studio arm calls this key `color`; see v3.md.)"""

    type: Literal["color"] = "color"
    value: Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]


class ImageBackground(Request):
    """A picture, by address or by asset id, not both."""

    type: Literal["image"] = "image"
    url: str | None = None
    asset_id: str | None = None

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.url is None) == (self.asset_id is None):
            raise ValueError("an image background takes exactly one of url and asset_id")
        return self


Background = Annotated[ColorBackground | ImageBackground, Field(discriminator="type")]


class Caption(Request):
    """The side file always appears as `subtitle_url`; a `style` also burns captions into a second video."""

    file_format: Literal["srt"] | None = None
    style: Literal["default"] | None = None


class Placement(Request):
    """Corner of the watermark; offsets are fractions of the frame's width and height, right and down positive."""

    position: Literal["top_left", "top_right", "bottom_left", "bottom_right"] | None = None
    offset_x: Annotated[float, Field(ge=-1, le=1)] | None = None
    offset_y: Annotated[float, Field(ge=-1, le=1)] | None = None


class Watermark(Request):
    """A picture over the video (Enterprise accounts). `scale` 1 is the picture's own size; at most 2."""

    image: AssetInput
    scale: Annotated[float, Field(gt=0, le=2)] | None = None
    opacity: Share | None = None
    placement: Placement | None = None
