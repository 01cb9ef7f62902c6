"""Collecting: an order that HeyGen took becomes files that were looked at before they count as stored."""

from __future__ import annotations

from collections.abc import Mapping

from heygen_build.execute.charges import charge
from heygen_build.execute.context import Needs, Workshop
from heygen_build.execute.jobs.base import UNTOLD, Collected, ForeignJob, Job, JobFailed, JobGone, LostResult
from heygen_build.execute.next_action import Collect
from heygen_build.execute.problems import StepError, at_step
from heygen_build.execute.questions import lost
from heygen_build.plan.model import Step
from heygen_build.store.files import work_folder
from heygen_build.store.journal import Failed, Lost, Rejected, Stored
from heygen_build.store.results import StepResult, seconds_of

_FAILED = "failed jobs are not charged; the next build orders this again"
REPLAYED = "replayed"
"""The code of a refusal that HeyGen does not call one: it repeated the answer to another order."""
_SAME_SECONDS = 0.5
"""By how much two downloads of one video may differ in length."""


class ReplayedError(StepError):
    """HeyGen repeated its answer to another order instead of taking this one."""


class Collecting:
    """Waits for accepted orders and keeps their files. Raises StepError, ApiError and TransportFailure."""

    def __init__(self, shop: Workshop, jobs: Mapping[str, Job]) -> None:
        self._shop = shop
        self._jobs = jobs

    async def collect(self, step: Step, needs: Needs, order: Collect) -> StepResult:
        """The stored result of an order."""
        with work_folder(self._shop.store.scratch()) as folder:
            try:
                made = await self._jobs[step.kind].collect(step, needs, order, folder)
            except JobGone as gone:
                raise self._gone(step, order, gone) from gone
            except JobFailed as failed:
                raise self._failure(step, order, failed) from failed
            except ForeignJob as foreign:
                raise self._replay(step, order, foreign) from foreign
            except LostResult as loss:
                raise self._loss(step, order, loss) from loss
            return self._keep(step, order, made)

    def _failure(self, step: Step, order: Collect, failed: JobFailed) -> StepError:
        self._fail(step, order, failed.code, failed.message)
        self._shop.purse.release(step)
        told = () if failed.code == UNTOLD else (f"failure code: {failed.code}",)
        notes = (*told, f"{step.kind} id: {order.remote_id}")
        message = f"HeyGen could not make this: {failed.message}"
        return StepError(at_step(step, "HB0701", message, hint=_FAILED, notes=notes))

    def _gone(self, step: Step, order: Collect, gone: JobGone) -> StepError:
        """It may have been charged, so that ordering it again is for a person to say; the reserve stays."""
        why = f"HeyGen does not know the order {order.remote_id} any more: {gone.message}"
        self._shop.journal.append(Lost(key=step.key, at=self._shop.clock(), attempt=order.attempt, message=why))
        return lost(step, self._jobs[step.kind], self._shop, why)

    def _replay(self, step: Step, order: Collect, foreign: ForeignJob) -> ReplayedError:
        """Nothing was made for us, so that ordering it under another key is no second order."""
        now, message = self._shop.clock(), str(foreign)
        fact = Rejected(key=step.key, at=now, attempt=order.attempt, status=200, code=REPLAYED, message=message)
        self._shop.journal.append(fact)
        self._shop.purse.release(step)
        hint = "build again: it is ordered under a new key, and paid once"
        return ReplayedError(at_step(step, "HB0711", f"HeyGen answered with an older order: {message}", hint=hint))

    def _loss(self, step: Step, order: Collect, loss: LostResult) -> StepError:
        self._shop.journal.append(Lost(key=step.key, at=self._shop.clock(), attempt=order.attempt, message=str(loss)))
        charge(step, order.attempt, None, self._shop)
        return lost(step, self._jobs[step.kind], self._shop, str(loss))

    def _keep(self, step: Step, order: Collect, made: Collected) -> StepResult:
        now, seconds = self._shop.clock(), seconds_of(made.meta)
        self._compare(step, seconds)
        result = self._shop.store.put(step.key, inputs=step.inputs, files=made.files, meta=made.meta, created=now)
        usd = charge(step, order.attempt, seconds, self._shop)
        self._shop.journal.append(Stored(key=step.key, at=now, attempt=order.attempt, seconds=seconds, usd=usd))
        return result

    def _compare(self, step: Step, seconds: float | None) -> None:
        """What a lock file promised must be what came: another length is another video. Raises StepError."""
        known = self._shop.known.get(step.key)
        if known is None or known.seconds is None or seconds is None:
            return
        if abs(known.seconds - seconds) > max(_SAME_SECONDS, 0.02 * known.seconds):
            message = f"{known.id} has {seconds:.1f} s, and the lock file says {known.seconds:.1f} s"
            hint = (
                f"if the id is wrong, take the line of {step.key[:16]} out of the lock file: it is ordered again then"
            )
            raise StepError(at_step(step, "HB0735", message, hint=hint))

    def _fail(self, step: Step, order: Collect, code: str, message: str) -> None:
        now = self._shop.clock()
        self._shop.journal.append(Failed(key=step.key, at=now, attempt=order.attempt, code=code, message=message))
