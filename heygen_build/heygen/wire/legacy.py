"""The older generations: v2 multi-scene videos, v1 transparent videos, and how v1 tells about both (v2.md, v1.md).

Announced to end on 2026-10-31. Envelopes are read as `Data`: v1's and v2's hold `data` as v3's does.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AliasChoices, Field

from heygen_build.heygen.wire.base import JobError, JobState, Request, Response, Timestamp, job_state
from heygen_build.heygen.wire.templates import Dimension, MediaFit, PlayStyle

AvatarStyle = Literal["normal", "closeUp", "circle"]


class Offset(Request):
    """How far a character is moved, as shares of the frame."""

    x: float
    y: float


class AvatarCharacter(Request):
    type: Literal["avatar"] = "avatar"
    avatar_id: str
    avatar_style: AvatarStyle | None = None
    scale: float | None = None
    offset: Offset | None = None
    matting: bool | None = None
    circle_background_color: str | None = None
    use_avatar_iv_model: bool | str | None = None
    """Avatar IV in place of Avatar III; whether it is a flag or a word is unconfirmed (v2.md)."""


class TalkingPhoto(Request):
    """A photo that speaks; it is known by the id of its upload (v1 talking_photo)."""

    type: Literal["talking_photo"] = "talking_photo"
    talking_photo_id: str
    talking_photo_style: Literal["square", "circle"] | None = None
    scale: float | None = None
    offset: Offset | None = None
    matting: bool | None = None
    talking_style: Literal["stable", "expressive"] | None = None
    expression: Literal["default", "happy"] | None = None
    super_resolution: bool | None = None
    circle_background_color: str | None = None
    use_avatar_iv_model: bool | str | None = None


class TextVoice(Request):
    """`speed` 0.5–1.5, `pitch` −50…50."""

    type: Literal["text"] = "text"
    voice_id: str
    input_text: Annotated[str, Field(min_length=1, max_length=5000)]
    speed: Annotated[float, Field(ge=0.5, le=1.5)] | None = None
    pitch: Annotated[int, Field(ge=-50, le=50)] | None = None
    emotion: Literal["Excited", "Friendly", "Serious", "Soothing", "Broadcaster"] | None = None
    locale: str | None = None


class AudioVoice(Request):
    type: Literal["audio"] = "audio"
    audio_url: str | None = None
    audio_asset_id: str | None = None


class SilenceVoice(Request):
    """`duration` in seconds."""

    type: Literal["silence"] = "silence"
    duration: float


class ColorBehind(Request):
    type: Literal["color"] = "color"
    value: str


class ImageBehind(Request):
    type: Literal["image"] = "image"
    url: str | None = None
    image_asset_id: str | None = None
    fit: MediaFit | None = None


class VideoBehind(Request):
    type: Literal["video"] = "video"
    url: str | None = None
    video_asset_id: str | None = None
    play_style: PlayStyle | None = None
    fit: MediaFit | None = None


class SceneInput(Request):
    """A scene; without a character only its background and its voice are there."""

    character: AvatarCharacter | TalkingPhoto | None = None
    voice: TextVoice | AudioVoice | SilenceVoice
    background: ColorBehind | ImageBehind | VideoBehind | None = None


class CreateLegacyVideo(Request):
    """v2 POST /v2/video/generate. The size is always sent, because documents contradict each other on the default."""

    video_inputs: Annotated[tuple[SceneInput, ...], Field(min_length=1, max_length=50)]
    dimension: Dimension
    title: str | None = None
    caption: bool | None = None
    caption_mode: Literal["file_only", "burn_in"] | None = None
    fps: float | None = None
    test: bool | None = None
    folder_id: str | None = None
    callback_id: str | None = None
    callback_url: str | None = None


class CreateTransparentVideo(Request):
    """v1 POST /v1/video.webm: an avatar before nothing."""

    avatar_pose_id: str
    avatar_style: Literal["normal", "closeUp"] = "normal"
    input_text: str | None = None
    voice_id: str | None = None
    input_audio: str | None = None
    dimension: Dimension | None = None


class CreatePhotoVideo(Request):
    """v2 POST /v2/video/av4/generate: a photo by the `image_key` of its v1 upload, spoken by Avatar IV."""

    image_key: str
    video_title: str
    script: str | None = None
    voice_id: str | None = None
    audio_url: str | None = None
    audio_asset_id: str | None = None
    video_orientation: Literal["portrait", "landscape", "square"] | None = None
    fit: Literal["cover", "contain"] | None = None
    custom_motion_prompt: str | None = None
    enhance_custom_motion_prompt: bool | None = None


class LegacyVideoCreated(Response):
    """An order was taken."""

    video_id: str


class UploadedPhoto(Response):
    """v1's talking photo, uploaded."""

    talking_photo_id: str
    talking_photo_url: str | None = None


