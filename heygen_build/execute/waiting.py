"""Waiting for videos: each by its own GET; while many are open, one bulk answer serves all of them."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from heygen_build.execute.bells import Bells
from heygen_build.heygen.client import HeyGen
from heygen_build.heygen.errors import ApiError, TransportFailure
from heygen_build.heygen.wire import Video, VideoStatus

BULK_FROM = 6
"""From this many open videos on, one bulk call (≤ 100 ids) is cheaper than asking for each."""
CROWD = 100
"""From this many open videos on, newcomers wait for the next bulk call; one call holds as many ids."""
_ROUND = 0.9
"""The least time between two rounds of a crowd, as a share of the longest pause: somebody of a crowd wakes at any time,
and would otherwise have all of them asked about twice a pause."""
FORGIVEN = 3
"""Polls that may fail in a row: a job of 15 minutes must not be lost to a gateway that restarts."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How often to ask and how long: v3 videos start at 2 s, doubling to 30 s, given up after 20 min ([cli])."""

    first: float = 2.0
    longest: float = 30.0
    give_up: float = 20 * 60.0
    bulk_from: int = BULK_FROM

    def pause(self, asked: int) -> float:
        """Seconds to wait before asking for the `asked`-th time, counted from 0."""
        return min(self.longest, self.first * 2.0 ** min(asked, 30))


EAGER = Patience()
"""After an event about a job."""
IMPATIENT = Patience(first=0.0, longest=0.0, bulk_from=10**9)
"""For the emulator inside the process, whose answers wait for the drawing by themselves; a bulk answer would wait for
the slowest drawing of all."""


Found = TypeVar("Found")


class GaveUpError(Exception):
    """The waiting ended, the job did not: it goes on at HeyGen and the next build collects it."""


@dataclass(frozen=True, slots=True)
class _Round:
    """A bulk answer, under way or arrived, and when it was asked for (Unix seconds)."""

    at: float
    answer: asyncio.Task[dict[str, VideoStatus]]


class Waiting:
    """Waits for videos on behalf of many steps. Every step asks for itself: no loop between them can die unnoticed."""

    def __init__(
        self,
        client: HeyGen,
        *,
        sleep: Callable[[float], Awaitable[None]],
        clock: Callable[[], float],
        patience: Patience,
        bells: Bells | None = None,
    ) -> None:
        self._client = client
        self._bells = bells
        self._sleep = sleep
        self._clock = clock
        self._patience = patience
        self._open: set[str] = set()
        self._rounds: dict[str, _Round] = {}
        self._asked_at = -math.inf

    async def until_done(self, video_id: str) -> Video:
        """The video once its job has ended, well or badly. Raises GaveUpError, ApiError and TransportFailure."""
        self._open.add(video_id)
        try:
            return await self._until(video_id, lambda pause: self._look(video_id, pause), self._patience)
        finally:
            self._open.discard(video_id)
            self._rounds.pop(video_id, None)

    async def close(self) -> None:
        """End bulk calls that nobody waits for any more."""
        calls = {one.answer for one in self._rounds.values()}
        for call in calls:
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)

    async def until(self, what: str, look: Callable[[], Awaitable[Found | None]], patience: Patience) -> Found:
        """What `look` gives once it gives something, asked at the pace of `patience`; `what` names it for people.

        Raises GaveUpError, ApiError and TransportFailure.
        """
        return await self._until(what, lambda pause: look(), self._pace(patience))

    def _pace(self, patience: Patience) -> Patience:
        """That of the kind of job, unless the server is in this process and answers when there is something."""
        return self._patience if self._patience.longest == 0 else patience

    async def _until(self, what: str, look: Callable[[float], Awaitable[Found | None]], patience: Patience) -> Found:
        since, asked, failed = self._clock(), 0, 0
        while True:
            pause = patience.pause(asked)
            asked += 1
            if await self._rested(what, pause):
                # The event may be ahead of the answers, so that what it tells is asked for eagerly from now on.
                patience, asked, pause = replace(patience, first=EAGER.first, longest=EAGER.longest), 0, 0.0
            try:
                found = await look(pause)
                failed = 0
            except (ApiError, TransportFailure) as error:
                failed += 1
                if failed >= FORGIVEN or not _passes(error):
                    raise
                found = None
            if found is not None:
                return found
            if self._clock() - since >= patience.give_up:
                raise GaveUpError(what)

    async def _rested(self, what: str, seconds: float) -> bool:
        """Wait before asking about a job. True where an event about it, or about its batch, ended the pause."""
        if self._bells is None:
            await self._sleep(seconds)
            return False
        return await self._bells.pause(frozenset((what, what.partition(":")[0])), lambda: self._sleep(seconds))

    async def _look(self, video_id: str, pause: float) -> Video | None:
        """The video when its job has ended, else None. After an event, `pause` 0, only its own answer is new enough."""
        if pause > 0 and self._may_wait_for_others(video_id):
            return None
        if pause > 0 and len(self._open) >= self._patience.bulk_from:
            status = (await self._statuses(video_id, pause)).get(video_id)
            # A video that the bulk call does not know is asked for by itself: only that answer says why.
            if status is not None and status.state == "in_progress":
                return None
        video = await self._client.get_video(video_id)
        return None if video.state == "in_progress" else video

    def _may_wait_for_others(self, video_id: str) -> bool:
        """In a crowd a newcomer is asked about with the next round, not by a request of its own."""
        young = self._clock() - self._asked_at <= _ROUND * self._patience.longest
        return len(self._open) >= CROWD and video_id not in self._rounds and young

    async def _statuses(self, video_id: str, pause: float) -> dict[str, VideoStatus]:
        """A bulk answer that is young enough for somebody who last asked `pause` seconds ago, or a new one.

        A new one is asked for all whose answers are too old as well, and only for them: however many waiters there
        are and whenever they came, a round takes one request for each hundred of them.
        """
        now = self._clock()
        if len(self._open) >= CROWD:
            # The newest of a crowd must not make all be asked about every two seconds.
            pause = 2 * _ROUND * self._patience.longest
        if self._is_old(video_id, now, pause):
            ids = sorted(one for one in self._open if self._is_old(one, now, pause))
            call = asyncio.create_task(self._client.video_statuses(ids))
            # Every waiter may have been cancelled by the time a call fails; then nobody is left to hear of it.
            call.add_done_callback(lambda done: done.cancelled() or done.exception())
            self._asked_at = now
            self._rounds.update(dict.fromkeys(ids, _Round(now, call)))
        # Shielded, because the answer is for everybody: one cancelled waiter must not take it from the others.
        return await asyncio.shield(self._rounds[video_id].answer)

    def _is_old(self, video_id: str, now: float, pause: float) -> bool:
        known = self._rounds.get(video_id)
        return known is None or now - known.at > pause / 2


def _passes(error: ApiError | TransportFailure) -> bool:
    """Whether asking again later makes sense. A job that was ordered a moment ago may not be found everywhere yet."""
    return isinstance(error, TransportFailure) or error.category in ("server", "rate", "not_found")
