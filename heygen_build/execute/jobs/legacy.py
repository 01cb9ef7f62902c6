"""Jobs of v1 and v2: no key is honored, one status call serves all of them, and links come with each of its answers."""

from __future__ import annotations

import asyncio
from collections.abc import Set
from pathlib import Path
from typing import ClassVar

from heygen_build.execute.context import Needs
from heygen_build.execute.fetching import LATE_PICTURE, TRIES
from heygen_build.execute.jobs.base import (
    CannotTell,
    Collected,
    Found,
    Job,
    JobFailed,
    JobGone,
    Trace,
    marker,
    probed,
    timed_out,
    unusable,
)
from heygen_build.execute.next_action import Collect
from heygen_build.execute.problems import StepError, at_step
from heygen_build.execute.waiting import GaveUpError
from heygen_build.heygen.errors import ApiError, LinkExpired
from heygen_build.heygen.wire.legacy import LegacyVideo
from heygen_build.plan.model import Step
from heygen_build.store.results import VideoMeta

GONE = 410
"""What a host that has retired a call may answer."""


class LegacyJob(Job):
    """What all of them have in common: they are found by their titles, waited for, and fetched."""

    honors_key: ClassVar[bool] = False
    form: ClassVar[str] = "mp4"
    """The container that is ordered."""
    has_title: ClassVar[bool] = True
    """Whether its call takes a title."""

    async def find(self, step: Step, known: Set[str]) -> Trace:
        """By the title, in v1's list: it is the only call that may tell (v1.md)."""
        if not self.has_title:
            return CannotTell("its call takes no title by which it could be found")
        async for video in self.shop.client.legacy.videos(title=marker(step)):
            if video.video_id not in known and marker(step) in (video.video_title or ""):
                return Found(video.video_id)
        return CannotTell(f"no video with {marker(step)} in its title is listed")

    async def collect(self, step: Step, needs: Needs, order: Collect, folder: Path) -> Collected:
        video = await self._wait(step, order.remote_id)
        self.finished(step, order, video.duration)
        self.note(step, "downloading")
        picture = folder / f"video.{self.form}"
        await self._download(step, video, picture)
        info = await probed(step, picture, picture=True, sound=False)
        if self.form not in info.container:
            raise unusable(step, f"it is {info.container}, and {self.form} was ordered")
        files = {"video": picture}
        subtitles = await self._subtitles(step, video, folder)
        if subtitles is not None:
            files["subtitles"] = subtitles
        return Collected(VideoMeta(remote_id=video.id, seconds=info.duration), files)

    async def _subtitles(self, step: Step, video: LegacyVideo, folder: Path) -> Path | None:
        """The captions as SRT: v1 gives ASS. Without them a model times the captions, so their loss fails nothing."""
        import pysubs2

        if video.caption_url is None:
            return None
        styled, plain = folder / "subtitles.ass", folder / "subtitles.srt"
        try:
            await self.shop.client.download(video.caption_url, styled)
            await asyncio.to_thread(lambda: pysubs2.load(str(styled)).save(str(plain), format_="srt"))
        except (LinkExpired, pysubs2.Pysubs2Error, UnicodeDecodeError):
            self.note(step, "it has no subtitles that can be read; a model times the captions")
            return None
        return plain

    async def _wait(self, step: Step, video_id: str) -> LegacyVideo:
        self.note(step, "rendering")
        try:
            video = await self.shop.waiting.until(video_id, lambda: self._look(video_id), self.patience)
        except GaveUpError:
            raise timed_out(step, video_id) from None
        except ApiError as error:
            if error.category == "not_found" and error.status != GONE:
                raise JobGone(error.code or "not_found", error.message) from error
            raise
        if video.state != "done":
            raise JobFailed(video.error.code if video.error else None, video.error.words if video.error else None)
        return video

    async def _look(self, video_id: str) -> LegacyVideo | None:
        """The job when it has ended. A job that is "completed" with a link counts, whatever its error says."""
        video = await self.shop.client.legacy.video(video_id)
        return None if video.state == "in_progress" else video

    async def _download(self, step: Step, video: LegacyVideo, target: Path) -> None:
        for trial in range(TRIES):
            if trial:
                if video.video_url is None:
                    await self.shop.sleep(LATE_PICTURE)
                video = await self.shop.client.legacy.video(video.id)
            if video.video_url is None:
                continue
            try:
                await self.shop.client.download(video.video_url, target)
            except LinkExpired:
                self.note(step, "the link has expired, asking for a new one")
            else:
                return
        hint = "run the build again: it downloads this render and orders nothing new"
        raise StepError(at_step(step, "HB0703", f"the finished video {video.id} cannot be downloaded", hint=hint))
