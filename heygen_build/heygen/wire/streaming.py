"""Streaming sessions of v1 (streaming.md). Reported to be retired since March 2026."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from heygen_build.heygen.wire.base import Request, Response


class StreamingVoice(Request):
    """`rate` 0.5–1.5 times the voice's own pace."""

    voice_id: str | None = None
    rate: float | None = None


class NewSession(Request):
    """`POST /v1/streaming.new`. Version v3 is LiveKit's; the timeout in seconds closes a session that says nothing."""

    avatar_id: str
    voice: StreamingVoice | None = None
    quality: Literal["low", "medium", "high"] = "medium"
    version: Literal["v3"] = "v3"
    activity_idle_timeout: Annotated[int, Field(ge=30, le=3600)] = 300


class LiveSession(Response):
    """A room: `url` and `access_token` are what a LiveKit client needs to see it."""

    session_id: str
    url: str | None = None
    access_token: str | None = None
    session_duration_limit: float | None = None


class SessionRef(Request):
    """`POST /v1/streaming.start`, `.interrupt`, `.stop`."""

    session_id: str


class SpeakTask(Request):
    """`POST /v1/streaming.task`: `repeat` says the text as it is."""

    session_id: str
    text: Annotated[str, Field(min_length=1)]
    task_type: Literal["repeat"] = "repeat"
    task_mode: Literal["sync", "async"] = "async"


class SpokenTask(Response):
    """What will be said; `duration_ms` in milliseconds."""

    task_id: str
    duration_ms: float = 0.0


class DraftClip(Response):
    """Not HeyGen's: what our own emulator draws where it would have to stream."""

    status: str
    video_url: str | None = None
    error: str | None = None
