"""Ordering: the intent is written before the call, HeyGen's id before anything else happens."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping

from heygen_build.execute.collecting import REPLAYED
from heygen_build.execute.context import Needs, Workshop
from heygen_build.execute.convoys import BATCH_KEY, TOGETHER
from heygen_build.execute.events import StepNote
from heygen_build.execute.jobs.base import Absent, CannotTell, Found, Job, Ordered
from heygen_build.execute.next_action import Adopt, Collect, Recover, next_action
from heygen_build.execute.questions import unanswered
from heygen_build.heygen.errors import ApiError, HeyGenError, TransportFailure
from heygen_build.plan.model import Step
from heygen_build.store.digest import key_of
from heygen_build.store.journal import Accepted, AnyFact, Charged, Failed, Intended, Rejected
from heygen_build.store.results import AnyMeta, LookMeta, UploadMeta, VoiceMeta

KEY_SECONDS = 23 * 3600.0
"""How long a repeat under the same Idempotency-Key is trusted: HeyGen keeps answers for 24 h (api/README,
idempotency), and the clocks of two machines differ."""

_LISTED_LATER = "; it left in a batch, whose orders are listed when their turn comes: the next build looks for it again"


class Ordering:
    """Places orders, each at most once. Raises StepError, ApiError and TransportFailure."""

    def __init__(self, shop: Workshop, jobs: Mapping[str, Job]) -> None:
        self._shop = shop
        self._jobs = jobs

    async def order(self, step: Step, needs: Needs, attempt: int) -> Collect:
        """Write the intent, then order."""
        ordered = await self._order(step, needs, attempt)
        if ordered is None:
            # Nothing was made for us, so the next number, and with it another key, is no second order.
            ordered = await self._order(step, needs, attempt + 1)
        if ordered is None:
            raise ApiError(200, None, "HeyGen answered two different orders with the job of another one")
        return ordered

    async def recover(self, step: Step, needs: Needs, action: Recover) -> Collect:
        """An intent without an answer: adopt the order when it arrived; send it again only where that is harmless.

        Raises StepError with a question where it cannot be told.
        """
        job = self._jobs[step.kind]
        match await job.find(step, self._known(step)):
            case Found(remote_id=found):
                return self._adopt(step, action.attempt, found)
            case CannotTell(why=why) if not (job.harmless or self._is_honored(job, action)):
                raise unanswered(step, job, self._shop, why + self._later(action))
            case CannotTell() | Absent():
                return await self._send_again(step, needs, action)

    @staticmethod
    def _later(action: Recover) -> str:
        return _LISTED_LATER if action.idempotency_key.startswith(BATCH_KEY) else ""

    def adopt_known(self, step: Step, action: Adopt) -> Collect:
        """An order of another clone of the project becomes one of this journal, so that all else is as ever."""
        self._note(self._intended(step, action.attempt, usd=0.0))
        fact = Accepted(key=step.key, at=self._now, attempt=action.attempt, remote_id=action.remote_id, adopted=True)
        self._note(fact)
        # It was paid for by the build that ordered it.
        self._note(
            Charged(key=step.key, at=self._now, attempt=action.attempt, seconds=0.0, usd=0.0, prices=self._shop.prices)
        )
        return Collect(action.attempt, action.remote_id, None)

    def _is_honored(self, job: Job, action: Recover) -> bool:
        # A clock that was set back makes the age negative: then nobody knows how old the order is.
        key = action.idempotency_key
        honored = job.honors(key) or (job.kind in self._shop.honored and not key.startswith(BATCH_KEY))
        return honored and 0 <= self._shop.clock() - action.intended_at < KEY_SECONDS

    def _adopt(self, step: Step, attempt: int, remote_id: str) -> Collect:
        self._note(Accepted(key=step.key, at=self._now, attempt=attempt, remote_id=remote_id, adopted=True))
        self._shop.emit(StepNote(step, f"found the order again, {remote_id}"))
        return Collect(attempt, remote_id, None)

    async def _send_again(self, step: Step, needs: Needs, action: Recover) -> Collect:
        ordered = await self._send(step, needs, action.attempt, action.idempotency_key)
        return ordered if ordered is not None else await self.order(step, needs, action.attempt + 1)

    async def _order(self, step: Step, needs: Needs, attempt: int) -> Collect | None:
        intended = self._intended(step, attempt, usd=step.estimate.usd if step.estimate else None)
        self._note(intended)
        return await self._send(step, needs, attempt, intended.idempotency_key)

    def _intended(self, step: Step, attempt: int, *, usd: float | None) -> Intended:
        return Intended(
            key=step.key,
            at=self._now,
            attempt=attempt,
            idempotency_key=f"hb-{step.key[:48]}-{attempt}",
            body_digest=key_of(step.inputs),
            usd=usd,
            account=self._shop.account,
            step_kind=step.kind,
            place=step.place,
            project=self._shop.project_file.name,
        )

    async def _send(self, step: Step, needs: Needs, attempt: int, idempotency_key: str) -> Collect | None:
        """The accepted order; None where HeyGen replayed its answer to another order instead of taking this one."""
        await self._tell(step)
        try:
            ordered = await self._jobs[step.kind].order(step, needs, idempotency_key=idempotency_key)
        except (ApiError, TransportFailure) as error:
            if _was_refused(error):
                # Nothing was made. Anything else stays an open intent, to be looked up next time.
                kept = await self._kept(step, attempt, error)
                if kept is not None:
                    return kept
                self._note(_rejected(step, attempt, error, self._now))
            if isinstance(error, ApiError) and error.category == "not_found" and not self._travels(step):
                await self._forget_lost(needs, error)
            raise
        if self._is_replay(step, ordered):
            message = f"{ordered.remote_id} is the job of another order"
            self._note(
                Rejected(key=step.key, at=self._now, attempt=attempt, status=200, code=REPLAYED, message=message)
            )
            self._shop.emit(StepNote(step, "HeyGen repeated an older answer; ordering under a new key"))
            return None
        self._note(
            Accepted(key=step.key, at=self._now, attempt=attempt, remote_id=ordered.remote_id, answer=ordered.answer)
        )
        await self._tell(step)
        if step.is_paid and ordered.remote_id:
            self._shop.emit(StepNote(step, f"ordered, {ordered.remote_id}", ordered=ordered.remote_id))
        return Collect(attempt, ordered.remote_id, ordered.answer)

    async def _kept(self, step: Step, attempt: int, error: ApiError | TransportFailure) -> Collect | None:
        """An order that HeyGen took although it refused the batch: no page says that it is all or nothing."""
        if not self._travels(step) or not isinstance(error, ApiError) or error.category not in TOGETHER:
            return None
        try:
            found = await self._jobs[step.kind].find(step, self._known(step))
        except HeyGenError:
            return None  # then HeyGen's word counts, that it refused
        return self._adopt(step, attempt, found.remote_id) if isinstance(found, Found) else None

    def _known(self, step: Step) -> frozenset[str]:
        """The ids that the attempts of a step have already."""
        facts = self._shop.journal.facts(step.key)
        return frozenset(fact.remote_id for fact in facts if isinstance(fact, Accepted))

    def _travels(self, step: Step) -> bool:
        return self._shop.convoys.travels(step)

    def _is_replay(self, step: Step, ordered: Ordered) -> bool:
        """Whether the id already belongs to another step: the server does not compare bodies (api/README)."""
        # Equal files may well be one asset.
        harmless = self._jobs[step.kind].harmless
        return not harmless and bool(ordered.remote_id) and self._holder(step, ordered.remote_id) is not None

    def _holder(self, step: Step, remote_id: str) -> str | None:
        return self._shop.journal.holder(remote_id, but=step.key)

    async def _forget_lost(self, needs: Needs, error: ApiError) -> None:
        """The account lost something it once had: the next build must make it again, not ask for it for ever."""
        for need in needs.values():
            if await self._is_lost(need.meta, error):
                self._shop.store.forget(need.key)
                await self._shop.sharing.forget(need.key)
                self._mark_lost(need.key, error)

    async def _is_lost(self, meta: AnyMeta, error: ApiError) -> bool:
        """Files cost nothing, so that the answer is believed; looks and voices are asked for by themselves."""
        match meta:
            case UploadMeta():
                return error.code == "asset_not_found"
            case LookMeta(look_id=look_id):
                return await _is_unknown(self._shop.client.look(look_id))
            case VoiceMeta(voice_id=voice_id):
                return await _is_unknown(self._shop.client.voice(voice_id))
            case _:
                return False

    def _mark_lost(self, key: str, error: ApiError) -> None:
        action = next_action(self._shop.journal.facts(key), self._shop.account)
        if isinstance(action, Collect):
            code, message = error.code or "not_found", "it is gone from the account"
            self._note(Failed(key=key, at=self._now, attempt=action.attempt, code=code, message=message))

    async def _tell(self, step: Step) -> None:
        """Let other machines know the facts, so that one that takes over continues this order."""
        await self._shop.sharing.tell(step.key, self._shop.journal.facts(step.key))

    @property
    def _now(self) -> float:
        return self._shop.clock()

    def _note(self, fact: AnyFact) -> None:
        self._shop.journal.append(fact)


async def _is_unknown(asked: Awaitable[object]) -> bool:
    """Whether HeyGen clearly says that there is no such thing."""
    try:
        await asked
    except ApiError as error:
        return error.category == "not_found"
    except TransportFailure:
        return False
    return False


def _was_refused(error: ApiError | TransportFailure) -> bool:
    """Whether it is certain that nothing was made: a clear refusal, or a request that never left."""
    if error.may_have_acted:
        return False
    return isinstance(error, TransportFailure) or error.category not in ("in_progress", "unknown")


def _rejected(step: Step, attempt: int, error: ApiError | TransportFailure, now: float) -> Rejected:
    if isinstance(error, TransportFailure):
        return Rejected(key=step.key, at=now, attempt=attempt, status=0, code=error.kind, message=error.message)
    return Rejected(
        key=step.key,
        at=now,
        attempt=attempt,
        status=error.status,
        code=error.code or "unknown",
        message=error.message,
        request_id=error.request_id,
    )
