"""Lips moved to other speech (v3 lipsyncs)."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import ClassVar

from heygen_build.execute.context import Needs
from heygen_build.execute.jobs.base import (
    Collected,
    Ordered,
    Trace,
    asset_id,
    probed,
    title,
)
from heygen_build.execute.jobs.tasks import fetch, found_by_title, until_done
from heygen_build.execute.jobs.traveling import TravelingJob
from heygen_build.execute.next_action import Collect
from heygen_build.heygen.wire import AssetById
from heygen_build.heygen.wire.batches import LIPSYNCS, BatchRoute
from heygen_build.heygen.wire.lipsyncs import CreateLipsync, Lipsync
from heygen_build.plan.model import Step
from heygen_build.plan.requests import LipsyncRequest
from heygen_build.store.results import VideoMeta


class LipsyncJob(TravelingJob):
    kind: ClassVar[str] = "lipsync"
    honors_key: ClassVar[bool] = True
    route: ClassVar[BatchRoute | None] = LIPSYNCS

    async def order(self, step: Step, needs: Needs, *, idempotency_key: str) -> Ordered:
        body = self.called(step, lipsync_body(step, needs, self.shop.project))

        async def alone() -> str:
            return await self.shop.client.lipsyncs.create(body, idempotency_key=idempotency_key)

        return await self.placed(step, body, idempotency_key, alone)

    async def find(self, step: Step, known: Set[str]) -> Trace:
        return await found_by_title(step, known, self.shop.client.lipsyncs.list())

    async def collect(self, step: Step, needs: Needs, order: Collect, folder: Path) -> Collected:
        order = await self.arrived(step, order)

        async def look() -> Lipsync:
            return await self.shop.client.lipsyncs.get(order.remote_id)

        done = await until_done(self, step, order.remote_id, look, lambda seen: (None, seen.failure_message))
        self.refuse_foreign(step, order.remote_id, done.title)
        self.finished(step, order, done.duration)
        clip = folder / "video.mp4"
        self.note(step, "downloading")
        await fetch(self, step, done, look, lambda seen: seen.video_url, clip)
        info = await probed(step, clip, picture=True)
        return Collected(VideoMeta(remote_id=order.remote_id, seconds=info.duration), {"video": clip})


def lipsync_body(step: Step, needs: Needs, project: str) -> CreateLipsync:
    """The body of POST /v3/lipsyncs."""
    request = step.request
    assert isinstance(request, LipsyncRequest)
    return CreateLipsync(
        video=AssetById(asset_id=asset_id(needs, "target")),
        audio=AssetById(asset_id=asset_id(needs, "audio")),
        mode=request.mode,
        title=title(step, project),
        enable_dynamic_duration=request.dynamic_duration,
        disable_music_track=request.disable_music_track,
        enable_speech_enhancement=request.speech_enhancement,
        start_time=request.trim.start if request.trim and request.trim.start else None,
        end_time=request.trim.end if request.trim else None,
    )
