"""Dubbed films (v3 video-translations)."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import ClassVar

from heygen_build.execute.context import Needs
from heygen_build.execute.jobs.base import (
    Collected,
    Ordered,
    Trace,
    asset_id,
    probed,
    title,
)
from heygen_build.execute.jobs.tasks import fetch, fetch_if_any, found_by_title, until_done
from heygen_build.execute.jobs.traveling import TravelingJob
from heygen_build.execute.next_action import Collect
from heygen_build.execute.waiting import Patience
from heygen_build.heygen.errors import ApiError
from heygen_build.heygen.wire import AssetById
from heygen_build.heygen.wire.batches import TRANSLATIONS, BatchRoute
from heygen_build.heygen.wire.translations import (
    CreateTranslation,
    Translation,
)
from heygen_build.plan.model import Step
from heygen_build.plan.requests import ProofreadDubRequest, TranslationRequest
from heygen_build.store.results import VideoMeta

DUBBING = Patience(first=30.0, longest=60.0, give_up=60 * 60.0)
"""Every 30 to 60 s, given up after an hour (api/README, polling)."""
_ONE_LANGUAGE = "HeyGen answered with no id for the one language that was ordered"


class TranslationJob(TravelingJob):
    kind: ClassVar[str] = "translation"
    honors_key: ClassVar[bool] = True
    route: ClassVar[BatchRoute | None] = TRANSLATIONS
    patience: ClassVar[Patience] = DUBBING
    is_titled: ClassVar[bool] = True
    """Whether its call takes a title."""

    async def order(self, step: Step, needs: Needs, *, idempotency_key: str) -> Ordered:
        body = self.called(step, translation_body(step, needs, self.shop.project))

        async def alone() -> str:
            return only(await self.shop.client.translations.create(body, idempotency_key=idempotency_key))

        return await self.placed(step, body, idempotency_key, alone)

    async def find(self, step: Step, known: Set[str]) -> Trace:
        return await found_by_title(step, known, self.shop.client.translations.list())

    async def collect(self, step: Step, needs: Needs, order: Collect, folder: Path) -> Collected:
        order = await self.arrived(step, order)

        async def look() -> Translation:
            return await self.shop.client.translations.get(order.remote_id)

        done = await until_done(self, step, order.remote_id, look, lambda seen: (None, seen.failure_message))
        if self.is_titled:
            self.refuse_foreign(step, order.remote_id, done.title)
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


def only(ids: tuple[str, ...]) -> str:
    """The id of the one language that was ordered."""
    if len(ids) != 1:
        raise ApiError(200, None, _ONE_LANGUAGE if not ids else f"HeyGen answered with {len(ids)} ids for one language")
    return ids[0]
