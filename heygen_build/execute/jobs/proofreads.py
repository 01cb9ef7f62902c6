"""Proofreading sessions: subtitles out, corrected subtitles in, dubbing (v3 proofreads)."""

from __future__ import annotations

import asyncio
from collections.abc import Set
from pathlib import Path
from typing import ClassVar

from heygen_build.execute.context import Needs
from heygen_build.execute.fetching import TRIES, are_subtitles
from heygen_build.execute.jobs.base import CannotTell, Collected, Job, Ordered, Trace, asset_id, title, unusable
from heygen_build.execute.jobs.tasks import unsent, until_done
from heygen_build.execute.jobs.translations import TranslationJob, only
from heygen_build.execute.next_action import Collect, next_action
from heygen_build.execute.waiting import Patience
from heygen_build.heygen.errors import ApiError, LinkExpired
from heygen_build.heygen.wire import AssetById, AssetByUrl
from heygen_build.heygen.wire.translations import CreateProofread, GenerateProofread, Proofread, ReplaceSubtitles
from heygen_build.plan.model import Step
from heygen_build.plan.requests import ProofreadDubRequest, ProofreadRequest
from heygen_build.store.journal import Failed
from heygen_build.store.results import ProofreadMeta, StepResult

READING = Patience(first=30.0, longest=60.0, give_up=30 * 60.0)
"""Every 30 to 60 s, given up after half an hour: subtitles take 3–5 minutes for a minute of film ([skills-may])."""


class ProofreadJob(Job):
    """A session, and the subtitles it begins with."""

    kind: ClassVar[str] = "proofread"
    honors_key: ClassVar[bool] = True
    patience: ClassVar[Patience] = READING

    async def order(self, step: Step, needs: Needs, *, idempotency_key: str) -> Ordered:
        request = step.request
        assert isinstance(request, ProofreadRequest)
        body = CreateProofread(
            video=AssetById(asset_id=asset_id(needs, "film")),
            output_languages=(request.language,),
            title=title(step, self.shop.project),
            mode=request.mode,
            speaker_num=request.speakers,
            brand_glossary_id=request.glossary,
            # Elsewhere the switch is called dynamic duration, and is on where nobody says otherwise; here it is off.
            enable_video_stretching=request.dynamic_duration,
            enable_speech_enhancement=request.speech_enhancement,
            disable_music_track=request.disable_music_track,
        )
        ids = await self.shop.client.translations.create_proofread(body, idempotency_key=idempotency_key)
        return Ordered(only(ids))

    async def collect(self, step: Step, needs: Needs, order: Collect, folder: Path) -> Collected:
        async def look() -> Proofread:
            return await self.shop.client.translations.proofread(order.remote_id)

        done = await until_done(self, step, order.remote_id, look, lambda seen: (None, seen.failure_message))
        self.refuse_foreign(step, order.remote_id, done.title)
        self.finished(step, order, None)
        subtitles = folder / "subtitles.srt"
        await self._download(step, order.remote_id, subtitles)
        # They are put into the project, where a broken file would stop the next build.
        if not await asyncio.to_thread(are_subtitles, subtitles):
            raise unusable(step, "it holds no subtitles")
        return Collected(ProofreadMeta(proofread_id=order.remote_id, account=self.shop.account), {"srt": subtitles})

    async def _download(self, step: Step, proofread_id: str, target: Path) -> None:
        for _ in range(TRIES):
            links = await self.shop.client.translations.subtitles(proofread_id)
            try:
                await self.shop.client.download(links.srt_url, target)
            except LinkExpired:
                self.note(step, "the link has expired, asking for a new one")
            else:
                return
        raise unusable(step, "its links are refused")


class ProofreadDubJob(TranslationJob):
    """The dubbing of a session: corrected subtitles go in first, where they differ from what the session has."""

    kind: ClassVar[str] = "proofread_dub"
    is_titled: ClassVar[bool] = False

    async def order(self, step: Step, needs: Needs, *, idempotency_key: str) -> Ordered:
        request, session = step.request, needs["proofread"]
        assert isinstance(request, ProofreadDubRequest)
        assert isinstance(session.meta, ProofreadMeta)
        proofread_id, calls = session.meta.proofread_id, self.shop.client.translations
        try:
            if request.srt is not None and request.srt != session.files["srt"].digest:
                await self._put(proofread_id, needs)
            body = GenerateProofread(captions=request.captions, translate_audio_only=request.audio_only)
            body = self.called(step, body)
            return Ordered(await calls.generate(proofread_id, body, idempotency_key=idempotency_key))
        except ApiError as error:
            if error.category != "not_found" or error.code == "asset_not_found":
                raise
            self._forget(session)
            text = "the proofreading session is over; the next build opens a new one and keeps your corrections"
            raise ApiError(error.status, error.code, text, request_id=error.request_id) from error

    async def find(self, step: Step, known: Set[str]) -> Trace:
        # The call takes no title, so that nothing in a list tells one dubbing of a session from another.
        return CannotTell("a dubbing after proofreading carries no mark of its own")

    async def _put(self, proofread_id: str, needs: Needs) -> None:
        """By asset, else by address: some accounts refuse subtitles as assets (api/README, contradiction 21)."""
        calls, srt = self.shop.client.translations, asset_id(needs, "srt")
        by_id = ReplaceSubtitles(srt=AssetById(asset_id=srt))
        try:
            await unsent(calls.replace_subtitles(proofread_id, by_id), "the subtitles")
        except ApiError as error:
            if error.category != "invalid":
                raise
            asset = await unsent(self.shop.client.uploads.get(srt), "the address of the subtitles")
            if asset.url is None:
                raise
            by_url = ReplaceSubtitles(srt=AssetByUrl(url=asset.url))
            await unsent(calls.replace_subtitles(proofread_id, by_url), "the subtitles")

    def _forget(self, session: StepResult) -> None:
        """A session lives for about a day ([skills-may])."""
        self.shop.store.forget(session.key)
        action = next_action(self.shop.journal.facts(session.key), self.shop.account)
        if isinstance(action, Collect):
            now, message = self.shop.clock(), "the session is over"
            fact = Failed(key=session.key, at=now, attempt=action.attempt, code="not_found", message=message)
            self.shop.journal.append(fact)
