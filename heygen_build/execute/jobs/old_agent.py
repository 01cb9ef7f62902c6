"""Films of the first form of the Video Agent (v1): no session, no title, one status call."""

from __future__ import annotations

from collections.abc import Set
from typing import ClassVar

from heygen_build.execute.context import Needs
from heygen_build.execute.jobs.agent_body import old_agent_body
from heygen_build.execute.jobs.base import CannotTell, Ordered, Trace
from heygen_build.execute.jobs.legacy import LegacyJob
from heygen_build.execute.waiting import Patience
from heygen_build.plan.model import Step
from heygen_build.plan.requests import OldAgentRequest


class OldAgentJob(LegacyJob):
    kind: ClassVar[str] = "old_agent"
    parallel: ClassVar[int | None] = 3
    patience: ClassVar[Patience] = Patience(first=10.0, longest=60.0, give_up=45 * 60.0)

    async def order(self, step: Step, needs: Needs, *, idempotency_key: str) -> Ordered:
        request = step.request
        assert isinstance(request, OldAgentRequest)
        body = self.called(step, old_agent_body(request, needs))
        return Ordered((await self.shop.client.agents.create_v1(body)).video_id)

    async def find(self, step: Step, known: Set[str]) -> Trace:
        return CannotTell("v1 gives films of the agent titles of its own")
