"""Voices that are cloned from a recording (v3 voices clone) or found by a description (v3 voices design)."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import ClassVar

from heygen_build.execute.context import Needs
from heygen_build.execute.jobs.base import (
    CannotTell,
    Collected,
    Found,
    Job,
    JobFailed,
    Ordered,
    Trace,
    asset_id,
    marker,
    timed_out,
)
from heygen_build.execute.next_action import Collect
from heygen_build.execute.problems import StepError, at_step
from heygen_build.execute.waiting import GaveUpError, Patience
from heygen_build.heygen import wire
from heygen_build.heygen.errors import ApiError
from heygen_build.heygen.wire.cast import CloneVoice, DesignVoice
from heygen_build.plan.model import Step
from heygen_build.plan.requests import CloneRequest, DesignRequest
from heygen_build.store.results import VoiceMeta


class CloneJob(Job):
    kind: ClassVar[str] = "voice_clone"
    honors_key: ClassVar[bool] = False
    patience: ClassVar[Patience] = Patience(first=5.0, longest=10.0, give_up=10 * 60.0)

    async def order(self, step: Step, needs: Needs, *, idempotency_key: str) -> Ordered:
        request = step.request
        assert isinstance(request, CloneRequest)
        body = CloneVoice(
            audio=wire.AssetById(asset_id=asset_id(needs, "sample")),
            # Voices cannot be renamed, so that the marker stays: without it a lost order could not be found.
            voice_name=f"{request.name} [{marker(step)}]",
            language=request.language,
            remove_background_noise=request.remove_background_noise,
        )
        return Ordered(await self.shop.client.cast.clone(body, idempotency_key=idempotency_key))

    async def find(self, step: Step, known: Set[str]) -> Trace:
        async for voice in self.shop.client.voices(type="private"):
            if marker(step) in voice.name and voice.voice_id not in known:
                return Found(voice.voice_id)
        return CannotTell(f"no voice with {marker(step)} in its name is listed")

    async def collect(self, step: Step, needs: Needs, order: Collect, folder: Path) -> Collected:
        async def ready() -> wire.Voice | None:
            voice = await self.shop.client.voice(order.remote_id)
            return voice if voice.status is None or wire.job_state(voice.status) != "in_progress" else None

        try:
            voice = await self.shop.waiting.until(order.remote_id, ready, self.patience)
        except GaveUpError:
            raise timed_out(step, order.remote_id) from None
        except ApiError as error:
            if error.category == "not_found":
                raise JobFailed(error.code, error.message) from error
            raise
        if voice.status is not None and wire.job_state(voice.status) == "failed":
            raise JobFailed("voice_clone_failed", voice.failure_message)
        self.finished(step, order, None)
        return Collected(VoiceMeta(account=self.shop.account, voice_id=order.remote_id))


class DesignJob(Job):
    """Free, and answered at once: the library's voices for a description, of which the project takes one."""

    kind: ClassVar[str] = "voice_design"
    honors_key: ClassVar[bool] = False
    harmless: ClassVar[bool] = True
    pinned: ClassVar[bool] = True

    async def order(self, step: Step, needs: Needs, *, idempotency_key: str) -> Ordered:
        request = step.request
        assert isinstance(request, DesignRequest)
        body = DesignVoice(prompt=request.prompt, gender=request.gender, locale=request.locale, seed=request.seed)
        found = await self.shop.client.cast.design(body)
        if len(found.voices) < request.choice:
            raise _too_few(step, request, found.voices)
        return Ordered(found.voices[request.choice - 1].voice_id)

    async def collect(self, step: Step, needs: Needs, order: Collect, folder: Path) -> Collected:
        return Collected(VoiceMeta(account=self.shop.account, voice_id=order.remote_id))


def _too_few(step: Step, request: DesignRequest, voices: tuple[wire.Voice, ...]) -> StepError:
    if not voices:
        hint = "describe it with fewer conditions, or lower `seed`"
        return StepError(at_step(step, "HB0723", "HeyGen knows no voice like this", hint=hint))
    names = ", ".join(f"{number} {voice.name}" for number, voice in enumerate(voices, start=1))
    message = f"HeyGen found {len(voices)} voices like this, and number {request.choice} is asked for"
    return StepError(at_step(step, "HB0723", message, hint=f"choose among {names}"))
