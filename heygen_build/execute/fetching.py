"""Fetching the files of a finished video by links that expire, and that may be later than the video itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from heygen_build.execute.context import Workshop
from heygen_build.execute.events import StepNote
from heygen_build.execute.problems import StepError, at_step
from heygen_build.heygen.errors import LinkExpired
from heygen_build.heygen.wire import Video
from heygen_build.media.model import MediaError
from heygen_build.plan.model import Step

TRIES = 3
"""How often a file is tried: a fresh GET of the video issues a fresh signature."""
LATE_PICTURE = 30.0
"""Seconds to wait when a completed video has no link yet ([skills-may])."""
LATE_SUBTITLES = 6.0
"""The same for its subtitles, which arrive about 12 s after the video ([3p])."""

Link = Callable[[Video], str | None]


def are_subtitles(path: Path) -> bool:
    """Whether a file that arrived holds subtitles: what is stored is used by every later build."""
    from heygen_build.media.subtitles import read_srt

    try:
        return bool(read_srt(path.read_text(encoding="utf-8-sig")))
    except (MediaError, UnicodeDecodeError):
        return False


class Fetching:
    """Downloads what a video links to. Raises StepError, ApiError and TransportFailure."""

    def __init__(self, shop: Workshop) -> None:
        self._shop = shop

    async def picture(self, step: Step, video: Video, target: Path) -> Video:
        """Download the video into `target`; gives the video as last seen."""
        return await self._download(step, video, lambda seen: seen.video_url, target, late=LATE_PICTURE)

    async def subtitles(self, step: Step, video: Video, target: Path) -> bool:
        """Whether there are subtitles. Without them a model times the captions, so their loss fails no paid video."""
        try:
            await self._download(step, video, lambda seen: seen.subtitle_url, target, late=LATE_SUBTITLES)
        except StepError:
            self._shop.emit(StepNote(step, "it has no subtitles; a model times the captions"))
            return False
        if not await asyncio.to_thread(are_subtitles, target):
            self._shop.emit(StepNote(step, "its subtitles cannot be read; a model times the captions"))
            return False
        return True

    async def _download(self, step: Step, video: Video, link: Link, target: Path, *, late: float) -> Video:
        for trial in range(TRIES):
            if trial:
                video = await self._fresh(video, link, late)
            url = link(video)
            if url is None:
                continue
            try:
                await self._shop.client.download(url, target)
            except LinkExpired:
                self._shop.emit(StepNote(step, "the link has expired, asking for a new one"))
            else:
                return video
        hint = "run the build again: it downloads this render and orders nothing new"
        raise StepError(at_step(step, "HB0703", f"the finished video {video.id} cannot be downloaded", hint=hint))

    async def _fresh(self, video: Video, link: Link, late: float) -> Video:
        if link(video) is None:
            await self._shop.sleep(late)
        return await self._shop.client.get_video(video.id)
