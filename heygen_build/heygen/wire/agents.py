"""Sessions of the Video Agent, its styles, and the account's brand kits (v3.md, "Video Agent"; v1.md, first form)."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from heygen_build.heygen.wire.assets import AssetInput
from heygen_build.heygen.wire.base import JobState, Request, Response, Timestamp, job_state

PROMPT_CHARACTERS = 10_000
FILES = 20


class CreateAgentSession(Request):
    """`POST /v3/video-agents`. There is no field for the length: it stands in the prompt."""

    prompt: Annotated[str, Field(min_length=1, max_length=PROMPT_CHARACTERS)]
    mode: Literal["generate", "chat"] | None = None
    avatar_id: str | None = None
    voice_id: str | None = None
    style_id: str | None = None
    brand_kit_id: str | None = None
    orientation: Literal["landscape", "portrait"] | None = None
    files: Annotated[tuple[AssetInput, ...], Field(max_length=FILES)] | None = None
    incognito_mode: bool | None = None
    callback_url: str | None = None
    callback_id: str | None = None

    @model_validator(mode="after")
    def _id_has_a_url(self) -> Self:
        if self.callback_id is not None and self.callback_url is None:
            raise ValueError("a callback_id needs a callback_url")  # rule P16 of the prompt guide
        return self


class SendToAgent(Request):
    """`POST /v3/video-agents/{session_id}`: an answer or a wish; only sessions in mode chat take it."""

    message: Annotated[str, Field(min_length=1)]
    avatar_id: str | None = None
    voice_id: str | None = None
    brand_kit_id: str | None = None
    files: Annotated[tuple[AssetInput, ...], Field(max_length=FILES)] | None = None


class AgentMessage(Response):
    """What was said in a session. `type` error tells why it failed."""

    role: str
    content: str = ""
    type: str = "text"
    created_at: Timestamp = None
    resource_ids: tuple[str, ...] = ()


class AgentSession(Response):
    """A session; the create call answers the same shape without messages. `messages` are the newest 40, newest first.

    Keep `session_id`: it cannot be found from the video.
    """

    session_id: str
    status: str
    progress: int = 0
    title: str | None = None
    video_id: str | None = None
    created_at: Timestamp = None
    messages: tuple[AgentMessage, ...] = ()

    @property
    def state(self) -> JobState:
        """The status word's meaning; `thinking`, `reviewing`, `waiting_for_input` and `generating` are in progress."""
        return job_state(self.status)

    @property
    def asks(self) -> bool:
        """Whether it waits for an answer."""
        return self.status.strip().lower() == "waiting_for_input"


class AgentSessionRow(Response):
    """A session as lists show it."""

    session_id: str
    title: str | None = None
    created_at: Timestamp = None


class AgentRun(Response):
    """The answer to a message."""

    session_id: str
    run_id: str | None = None
    title: str | None = None


class AgentStopped(Response):
    session_id: str


class AgentResource(Response):
    """Something that a message refers to: a picture, a draft, an avatar."""

    resource_id: str
    resource_type: str
    source_type: str | None = None
    url: str | None = None
    preview_url: str | None = None
    thumbnail_url: str | None = None
    created_at: Timestamp = None


class AgentStyle(Response):
    """A style to choose by `style_id`; it may fix the ratio. Links are public and last."""

    style_id: str
    name: str
    tags: tuple[str, ...] = ()
    aspect_ratio: str | None = None
    thumbnail_url: str | None = None
    preview_video_url: str | None = None


class BrandKit(Response):
    """Colors and logo of a brand (`GET /v3/brand-kits`). What a color is made of is not published."""

    brand_kit_id: str
    name: str = ""
    colors: tuple[object, ...] = ()
    logo_url: str | None = None


class AgentConfigV1(Request):
    """`config` of `POST /v1/video_agent/generate`; `duration_sec` is approximate."""

    duration_sec: Annotated[int, Field(ge=5, le=300)] | None = None
    avatar_id: str | None = None
    orientation: Literal["portrait", "landscape"] | None = None


class AgentFileV1(Request):
    asset_id: str


class CreateAgentVideoV1(Request):
    """`POST /v1/video_agent/generate`: retired with v1, so only sent on request (`render.api: v1`)."""

    prompt: Annotated[str, Field(min_length=1)]
    config: AgentConfigV1 | None = None
    files: tuple[AgentFileV1, ...] | None = None
    callback_url: str | None = None
    callback_id: str | None = None


class AgentVideoV1(Response):
    """Its answer: there is no session, the video is asked for directly."""

    video_id: str
