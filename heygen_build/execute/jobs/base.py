"""What the executor has to know about a kind of remote step. The journal and all decisions are the executor's.

A new kind: a subclass of `StepRequest` in plan/requests, a subclass of `Job` here, and its line in `JOBS`.
"""

from __future__ import annotations

import asyncio
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, TypeAlias, TypeVar

from heygen_build.execute.context import Needs, Workshop
from heygen_build.execute.events import StepNote
from heygen_build.execute.next_action import Collect
from heygen_build.execute.problems import StepError, at_step
from heygen_build.execute.waiting import Patience
from heygen_build.heygen.wire.base import Request
from heygen_build.heygen.wire.batches import BatchRoute
from heygen_build.media.model import MediaError, MediaInfo
from heygen_build.plan.model import Step
from heygen_build.store.journal import Accepted, Finished
from heygen_build.store.results import AnyMeta, LookMeta, UploadMeta, VoiceMeta

Body = TypeVar("Body", bound=Request)
UNTOLD = "unknown"
"""The code of a failure for which HeyGen gives none: lipsyncs, translations and workflow nodes have words only."""
RUN_AGAIN = "run the build again: it downloads the file again and orders nothing new"


@dataclass(frozen=True, slots=True)
class Ordered:
    """HeyGen took an order. `answer` is its whole answer as JSON where no later call would give it again."""

    remote_id: str
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Collected:
    """What an order made. `files` by name, in the folder that was given; they were looked at already."""

    meta: AnyMeta
    files: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """The order arrived: HeyGen knows it by this id."""

    remote_id: str


@dataclass(frozen=True, slots=True)
class Absent:
    """The order surely never arrived: nothing was made, nothing is owed."""


@dataclass(frozen=True, slots=True)
class CannotTell:
    """No call says whether the order arrived. `why` ends the sentence "it cannot be told whether …, because"."""

    why: str


Trace: TypeAlias = Found | Absent | CannotTell
"""What a search for a lost order gives. `Absent` only where HeyGen itself rules the order out: on `CannotTell` an
order is repeated under a key that is still honored, or a person is asked; it is never repeated blindly."""


class JobFailed(Exception):
    """The job ended badly and will never give a result: HeyGen's code and words. It is not charged."""

    def __init__(self, code: str | None, message: str | None) -> None:
        self.code = code or UNTOLD
        self.message = message or "no reason given"
        super().__init__(self.message)


class JobGone(JobFailed):
    """HeyGen took the order once and knows nothing of it any more; whether it was charged is not known."""


class ForeignJob(Exception):
    """The id that an order was answered with is that of another order, whose marker its title carries."""

    def __init__(self, remote_id: str, name: str) -> None:
        super().__init__(f"{remote_id} is the job of another order ({name})")


class LostResult(Exception):
    """The job ended well, but no call gives its result any more: only a new order would."""


