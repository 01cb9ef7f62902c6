"""Looks that are made of photos, footage and words (v3 avatars), with the consent that some of them wait for."""

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
from heygen_build.execute.jobs.consent import ask_for_consent, consent_missing, waits_for_person
from heygen_build.execute.next_action import Collect
from heygen_build.execute.waiting import GaveUpError, Patience
from heygen_build.heygen import wire
from heygen_build.heygen.errors import ApiError
from heygen_build.heygen.wire import cast
from heygen_build.plan.model import Step
from heygen_build.plan.requests import FromFootage, FromPhoto, LookRequest
from heygen_build.store.results import LookMeta

MADE = Patience(first=10.0, longest=10.0, give_up=5 * 60.0)
"""Photos take 30 to 90 s, prompts 1 to 3 min ([skills-may])."""
TRAINED = Patience(first=10.0, longest=60.0, give_up=60 * 60.0)
"""Digital twins take longer; how long is not stated."""
AGREED = Patience(first=10.0, longest=30.0, give_up=10 * 60.0)
"""A person opens a page and records a clip, or never does: the next build asks again."""


class LookJob(Job):
    kind: ClassVar[str] = "look"
    honors_key: ClassVar[bool] = True

    async def order(self, step: Step, needs: Needs, *, idempotency_key: str) -> Ordered:
        request = _request(step)
        created = await self.shop.client.cast.create(_body(step, request, needs), idempotency_key=idempotency_key)
        if created.avatar_item is not None:
            return Ordered(created.avatar_item.id)
        # Both parts of the answer may be absent (v3 avatars): then the name tells which look it is.
        found = await self.find(step, frozenset())
        if isinstance(found, Found):
            return Ordered(found.remote_id)
        raise ApiError(200, None, "the answer names no look, and none of this name is listed")

    async def find(self, step: Step, known: Set[str]) -> Trace:
        async for look in self.shop.client.looks(ownership="private"):
            if marker(step) in look.name and look.id not in known:
                return Found(look.id)
        return CannotTell(f"no look with {marker(step)} in its name is listed")

    async def collect(self, step: Step, needs: Needs, order: Collect, folder: Path) -> Collected:
        request = _request(step)
        patience = TRAINED if isinstance(request.source, FromFootage) else MADE
        look = await self._until(step, order.remote_id, patience, ("processing",))
        if look.status == "pending_consent":
            look = await self._agreed(step, request, look)
        self.refuse_foreign(step, order.remote_id, look.name)
        self.finished(step, order, None)
        await self._rename(step, request, look)
        return Collected(
            LookMeta(
                account=self.shop.account,
                look_id=look.id,
                group_id=look.group_id,
                look_type=look.avatar_type,
                engines=look.supported_api_engines,
                voice_id=look.default_voice_id,
            )
        )

    async def _until(self, step: Step, look_id: str, patience: Patience, open_words: tuple[str, ...]) -> wire.Look:
        """The look once its status is none of `open_words`. Raises JobFailed, and StepError for a timeout."""

        async def look() -> wire.Look | None:
            found = await self.shop.client.look(look_id)
            return None if found.status in open_words else found

        try:
            found = await self.shop.waiting.until(look_id, look, patience)
        except GaveUpError:
            raise timed_out(step, look_id) from None
        except ApiError as error:
            if error.category == "not_found":
                raise JobFailed(error.code, error.message) from error
            raise
        if found.status == "failed":
            raise JobFailed(found.error.code if found.error else None, found.error.message if found.error else None)
        return found

    async def _agreed(self, step: Step, request: LookRequest, look: wire.Look) -> wire.Look:
        """The look once the person agreed."""
        if request.consent is None or look.group_id is None:
            raise consent_missing(step, look)
        given = await ask_for_consent(self.shop, step, request.consent, look.group_id)
        if given.url is not None:
            self.note(step, f"somebody has to agree on {given.url}")

        async def agreed() -> wire.Look | None:
            found = await self.shop.client.look(look.id)
            return None if found.status == "pending_consent" else found

        try:
            await self.shop.waiting.until(look.id, agreed, AGREED)
        except GaveUpError:
            raise waits_for_person(step, look, given.url) from None
        return await self._until(step, look.id, TRAINED, ("processing", "pending_consent"))

    async def _rename(self, step: Step, request: LookRequest, look: wire.Look) -> None:
        """Takes the marker out of the name, which nobody needs once the look is known."""
        try:
            await self.shop.client.cast.rename_look(look.id, request.name)
        except ApiError as error:
            self.note(step, f"it keeps the name {look.name}: {error.message}")


def _request(step: Step) -> LookRequest:
    assert isinstance(step.request, LookRequest)
    return step.request


def _body(step: Step, request: LookRequest, needs: Needs) -> cast.CreateAvatar:
    """The body of POST /v3/avatars; its name ends in the marker by which a lost order is found."""
    name, group_id, source = f"{request.name} [{marker(step)}]", request.group_id, request.source
    if isinstance(source, FromPhoto):
        photo = wire.AssetById(asset_id=asset_id(needs, "photo"))
        return cast.CreatePhotoAvatar(name=name, file=photo, avatar_group_id=group_id)
    if isinstance(source, FromFootage):
        footage = wire.AssetById(asset_id=asset_id(needs, "footage"))
        return cast.CreateDigitalTwin(name=name, file=footage, avatar_group_id=group_id)
    roles = [f"reference-{index}" for index in range(1, len(source.references) + 1)]
    references = tuple(wire.AssetById(asset_id=asset_id(needs, role)) for role in roles)
    return cast.CreatePromptAvatar(
        name=name,
        prompt=source.prompt,
        reference_images=references or None,
        avatar_id=source.reference_look_id,
        avatar_group_id=group_id,
    )
