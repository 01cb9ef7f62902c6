"""Paid and lasting steps, from the facts in the journal to a result in the store. Starting and resuming are one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, closing
from pathlib import Path

from heygen_build.execute.collecting import Collecting, ReplayedError
from heygen_build.execute.context import Needs, Workshop
from heygen_build.execute.convoys import TOGETHER
from heygen_build.execute.events import StepNote
from heygen_build.execute.jobs import JOBS
from heygen_build.execute.next_action import Action, Adopt, Ask, Collect, Order, Recover, next_action
from heygen_build.execute.ordering import Ordering
from heygen_build.execute.questions import lost
from heygen_build.heygen.errors import ApiError, HeyGenError
from heygen_build.heygen.retry import delay
from heygen_build.plan.model import Step
from heygen_build.store.journal import Journal
from heygen_build.store.locks import Held, LockBusy, locked
from heygen_build.store.results import StepResult, is_usable

REFUSALS = 8
"""How often HeyGen may say 429 to one order before the build gives up: about three minutes."""
Gate = Callable[[bool], None]
"""Told when a step begins, and whether it may place a new order; raises where it shall not begin."""


class _KnownAlready(Exception):
    """A step with a seat in a batch turned out to be ordered: its order must not leave a second time."""


class RemoteSteps:
    """Carries one remote step from its facts to its result. Call again after any crash."""

    def __init__(self, shop: Workshop) -> None:
        self._shop = shop
        self._jobs = {kind: job(shop) for kind, job in JOBS.items()}
        self._ordering, self._collecting = Ordering(shop, self._jobs), Collecting(shop, self._jobs)

    async def run(self, step: Step, needs: Needs, gate: Gate) -> StepResult:
        """Raises StepError; ApiError and TransportFailure pass through to the caller, who knows how to tell them."""
        action = self._next(step)
        if isinstance(action, Collect):
            gate(False)
            async with self._shop.lanes.occupied(step.kind):
                made = await self._collecting.collect(step, needs, action)
            await self._shop.sharing.give(step, made)
            return made
        if isinstance(action, Order) and await self._shop.convoys.board(step):
            result = await self._in_convoy(step, needs, gate)
            if result is not None:
                return result
        refusals = 0
        while True:
            try:
                async with self._shop.lanes.slot(step.kind, self._jobs[step.kind].parallel):
                    return await self._in_slot(step, needs, gate)
            except ApiError as error:
                refusals += 1
                if error.category != "rate" or refusals >= REFUSALS:
                    raise
                await self._slow_down(step, error, refusals)

    async def _in_convoy(self, step: Step, needs: Needs, gate: Gate) -> StepResult | None:
        """Many orders in one request, which needs no slots; None where HeyGen has no room for it now."""
        try:
            return await self._order_alone(step, needs, gate, patient=False)
        except (LockBusy, _KnownAlready):
            return None  # the seat is given up: two builds that wait for each other's seats would wait for ever
        except asyncio.CancelledError:
            self._shop.convoys.disband(step)
            raise
        except ApiError as error:
            if error.category == "rate":
                await self._slow_down(step, error, 1)
            elif not self._is_refused_together(step, error):
                raise
            return None
        finally:
            await self._shop.convoys.leave(step)

    def _is_refused_together(self, step: Step, error: ApiError) -> bool:
        """Whether a whole batch was refused because of one of its orders, maybe another one: alone, each is judged by
        itself, and told at its own line."""
        refused = error.category in TOGETHER and not error.may_have_acted
        if refused:
            self._shop.emit(StepNote(step, "HeyGen refused the batch; it is ordered by itself"))
        return refused

    async def _slow_down(self, step: Step, error: ApiError, refusals: int) -> None:
        seconds = delay(refusals, error.retry_after, 0.5)
        self._shop.emit(StepNote(step, f"HeyGen asks to slow down; again in {seconds:.0f} s"))
        await self._shop.sleep(seconds)

    async def _in_slot(self, step: Step, needs: Needs, gate: Gate) -> StepResult:
        try:
            return await self._order_alone(step, needs, gate)
        except ApiError as error:
            if error.category == "rate":
                self._shop.lanes.refused()
            raise

    async def _order_alone(self, step: Step, needs: Needs, gate: Gate, *, patient: bool = True) -> StepResult:
        async with self._alone(step, patient=patient) as held:
            there = self._shop.store.get(step.key)
            if there is not None and is_usable(there.meta, self._shop.account):
                return there  # another build made it while this one waited
            self._inherit(step, held.earlier)
            if self._shop.journal.path is not None:
                held.leave(str(self._shop.journal.path.resolve()))
            async with self._leased(step, patient=patient) as shared:
                return shared or await self._make(step, needs, gate)

    async def _make(self, step: Step, needs: Needs, gate: Gate) -> StepResult:
        if self._shop.convoys.travels(step) and not isinstance(self._next(step), Order):
            raise _KnownAlready  # what another build wrote down was found under the lock
        gate(True)
        order = await self._ordered(step, needs)
        self._shop.lanes.went_well()
        made = await self._collected(step, needs, order)
        # Before the lease ends, so that whoever holds it next finds the result.
        await self._shop.sharing.give(step, made)
        return made

    async def _collected(self, step: Step, needs: Needs, order: Collect) -> StepResult:
        """What came of an order; one that HeyGen took for an older one is placed once more, under its next key."""
        try:
            return await self._collecting.collect(step, needs, order)
        except ReplayedError:
            if self._shop.convoys.travels(step):
                raise  # its batch has left, and the next build has a price for it
        self._shop.emit(StepNote(step, "HeyGen repeated an older answer; ordering under a new key"))
        self._shop.purse.reserve(step)
        again = await self._ordering.order(step, needs, order.attempt + 1)
        return await self._collecting.collect(step, needs, again)

    async def _ordered(self, step: Step, needs: Needs) -> Collect:
        action = self._next(step)
        if isinstance(action, Collect):
            return action
        if isinstance(action, Ask):
            raise lost(step, self._jobs[step.kind], self._shop, action.why)
        self._shop.purse.reserve(step)
        try:
            if isinstance(action, Recover):
                return await self._ordering.recover(step, needs, action)
            return await self._ordering.order(step, needs, action.attempt)
        except HeyGenError as error:
            if not error.may_have_acted:
                self._shop.purse.release(step)
            raise

    def _next(self, step: Step) -> Action:
        known = self._shop.known.get(step.key)
        action = next_action(self._shop.journal.facts(step.key), self._shop.account, known.id if known else None)
        return self._ordering.adopt_known(step, action) if isinstance(action, Adopt) else action

    def _alone(self, step: Step, *, patient: bool) -> AbstractAsyncContextManager[Held]:
        def tell() -> None:
            self._shop.emit(StepNote(step, "another build makes this; waiting for it"))

        return locked(self._shop.store.root, step.key, sleep=self._shop.sleep, waiting=tell, patient=patient)

    def _leased(self, step: Step, *, patient: bool) -> AbstractAsyncContextManager[StepResult | None]:
        def tell() -> None:
            self._shop.emit(StepNote(step, "another machine orders this; waiting for it"))

        return self._shop.sharing.turn(step, self._shop.journal, waiting=tell, patient=patient)

    def _inherit(self, step: Step, earlier: str) -> None:
        """Take over what a build of another project wrote about this key: it may have ended right after its order."""
        own = self._shop.journal
        if not earlier or own.path is None or Path(earlier) == own.path.resolve() or own.facts(step.key):
            return
        with closing(Journal(Path(earlier))) as journal:
            for fact in journal.facts(step.key):
                own.append(fact)
