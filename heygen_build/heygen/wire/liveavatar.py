"""LiveAvatar's sessions (streaming.md, "LiveAvatar"): another product, another key, another envelope."""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from pydantic import Field

from heygen_build.heygen.wire.base import Request, Response

OK = 1000
"""The `code` of every answer that is none of an error."""
Item = TypeVar("Item")


class LiveAnswer(Response, Generic[Item]):
    """`{"code", "data", "message"}`; errors have no data."""

    code: int
    data: Item | None = None
    message: str | None = None


class NewLiveToken(Request):
    """`POST /v1/sessions/token`. The avatar is a UUID of LiveAvatar's own; sandbox sessions are free and last 60 s.

    LITE brings its own voice and answers; the name FULL for the other mode is unconfirmed.
    """

    mode: str
    avatar_id: str
    is_sandbox: bool = True
    video_quality: Literal["very_high", "high", "medium", "low"] = "medium"


class LiveToken(Response):
    """What one session is opened with; the token is in no text of this object."""

    session_id: str
    session_token: str = Field(repr=False)


class LiveRoom(Response):
    """`POST /v1/sessions/start`. Only the first and the last two fields are documented, the room's are unconfirmed."""

    session_id: str
    livekit_url: str | None = None
    livekit_client_token: str | None = Field(None, repr=False)
    ws_url: str | None = None
    max_session_duration: float | None = None


class StopLive(Request):
    """`POST /v1/sessions/stop`."""

    reason: Literal["USER_DISCONNECTED", "SESSION_ENDED"] = "USER_DISCONNECTED"


class DraftSpeech(Request):
    """Not LiveAvatar's: what our emulator is told instead of an event in a room."""

    text: str


class DraftTask(Response):
    """The draft clip that the emulator draws of it."""

    task_id: str
