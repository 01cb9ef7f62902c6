"""Collecting: an order that HeyGen took becomes files that were looked at before they count as stored."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from heygen_build.execute.context import Workshop
from heygen_build.execute.events import StepNote
from heygen_build.execute.fetching import Fetching
from heygen_build.execute.next_action import Collect
from heygen_build.execute.problems import StepError, at_step, from_api
from heygen_build.execute.waiting import GaveUpError
from heygen_build.heygen import wire
from heygen_build.heygen.errors import ApiError, LinkExpired
from heygen_build.media.model import MediaError, MediaInfo, Word
from heygen_build.plan.model import Step
from heygen_build.store.journal import Failed, Finished, Stored
from heygen_build.store.results import SpeechMeta, StepResult, UploadMeta, VideoMeta


class Collecting:
    """Waits for accepted orders and keeps their files. Raises StepError, ApiError and TransportFailure."""

    def __init__(self, shop: Workshop) -> None:
        self._shop = shop
        self._fetching = Fetching(shop)

    async def collect(self, step: Step, order: Collect) -> StepResult:
        """The stored result of an order."""
        match step.kind:
            case "upload":
                return self._keep(step, order, {}, UploadMeta(asset_id=order.remote_id, account=self._shop.account))
            case "speech":
                return await self._collect_speech(step, order)
            case _:
                return await self._collect_video(step, order)

    async def _collect_speech(self, step: Step, order: Collect) -> StepResult:
        assert order.answer is not None, "a speech order is answered at once, and the answer is journaled"
        speech = wire.Speech.model_validate_json(order.answer)
        with tempfile.TemporaryDirectory(dir=self._shop.store.scratch()) as folder:
            audio = Path(folder) / f"speech{_suffix(speech.audio_url)}"
            try:
                await self._shop.client.download(speech.audio_url, audio)
            except LinkExpired as expired:
                # No call gives the link again. Ordering anew is for the next build, which asks before it pays.
                self._fail(step, order, "link_expired", str(expired))
                hint = "run the build again: it orders this speech anew"
                raise StepError(at_step(step, "HB0703", "the link to the speech has expired", hint=hint)) from expired
            info = await self._probed(step, audio, needs_picture=False)
            words = tuple(Word(word.word, word.start, word.end) for word in speech.word_timestamps)
            return self._keep(step, order, {"audio": audio}, SpeechMeta(seconds=info.duration, words=words))

    async def _collect_video(self, step: Step, order: Collect) -> StepResult:
        video = await self._finished_video(step, order)
        now = self._shop.clock()
        self._shop.journal.append(Finished(key=step.key, at=now, attempt=order.attempt, seconds=video.duration))
        with tempfile.TemporaryDirectory(dir=self._shop.store.scratch()) as folder:
            picture, subtitles = Path(folder) / "video.mp4", Path(folder) / "subtitles.srt"
            self._shop.emit(StepNote(step, "downloading"))
            video = await self._fetching.picture(step, video, picture)
            info = await self._probed(step, picture, needs_picture=True)
            files = {"video": picture}
            if await self._fetching.subtitles(step, video, subtitles):
                files["subtitles"] = subtitles
            return self._keep(step, order, files, VideoMeta(remote_id=video.id, seconds=info.duration))

    async def _finished_video(self, step: Step, order: Collect) -> wire.Video:
        self._shop.emit(StepNote(step, "rendering"))
        try:
            video = await self._shop.waiting.until_done(order.remote_id)
        except GaveUpError:
            hint = "run the build again later: it collects this job and orders nothing new"
            problem = at_step(step, "HB0702", f"the job {order.remote_id} takes longer than expected", hint=hint)
            raise StepError(problem, exit_code=4) from None
        except ApiError as error:
            if error.category == "not_found":
                self._fail(step, order, error.code or "not_found", error.message)
            raise from_api(step, error) from error
        if video.state != "done":
            raise self._failure(step, order, video)
        return video

    def _failure(self, step: Step, order: Collect, video: wire.Video) -> StepError:
        code, message = video.failure_code or "unknown", video.failure_message or "no reason given"
        self._fail(step, order, code, message)
        hint = "failed jobs are not charged; the next build orders this again"
        notes = (f"failure code: {code}", f"video id: {video.id}")
        return StepError(at_step(step, "HB0701", f"HeyGen could not render this: {message}", hint=hint, notes=notes))

    async def _probed(self, step: Step, path: Path, *, needs_picture: bool) -> MediaInfo:
        from heygen_build.media.probe import probe

        try:
            info = await asyncio.to_thread(probe, path)
        except MediaError as error:
            raise _unusable(step, str(error)) from error
        if needs_picture and info.video is None:
            raise _unusable(step, "it has no picture")
        if info.audio is None:
            raise _unusable(step, "it has no sound")
        return info

    def _keep(
        self, step: Step, order: Collect, files: dict[str, Path], meta: UploadMeta | VideoMeta | SpeechMeta
    ) -> StepResult:
        now, seconds = self._shop.clock(), None if isinstance(meta, UploadMeta) else meta.seconds
        result = self._shop.store.put(step.key, inputs=step.inputs, files=files, meta=meta, created=now)
        usd = _usd(step, seconds)
        self._shop.journal.append(Stored(key=step.key, at=now, attempt=order.attempt, seconds=seconds, usd=usd))
        return result

    def _fail(self, step: Step, order: Collect, code: str, message: str) -> None:
        now = self._shop.clock()
        self._shop.journal.append(Failed(key=step.key, at=now, attempt=order.attempt, code=code, message=message))


def _usd(step: Step, seconds: float | None) -> float | None:
    """What `seconds` of output cost at the rate of the estimate (USD), None where that is unknown."""
    estimate = step.estimate
    if estimate is None or estimate.usd is None or estimate.seconds <= 0 or seconds is None:
        return None
    return estimate.usd / estimate.seconds * seconds


def _unusable(step: Step, why: str) -> StepError:
    hint = "run the build again: it downloads the file again and orders nothing new"
    return StepError(at_step(step, "HB0703", f"the file HeyGen sent cannot be used: {why}", hint=hint))


def _suffix(url: str) -> str:
    suffix = Path(url.split("?", 1)[0]).suffix.lower()
    return suffix if suffix in (".mp3", ".wav", ".m4a", ".ogg") else ".mp3"
