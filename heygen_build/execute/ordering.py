"""Ordering: the intent is written before the call, HeyGen's id before anything else happens."""

from __future__ import annotations

from collections.abc import Mapping

from heygen_build.execute.context import Needs, Workshop
from heygen_build.execute.events import StepNote
from heygen_build.execute.jobs.base import Job
from heygen_build.execute.next_action import Collect, Recover, next_action
from heygen_build.heygen.errors import ApiError, TransportFailure
from heygen_build.plan.model import Step
from heygen_build.store.digest import key_of
from heygen_build.store.journal import Accepted, Failed, Intended, Rejected
from heygen_build.store.results import UploadMeta


class Ordering:
    """Places orders, each at most once. Raises ApiError and TransportFailure."""

    def __init__(self, shop: Workshop, jobs: Mapping[str, Job]) -> None:
        self._shop = shop
        self._jobs = jobs

    async def order(self, step: Step, needs: Needs, attempt: int) -> Collect:
        """Write the intent, then order."""
        idempotency_key = f"hb-{step.key[:48]}-{attempt}"
        self._shop.journal.append(
            Intended(
                key=step.key,
                at=self._shop.clock(),
                attempt=attempt,
                idempotency_key=idempotency_key,
                body_digest=key_of(step.inputs),
                usd=step.estimate.usd if step.estimate else None,
                account=self._shop.account,
            )
        )
        return await self._send(step, needs, attempt, idempotency_key)

    async def recover(self, step: Step, needs: Needs, action: Recover) -> Collect:
        """An intent without an answer: adopt the order when it arrived, else send it again under the same key."""
        facts = self._shop.journal.facts(step.key)
        known = {fact.remote_id for fact in facts if isinstance(fact, Accepted)}
        found = await self._jobs[step.kind].find(step, known)
        if found is None:
            return await self._send(step, needs, action.attempt, action.idempotency_key)
        now = self._shop.clock()
        self._shop.journal.append(Accepted(key=step.key, at=now, attempt=action.attempt, remote_id=found, adopted=True))
        self._shop.emit(StepNote(step, f"found the order again, {found}"))
        return Collect(action.attempt, found, None)

    async def _send(self, step: Step, needs: Needs, attempt: int, idempotency_key: str) -> Collect:
        try:
            ordered = await self._jobs[step.kind].order(step, needs, idempotency_key=idempotency_key)
        except (ApiError, TransportFailure) as error:
            if _was_refused(error):
                # Nothing was made. Anything else stays an open intent, to be looked up next time.
                self._shop.journal.append(_rejected(step, attempt, error, self._shop.clock()))
            if isinstance(error, ApiError) and error.code == "asset_not_found":
                self._forget_uploads(needs)
            raise
        now = self._shop.clock()
        fact = Accepted(key=step.key, at=now, attempt=attempt, remote_id=ordered.remote_id, answer=ordered.answer)
        self._shop.journal.append(fact)
        if step.is_paid and ordered.remote_id:
            self._shop.emit(StepNote(step, f"ordered, {ordered.remote_id}"))
        return Collect(attempt, ordered.remote_id, ordered.answer)

    def _forget_uploads(self, needs: Needs) -> None:
        """The account lost a file it once had: the next build must upload it again, not ask for it for ever."""
        for upload in needs.values():
            if isinstance(upload.meta, UploadMeta):
                self._shop.store.forget(upload.key)
                self._mark_lost(upload.key)

    def _mark_lost(self, key: str) -> None:
        action = next_action(self._shop.journal.facts(key), self._shop.account)
        if isinstance(action, Collect):
            fact = Failed(
                key=key,
                at=self._shop.clock(),
                attempt=action.attempt,
                code="asset_not_found",
                message="the uploaded file is gone",
            )
            self._shop.journal.append(fact)


def _was_refused(error: ApiError | TransportFailure) -> bool:
    """Whether it is certain that nothing was made: a clear refusal, or a request that never left."""
    if error.may_have_acted:
        return False
    return isinstance(error, TransportFailure) or error.category not in ("in_progress", "unknown")


def _rejected(step: Step, attempt: int, error: ApiError | TransportFailure, now: float) -> Rejected:
    if isinstance(error, TransportFailure):
        return Rejected(key=step.key, at=now, attempt=attempt, status=0, code=error.kind, message=error.message)
    return Rejected(
        key=step.key,
        at=now,
        attempt=attempt,
        status=error.status,
        code=error.code or "unknown",
        message=error.message,
        request_id=error.request_id,
    )
