"""Convoys: twenty new orders of a kind and more travel in one request, which HeyGen works off by itself (v3 batches).

Every order still has its own intent in the journal before the request leaves, and its own answer after it.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field

from heygen_build.heygen.client import HeyGen
from heygen_build.heygen.wire import Request
from heygen_build.heygen.wire.batches import LIPSYNCS, MOST_ITEMS, TRANSLATIONS, VIDEOS, BatchItem, BatchRoute
from heygen_build.plan.model import Step
from heygen_build.store.digest import key_of
from heygen_build.store.journal import Intended, Journal

ROUTES: Mapping[str, BatchRoute] = {"video": VIDEOS, "lipsync": LIPSYNCS, "translation": TRANSLATIONS}
"""The kinds of orders that travel, each with its like, and where to."""
FEWEST = 20
"""Fewer orders go one by one: each then has its own answer at once."""
QUIET = 2.0
"""Seconds without another order after which a convoy leaves: uploads may hold the others up for long."""
BATCH_KEY = "hb-batch-"
"""How the idempotency keys of orders begin that traveled in a batch: repeating one alone would be a second order."""
TOGETHER = frozenset({"invalid", "not_found", "forbidden", "conflict", "too_large"})
"""Refusals of a batch that may be about one of its orders alone, or about its size."""
_LOOK = 0.25


@dataclass(slots=True)
class _Seat:
    """One order: its body and key once they are there, and what came of it."""

    step: Step
    answer: asyncio.Future[str]
    body: Request | None = None
    key: str = ""


@dataclass(slots=True)
class _Batch:
    """Orders that travel together; it leaves when every seat is filled or given up."""

    route: BatchRoute
    seats: list[_Seat]
    has_left: bool = False

    @property
    def is_ready(self) -> bool:
        return not self.has_left and bool(self.seats) and all(seat.body is not None for seat in self.seats)


@dataclass(slots=True)
class _Reading:
    """An answer about a batch, under way or arrived; `number` counts the readings."""

    number: int
    answer: asyncio.Task[dict[int, BatchItem]]


_Boarding = list[tuple[Step, asyncio.Future[bool]]]


@dataclass(slots=True)
class Convoys:
    """One for a build. `expected` is how many new orders of each kind the build may still place."""

    client: HeyGen
    journal: Journal
    clock: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]
    project: str
    tell: Callable[[str], Awaitable[None]]
    """Lets other machines know the facts about a key."""
    expected: Counter[str] = field(default_factory=Counter)
    _boarding: dict[str, _Boarding] = field(default_factory=dict)
    _batches: dict[str, _Batch] = field(default_factory=dict)
    _readings: dict[str, _Reading] = field(default_factory=dict)
    _seen: dict[tuple[str, int], int] = field(default_factory=dict)

    def expect(self, steps: Iterable[Step]) -> None:
        """Tell which steps will place new orders in this build."""
        self.expected.update(step.kind for step in steps if step.kind in ROUTES)

    async def board(self, step: Step) -> bool:
        """Wait for company. True: the order travels in a batch, and `leave` must be called when it is done."""
        if self.expected[step.kind] < FEWEST:
            return False
        seated: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        boarding = self._boarding.setdefault(step.kind, [])
        boarding.append((step, seated))
        # Whoever comes first gathers the others, so that no task of its own could outlive the build.
        if len(boarding) == 1:
            await self._gather(step.kind)
        return await seated

    def travels(self, step: Step) -> bool:
        """Whether the order of a step has a seat."""
        return step.key in self._batches

    async def order(self, step: Step, body: Request, idempotency_key: str) -> str:
        """Place an order that has a seat; gives its id within the batch. Raises what the request raised."""
        batch = self._batches[step.key]
        seat = next(seat for seat in batch.seats if seat.step.key == step.key)
        seat.body, seat.key = body, idempotency_key
        await self._depart_if_ready(batch)
        return await seat.answer

    async def leave(self, step: Step) -> None:
        """The step is done with its seat, whether or not it placed an order. Of the others it hears nothing."""
        batch = self._batches.pop(step.key)
        if not batch.has_left:
            batch.seats = [seat for seat in batch.seats if seat.step.key != step.key]
            await self._depart_if_ready(batch)

    def disband(self, step: Step) -> None:
        """The build is ending: a batch that has not left stays, because nobody would hear its answer."""
        self._batches[step.key].has_left = True

    async def item(self, kind: str, batch_id: str, index: int) -> BatchItem | None:
        """How an item is doing; None where the answer does not name it. One request serves all items once."""
        reading = self._readings.get(batch_id)
        if reading is None or self._seen.get((batch_id, index), 0) >= reading.number:
            number = 1 if reading is None else reading.number + 1
            call = asyncio.create_task(self.client.batches.items(ROUTES[kind], batch_id))
            call.add_done_callback(lambda done: done.cancelled() or done.exception())
            reading = self._readings[batch_id] = _Reading(number, call)
        self._seen[batch_id, index] = reading.number
        return (await asyncio.shield(reading.answer)).get(index)

    async def _gather(self, kind: str) -> None:
        """Until all expected orders are there, a batch is full, or nobody came for a while."""
        quiet, boarding = 0.0, self._boarding[kind]
        while len(boarding) < min(MOST_ITEMS, self.expected[kind]) and quiet < QUIET:
            before = len(boarding)
            await self.sleep(_LOOK)
            quiet = quiet + _LOOK if len(boarding) == before else 0.0
        while boarding:
            together, boarding[:] = boarding[:MOST_ITEMS], boarding[MOST_ITEMS:]
            self._seat(kind, together)

    def _seat(self, kind: str, together: _Boarding) -> None:
        self.expected[kind] -= len(together)
        travels = len(together) >= FEWEST
        if travels:
            loop = asyncio.get_running_loop()
            batch = _Batch(ROUTES[kind], [_Seat(step, loop.create_future()) for step, _ in together])
            self._batches |= {step.key: batch for step, _ in together}
        for _, seated in together:
            if not seated.done():
                seated.set_result(travels)

    async def _depart_if_ready(self, batch: _Batch) -> None:
        if not batch.is_ready:
            return
        batch.has_left = True
        # In one order wherever it leaves from, because the key is made of it: two clones that send the same pay once.
        batch.seats.sort(key=lambda seat: seat.step.key)
        try:
            batch_id = await self._send(batch)
        except BaseException as error:
            for seat in batch.seats:
                _fail(seat.answer, error)
            if isinstance(error, Exception):
                return  # told to every seat; whoever gave up the last empty one has no part in it
            raise
        for index, seat in enumerate(batch.seats):
            if not seat.answer.done():
                seat.answer.set_result(item_id(batch_id, index))

    async def _send(self, batch: _Batch) -> str:
        key = f"{BATCH_KEY}{key_of([seat.key for seat in batch.seats])[:40]}"
        for index, seat in enumerate(batch.seats):
            self._note(seat, f"{key}.{index}")
        # A machine that takes over must not repeat an order alone under the key that it would have had alone.
        await asyncio.gather(*(self.tell(seat.step.key) for seat in batch.seats))
        bodies = [seat.body for seat in batch.seats if seat.body is not None]
        title = f"{self.project} [{key}]"
        return (await self.client.batches.create(batch.route, bodies, title=title, idempotency_key=key)).batch_id

    def _note(self, seat: _Seat, key: str) -> None:
        """The intent once more, with the key under which it really leaves: recovery has to know that."""
        intents = [fact for fact in self.journal.facts(seat.step.key) if isinstance(fact, Intended)]
        self.journal.append(intents[-1].model_copy(update={"idempotency_key": key, "at": self.clock()}))


def item_id(batch_id: str, index: int) -> str:
    """What an order is known by until its job has an id."""
    return f"{batch_id}:{index}"


def as_item(remote_id: str) -> tuple[str, int] | None:
    """The batch and the place in it, or None for the id of a job."""
    batch_id, found, index = remote_id.rpartition(":")
    return (batch_id, int(index)) if found and index.isdecimal() else None


def _fail(answer: asyncio.Future[str], error: BaseException) -> None:
    if answer.done():
        return
    if isinstance(error, asyncio.CancelledError):
        answer.cancel()
    else:
        answer.set_exception(error)
        # A seat whose step was cancelled meanwhile asks no more.
        answer.exception()
