"""What a build has from a shared cache, and gives to it. A cache that fails costs a warning, never a build.

Before the build, results of others are brought here, so that the price that is agreed to is the price of the rest.
While it runs, each order is placed under a lease, and its result is given at once. After it, what could not be given
earlier is given.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator

from heygen_build.diagnostics import Diagnostic
from heygen_build.plan.model import Step
from heygen_build.store.journal import AnyFact, Journal, Stored
from heygen_build.store.locks import LockBusy
from heygen_build.store.remote import RemoteCache, RemoteDamage, is_shared
from heygen_build.store.remote_bucket import BucketError
from heygen_build.store.remote_leases import LOOK, PATIENCE, Hold, Lease, Leases, beating, news
from heygen_build.store.remote_notes import Notes
from heygen_build.store.results import StepResult, is_usable

AT_ONCE = 16
"""Questions and transfers under way at once."""


class Sharing:
    """One for a build; without a `remote`, it does nothing. `found` is what others made, by key.

    `sleep` waits for other machines.
    """

    def __init__(
        self,
        remote: RemoteCache | None = None,
        notes: Notes | None = None,
        *,
        account: str = "",
        clock: Callable[[], float] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.found: dict[str, StepResult] = {}
        self.warnings: list[Diagnostic] = []
        self._remote, self._notes = remote, notes
        self._account, self._clock, self._sleep = account, clock, sleep
        self._is_readable = self._is_writable = remote is not None
        self._leases: Leases | None = None
        self._holds: dict[str, Hold] = {}
        self._opening = asyncio.Lock()

    @property
    def is_open(self) -> bool:
        """Whether there is a shared cache, and it answers."""
        return self._is_readable

    def refuse(self, error: BucketError) -> None:
        """Go on without: it could not even be opened."""
        self._warn("HB0741", f"the shared cache is not used: {error}", _WITHOUT)

    async def look(self, steps: Iterable[Step]) -> bool:
        """Look for results of these steps; whether any was found."""
        await _together(self._look(step.key) for step in steps if concerns(step) and step.key not in self.found)
        return bool(self.found)

    async def bring(self, journal: Journal) -> bool:
        """Bring everything that was found into the local cache; whether all of it came."""
        wanted = len(self.found)
        await _together(self._bring(result, journal) for result in tuple(self.found.values()))
        return len(self.found) == wanted

    @contextlib.asynccontextmanager
    async def turn(
        self, step: Step, journal: Journal, *, waiting: Callable[[], None], patient: bool
    ) -> AsyncIterator[StepResult | None]:
        """Hold the lease of a step, or have the result that another machine made of it meanwhile.

        `waiting` is called once when another machine has the lease. Raises LockBusy instead when not `patient`.
        """
        leases = await self._open() if concerns(step) else None
        if leases is None:
            yield None
            return
        hold = await self._wait(leases, step.key, waiting, patient)
        there = await self._made(step.key, journal) if self._is_readable else None
        if hold is None:
            yield there
            return
        for fact in news(journal.facts(step.key), hold.earlier):
            journal.append(fact)
        self._holds[step.key] = hold
        try:
            async with beating(hold, lambda: journal.facts(step.key)):
                yield there
        finally:
            await self._release(self._holds.pop(step.key), journal.facts(step.key))

    async def tell(self, key: str, facts: Iterable[AnyFact]) -> None:
        """Let others know how far an order is: whoever takes over continues from there."""
        hold = self._holds.get(key)
        if hold is not None and self._is_writable:
            with self._giving():
                await hold.tell(tuple(facts))

    async def give(self, step: Step, result: StepResult) -> None:
        """Give what was made; whatever keeps it from the cache, it stays here."""
        if concerns(step) and is_shared(result) and not self._is_noted(result.key):
            if await self._open() is None or self._remote is None:
                return
            with self._giving():
                await self._remote.give(result)
                self._note(result.key)

    async def give_all(self, made: Iterable[tuple[Step, StepResult]]) -> None:
        """Give what earlier builds made while the cache was out of reach."""
        await _together(self.give(step, result) for step, result in made)

    async def forget(self, key: str) -> None:
        """What a result names is gone from the account: nobody shall have it from the cache any more."""
        if self._remote is not None and self._is_writable:
            with self._giving():
                await self._remote.forget(key)
                if self._notes is not None:
                    self._notes.drop(key)

    async def _look(self, key: str) -> None:
        if self._remote is None or not self._is_readable:
            return
        with self._taking():
            result = await self._remote.look(key)
            if result is not None and is_usable(result.meta, self._account):
                self.found[key] = result

    async def _bring(self, result: StepResult, journal: Journal) -> None:
        if self._remote is None or not self._is_readable or not await self._take(self._remote, result, journal):
            self.found.pop(result.key, None)

    async def _take(self, remote: RemoteCache, result: StepResult, journal: Journal) -> bool:
        is_here = False
        with self._taking():
            await remote.take(result)
            is_here = True
            self._note(result.key)
            self._close_orders(result.key, journal)
        return is_here

    async def _made(self, key: str, journal: Journal) -> StepResult | None:
        """What another machine made since the build began."""
        before = self.found.pop(key, None)
        await self._look(key)
        result = self.found.get(key)
        if result is None or before is not None or self._remote is None:
            return None  # it was found before and could not be brought
        return result if await self._take(self._remote, result, journal) else None

    def _close_orders(self, key: str, journal: Journal) -> None:
        """An order of our own that somebody else finished is open no more."""
        attempts = [fact.attempt for fact in journal.facts(key)]
        if attempts and self._clock is not None:
            journal.append(Stored(key=key, at=self._clock(), attempt=max(attempts)))

    async def _open(self) -> Leases | None:
        """The leases; None where nothing can be written."""
        async with self._opening:
            if self._leases is None and self._is_writable and self._remote is not None and self._notes is not None:
                with self._giving():
                    is_sure = self._notes.is_sure
                    if is_sure is None:
                        is_sure = self._notes.is_sure = await self._remote.bucket.honors_conditions()
                    if not is_sure:
                        told = f"{self._remote.bucket.address} ignores `If-None-Match`"
                        self._warn("HB0742", told, "two machines that order one step in the same second may both pay")
                    self._leases = Leases(self._remote.bucket, self._notes.machine, is_sure)
        return self._leases if self._is_writable else None

    async def _wait(self, leases: Leases, key: str, waiting: Callable[[], None], patient: bool) -> Hold | None:
        """The lease, when it is our turn; None where another machine's result came first, or the cache went away."""
        hold: Hold | None = None
        with self._giving():
            seen = await leases.acquire(key)
            if isinstance(seen, Lease):
                if not patient:
                    raise LockBusy(key)
                waiting()
                hold = await self._outwait(leases, key, seen)
            else:
                hold = seen
        return hold

    async def _outwait(self, leases: Leases, key: str, seen: Lease) -> Hold | None:
        """Until the holder has a result, gives up, or is gone."""
        quiet = 0.0
        while True:
            await self._sleep(LOOK)
            if await self._is_made(key):
                return None
            is_gone = quiet >= PATIENCE
            now = await (leases.take_over(key, seen) if is_gone else leases.acquire(key))
            if isinstance(now, Hold):
                return now
            quiet = quiet + LOOK if now == seen else 0.0
            seen = now

    async def _is_made(self, key: str) -> bool:
        return self._remote is not None and await self._remote.look(key) is not None

    async def _release(self, hold: Hold, facts: tuple[AnyFact, ...]) -> None:
        if self._is_writable:
            with self._giving():
                await (hold.clear() if self._is_noted(hold.key) else hold.tell(facts, is_released=True))

    def _is_noted(self, key: str) -> bool:
        return self._notes is not None and self._notes.has(key)

    def _note(self, key: str) -> None:
        if self._notes is not None:
            self._notes.add(key)

    @contextlib.contextmanager
    def _taking(self) -> Iterator[None]:
        try:
            yield
        except RemoteDamage as error:
            self._warn("HB0743", f"a shared result is damaged and not used: {error}", "it is made again and replaced")
        except BucketError as error:
            if self._is_readable:
                self._warn("HB0741", f"the shared cache is not used: {error}", _WITHOUT)
            self._is_readable = self._is_writable = False

    @contextlib.contextmanager
    def _giving(self) -> Iterator[None]:
        try:
            yield
        except RemoteDamage as error:
            self._warn("HB0743", f"a shared result is damaged and not used: {error}", "it is made again and replaced")
        except BucketError as error:
            if self._is_writable:
                self._warn("HB0744", f"nothing is given to the shared cache: {error}", _LATER)
            self._is_writable = False

    def _warn(self, code: str, message: str, hint: str) -> None:
        warning = Diagnostic(code, message, severity="warning", hint=hint)
        if warning not in self.warnings:
            self.warnings.append(warning)


_WITHOUT = "this build goes on alone; renders that others paid for may be ordered again"
_LATER = "this build goes on alone, and the next one gives what it made; others may order the same meanwhile"


def concerns(step: Step) -> bool:
    """Whether the result of a step is worth sharing: what is ordered, but not uploads, which cost nothing."""
    return step.is_remote and step.kind != "upload"


async def _together(calls: Iterable[Awaitable[None]]) -> None:
    room = asyncio.Semaphore(AT_ONCE)

    async def one(call: Awaitable[None]) -> None:
        async with room:
            await call

    await asyncio.gather(*map(one, calls))
