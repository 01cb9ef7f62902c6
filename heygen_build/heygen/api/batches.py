"""Many videos in one request (v3 videos/batches)."""

from __future__ import annotations

from heygen_build.heygen.channel import WRITE_SECONDS, Outgoing
from heygen_build.heygen.paging import segment
from heygen_build.heygen.session import Session
from heygen_build.heygen.wire import Data
from heygen_build.heygen.wire.batches import MOST_ITEMS, Batch, BatchCreated, BatchItem, CreateVideoBatch


class BatchCalls:
    """Up to 100 orders at once. HeyGen works a batch off by itself: its items take no slots of the account."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def create(self, body: CreateVideoBatch, *, idempotency_key: str) -> BatchCreated:
        """Orders all videos of a batch: this costs money. A replay of the key is the answer of the first time."""
        order = Outgoing("POST", "/v3/videos/batches", json=body.json_bytes(), seconds=WRITE_SECONDS)
        return (await self._session.call(order, Data[BatchCreated], idempotency_key=idempotency_key)).data

    async def items(self, batch_id: str) -> dict[int, BatchItem]:
        """All items of a batch by their place in the request. ApiError "not_found" for an unknown id."""
        found: dict[int, BatchItem] = {}
        token: str | None = None
        while True:
            query = (("limit", str(MOST_ITEMS)), *((("token", token),) if token else ()))
            path = f"/v3/videos/batches/{segment(batch_id)}"
            batch = (await self._session.call(Outgoing("GET", path, query), Data[Batch])).data
            found |= {item.item_index: item for item in batch.items}
            token = batch.next_token
            if not token or batch.has_more is False:
                return found
