"""Films of the Video Agent: a session that thinks for half an hour, may ask, and ends in a v3 video."""

from __future__ import annotations

import contextlib
from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, NoReturn

from heygen_build.execute.context import Needs
from heygen_build.execute.jobs.agent_body import agent_body
from heygen_build.execute.jobs.base import CannotTell, Collected, Found, JobFailed, JobGone, Ordered, Trace, timed_out
from heygen_build.execute.jobs.video import VideoJob
from heygen_build.execute.next_action import Collect
from heygen_build.execute.problems import StepError, at_step
from heygen_build.execute.waiting import GaveUpError, Patience
from heygen_build.heygen.errors import ApiError, TransportFailure
from heygen_build.heygen.wire.agents import AgentSession, SendToAgent
from heygen_build.plan.model import Step
from heygen_build.plan.requests import AgentRequest
from heygen_build.store.journal import Accepted, Failed, Intended

SLACK = 300.0
"""Seconds by which HeyGen's clock may differ from ours when a session is looked for."""
CONGESTED = 15 * 60.0
"""A session that thinks longer than this waits in HeyGen's queue ([skills-may])."""
DEVIATION = 0.05
"""The share by which a film may miss its target before a note says so."""


class AgentPatience(Patience):
    """First asked after 5 min, then every minute, given up after 45 min ([skills-may])."""

    def pause(self, asked: int) -> float:
        return self.first if asked == 0 else self.longest


_THOROUGH = AgentPatience(first=300.0, longest=60.0, give_up=45 * 60.0)
_EARLY = Patience(first=2.0, longest=60.0, give_up=45 * 60.0)
"""2 s, doubling to a minute: for sessions that may ask, and for an emulator on this machine, which is quick."""


class AgentJob(VideoJob):
    """The id of the order is that of the session. Its video is waited for and fetched like any other."""

    kind: ClassVar[str] = "agent"
    honors_key: ClassVar[bool] = False
    parallel: ClassVar[int | None] = 3
    patience: ClassVar[Patience] = _THOROUGH

    async def order(self, step: Step, needs: Needs, *, idempotency_key: str) -> Ordered:
        body = self.called(step, agent_body(_request(step), needs))
        return Ordered((await self.shop.client.agents.create(body, idempotency_key=idempotency_key)).session_id)

    async def find(self, step: Step, known: Set[str]) -> Trace:
        """A session has no title of ours: the one of that time whose first message is our prompt is ours.

        Sessions that other steps have are left alone, because two films may have one prompt and different looks.
        """
        facts = self.shop.journal.all()
        intended = max((fact.at for fact in facts if isinstance(fact, Intended) and fact.key == step.key), default=0.0)
        taken = known | {fact.remote_id for fact in facts if isinstance(fact, Accepted)}
        async for row in self.shop.client.agents.list():
            is_old = row.created_at is not None and row.created_at < intended - SLACK
            if is_old or row.session_id in taken:
                continue
            session = await self.shop.client.agents.get(row.session_id)
            if any(said.role == "user" and said.content == _request(step).prompt for said in session.messages):
                return Found(row.session_id)
        return CannotTell("no session of the Video Agent with this prompt is listed")

    async def collect(self, step: Step, needs: Needs, order: Collect, folder: Path) -> Collected:
        session = await self._session(step, order)
        video = await self.wait(step, await self._video_id(step, order, session))
        self.finished(step, order, video.duration)
        made = await self.fetch(step, video, folder)
        self._compare(step, getattr(made.meta, "seconds", None))
        return made

    async def _session(self, step: Step, order: Collect) -> AgentSession:
        """The session when it has ended well, or has its video under way."""
        self.note(step, "the agent is at work")
        talk = _Talk(self, step, order)
        is_quick = _request(step).mode == "chat" or step.inputs.get("backend") == "local"
        patience = _EARLY if is_quick else self.patience
        try:
            session = await self.shop.waiting.until(order.remote_id, talk.look, patience)
        except GaveUpError:
            raise timed_out(step, order.remote_id) from None
        except ApiError as error:
            if error.category == "not_found":
                raise JobGone(error.code or "not_found", error.message) from error
            raise
        if session.state != "done":
            raise JobFailed("session_failed", last_words(session))
        unasked = len(_request(step).messages or ()) - talk.sent
        if unasked > 0:
            self.note(step, f"the agent never asked for {unasked} of the `messages`")
        return session

    async def _video_id(self, step: Step, order: Collect, session: AgentSession) -> str:
        if session.video_id:
            return session.video_id
        videos = await self.shop.client.agents.videos(session.session_id)
        if videos:
            return videos[0].id
        raise self.ended(step, order, "no_video", "the session ended without a film", last_words(session))

    def ended(self, step: Step, order: Collect, code: str, message: str, words: str) -> StepError:
        """The error for a session that will give nothing; the next build orders anew."""
        fact = Failed(key=step.key, at=self.shop.clock(), attempt=order.attempt, code=code, message=message)
        self.shop.journal.append(fact)
        hint = "answer it in `messages`, or say more in the brief; the next build orders the film anew"
        notes = (f"the agent: {words}", f"session: {order.remote_id}")
        return StepError(at_step(step, "HB0713", message, hint=hint, notes=notes))

    def _compare(self, step: Step, seconds: float | None) -> None:
        """A film that misses its length is told and never fails: 79 to 174 % of the target are usual."""
        target = step.estimate.seconds if step.estimate else 0.0
        if seconds and target and abs(seconds - target) > DEVIATION * target:
            share = seconds / target * 100
            self.note(step, f"the film has {seconds:.1f} s, {share:.0f} % of the {target:g} s that were asked for")


