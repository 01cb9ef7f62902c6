"""LiveAvatar's session calls (streaming.md): with its own key to begin with, then with the session's token."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from heygen_build.heygen.channel import WRITE_SECONDS, Channel, Outgoing
from heygen_build.heygen.credentials import Credential
from heygen_build.heygen.errors import ApiError
from heygen_build.heygen.session import Session
from heygen_build.heygen.surroundings import Surroundings
from heygen_build.heygen.wire.base import Data, Request
from heygen_build.heygen.wire.liveavatar import (
    OK,
    DraftSpeech,
    DraftTask,
    LiveAnswer,
    LiveRoom,
    LiveToken,
    NewLiveToken,
    StopLive,
)

OFFICIAL_LIVEAVATAR = "https://api.liveavatar.com"
Item = TypeVar("Item")


class LiveAvatarCalls:
    """Sessions of LiveAvatar at one address; made by `HeyGen.liveavatar`. HeyGen's key does not work there."""

    def __init__(self, channel: Channel, base_url: str, credential: Credential, around: Surroundings) -> None:
        self._channel = channel
        self._base_url = base_url
        self._around = around
        self._session = Session(channel, base_url, credential, around)

    async def token(self, body: NewLiveToken) -> LiveToken:
        """A session that is not started yet: it costs nothing."""
        answer = await self._session.call(_post("/v1/sessions/token", body), LiveAnswer[LiveToken])
        return _data(answer)

    async def start(self, token: LiveToken) -> LiveRoom:
        """Starts it; sessions that are no sandbox cost from now on."""
        answer = await self._with(token).call(_post("/v1/sessions/start", None), LiveAnswer[LiveRoom])
        return _data(answer)

    async def stop(self, token: LiveToken) -> None:
        """Ends it; ApiError for one that is over."""
        answer = await self._with(token).call(_post("/v1/sessions/stop", StopLive()), LiveAnswer[object])
        _ok(answer)

    async def draft(self, token: LiveToken, text: str) -> str:
        """The id of the clip that our emulator draws instead of streaming. Only it has this call."""
        spoken = _post("/_emulator/liveavatar/speak", DraftSpeech(text=text))
        return (await self._with(token).call(spoken, Data[DraftTask])).data.task_id

    def _with(self, token: LiveToken) -> Session:
        return _Bearer(
            self._channel, self._base_url, Credential(token.session_token, "LiveAvatar's session"), self._around
        )


class _Bearer(Session):
    """Speaks with the token of one session."""

    def _headers(self, idempotency_key: str | None) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {self._credential.key}"}


def _post(path: str, body: Request | None) -> Outgoing:
    return Outgoing("POST", path, json=body.json_bytes() if body is not None else None, seconds=WRITE_SECONDS)


def _data(answer: LiveAnswer[Item]) -> Item:
    _ok(answer)
    if answer.data is None:
        raise ApiError(200, None, "LiveAvatar's answer has no data")
    return answer.data


def _ok(answer: LiveAnswer[Item]) -> None:
    """Errors may come with status 200 and a code of their own (4000, 4010). Raises ApiError."""
    if answer.code != OK:
        raise ApiError(200, str(answer.code), answer.message or "LiveAvatar gave no reason")
