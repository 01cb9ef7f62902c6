"""Waiting for videos: each by its own GET, many at once by the bulk status call."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from heygen_build.heygen.client import HeyGen
from heygen_build.heygen.wire import Video

BULK_FROM = 6
"""From this many open videos on, one bulk call (≤ 100 ids) is cheaper than asking for each."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How often to ask and how long: v3 videos start at 2 s, doubling to 30 s, given up after 20 min ([cli])."""

    first: float = 2.0
    longest: float = 30.0
    give_up: float = 20 * 60.0

    def pause(self, asked: int) -> float:
        """Seconds to wait before asking for the `asked`-th time, counted from 0."""
        return min(self.longest, self.first * 2.0 ** min(asked, 30))


IMPATIENT = Patience(first=0.0, longest=0.0)
"""For the emulator inside the process, whose answers wait for the drawing by themselves."""


class GaveUpError(Exception):
    """The waiting ended, the job did not: it goes on at HeyGen and the next build collects it."""


@dataclass(slots=True)
class _Asked:
    """One open video: since when it is waited for, when and how often it was asked about (Unix seconds)."""

    since: float
    last: float = field(default=0.0)
    times: int = 0

    def __post_init__(self) -> None:
        self.last = self.since


class Waiting:
    """Waits for videos on behalf of many steps. One loop asks for all of them, while at least one is open."""

    def __init__(
        self,
        client: HeyGen,
        *,
        sleep: Callable[[float], Awaitable[None]],
        clock: Callable[[], float],
        patience: Patience,
    ) -> None:
        self._client = client
        self._sleep = sleep
        self._clock = clock
        self._patience = patience
        self._open: dict[str, asyncio.Future[Video]] = {}
        self._loop: asyncio.Task[None] | None = None

    async def until_done(self, video_id: str) -> Video:
        """The video once its job has ended, well or badly. Raises GaveUpError, ApiError and TransportFailure."""
        future = self._open.get(video_id)
        if future is None:
            future = self._open[video_id] = asyncio.get_running_loop().create_future()
            if self._loop is None or self._loop.done():
                self._loop = asyncio.create_task(self._ask_in_rounds())
        return await future

    async def close(self) -> None:
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)

    async def _ask_in_rounds(self) -> None:
        asked: dict[str, _Asked] = {}
        try:
            while self._open:
                now = self._clock()
                # A video may join while the loop sleeps, so who is waited for is looked at anew in each round.
                rounds = {video_id: asked.setdefault(video_id, _Asked(now)) for video_id in self._open}
                await self._sleep(max(0.0, min(self._due(entry) for entry in rounds.values()) - now))
                now = self._clock()
                ready = {video_id: entry for video_id, entry in rounds.items() if self._due(entry) <= now}
                await self._ask(list(ready))
                for video_id, entry in ready.items():
                    entry.times, entry.last = entry.times + 1, self._clock()
                    if video_id in self._open and now - entry.since >= self._patience.give_up:
                        self._open.pop(video_id).set_exception(GaveUpError(video_id))
        except Exception as error:
            # Whoever waits must not wait for ever because this loop ended.
            for future in self._open.values():
                future.set_exception(error)
            self._open.clear()
            raise

    def _due(self, entry: _Asked) -> float:
        return entry.last + self._patience.pause(entry.times)

    async def _ask(self, video_ids: list[str]) -> None:
        if len(video_ids) >= BULK_FROM:
            video_ids = await self._ended(video_ids)
        await asyncio.gather(*(self._ask_one(video_id) for video_id in video_ids))

    async def _ended(self, video_ids: list[str]) -> list[str]:
        try:
            statuses = await self._client.video_statuses(video_ids)
        except Exception as error:  # noqa: BLE001 - whoever waits for a video gets the error and decides
            for video_id in video_ids:
                self._open.pop(video_id).set_exception(error)
            return []
        # A video the bulk call does not know is asked for by itself: only that answer says why.
        return [
            video_id for video_id in video_ids if video_id not in statuses or statuses[video_id].state != "in_progress"
        ]

    async def _ask_one(self, video_id: str) -> None:
        try:
            video = await self._client.get_video(video_id)
        except Exception as error:  # noqa: BLE001 - whoever waits for the video gets the error and decides
            self._open.pop(video_id).set_exception(error)
            return
        if video.state != "in_progress":
            self._open.pop(video_id).set_result(video)
