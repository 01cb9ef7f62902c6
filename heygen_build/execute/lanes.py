"""How many orders are open at HeyGen at once: the account's limit, less when it says so, and limits by kind."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator

RECOVERY = 3
"""Orders that must go well in a row before one more is tried at once."""


class Lanes:
    """Slots for open orders. A refusal for their number halves what is tried at once; success widens it again.

    Additive increase, multiplicative decrease: the account's true limit is not published for every plan, and other
    programs may use the same account.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.width = limit
        self._used = 0
        self._by_kind: Counter[str] = Counter()
        self._well = 0
        self._changed = asyncio.Condition()

    @contextlib.asynccontextmanager
    async def slot(self, kind: str, most: int | None) -> AsyncIterator[None]:
        """Wait until another order may be open; `most` is the limit of its kind."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._is_free(kind, most))
            self._enter(kind)
        try:
            yield
        finally:
            await self._leave(kind)

    @contextlib.asynccontextmanager
    async def occupied(self, kind: str) -> AsyncIterator[None]:
        """An order that is open already: it takes a slot from new ones, and waits for none itself."""
        self._enter(kind)
        try:
            yield
        finally:
            await self._leave(kind)

    def refused(self) -> None:
        """HeyGen said 429 to an order that is still in its slot: so many at once are too many."""
        self.width = max(1, min(self.width, self._used // 2))
        self._well = 0

    def went_well(self) -> None:
        """HeyGen took an order."""
        self._well += 1
        if self._well >= RECOVERY and self.width < self.limit:
            self.width, self._well = self.width + 1, 0

    def _is_free(self, kind: str, most: int | None) -> bool:
        return self._used < self.width and (most is None or self._by_kind[kind] < most)

    def _enter(self, kind: str) -> None:
        self._used += 1
        self._by_kind[kind] += 1

    async def _leave(self, kind: str) -> None:
        self._used -= 1
        self._by_kind[kind] -= 1
        async with self._changed:
            self._changed.notify_all()
