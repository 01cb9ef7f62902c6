"""Orders that may travel in a batch with others of their kind (v3 batches)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from heygen_build.execute.convoys import BATCH_KEY, ROUTES, as_item
from heygen_build.execute.jobs.base import Found, Job, JobFailed, JobGone, Ordered, timed_out
from heygen_build.execute.next_action import Collect
from heygen_build.execute.waiting import GaveUpError, Patience
from heygen_build.heygen.errors import ApiError
from heygen_build.heygen.wire import Request
from heygen_build.heygen.wire.batches import BatchItem
from heygen_build.plan.model import Step
from heygen_build.store.journal import Accepted

QUEUED = "queued"
IN_A_QUEUE = Patience(first=5.0, longest=30.0, give_up=3 * 3600.0)
"""For an item of a batch to begin: a hundred videos, ten at a time, each of up to 15 minutes ([skills])."""


class TravelingJob(Job):
    """An order that leaves alone, or with at least nineteen others in one request."""

    def honors(self, idempotency_key: str) -> bool:
        return self.honors_key and not idempotency_key.startswith(BATCH_KEY)

    async def placed(self, step: Step, body: Request, key: str, alone: Callable[[], Awaitable[str]]) -> Ordered:
        """The order, taken: as an item of its batch, or by `alone`, which gives its id."""
        if self.shop.convoys.travels(step):
            return Ordered(await self.shop.convoys.order(step, body, key))
        return Ordered(await alone())

    async def arrived(self, step: Step, order: Collect) -> Collect:
        """The order under the id of its own job. Raises JobFailed for an item of a batch that was refused."""
        item = as_item(order.remote_id) if self.kind in ROUTES else None
        return order if item is None else replace(order, remote_id=await self._job_of(step, order, *item))

    async def _job_of(self, step: Step, order: Collect, batch_id: str, index: int) -> str:
        async def look() -> BatchItem | None:
            item = await self.shop.convoys.item(self.kind, batch_id, index)
            is_waiting = item is None or (item.video_id is None and item.state != "failed") or item.status == QUEUED
            return None if is_waiting else item

        try:
            item = await self.shop.waiting.until(order.remote_id, look, IN_A_QUEUE)
        except GaveUpError:
            raise timed_out(step, order.remote_id) from None
        except ApiError as error:
            if error.category == "not_found":
                return await self._outlived(step, order, error)
            raise
        if item.video_id is None:
            raise JobFailed(item.error.code if item.error else None, item.error.message if item.error else None)
        return self._is_called(step, order, item.video_id)

    async def _outlived(self, step: Step, order: Collect, error: ApiError) -> str:
        """The id of a job whose batch is not known any more: how long batches are kept is not stated (v3.md)."""
        known = {fact.remote_id for fact in self.shop.journal.facts(step.key) if isinstance(fact, Accepted)}
        found = await self.find(step, known)
        if isinstance(found, Found):
            return self._is_called(step, order, found.remote_id)
        raise JobGone(error.code or "not_found", error.message) from error

    def _is_called(self, step: Step, order: Collect, job_id: str) -> str:
        fact = Accepted(key=step.key, at=self.shop.clock(), attempt=order.attempt, remote_id=job_id)
        self.shop.journal.append(fact)
        self.note(step, f"ordered, {job_id}")
        return job_id
