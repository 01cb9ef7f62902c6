"""Bells end pauses early: an event says that a job is over, and whoever waits for it looks at once."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable

REMEMBERED = 10_000
"""Ids that rang while nobody waited for them: an event may come before the answer to the order, and an account's other
jobs ring as well."""


class Bells:
    """One for a build. A ring is only a hint: whoever hears it asks HeyGen, and asks on where nobody rings."""

    def __init__(self) -> None:
        self._pauses: dict[str, set[asyncio.Event]] = {}
        self._early: OrderedDict[str, None] = OrderedDict()

    def ring(self, ids: Iterable[str]) -> None:
        """Something happened to these jobs, sessions or batches."""
        for one in ids:
            if one in self._pauses:
                for bell in self._pauses[one]:
                    bell.set()
            else:
                self._early[one] = None
                if len(self._early) > REMEMBERED:
                    self._early.popitem(last=False)

    async def pause(self, ids: frozenset[str], rest: Callable[[], Awaitable[None]]) -> bool:
        """Rest, but not longer than until one of `ids` rings. Whether it rang, before or meanwhile."""
        if not ids.isdisjoint(self._early):
            for one in ids:
                self._early.pop(one, None)
            return True
        bell = asyncio.Event()
        for one in ids:
            self._pauses.setdefault(one, set()).add(bell)
        try:
            return await _first(rest(), bell)
        finally:
            for one in ids:
                self._pauses[one].discard(bell)
                if not self._pauses[one]:
                    del self._pauses[one]


async def _first(rest: Awaitable[None], bell: asyncio.Event) -> bool:
    """Whether the bell came before the end of the rest. Raises what the rest raises."""
    resting, ringing = asyncio.ensure_future(rest), asyncio.ensure_future(bell.wait())
    try:
        await asyncio.wait((resting, ringing), return_when=asyncio.FIRST_COMPLETED)
        if resting.done():
            resting.result()
        return bell.is_set()
    finally:
        for one in (resting, ringing):
            one.cancel()
        await asyncio.gather(resting, ringing, return_exceptions=True)