class LegacyVideo(Response):
    """v1 video_status.get. Links last 7 days and are fresh in each answer; `caption_url` is an .ass file.

    `error` holds a number or a word as its code; a paid-out account shows it here and not at the order (observed.md).
    """

    id: str = Field(validation_alias=AliasChoices("id", "video_id"))
    status: str
    video_url: str | None = None
    video_url_caption: str | None = None
    caption_url: str | None = None
    thumbnail_url: str | None = None
    gif_url: str | None = None
    duration: float | None = None
    created_at: Timestamp = None
    callback_id: str | None = None
    error: LegacyError | None = None

    @property
    def state(self) -> JobState:
        """The status word's meaning."""
        return job_state(self.status)


class LegacyError(JobError):
    """v1's reason of a failure; `detail` says more than `message`."""

    code: Annotated[str | None, Field(coerce_numbers_to_str=True)] = None
    detail: str | None = None

    @property
    def words(self) -> str | None:
        return self.detail or self.message


class ListedVideo(Response):
    """A line of v1 video.list."""

    video_id: str
    status: str = ""
    video_title: str | None = None
    type: str | None = None
    created_at: Timestamp = None


class ListedVideos(Response):
    """A page of v1 video.list; `token` asks for the next one."""

    videos: tuple[ListedVideo, ...] = ()
    token: str | None = None


class LegacyAvatar(Response):
    """A line of v2's avatars."""

    avatar_id: str
    avatar_name: str = ""
    gender: str | None = None
    preview_image_url: str | None = None
    premium: bool = False


class TalkingPhotoListed(Response):
    """A line of v2's talking photos; types of one client call the fields otherwise (observed.md)."""

    talking_photo_id: str = Field(validation_alias=AliasChoices("talking_photo_id", "id"))
    talking_photo_name: str = ""
    preview_image_url: str | None = Field(default=None, validation_alias=AliasChoices("preview_image_url", "image_url"))


class LegacyAvatars(Response):
    """v2 GET /v2/avatars, in one answer."""

    avatars: tuple[LegacyAvatar, ...] = ()
    talking_photos: tuple[TalkingPhotoListed, ...] = ()


class LegacyVoice(Response):
    """A line of v2's voices; `preview_audio` may be empty."""

    voice_id: str
    name: str = ""
    language: str = ""
    gender: str = ""
    preview_audio: str | None = None
    support_pause: bool = False
    emotion_support: bool = False
    support_locale: bool = False


class LegacyVoices(Response):
    """v2 GET /v2/voices, in one answer."""

    voices: tuple[LegacyVoice, ...] = ()


class Quota(Response):
    """v2 GET /v2/user/remaining_quota; 60 are one credit."""

    remaining_quota: float
    used_quota: float | None = None
    details: dict[str, float | bool | None] = Field(default_factory=dict)


class Shared(Response):
    """The page of a shared video; the answer's shape is unconfirmed, so a bare link counts too."""

    url: str | None = Field(default=None, validation_alias=AliasChoices("url", "share_url", "video_share_page_url"))


class Folder(Response):
    """A folder of the account."""

    id: str
    name: str = ""
    parent_id: str | None = None
    is_trash: bool = False


class Folders(Response):
    """A page of v1 folders."""

    folders: tuple[Folder, ...] = ()
    total: int | None = None
    token: str | None = None
