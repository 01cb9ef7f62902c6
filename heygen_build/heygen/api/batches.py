"""Many orders in one request, and the state of many jobs in one answer (v3 batches and bulk statuses)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from heygen_build.heygen.channel import WRITE_SECONDS, Outgoing
from heygen_build.heygen.paging import segment
from heygen_build.heygen.session import Session
from heygen_build.heygen.wire import Data, Page, Request, VideoStatus
from heygen_build.heygen.wire.batches import MOST_ITEMS, Batch, BatchCreated, BatchItem, BatchRoute

STATUS_IDS = 100  # per bulk status call (v3.md)


class BatchCalls:
    """Up to 100 orders at once. HeyGen works a batch off by itself: its items take no slots of the account."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def create(
        self, route: BatchRoute, bodies: Sequence[Request], *, title: str, idempotency_key: str
    ) -> BatchCreated:
        """Orders 1 to 100 jobs: this costs money. A replay of the key is the answer of the first time.

        `title` is that of the batch, for people; each order has its own.
        """
        body = json.dumps({route.bodies: [one.body() for one in bodies], "title": title}).encode()
        order = Outgoing("POST", f"{route.root}/batches", json=body, seconds=WRITE_SECONDS)
        return (await self._session.call(order, Data[BatchCreated], idempotency_key=idempotency_key)).data

    async def items(self, route: BatchRoute, batch_id: str) -> dict[int, BatchItem]:
        """All items of a batch by their place in the request. ApiError "not_found" for an unknown id."""
        found: dict[int, BatchItem] = {}
        seen: set[str | None] = set()
        token: str | None = None
        while True:
            query = (("limit", str(MOST_ITEMS)), *((("token", token),) if token else ()))
            path = f"{route.root}/batches/{segment(batch_id)}"
            batch = (await self._session.call(Outgoing("GET", path, query), Data[Batch])).data
            found |= {item.item_index: item for item in batch.items}
            seen.add(token)
            token = batch.next_token
            # A token that comes back leads to items that are known; one that is left out is asked for again anyway.
            if not token or batch.has_more is False or token in seen:
                return found

    async def statuses(self, route: BatchRoute, ids: Sequence[str]) -> dict[str, VideoStatus]:
        """The status of many jobs, 100 in a request.

        An id that the server leaves out of its answer is left out here.
        """
        unique = list(dict.fromkeys(ids))
        found: dict[str, VideoStatus] = {}
        for start in range(0, len(unique), STATUS_IDS):
            query = ((route.ids, ",".join(unique[start : start + STATUS_IDS])),)
            page = await self._session.call(Outgoing("GET", f"{route.root}/statuses", query), Page[VideoStatus])
            found.update({status.video_id: status for status in page.data if status.video_id is not None})
        return found
