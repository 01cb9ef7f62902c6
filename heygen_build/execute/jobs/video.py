"""Videos of v3 create-video: one job each, found again by the marker in their titles."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import ClassVar

from heygen_build.execute.context import Needs
from heygen_build.execute.fetching import Fetching
from heygen_build.execute.jobs.base import (
    CannotTell,
    Collected,
    Found,
    JobFailed,
    JobGone,
    Ordered,
    Trace,
    marker,
    probed,
    timed_out,
    unusable,
)
from heygen_build.execute.jobs.traveling import TravelingJob
from heygen_build.execute.jobs.video_body import video_body
from heygen_build.execute.next_action import Collect
from heygen_build.execute.waiting import GaveUpError
from heygen_build.heygen import wire
from heygen_build.heygen.errors import ApiError
from heygen_build.plan.model import Step
from heygen_build.plan.requests import VideoRequest
from heygen_build.store.results import VideoMeta


class VideoJob(TravelingJob):
    """Other jobs that end in a v3 video inherit `find` and `collect`."""

    kind: ClassVar[str] = "video"
    honors_key: ClassVar[bool] = True

    async def order(self, step: Step, needs: Needs, *, idempotency_key: str) -> Ordered:
        request = step.request
        assert isinstance(request, VideoRequest)
        body = self.called(step, video_body(step, request, needs, self.shop.project))

        async def alone() -> str:
            return (await self.shop.client.create_video(body, idempotency_key=idempotency_key)).video_id

        return await self.placed(step, body, idempotency_key, alone)

    async def find(self, step: Step, known: Set[str]) -> Trace:
        async for video in self.shop.client.list_videos(title=marker(step)):
            if video.id not in known:
                return Found(video.id)
        # Not `Absent`: a video that was deleted, or that is not listed yet, was paid for all the same.
        return CannotTell(f"no video with {marker(step)} in its title is listed")

    async def collect(self, step: Step, needs: Needs, order: Collect, folder: Path) -> Collected:
        order = await self.arrived(step, order)
        video = await self.wait(step, order.remote_id)
        self.finished(step, order, video.duration)
        return await self.fetch(step, video, folder)

    async def wait(self, step: Step, video_id: str) -> wire.Video:
        """The video when its job is done. Raises JobFailed, ForeignJob, and StepError for a timeout."""
        self.note(step, "rendering")
        try:
            video = await self.shop.waiting.until_done(video_id)
        except GaveUpError:
            raise timed_out(step, video_id) from None
        except ApiError as error:
            if error.category == "not_found":
                raise JobGone(error.code or "not_found", error.message) from error
            raise
        self.refuse_foreign(step, video_id, video.title)
        if video.state != "done":
            raise JobFailed(video.failure_code, video.failure_message)
        return video

    async def fetch(
        self, step: Step, video: wire.Video, folder: Path, *, sound: bool = True, captioned: bool = True
    ) -> Collected:
        """The picture, and the subtitles where there are any. `sound`: it must have some; `captioned`: it may speak."""
        fetching = Fetching(self.shop)
        picture, subtitles = folder / f"video.{form_of(step)}", folder / "subtitles.srt"
        self.note(step, "downloading")
        video = await fetching.picture(step, video, picture)
        info = await probed(step, picture, picture=True, sound=sound)
        if form_of(step) not in info.container:
            raise unusable(step, f"it is {info.container}, and {form_of(step)} was ordered")
        files = {"video": picture}
        if captioned and await fetching.subtitles(step, video, subtitles):
            files["subtitles"] = subtitles
        return Collected(VideoMeta(remote_id=video.id, seconds=info.duration), files)


def form_of(step: Step) -> str:
    """The container that was ordered: `webm` (alpha) or `mp4`."""
    request = step.request
    return request.output_format or "mp4" if isinstance(request, VideoRequest) else "mp4"
