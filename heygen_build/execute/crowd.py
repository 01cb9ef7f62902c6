"""Crowds: while many jobs of one kind are open, one bulk answer serves all who wait for them."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from heygen_build.heygen.wire import VideoStatus

MANY = 100
"""From this many open jobs on, newcomers wait for the next bulk call; one call holds as many ids."""
_ROUND = 0.9
"""The least time between two rounds of a crowd, as a share of the longest pause: somebody of a crowd wakes at any time,
and would otherwise have all of them asked about twice a pause."""
Statuses = Callable[[Sequence[str]], Awaitable[Mapping[str, VideoStatus]]]
"""The bulk status call of a kind of jobs."""


@dataclass(frozen=True, slots=True)
class _Round:
    """A bulk answer, under way or arrived, and when it was asked for (Unix seconds)."""

    at: float
    answer: asyncio.Task[Mapping[str, VideoStatus]]


class Crowd:
    """The open jobs of one kind. Every step asks for itself: no loop between them can die unnoticed.

    `bulk_from` open jobs make a bulk call worth it; `longest` is the longest pause in seconds of who waits for them.
    """

    def __init__(self, statuses: Statuses, clock: Callable[[], float], *, bulk_from: int, longest: float) -> None:
        self._ask = statuses
        self._clock = clock
        self._bulk_from = bulk_from
        self._longest = longest
        self._open: set[str] = set()
        self._rounds: dict[str, _Round] = {}
        self._asked_at = -math.inf

    @contextmanager
    def joined(self, job_id: str) -> Iterator[None]:
        """While somebody waits for a job, it is asked about with the others."""
        self._open.add(job_id)
        try:
            yield
        finally:
            self._open.discard(job_id)
            self._rounds.pop(job_id, None)

    async def goes_on(self, job_id: str, pause: float) -> bool:
        """Whether nothing is to be asked now, for somebody who last asked `pause` seconds ago: the crowd's last answer,
        or the one to come, tells that the job is not over. False where only its own answer says more; that is also the
        only one that is new enough after an event, `pause` 0.
        """
        if pause <= 0:
            return False
        if self._may_wait_for_others(job_id):
            return True
        if len(self._open) < self._bulk_from:
            return False
        status = (await self._statuses(job_id, pause)).get(job_id)
        # A job that the bulk call does not know is asked for by itself: only that answer says why.
        return status is not None and status.state == "in_progress"

    async def close(self) -> None:
        """End bulk calls that nobody waits for any more."""
        calls = {one.answer for one in self._rounds.values()}
        for call in calls:
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)

    def _may_wait_for_others(self, job_id: str) -> bool:
        """Among many, a newcomer is asked about with the next round, not by a request of its own."""
        young = self._clock() - self._asked_at <= _ROUND * self._longest
        return len(self._open) >= MANY and job_id not in self._rounds and young

    async def _statuses(self, job_id: str, pause: float) -> Mapping[str, VideoStatus]:
        """A bulk answer that is young enough for somebody who last asked `pause` seconds ago, or a new one.

        A new one is asked for all whose answers are too old as well, and only for them: however many waiters there
        are and whenever they came, a round takes one request for each hundred of them.
        """
        now = self._clock()
        if len(self._open) >= MANY:
            # The newest of a crowd must not make all be asked about every two seconds.
            pause = 2 * _ROUND * self._longest
        if self._is_old(job_id, now, pause):
            ids = sorted(one for one in self._open if self._is_old(one, now, pause))
            call = asyncio.ensure_future(self._ask(ids))
            # Every waiter may have been canceled by the time a call fails; then nobody is left to hear of it.
            call.add_done_callback(lambda done: done.cancelled() or done.exception())
            self._asked_at = now
            self._rounds.update(dict.fromkeys(ids, _Round(now, call)))
        # Shielded, because the answer is for everybody: one canceled waiter must not take it from the others.
        return await asyncio.shield(self._rounds[job_id].answer)

    def _is_old(self, job_id: str, now: float, pause: float) -> bool:
        known = self._rounds.get(job_id)
        return known is None or now - known.at > pause / 2
