"""Paid and lasting steps, from the facts in the journal to a result in the store. Starting and resuming are one."""

from __future__ import annotations

from heygen_build.execute.collecting import Collecting
from heygen_build.execute.context import Needs, Workshop
from heygen_build.execute.jobs import JOBS
from heygen_build.execute.next_action import Ask, Order, Recover, next_action
from heygen_build.execute.ordering import Ordering
from heygen_build.execute.questions import lost
from heygen_build.plan.model import Step
from heygen_build.store.results import StepResult


class RemoteSteps:
    """Carries one remote step from its facts to its result. Call again after any crash."""

    def __init__(self, shop: Workshop) -> None:
        self._shop = shop
        jobs = {kind: job(shop) for kind, job in JOBS.items()}
        self._jobs = jobs
        self._ordering, self._collecting = Ordering(shop, jobs), Collecting(shop, jobs)

    async def run(self, step: Step, needs: Needs) -> StepResult:
        """Raises StepError; ApiError and TransportFailure pass through to the caller, who knows how to tell them."""
        action = next_action(self._shop.journal.facts(step.key), self._shop.account)
        if isinstance(action, Ask):
            raise lost(step, self._jobs[step.kind], self._shop, action.why)
        if isinstance(action, Recover):
            action = await self._ordering.recover(step, needs, action)
        if isinstance(action, Order):
            action = await self._ordering.order(step, needs, action.attempt)
        return await self._collecting.collect(step, needs, action)
