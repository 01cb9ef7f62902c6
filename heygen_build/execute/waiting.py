"""Waiting for jobs: each by its own GET; while many of a kind are open, one bulk answer serves all of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from heygen_build.execute.bells import Bells
from heygen_build.execute.crowd import Crowd
from heygen_build.heygen.client import HeyGen
from heygen_build.heygen.errors import ApiError, TransportFailure
from heygen_build.heygen.wire import Video
from heygen_build.heygen.wire.batches import VIDEOS, BatchRoute

BULK_FROM = 6
"""From this many open jobs of a kind on, one bulk call (≤ 100 ids) is cheaper than asking for each."""
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
Look = Callable[[], Awaitable[Found | None]]
"""Asks about a job; None while it is not over."""


class GaveUpError(Exception):
    """The waiting ended, the job did not: it goes on at HeyGen and the next build collects it."""


class Waiting:
    """Waits for jobs on behalf of many steps. Every step asks for itself: no loop between them can die unnoticed."""

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
        self._crowds: dict[BatchRoute, Crowd] = {}

    async def until_done(self, video_id: str) -> Video:
        """The video once its job has ended, well or badly. Raises GaveUpError, ApiError and TransportFailure."""

        async def look() -> Video | None:
            video = await self._client.get_video(video_id)
            return None if video.state == "in_progress" else video

        return await self.until(video_id, look, self._patience, VIDEOS)

    async def close(self) -> None:
        """End bulk calls that nobody waits for any more."""
        for crowd in self._crowds.values():
            await crowd.close()

    async def until(
        self,
        what: str,
        look: Callable[[], Awaitable[Found | None]],
        patience: Patience,
        route: BatchRoute | None = None,
    ) -> Found:
        """What `look` gives once it gives something, asked at the pace of `patience`; `what` names it for people.

        A job of a `route` waits in the crowd of its kind, and `what` is its id. Raises GaveUpError, ApiError and
        TransportFailure.
        """
        pace = self._pace(patience)
        if route is None:
            return await self._until(what, lambda pause: look(), pace)
        crowd = self._crowd(route, pace)

        async def look_together(pause: float) -> Found | None:
            return None if await crowd.goes_on(what, pause) else await look()

        with crowd.joined(what):
            return await self._until(what, look_together, pace)

    def _crowd(self, route: BatchRoute, pace: Patience) -> Crowd:
        if route not in self._crowds:
            ask = partial(self._client.batches.statuses, route)
            self._crowds[route] = Crowd(ask, self._clock, bulk_from=pace.bulk_from, longest=pace.longest)
        return self._crowds[route]

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


def _passes(error: ApiError | TransportFailure) -> bool:
    """Whether asking again later makes sense. A job that was ordered a moment ago may not be found everywhere yet."""
    return isinstance(error, TransportFailure) or error.category in ("server", "rate", "not_found")
