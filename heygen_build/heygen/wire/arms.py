"""The cinematic and studio arms of `POST /v3/videos` (v3.md)."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from heygen_build.heygen.wire.assets import AssetInput
from heygen_build.heygen.wire.base import Request
from heygen_build.heygen.wire.settings import Caption, Engine, Share, VoiceSettings, Watermark


class CreateCinematicVideo(Request):
    """A silent shot of one to three looks; `duration` in whole seconds, absent with `auto_duration`."""

    type: Literal["cinematic_avatar"] = "cinematic_avatar"
    prompt: Annotated[str, Field(min_length=1, max_length=10_000)]
    avatar_id: Annotated[tuple[str, ...], Field(min_length=1, max_length=3)]
    references: tuple[AssetInput, ...] | None = None
    aspect_ratio: Literal["16:9", "9:16", "1:1"] | None = None
    resolution: Literal["720p", "1080p"] | None = None
    duration: Annotated[int, Field(ge=4, le=15)] | None = None
    auto_duration: bool | None = None
    enhance_prompt: bool | None = None
    title: str | None = None

    @model_validator(mode="after")
    def _one_length(self) -> Self:
        if self.auto_duration and self.duration is not None:
            raise ValueError("auto_duration takes no duration")
        return self


class _Spoken(Request):
    script: Annotated[str, Field(min_length=1, max_length=5_000)] | None = None
    voice_id: str | None = None
    audio_url: str | None = None
    audio_asset_id: str | None = None
    voice_settings: VoiceSettings | None = None

    @property
    def sounds(self) -> int:
        return sum(source is not None for source in (self.script, self.audio_url, self.audio_asset_id))


class _Speaker(_Spoken):
    motion_prompt: str | None = None
    expressiveness: Literal["high", "medium", "low"] | None = None

    @model_validator(mode="after")
    def _one_sound(self) -> Self:
        if self.sounds != 1:
            raise ValueError("exactly one of script, audio_url and audio_asset_id is needed")
        return self


class StudioBackground(Request):
    """One color. The key is `color` here, and `value` in the avatar arm."""

    type: Literal["color"] = "color"
    color: Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]


class StudioAvatarInput(_Speaker):
    """A look speaks."""

    type: Literal["avatar"] = "avatar"
    avatar_id: str
    engine: Engine | None = None
    background: StudioBackground | None = None


class StudioImageInput(_Speaker):
    """A picture speaks; a script needs a voice."""

    type: Literal["image"] = "image"
    image: AssetInput


class StudioAvatarScene(Request):
    """Somebody speaks, filling the frame; the scene lasts as long as the sound."""

    type: Literal["avatar_video"] = "avatar_video"
    input: Annotated[StudioAvatarInput | StudioImageInput, Field(discriminator="type")]


class StudioImageScene(_Spoken):
    """A still: silent for `duration` seconds, or with one sound."""

    type: Literal["image"] = "image"
    source: AssetInput
    duration: Annotated[float, Field(gt=0, le=300)] | None = None

    @model_validator(mode="after")
    def _one_length(self) -> Self:
        if (self.duration is None) == (self.sounds == 0):
            raise ValueError("a still takes either a duration or one sound")
        return self


class StudioPlayback(Request):
    """How loud a clip is; 1 is full."""

    volume: Share | None = None
    mute: bool | None = None


class StudioVideoScene(Request):
    """A clip, whole."""

    type: Literal["video"] = "video"
    source: AssetInput
    playback: StudioPlayback | None = None


StudioScene = Annotated[StudioAvatarScene | StudioImageScene | StudioVideoScene, Field(discriminator="type")]


class CreateStudioVideo(Request):
    """Whole-frame scenes, one after another, in one mp4; rendering is all or nothing."""

    type: Literal["studio"] = "studio"
    scenes: Annotated[tuple[StudioScene, ...], Field(min_length=1, max_length=50)]
    title: str | None = None
    resolution: Literal["4k", "1080p", "720p"] | None = None
    aspect_ratio: Literal["16:9", "9:16", "4:5", "5:4", "1:1", "auto"] | None = None
    caption: Caption | None = None
    watermark: Watermark | None = None
    callback_url: str | None = None
    callback_id: str | None = None
