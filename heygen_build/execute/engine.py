"""`execute(plan, …)`: every step that has to run, as soon as what it needs is there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from heygen_build.diagnostics import Diagnostic
from heygen_build.execute.context import Workshop
from heygen_build.execute.decide import Decision
from heygen_build.execute.events import StepDone, StepFailed, StepSkipped, StepStarted
from heygen_build.execute.local import LocalSteps
from heygen_build.execute.problems import EXPECTED, StepError, told
from heygen_build.execute.remote import RemoteSteps
from heygen_build.plan.model import BuildPlan, Step
from heygen_build.store.results import StepResult, is_usable


@dataclass(frozen=True, slots=True)
class Failure:
    step: Step
    diagnostic: Diagnostic
    exit_code: int


@dataclass(frozen=True, slots=True)
class Artifacts:
    """Each step done, reused or failed with a reason. `results` holds what is there now, made or reused, by key."""

    results: Mapping[str, StepResult]
    decisions: tuple[Decision, ...]
    failures: tuple[Failure, ...]
    skipped: tuple[Step, ...]

    @property
    def is_complete(self) -> bool:
        return not self.failures and not self.skipped


class _Halted(Exception):
    """A step that was not started: what it needs failed, or nothing more is ordered."""


async def execute(
    plan: BuildPlan,
    decisions: tuple[Decision, ...],
    shop: Workshop,
    *,
    ahead: Collection[str] = (),
    ahead_done: Callable[[], None] | None = None,
) -> Artifacts:
    """Run what `decisions` say. A failing step stops only what needs it, unless no further order could succeed.

    The steps with the keys `ahead` run before all others; `ahead_done` is called between the two.
    """
    run = _Run(plan, decisions, shop)
    first = [decision for decision in decisions if decision.step.key in ahead]
    try:
        await run.settle_all(first)
        if ahead_done is not None:
            ahead_done()
        await run.settle_all([decision for decision in decisions if decision.step.key not in ahead])
    finally:
        await run.cancel()
        await shop.waiting.close()
    return Artifacts(run.results(), decisions, tuple(run.failures), tuple(run.skipped))


class _Run:
    """One execution: a task for each step that runs, started when first awaited."""

    def __init__(self, plan: BuildPlan, decisions: tuple[Decision, ...], shop: Workshop) -> None:
        self._shop = shop
        self._steps = {step.key: step for step in plan.steps}
        self._running = {decision.step.key for decision in decisions if decision.runs}
        self._withheld = shop.withheld
        self._remote, self._local = RemoteSteps(shop), LocalSteps(shop)
        self._tasks: dict[str, asyncio.Task[StepResult]] = {}
        self._halted = False
        self.failures: list[Failure] = []
        self.skipped: list[Step] = []

    async def settle_all(self, decisions: list[Decision]) -> None:
        """Wait for those that run."""
        # Only orders that can come now: company that comes later would be waited for in vain.
        self._shop.convoys.expect(decision.step for decision in decisions if decision.is_order)
        await asyncio.gather(*(self.settle(decision.step) for decision in decisions if decision.runs))

    async def settle(self, step: Step) -> None:
        """Wait for a step; its failure is on record, not raised."""
        await asyncio.wait([self._task(step.key)])
        error = self._task(step.key).exception()
        if error is not None and not isinstance(error, _Halted):
            raise error

    def results(self) -> dict[str, StepResult]:
        done = {key: task.result() for key, task in self._tasks.items() if task.done() and not task.exception()}
        kept = {key: self._shop.store.get(key) for key in self._steps if key not in self._running}
        return done | {key: result for key, result in kept.items() if result is not None}

    async def cancel(self) -> None:
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    def _task(self, key: str) -> asyncio.Task[StepResult]:
        if key not in self._tasks:
            self._tasks[key] = asyncio.create_task(self._make(self._steps[key]))
        return self._tasks[key]

    async def _make(self, step: Step) -> StepResult:
        if step.key in self._withheld:
            raise self._skip(step, is_withheld=True)
        needs = await self._gather_needs(step)
        try:
            result = await self._run(step, needs)
        except EXPECTED as error:
            raise self._fail(step, told(step, error)) from error
        self._shop.emit(StepDone(step, getattr(result.meta, "seconds", None)))
        return result

    async def _run(self, step: Step, needs: dict[str, StepResult]) -> StepResult:
        if step.is_remote:
            return await self._remote.run(step, needs, lambda new: self._begin(step))
        if self._shop.fail_fast:
            self._begin(step)
        else:
            self._shop.emit(StepStarted(step))
        return await self._local.run(step, needs)

    def _begin(self, step: Step) -> None:
        # Asked at the last moment, because another order may have been refused while this one waited for its turn.
        if self._halted:
            raise self._skip(step)
        self._shop.emit(StepStarted(step))

    async def _gather_needs(self, step: Step) -> dict[str, StepResult]:
        tasks = {role: self._task(key) for role, key in step.needs.items() if key in self._running}
        if tasks:
            await asyncio.wait(tasks.values())
        if any(task.exception() is not None for task in tasks.values()):
            raise self._skip(step)
        needs = {role: task.result() for role, task in tasks.items()}
        for role, key in step.needs.items():
            if role not in needs:
                stored = self._shop.store.get(key)
                assert stored is not None, f"decide() said {role} is stored"
                needs[role] = stored
        return needs

    def _fail(self, step: Step, error: StepError) -> _Halted:
        self._halted = self._halted or error.halts or self._shop.fail_fast
        self.failures.append(Failure(step, error.diagnostic, error.exit_code))
        self._shop.emit(StepFailed(step, (error.diagnostic,)))
        return _Halted(step.place)

    def _skip(self, step: Step, *, is_withheld: bool = False) -> _Halted:
        self.skipped.append(step)
        self._shop.emit(StepSkipped(step, is_withheld))
        return _Halted(step.place)


def only_collected(decisions: tuple[Decision, ...]) -> frozenset[str]:
    """The keys of steps that would order something, or look for an order: what collecting leaves to a build."""
    return frozenset(one.step.key for one in decisions if one.step.is_remote and one.reason != "continued")


def is_stored(account: str, result: StepResult | None) -> bool:
    """Whether there is a stored result, and one that serves this account."""
    return result is not None and is_usable(result.meta, account)
