"""Leases: the machine that has one orders a step, the others wait for its result.

A lease is an object `v1/leases/<key>/<number>`, created only where there is none; the next number takes over from a
holder that is gone. Its holder renews it while it works, and whoever waits sees it change: no clock is compared with
the clock of another machine. It carries the journal's facts about the order, so that a machine of the same account
that takes over continues the order instead of placing it again.

What is guaranteed: on a store that honors conditions, two machines that reach it never hold one lease at once, unless
one of them stood still for longer than PATIENCE (a closed lid) and went on. Then, and where the store cannot be
reached or ignores conditions, v3's Idempotency-Key still keeps two machines of *one* account from paying twice,
because both send the same; two accounts may both pay.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from heygen_build.store.digest import key_of
from heygen_build.store.journal import AnyFact, Intended
from heygen_build.store.remote import LAYOUT
from heygen_build.store.remote_bucket import Bucket, BucketError

BEAT = 30.0
"""Seconds between renewals."""
PATIENCE = 120.0
"""Seconds without a renewal after which a holder counts as gone."""
LOOK = 5.0
"""Seconds between looks at a lease that somebody else holds."""


Fact = Annotated[AnyFact, Field(discriminator="kind")]


class Lease(BaseModel):
    """What the object says. `machine` names a cache folder, `holder` one hold of one build, `beat` counts renewals."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    machine: str
    holder: str
    beat: int = 0
    is_released: bool = False
    facts: tuple[Fact, ...] = ()


@dataclass(slots=True)
class Hold:
    """A lease that is ours. `earlier` are the facts of the holder before."""

    bucket: Bucket
    key: str
    number: int
    lease: Lease
    earlier: tuple[AnyFact, ...] = ()
    _writing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def tell(self, facts: Sequence[AnyFact], *, is_released: bool = False) -> None:
        """Renew the lease with what the journal knows by now. Raises BucketError."""
        async with self._writing:
            self.lease = self.lease.model_copy(
                update={"facts": tuple(facts), "beat": self.lease.beat + 1, "is_released": is_released}
            )
            await self.bucket.write(_name(self.key, self.number), self.lease.model_dump_json().encode())

    async def clear(self) -> None:
        """Remove the lease, and those that were taken over: the result is there, and whoever comes looks for it first.

        Raises BucketError.
        """
        async with self._writing:
            for name in await self.bucket.names(_folder(self.key)):
                if _number(name) <= self.number:
                    await self.bucket.remove(name)

    async def beat_until(self, over: asyncio.Event, facts: Callable[[], Sequence[AnyFact]]) -> None:
        """Renew until `over`. A renewal that fails is tried again with the next beat."""
        while not over.is_set():
            # The time of this machine, not the build's `sleep`: a beat that a test hurries would mean nothing.
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(over.wait(), BEAT)
            if not over.is_set():
                with contextlib.suppress(BucketError):
                    await self.tell(facts())


@dataclass(frozen=True, slots=True)
class Leases:
    """`machine` names the cache folder of this machine, `is_sure` whether the bucket honors conditions."""

    bucket: Bucket
    machine: str
    is_sure: bool

    async def acquire(self, key: str) -> Hold | Lease:
        """The lease of a key, or the one that somebody else holds. Raises BucketError.

        To be called with the key's lock of this machine held: a lease of this machine was left by a build that died.
        """
        number, lease = await self._latest(key)
        if lease is None or lease.is_released or lease.machine == self.machine:
            return await self._take(key, number + 1, lease) or await self._other(key)
        return lease

    async def take_over(self, key: str, seen: Lease) -> Hold | Lease:
        """Take the lease from a holder that is gone: the one that was `seen` without a beat. Raises BucketError."""
        number, lease = await self._latest(key)
        if lease is None or lease == seen:
            return await self._take(key, number + 1, lease) or await self._other(key)
        return lease

    async def _take(self, key: str, number: int, before: Lease | None) -> Hold | None:
        earlier = before.facts if before else ()
        mine = Lease(machine=self.machine, holder=token_hex(12), facts=earlier)
        if not await self.bucket.create(_name(key, number), mine.model_dump_json().encode()):
            return None
        if not self.is_sure:
            # Both of two writers were told yes, and the last one stays: who reads another name than its own gives way.
            now = await self._read(_name(key, number))
            if now is None or now.holder != mine.holder:
                return None
        return Hold(self.bucket, key, number, mine, earlier)

    async def _other(self, key: str) -> Lease:
        """The lease that came before ours by a moment; where it is gone again already, one that is nobody's."""
        return (await self._latest(key))[1] or Lease(machine="", holder="")

    async def _latest(self, key: str) -> tuple[int, Lease | None]:
        names = sorted(await self.bucket.names(_folder(key)), key=_number)
        if not names:
            return 0, None
        return _number(names[-1]), await self._read(names[-1])

    async def _read(self, name: str) -> Lease | None:
        text = await self.bucket.read(name)
        try:
            return None if text is None else Lease.model_validate_json(text)
        except ValidationError:
            # Written by a newer version: somebody holds it, and another text is another beat.
            return Lease(machine="", holder=key_of(text.decode(errors="replace")) if text else "")


@contextlib.asynccontextmanager
async def beating(hold: Hold, facts: Callable[[], Sequence[AnyFact]]) -> AsyncIterator[None]:
    """Renew a lease while the block runs."""
    over = asyncio.Event()
    heart = asyncio.create_task(hold.beat_until(over, facts))
    try:
        yield
    finally:
        over.set()
        await heart


def news(own: Sequence[AnyFact], told: Sequence[AnyFact]) -> tuple[AnyFact, ...]:
    """What another machine's facts about a key add to our own.

    Attempts that both counted by the same number are different orders, so that theirs are counted on.
    """
    fresh = [fact for fact in told if fact not in own]
    numbers = {fact.attempt for fact in own}
    if not any(isinstance(fact, Intended) and fact.attempt in numbers for fact in fresh):
        return tuple(fresh)
    return tuple(fact.model_copy(update={"attempt": fact.attempt + max(numbers)}) for fact in fresh)


def _folder(key: str) -> str:
    return f"{LAYOUT}/leases/{key}/"


def _name(key: str, number: int) -> str:
    return f"{_folder(key)}{number:06d}"


def _number(name: str) -> int:
    last = name.rsplit("/", 1)[-1]
    return int(last) if last.isdecimal() else 0
