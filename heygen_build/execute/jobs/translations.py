"""Dubbed films, and the reading of their subtitles before they are dubbed (v3 video-translations, proofreads)."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import ClassVar

from heygen_build.execute.context import Needs
from heygen_build.execute.fetching import TRIES
from heygen_build.execute.jobs.base import (
    CannotTell,
    Collected,
    Found,
    Job,
    Ordered,
    Trace,
    asset_id,
    marker,
    probed,
    title,
    unusable,
)
from heygen_build.execute.jobs.tasks import fetch, fetch_if_any, unsent, until_done
from heygen_build.execute.next_action import Collect, next_action
from heygen_build.execute.waiting import Patience
from heygen_build.heygen.errors import ApiError, LinkExpired
from heygen_build.heygen.wire import AssetById, AssetByUrl
from heygen_build.heygen.wire.translations import (
    CreateProofread,
    CreateTranslation,
    GenerateProofread,
    Proofread,
    ReplaceSubtitles,
    Translation,
)
from heygen_build.plan.model import Step
from heygen_build.plan.requests import ProofreadDubRequest, ProofreadRequest, TranslationRequest
from heygen_build.store.journal import Failed
from heygen_build.store.results import ProofreadMeta, StepResult, VideoMeta

DUBBING = Patience(first=30.0, longest=60.0, give_up=60 * 60.0)
"""Every 30 to 60 s, given up after an hour (api/README, polling)."""
READING = Patience(first=30.0, longest=60.0, give_up=30 * 60.0)
"""The same for proofreading sessions, whose subtitles take 3–5 minutes for a minute of film ([skills-may])."""
_ONE_LANGUAGE = "HeyGen answered with no id for the one language that was ordered"


class TranslationJob(Job):
    kind: ClassVar[str] = "translation"
    honors_key: ClassVar[bool] = True
    patience: ClassVar[Patience] = DUBBING

    async def order(self, step: Step, needs: Needs, *, idempotency_key: str) -> Ordered:
        body = translation_body(step, needs, self.shop.project)
        ids = await self.shop.client.translations.create(body, idempotency_key=idempotency_key)
        return Ordered(_only(ids))

    async def find(self, step: Step, known: Set[str]) -> Trace:
        async for translation in self.shop.client.translations.list():
            if marker(step) in (translation.title or "") and translation.id not in known:
                return Found(translation.id)
        # Not `Absent`: one that was deleted, or is not listed yet, was paid for all the same.
        return CannotTell(f"no translation with {marker(step)} in its title is listed")

    async def collect(self, step: Step, needs: Needs, order: Collect, folder: Path) -> Collected:
        async def look() -> Translation:
            return await self.shop.client.translations.get(order.remote_id)

        done = await until_done(self, step, order.remote_id, look, lambda seen: (None, seen.failure_message))
        self.finished(step, order, done.duration)
        self.note(step, "downloading")
        film, files = folder / "video.mp4", {}
        done = await fetch(self, step, done, look, lambda seen: seen.video_url, film)
        info = await probed(step, film, picture=True)
        files["video"] = film
        if _wants_captions(step):
            srt, vtt = folder / "subtitles.srt", folder / "subtitles.vtt"
            if await fetch_if_any(self, step, done, look, lambda seen: seen.srt_caption_url, srt):
                files["subtitles"] = srt
            if await fetch_if_any(self, step, done, look, lambda seen: seen.vtt_caption_url, vtt):
                files["vtt"] = vtt
        return Collected(VideoMeta(remote_id=order.remote_id, seconds=info.duration), files)


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
        return Ordered(_only(ids))

    async def collect(self, step: Step, needs: Needs, order: Collect, folder: Path) -> Collected:
        async def look() -> Proofread:
            return await self.shop.client.translations.proofread(order.remote_id)

        await until_done(self, step, order.remote_id, look, lambda seen: (None, seen.failure_message))
        self.finished(step, order, None)
        subtitles = folder / "subtitles.srt"
        await self._download(step, order.remote_id, subtitles)
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

    async def order(self, step: Step, needs: Needs, *, idempotency_key: str) -> Ordered:
        request, session = step.request, needs["proofread"]
        assert isinstance(request, ProofreadDubRequest)
        assert isinstance(session.meta, ProofreadMeta)
        proofread_id, calls = session.meta.proofread_id, self.shop.client.translations
        try:
            if request.srt is not None and request.srt != session.files["srt"].digest:
                await self._put(proofread_id, needs)
            body = GenerateProofread(captions=request.captions, translate_audio_only=request.audio_only)
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


def translation_body(step: Step, needs: Needs, project: str) -> CreateTranslation:
    """The body of POST /v3/video-translations."""
    request = step.request
    assert isinstance(request, TranslationRequest)
    return CreateTranslation(
        video=AssetById(asset_id=asset_id(needs, "film")),
        output_languages=(request.language,),
        title=title(step, project),
        mode=request.mode,
        audio=AssetById(asset_id=asset_id(needs, "audio")) if "audio" in needs else None,
        translate_audio_only=request.audio_only,
        speaker_num=request.speakers,
        enable_caption=request.captions,
        enable_dynamic_duration=request.dynamic_duration,
        disable_music_track=request.disable_music_track,
        enable_speech_enhancement=request.speech_enhancement,
        srt=AssetById(asset_id=asset_id(needs, "srt")) if "srt" in needs else None,
        srt_role="output" if "srt" in needs else None,
        brand_glossary_id=request.glossary,
    )


def _wants_captions(step: Step) -> bool:
    request = step.request
    assert isinstance(request, TranslationRequest | ProofreadDubRequest)
    return request.captions


def _only(ids: tuple[str, ...]) -> str:
    if len(ids) != 1:
        raise ApiError(200, None, _ONE_LANGUAGE if not ids else f"HeyGen answered with {len(ids)} ids for one language")
    return ids[0]
