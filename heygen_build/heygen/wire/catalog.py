"""What can speak and be seen: looks, their groups, and voices (avatars-voices.md, speech.md)."""

from __future__ import annotations

from pydantic import field_validator

from heygen_build.heygen.wire.base import JobError, Response, Timestamp


class Look(Response):
    """A look: `id` is the `avatar_id` of every video call. Sizes in pixels. `status` only on private looks.

    An engine outside `supported_api_engines` is refused with 400. No field says whether a look supports matting.
    """

    id: str
    name: str = ""
    avatar_type: str = ""
    group_id: str | None = None
    gender: str | None = None
    default_voice_id: str | None = None
    preferred_orientation: str | None = None
    image_width: int | None = None
    image_height: int | None = None
    preview_image_url: str | None = None
    preview_video_url: str | None = None
    status: str | None = None
    supported_api_engines: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    error: JobError | None = None

    @field_validator("avatar_type")
    @classmethod
    def _one_name_for_twins(cls, value: str) -> str:
        return "digital_twin" if value == "video_avatar" else value  # the older name (api/README, contradiction 6)

    @property
    def usable(self) -> bool:
        """Public looks carry no status; private ones must be completed and consented."""
        return self.status in (None, "completed")


class Group(Response):
    """An identity with several looks. Its `id` is refused where a look is asked for."""

    id: str
    name: str = ""
    created_at: Timestamp = None
    looks_count: int | None = None
    gender: str | None = None
    default_voice_id: str | None = None
    preview_image_url: str | None = None
    preview_video_url: str | None = None
    status: str | None = None
    consent_status: str | None = None
    error: JobError | None = None


class Voice(Response):
    """A voice. `language` is a name ("English"), `gender` lower case here (answers mix "Female" and "female").

    A flag is None where the answer does not carry it: lists and single answers differ (speech.md).
    """

    voice_id: str
    name: str = ""
    language: str | None = None
    gender: str | None = None
    type: str | None = None
    support_pause: bool = False
    support_locale: bool | None = None
    support_interactive_avatar: bool | None = None
    preview_audio_url: str | None = None
    created_at: Timestamp = None
    status: str | None = None
    failure_message: str | None = None

    @field_validator("gender")
    @classmethod
    def _lower(cls, value: str | None) -> str | None:
        return value.lower() if value else None
