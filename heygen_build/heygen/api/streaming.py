"""Streaming sessions of v1: open, start, speak, stop (streaming.md)."""

from __future__ import annotations

from heygen_build.heygen.channel import WRITE_SECONDS, Outgoing
from heygen_build.heygen.paging import segment
from heygen_build.heygen.session import Session
from heygen_build.heygen.wire.base import Data, Request, Response
from heygen_build.heygen.wire.streaming import (
    DraftClip,
    LiveSession,
    NewSession,
    SessionRef,
    SpeakTask,
    SpokenTask,
)


class _Acknowledged(Response):
    """An answer whose content nobody needs."""


class StreamingCalls:
    """Calls of live sessions; reached as `HeyGen.streaming`. No call is repeated by itself: each says something."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def new(self, body: NewSession) -> LiveSession:
        """Opens a session, which takes one of the account's few and costs by the minute once it is started."""
        return (await self._session.call(_post("new", body), Data[LiveSession])).data

    async def start(self, session_id: str) -> None:
        await self._session.call(_post("start", SessionRef(session_id=session_id)), _Acknowledged)

    async def speak(self, session_id: str, text: str) -> SpokenTask:
        """Says a text word for word; the answer comes before it is spoken."""
        body = SpeakTask(session_id=session_id, text=text)
        return (await self._session.call(_post("task", body), Data[SpokenTask])).data

    async def interrupt(self, session_id: str) -> None:
        await self._session.call(_post("interrupt", SessionRef(session_id=session_id)), _Acknowledged)

    async def stop(self, session_id: str) -> None:
        """Closes a session; ApiError for one that is closed already."""
        await self._session.call(_post("stop", SessionRef(session_id=session_id)), _Acknowledged)

    async def draft(self, task_id: str) -> DraftClip:
        """What our emulator draws instead of streaming. Only it has this call."""
        path = f"/_emulator/streaming/{segment(task_id)}"
        return (await self._session.call(Outgoing("GET", path), Data[DraftClip])).data


def _post(verb: str, body: Request) -> Outgoing:
    return Outgoing("POST", f"/v1/streaming.{verb}", json=body.json_bytes(), seconds=WRITE_SECONDS)
