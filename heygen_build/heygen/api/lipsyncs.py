"""Lipsyncs (v3.md, "Lipsync")."""

from __future__ import annotations

from collections.abc import AsyncIterator

from heygen_build.heygen.channel import WRITE_SECONDS, Outgoing
from heygen_build.heygen.paging import pages, segment
from heygen_build.heygen.session import Session
from heygen_build.heygen.wire.base import Data, Page
from heygen_build.heygen.wire.lipsyncs import CreateLipsync, Lipsync, LipsyncCreated

_ROOT = "/v3/lipsyncs"
_PAGE = 100


class Lipsyncs:
    """Calls about lipsyncs; reached as `HeyGen.lipsyncs`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def create(self, body: CreateLipsync, *, idempotency_key: str) -> str:
        """Orders a lipsync and gives its id: this costs money. The same key within 24 h gives the first id again."""
        order = Outgoing("POST", _ROOT, json=body.json_bytes(), seconds=WRITE_SECONDS)
        answer = await self._session.call(order, Data[LipsyncCreated], idempotency_key=idempotency_key)
        return answer.data.lipsync_id

    async def get(self, lipsync_id: str) -> Lipsync:
        """The job with fresh links. ApiError "not_found" for an unknown id."""
        return (await self._session.call(Outgoing("GET", f"{_ROOT}/{segment(lipsync_id)}"), Data[Lipsync])).data

    def list(self) -> AsyncIterator[Lipsync]:
        """All lipsyncs, in the server's order; the call has no filters."""
        return pages(self._session, _ROOT, _PAGE, Page[Lipsync])
