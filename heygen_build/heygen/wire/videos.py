"""`POST /v3/videos` (the avatar and image arms; others in `arms`) and what the video calls answer (v3.md)."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from heygen_build.heygen.wire.arms import CreateCinematicVideo, CreateStudioVideo
from heygen_build.heygen.wire.assets import AssetInput
from heygen_build.heygen.wire.base import JobError, JobState, Request, Response, Timestamp, job_state
from heygen_build.heygen.wire.settings import AvatarIV, Background, Caption, Engine, VoiceSettings, Watermark


class _TalkingVideo(Request):
    """The fields that the avatar and image arms share, and the conflicts that the API certainly refuses."""

    title: str | None = None
    script: Annotated[str, Field(min_length=1)] | None = None
    voice_id: str | None = None
    audio_url: str | None = None
    audio_asset_id: str | None = None
    voice_settings: VoiceSettings | None = None
    resolution: Literal["4k", "1080p", "720p"] | None = None
    aspect_ratio: Literal["16:9", "9:16", "4:5", "5:4", "1:1", "auto"] | None = None
    fit: Literal["contain", "cover"] | None = None
    background: Background | None = None
    remove_background: bool | None = None
    output_format: Literal["mp4", "webm"] | None = None
    caption: Caption | None = None
    motion_prompt: str | None = None
    expressiveness: Literal["high", "medium", "low"] | None = None
    watermark: Watermark | None = None
    callback_url: str | None = None
    callback_id: str | None = None

    @model_validator(mode="after")
    def _one_sound(self) -> Self:
        if sum(source is not None for source in (self.script, self.audio_url, self.audio_asset_id)) != 1:
            raise ValueError("exactly one of script, audio_url and audio_asset_id is needed")
        return self

    @model_validator(mode="after")
    def _alpha_has_no_background(self) -> Self:
        if self.output_format == "webm" and self.background is not None:
            raise ValueError("webm is transparent: it takes no background")
        return self


class CreateAvatarVideo(_TalkingVideo):
    """An existing look speaks.

    `avatar_id` is a look's id, never a group's; without `voice_id` the look's own voice is used.
    """

    type: Literal["avatar"] = "avatar"
    avatar_id: str
    engine: Engine | None = None

    @model_validator(mode="after")
    def _engine_can(self) -> Self:
        engine = (self.engine or AvatarIV()).type
        if self.expressiveness is not None and engine != "avatar_iv":
            raise ValueError("expressiveness needs the engine avatar_iv")
        if self.motion_prompt is not None and engine == "avatar_iii":
            raise ValueError("avatar_iii takes no motion_prompt")
        return self


class CreateImageVideo(_TalkingVideo):
    """Any JPG or PNG speaks (engine Avatar IV).

    A script needs a `voice_id` here, because a picture has no voice of its own.
    """

    type: Literal["image"] = "image"
    image: AssetInput

    @model_validator(mode="after")
    def _script_has_a_voice(self) -> Self:
        if self.script is not None and self.voice_id is None:
            raise ValueError("an image with a script needs a voice_id")
        return self


CreateVideo = CreateAvatarVideo | CreateImageVideo | CreateCinematicVideo | CreateStudioVideo


class VideoCreated(Response):
    """The order is accepted. Keep `video_id` before anything else; `status` is "waiting" or "pending"."""

    video_id: str
    status: str = "waiting"
    output_format: str | None = None


class Video(Response):
    """A video job.

    Times are Unix seconds, `duration` seconds. Links are presigned: download at once, ask again when refused.

    `video_url` can be missing for some seconds after the job is done, `subtitle_url` for longer (v3.md).
    """

    id: str
    status: str
    title: str | None = None
    created_at: Timestamp = None
    completed_at: Timestamp = None
    duration: float | None = None
    video_url: str | None = None
    captioned_video_url: str | None = None
    subtitle_url: str | None = None
    thumbnail_url: str | None = None
    gif_url: str | None = None
    video_page_url: str | None = None
    folder_id: str | None = None
    output_language: str | None = None
    failure_code: str | None = None
    failure_message: str | None = None

    @property
    def state(self) -> JobState:
        """The status word's meaning."""
        return job_state(self.status)


class VideoStatus(Response):
    """One line of the bulk status call. `state` "missing" means that the server knows no such video."""

    status: str
    video_id: str | None = None
    batch_id: str | None = None
    item_index: int | None = None
    error: JobError | None = None

    @property
    def state(self) -> JobState:
        """The status word's meaning."""
        return job_state(self.status)


class VideoDeleted(Response):
    """The answer to a deletion."""

    id: str
    deleted: bool = True
