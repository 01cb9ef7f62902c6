"""Workflow nodes: clips from prompts, and other faces. No key is honored and nothing lists them (workflows.md).

So an order whose answer was lost cannot be told from one that never arrived: a person is asked.
"""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import ClassVar

from heygen_build.execute.context import Needs
from heygen_build.execute.jobs.base import Collected, Job, Ordered, probed
from heygen_build.execute.jobs.tasks import address, fetch, until_done
from heygen_build.execute.next_action import Collect
from heygen_build.execute.waiting import Patience
from heygen_build.heygen.errors import ApiError
from heygen_build.heygen.wire.workflows import (
    Execution,
    GenerateVideo,
    StartFaceSwap,
    StartGeneration,
    SwapFace,
)
from heygen_build.plan.model import Step
from heygen_build.plan.requests import FaceSwapRequest, GenerateRequest
from heygen_build.store.results import VideoMeta


class WorkflowJob(Job):
    """One node. Asked every 10 s, given up after 20 minutes: twice what the slowest is said to take ([skills])."""

    honors_key: ClassVar[bool] = False
    patience: ClassVar[Patience] = Patience(first=10.0, longest=10.0, give_up=20 * 60.0)

    async def order(self, step: Step, needs: Needs, *, idempotency_key: str) -> Ordered:
        body = await self.body(step, needs)
        try:
            started = await self.shop.client.workflows.start(body)
        except ApiError as error:
            if error.status not in (404, 410):
                raise
            # Their path is one of v1, whose end was announced; whether it covers them is unconfirmed (workflows.md).
            text = "workflow nodes are no longer served: clips can be neither generated nor given another face"
            raise ApiError(error.status, error.code, text, request_id=error.request_id) from error
        return Ordered(started.execution_id)

    @abstractmethod
    async def body(self, step: Step, needs: Needs) -> StartGeneration | StartFaceSwap:
        """What is sent."""

    async def collect(self, step: Step, needs: Needs, order: Collect, folder: Path) -> Collected:
        async def look() -> Execution:
            return await self.shop.client.workflows.get(order.remote_id)

        done = await until_done(self, step, order.remote_id, look, _failure)
        self.finished(step, order, None)
        clip = folder / "video.mp4"
        self.note(step, "downloading")
        await fetch(self, step, done, look, lambda seen: seen.video_url, clip)
        info = await probed(step, clip, picture=True, sound=False)
        return Collected(VideoMeta(remote_id=order.remote_id, seconds=info.duration), {"video": clip})

    async def address(self, needs: Needs, role: str) -> str:
        """The public address of an upload: nodes take addresses only."""
        return await address(self.shop.client, needs, role)


class GenerateJob(WorkflowJob):
    kind: ClassVar[str] = "generate"

    async def body(self, step: Step, needs: Needs) -> StartGeneration:
        request = step.request
        assert isinstance(request, GenerateRequest)
        return StartGeneration(
            input=GenerateVideo.model_validate(
                {
                    "prompt": request.prompt,
                    "provider": request.provider,
                    "aspect_ratio": request.aspect_ratio,
                    "reference_image_url": await self.address(needs, "reference") if "reference" in needs else None,
                    "tail_image_url": await self.address(needs, "tail") if "tail" in needs else None,
                    "config": request.config,
                }
            )
        )


class FaceSwapJob(WorkflowJob):
    kind: ClassVar[str] = "face_swap"

    async def body(self, step: Step, needs: Needs) -> StartFaceSwap:
        assert isinstance(step.request, FaceSwapRequest)
        face, target = await self.address(needs, "face"), await self.address(needs, "target")
        return StartFaceSwap(input=SwapFace(source_image_url=face, target_video_url=target))


def _failure(execution: Execution) -> tuple[str | None, str | None]:
    return (execution.error.code, execution.error.message) if execution.error else (None, None)