class Job(ABC):
    """One kind of remote step. Made once for a build; methods may run for many steps at once.

    All methods raise ApiError and TransportFailure; the executor knows what they mean for money.
    """

    kind: ClassVar[str]
    """The `kind` of its requests."""
    honors_key: ClassVar[bool]
    """Whether HeyGen answers a repeat with the same Idempotency-Key by the first answer (for 24 h)."""
    harmless: ClassVar[bool] = False
    """Whether a second order costs nothing and leaves nothing that matters (an upload): then nobody is asked."""
    adoptable: ClassVar[bool] = True
    """Whether an order can be collected by its id alone (`resume --adopt ID`)."""
    pinned: ClassVar[bool] = False
    """Whether the lock file keeps what was found although it costs nothing, because asking again may find another."""
    parallel: ClassVar[int | None] = None
    """How many may be open at once, below the account's limit for all kinds together; None for no limit of its own."""
    route: ClassVar[BatchRoute | None] = None
    """Where many of its jobs can be asked about in one request; None where each has to be asked for."""
    patience: ClassVar[Patience] = Patience()
    """How often to ask for its status, and when to give up, for `shop.waiting.until(…, self.patience)`."""

    def __init__(self, shop: Workshop) -> None:
        self.shop = shop

    def honors(self, idempotency_key: str) -> bool:
        """Whether an order under this key may be sent once more without being a second one."""
        return self.honors_key

    @abstractmethod
    async def order(self, step: Step, needs: Needs, *, idempotency_key: str) -> Ordered:
        """Send the order once. The intent is in the journal already; the answer is written when this returns."""

    async def find(self, step: Step, known: Set[str]) -> Trace:
        """Look for an order whose answer was lost. `known` are ids that other attempts have already."""
        return CannotTell("HeyGen has no call that finds it")

    @abstractmethod
    async def collect(self, step: Step, needs: Needs, order: Collect, folder: Path) -> Collected:
        """Wait for the order and fetch its files into `folder`.

        Raises JobFailed and LostResult, and StepError for what running again may mend (also a timeout).
        """

    def note(self, step: Step, text: str) -> None:
        """Tell those who watch."""
        self.shop.emit(StepNote(step, text))

    def called(self, step: Step, body: Body) -> Body:
        """The body with the address that HeyGen calls when the job is over; unchanged where nobody listens, or where
        the call has no such field. It is in no key: the journal knows the order without it."""
        if self.shop.callback is None or "callback_url" not in type(body).model_fields:
            return body
        return body.model_copy(update={"callback_url": self.shop.callback, "callback_id": marker(step)})

    def refuse_foreign(self, step: Step, remote_id: str, name: str | None) -> None:
        """Raises ForeignJob where the name of a job carries the marker of another step and not ours.

        The server does not compare bodies when it repeats the answer to a key (api/README), and only this machine's
        journal knows whose id it is. What a person adopted, or another clone ordered, is theirs to know.
        """
        if name is None or marker(step) in name or not _MARKER.search(name):
            return
        facts = self.shop.journal.facts(step.key)
        if not any(isinstance(fact, Accepted) and fact.remote_id == remote_id and fact.adopted for fact in facts):
            raise ForeignJob(remote_id, name)

    def finished(self, step: Step, order: Collect, seconds: float | None) -> None:
        """Write down that the job ended well: `seconds` of output."""
        fact = Finished(key=step.key, at=self.shop.clock(), attempt=order.attempt, seconds=seconds)
        self.shop.journal.append(fact)


_MARKER = re.compile(r"\bhb-[0-9a-f]{16}\b")


def marker(step: Step) -> str:
    """The short key that ends a title, by which an order can be found again (GET /v3/videos?title=)."""
    return f"hb-{step.key[:16]}"


def title(step: Step, project: str) -> str:
    """What a job is called at HeyGen: the project, the place of the step, and its marker last."""
    return f"{project} {step.place.removesuffix(f'/{step.kind}')} [{marker(step)}]"


def asset_id(needs: Needs, role: str) -> str:
    """The id of an uploaded file that a step needs."""
    meta = needs[role].meta
    assert isinstance(meta, UploadMeta), f"the plan gives {role} an upload step"
    return meta.asset_id


def made_voice(needs: Needs, role: str = "voice") -> str | None:
    """The id of a voice that was made or found first; None where the plan has no such step."""
    if role not in needs:
        return None
    meta = needs[role].meta
    assert isinstance(meta, VoiceMeta), f"the plan gives {role} a step that makes a voice"
    return meta.voice_id


def made_look(needs: Needs, role: str = "look") -> LookMeta:
    """A look that was made first."""
    meta = needs[role].meta
    assert isinstance(meta, LookMeta), f"the plan gives {role} a step that makes a look"
    return meta


async def probed(step: Step, path: Path, *, picture: bool, sound: bool = True) -> MediaInfo:
    """A downloaded file, looked at before it counts. Raises StepError where it lacks what it must have."""
    from heygen_build.media.probe import probe

    try:
        info = await asyncio.to_thread(probe, path)
    except MediaError as error:
        raise unusable(step, str(error)) from error
    if picture and info.video is None:
        raise unusable(step, "it has no picture")
    if sound and info.audio is None:
        raise unusable(step, "it has no sound")
    return info


def unusable(step: Step, why: str) -> StepError:
    """The error for a file that arrived and is of no use."""
    return StepError(at_step(step, "HB0703", f"the file HeyGen sent cannot be used: {why}", hint=RUN_AGAIN))


def timed_out(step: Step, remote_id: str) -> StepError:
    """The error for a job that goes on while we stop waiting (exit 4)."""
    hint = "`heygen-build resume`, or the same build later, collects this job and orders nothing new"
    problem = at_step(step, "HB0702", f"the job {remote_id} takes longer than expected", hint=hint)
    return StepError(problem, exit_code=4)
