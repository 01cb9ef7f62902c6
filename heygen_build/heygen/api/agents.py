"""The Video Agent: sessions, messages, styles; and brand kits, which only it uses (v3.md, "Video Agent")."""

from __future__ import annotations

from collections.abc import AsyncIterator

from heygen_build.heygen.channel import WRITE_SECONDS, Outgoing
from heygen_build.heygen.paging import pages, segment
from heygen_build.heygen.session import Session
from heygen_build.heygen.wire.agents import (
    AgentResource,
    AgentRun,
    AgentSession,
    AgentSessionRow,
    AgentStopped,
    AgentStyle,
    AgentVideoV1,
    BrandKit,
    CreateAgentSession,
    CreateAgentVideoV1,
    SendToAgent,
)
from heygen_build.heygen.wire.base import Data, Page
from heygen_build.heygen.wire.videos import Video

_ROOT = "/v3/video-agents"
_PAGE = 100
_KITS = 20  # the documents state a default and no maximum (v3.md, brand)


class Agents:
    """Calls of the Video Agent; reached as `HeyGen.agents`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def create(self, body: CreateAgentSession, *, idempotency_key: str) -> AgentSession:
        """Orders a film: this costs money.

        The key is sent, but whether it is honored here is unconfirmed (api/README, idempotency), so that a request
        whose answer was lost is not repeated.
        """
        order = Outgoing("POST", _ROOT, json=body.json_bytes(), seconds=WRITE_SECONDS)
        answer = await self._session.call(order, Data[AgentSession], idempotency_key=idempotency_key, honored=False)
        return answer.data

    async def get(self, session_id: str) -> AgentSession:
        """A session as it is now. ApiError "not_found" for an unknown id."""
        return (await self._session.call(Outgoing("GET", self._path(session_id)), Data[AgentSession])).data

    def list(self) -> AsyncIterator[AgentSessionRow]:
        """All sessions, in the server's order."""
        return pages(self._session, _ROOT, _PAGE, Page[AgentSessionRow])

    async def send(self, session_id: str, body: SendToAgent, *, idempotency_key: str) -> AgentRun:
        """Says something in a session of mode chat. Never repeated by itself: a second answer is another answer."""
        order = Outgoing("POST", self._path(session_id), json=body.json_bytes(), seconds=WRITE_SECONDS)
        answer = await self._session.call(order, Data[AgentRun], idempotency_key=idempotency_key, honored=False)
        return answer.data

    async def stop(self, session_id: str) -> AgentStopped:
        """Stops a session at its next checkpoint; what it made so far is kept."""
        order = Outgoing("POST", f"{self._path(session_id)}/stop", json=b"{}", seconds=WRITE_SECONDS)
        return (await self._session.call(order, Data[AgentStopped])).data

    async def videos(self, session_id: str) -> tuple[Video, ...]:
        """The videos of a session, newest first; the call takes no paging parameters."""
        return (await self._session.call(Outgoing("GET", f"{self._path(session_id)}/videos"), Page[Video])).data

    async def resource(self, session_id: str, resource_id: str) -> AgentResource:
        """Something that a message of the session refers to."""
        path = f"{self._path(session_id)}/resources/{segment(resource_id)}"
        return (await self._session.call(Outgoing("GET", path), Data[AgentResource])).data

    def styles(self, *, tag: str | None = None) -> AsyncIterator[AgentStyle]:
        """All styles, or those of a tag (cinematic, retro-tech, iconic-artist, pop-culture, handmade, print)."""
        return pages(self._session, f"{_ROOT}/styles", _PAGE, Page[AgentStyle], tag=tag)

    def brand_kits(self) -> AsyncIterator[BrandKit]:
        """The brand kits of the account."""
        return pages(self._session, "/v3/brand-kits", _KITS, Page[BrandKit])

    async def create_v1(self, body: CreateAgentVideoV1) -> AgentVideoV1:
        """Orders a film the old way: this costs money, and nothing keeps a repeat from costing it twice."""
        order = Outgoing("POST", "/v1/video_agent/generate", json=body.json_bytes(), seconds=WRITE_SECONDS)
        return (await self._session.call(order, Data[AgentVideoV1])).data

    def _path(self, session_id: str) -> str:
        return f"{_ROOT}/{segment(session_id)}"
