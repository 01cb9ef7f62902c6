"""Webhook endpoints of v3 (webhooks, "Management v3")."""

from __future__ import annotations

from collections.abc import AsyncIterator

from heygen_build.heygen.channel import WRITE_SECONDS, Outgoing
from heygen_build.heygen.errors import ApiError
from heygen_build.heygen.paging import pages, segment
from heygen_build.heygen.session import Session
from heygen_build.heygen.wire import Data, Page
from heygen_build.heygen.wire.webhooks import CreateEndpoint, Endpoint, EndpointRemoved

_ROOT = "/v3/webhooks/endpoints"
_PAGE = 100


class Webhooks:
    """Calls about receivers of events; reached as `HeyGen.webhooks`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def register(self, body: CreateEndpoint, *, idempotency_key: str) -> Endpoint:
        """Registers an address. Only this answer has the secret; an address that is registered already may be 409."""
        outgoing = Outgoing("POST", _ROOT, json=body.json_bytes(), seconds=WRITE_SECONDS)
        return (await self._session.call(outgoing, Data[Endpoint], idempotency_key=idempotency_key)).data

    def endpoints(self) -> AsyncIterator[Endpoint]:
        """All endpoints of the account, without their secrets."""
        return pages(self._session, _ROOT, _PAGE, Page[Endpoint])

    async def remove(self, endpoint_id: str) -> None:
        """Ends the calls to an endpoint; one that is gone already is as good."""
        try:
            outgoing = Outgoing("DELETE", f"{_ROOT}/{segment(endpoint_id)}", seconds=WRITE_SECONDS)
            await self._session.call(outgoing, EndpointRemoved)
        except ApiError as error:
            if error.category != "not_found":
                raise