@dataclass(slots=True)
class _Talk:
    """Looks at a session until it has ended, and answers it on the way."""

    job: AgentJob
    step: Step
    order: Collect
    sent: int = 0
    progress: int = 0
    is_told: bool = False

    async def look(self) -> AgentSession | None:
        session = await self.job.shop.client.agents.get(self.order.remote_id)
        if session.asks:
            await self._answer(session)
            return None
        self._watch(session)
        return None if session.state == "in_progress" else session

    async def _answer(self, session: AgentSession) -> None:
        """Send the next of `messages`. After a crash or a lost answer, the session itself says how many it has."""
        messages = _request(self.step).messages or ()
        heard = sum(said.role == "user" for said in session.messages) - 1
        if 0 <= heard < self.sent:
            return  # what was sent is not shown yet, and the question may be the old one
        number = max(self.sent, heard)
        if number >= len(messages):
            await self._stop(session)
        self.job.note(self.step, f"the agent asks; answer {number + 1} is sent")
        key = f"hb-{self.step.key[:48]}-{self.order.attempt}-{number}"
        message = SendToAgent(message=messages[number])
        await self.job.shop.client.agents.send(session.session_id, message, idempotency_key=key)
        self.sent = number + 1  # only now: an answer that got lost is sent again

    async def _stop(self, session: AgentSession) -> NoReturn:
        """A session that waits for ever would take one of the account's places."""
        with contextlib.suppress(ApiError, TransportFailure):  # the error below says all that matters
            await self.job.shop.client.agents.stop(session.session_id)
        message = "the agent asks for more than `messages` answer"
        raise self.job.ended(self.step, self.order, "no_answer", message, last_words(session))

    def _watch(self, session: AgentSession) -> None:
        """Tell how far it is, and once that HeyGen's queue is long."""
        if session.state == "in_progress" and session.progress > self.progress:
            self.progress = session.progress
            self.job.note(self.step, f"the agent is {session.status}, {session.progress} %")
        age = self.job.shop.clock() - (session.created_at or self.job.shop.clock())
        if session.status == "thinking" and age > CONGESTED and not self.is_told:
            self.is_told = True
            self.job.note(self.step, f"the agent has been thinking for {age / 60:.0f} min: HeyGen's queue is long")


def _request(step: Step) -> AgentRequest:
    request = step.request
    assert isinstance(request, AgentRequest)
    return request


def last_words(session: AgentSession) -> str:
    """What the agent said last: why it failed, or what it asks. Messages come newest first."""
    said = [message.content for message in session.messages if message.role != "user" and message.content]
    errors = [message.content for message in session.messages if message.type == "error" and message.content]
    return next(iter(errors or said), "nothing")
