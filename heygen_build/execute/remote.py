"""Paid and lasting steps: intent before the call, the id before the first poll, files before "stored"."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path

from heygen_build.execute.context import Needs, Workshop
from heygen_build.execute.events import StepNote
from heygen_build.execute.next_action import Collect, Order, Recover, next_action
from heygen_build.execute.orders import marker, speech_body, video_body
from heygen_build.execute.problems import StepError, at_step, from_api
from heygen_build.execute.waiting import GaveUpError
from heygen_build.heygen import wire
from heygen_build.heygen.errors import ApiError, LinkExpired
from heygen_build.media.model import MediaError, MediaInfo, Word
from heygen_build.plan.model import Step
from heygen_build.plan.requests import SpeechRequest, UploadRequest, VideoRequest
from heygen_build.store.digest import key_of
from heygen_build.store.journal import Accepted, Failed, Finished, Intended, Rejected, Stored
from heygen_build.store.results import SpeechMeta, StepResult, UploadMeta, VideoMeta

LINK_TRIES = 3
"""How often a link is asked for again: a fresh GET issues a fresh signature."""
LATE_FILES = 30.0
"""Seconds to wait when a completed video has no link yet ([skills-may])."""


class RemoteSteps:
    """Carries one remote step from its facts to its result. Call again after any crash."""

    def __init__(self, shop: Workshop) -> None:
        self._shop = shop

    async def run(self, step: Step, needs: Needs) -> StepResult:
        """Raises StepError; ApiError and TransportFailure pass through to the caller, who knows how to tell them."""
        action = next_action(self._shop.journal.facts(step.key))
        if isinstance(action, Recover):
            action = await self._recover(step, needs, action)
        if isinstance(action, Order):
            action = await self._order(step, needs, action.attempt)
        return await self._collect(step, needs, action)

    # Ordering

    async def _order(self, step: Step, needs: Needs, attempt: int) -> Collect:
        idempotency_key = f"hb-{step.key[:48]}-{attempt}"
        self._shop.journal.append(
            Intended(
                key=step.key,
                at=self._shop.clock(),
                attempt=attempt,
                idempotency_key=idempotency_key,
                body_digest=key_of(step.inputs),
                usd=step.estimate.usd if step.estimate else None,
                account=self._shop.account,
            )
        )
        return await self._send(step, needs, attempt, idempotency_key)

    async def _send(self, step: Step, needs: Needs, attempt: int, idempotency_key: str) -> Collect:
        try:
            accepted = await self._call(step, needs, attempt, idempotency_key)
        except ApiError as error:
            if not error.may_have_acted and error.category not in ("in_progress", "unknown"):
                # A clear refusal: nothing was made. Anything else stays an open intent, to be looked up next time.
                self._shop.journal.append(_rejected(step, attempt, error, self._shop.clock()))
            raise
        self._shop.journal.append(accepted)
        return Collect(attempt, accepted.remote_id, accepted.answer)

    async def _call(self, step: Step, needs: Needs, attempt: int, idempotency_key: str) -> Accepted:
        match step.request:
            case VideoRequest() as request:
                body = video_body(step, request, needs, self._shop.project)
                created = await self._shop.client.create_video(body, idempotency_key=idempotency_key)
                self._note(step, f"ordered, {created.video_id}")
                return self._accepted(step, attempt, created.video_id)
            case SpeechRequest() as request:
                speech = await self._shop.client.speech(speech_body(request), idempotency_key=idempotency_key)
                return self._accepted(step, attempt, speech.request_id or "", answer=speech.model_dump_json())
            case UploadRequest(file=digest, media_type=media_type):
                path = self._shop.files[digest]
                asset = await self._shop.client.upload_asset(path, mime=media_type, idempotency_key=idempotency_key)
                return self._accepted(step, attempt, asset.asset_id)
            case _:
                raise AssertionError(f"{step.kind} is not a remote step")

    def _accepted(self, step: Step, attempt: int, remote_id: str, answer: str | None = None) -> Accepted:
        return Accepted(key=step.key, at=self._shop.clock(), attempt=attempt, remote_id=remote_id, answer=answer)

    async def _recover(self, step: Step, needs: Needs, action: Recover) -> Collect:
        """An intent without an answer: adopt the order when it arrived, else send it again under the same key."""
        if step.kind == "video":
            async for video in self._shop.client.list_videos(title=marker(step)):
                if not self._is_known(step, video.id):
                    self._note(step, f"found the order again, {video.id}")
                    fact = Accepted(
                        key=step.key, at=self._shop.clock(), attempt=action.attempt, remote_id=video.id, adopted=True
                    )
                    self._shop.journal.append(fact)
                    return Collect(action.attempt, video.id, None)
        return await self._send(step, needs, action.attempt, action.idempotency_key)

    def _is_known(self, step: Step, video_id: str) -> bool:
        facts = self._shop.journal.facts(step.key)
        return any(isinstance(fact, Accepted) and fact.remote_id == video_id for fact in facts)

    # Collecting

    async def _collect(self, step: Step, needs: Needs, order: Collect) -> StepResult:
        match step.kind:
            case "upload":
                return self._keep_upload(step, order)
            case "speech":
                return await self._collect_speech(step, needs, order)
            case _:
                return await self._collect_video(step, order)

    def _keep_upload(self, step: Step, order: Collect) -> StepResult:
        meta = UploadMeta(asset_id=order.remote_id, account=self._shop.account)
        result = self._shop.store.put(step.key, inputs=step.inputs, files={}, meta=meta, created=self._shop.clock())
        self._shop.journal.append(Stored(key=step.key, at=self._shop.clock(), attempt=order.attempt))
        return result

    async def _collect_speech(self, step: Step, needs: Needs, order: Collect) -> StepResult:
        assert order.answer is not None, "a speech order is answered at once, and the answer is journaled"
        speech = wire.Speech.model_validate_json(order.answer)
        with tempfile.TemporaryDirectory(dir=self._shop.store.scratch()) as folder:
            audio = Path(folder) / f"speech{_suffix(speech.audio_url, '.mp3')}"
            try:
                await self._shop.client.download(speech.audio_url, audio)
            except LinkExpired:
                # The answer was lost to us for too long and no call gives it again, so the speech is ordered anew.
                self._shop.journal.append(self._failed(step, order, "link_expired", "the audio link has expired"))
                return await self._collect(step, needs, await self._order(step, needs, order.attempt + 1))
            info = await self._probed(step, audio, needs_picture=False)
            words = tuple(Word(word.word, word.start, word.end) for word in speech.word_timestamps)
            meta = SpeechMeta(seconds=info.duration, words=words)
            return self._keep(step, order, {"audio": audio}, meta)

    async def _collect_video(self, step: Step, order: Collect) -> StepResult:
        video = await self._finished_video(step, order)
        self._shop.journal.append(
            Finished(key=step.key, at=self._shop.clock(), attempt=order.attempt, seconds=video.duration)
        )
        with tempfile.TemporaryDirectory(dir=self._shop.store.scratch()) as folder:
            picture, subtitles = Path(folder) / "video.mp4", Path(folder) / "subtitles.srt"
            self._note(step, "downloading")
            video = await self._download(step, video, lambda fresh: fresh.video_url, picture)
            info = await self._probed(step, picture, needs_picture=True)
            files = {"video": picture}
            if video.subtitle_url is not None:
                await self._download(step, video, lambda fresh: fresh.subtitle_url, subtitles)
                files["subtitles"] = subtitles
            return self._keep(step, order, files, VideoMeta(remote_id=video.id, seconds=info.duration))

    async def _finished_video(self, step: Step, order: Collect) -> wire.Video:
        self._note(step, "rendering")
        try:
            video = await self._shop.waiting.until_done(order.remote_id)
        except GaveUpError:
            hint = "run the build again later: it collects this job and orders nothing new"
            problem = at_step(step, "HB0702", f"the job {order.remote_id} takes longer than expected", hint=hint)
            raise StepError(problem, exit_code=4) from None
        except ApiError as error:
            if error.category == "not_found":
                self._shop.journal.append(self._failed(step, order, error.code or "not_found", error.message))
            raise from_api(step, error) from error
        if video.state != "done":
            code, message = video.failure_code or "unknown", video.failure_message or "no reason given"
            self._shop.journal.append(self._failed(step, order, code, message))
            hint = "failed jobs are not charged; the next build orders this again"
            notes = (f"failure code: {code}", f"video id: {video.id}")
            raise StepError(at_step(step, "HB0701", f"HeyGen could not render this: {message}", hint=hint, notes=notes))
        return video

    async def _download(
        self, step: Step, video: wire.Video, link: Callable[[wire.Video], str | None], target: Path
    ) -> wire.Video:
        """Download what `link` picks; ask for a fresh link when there is none yet or it is refused."""
        for trial in range(LINK_TRIES):
            url = link(video)
            if url is not None:
                try:
                    await self._shop.client.download(url, target)
                except LinkExpired:
                    self._note(step, "the link has expired, asking for a new one")
                else:
                    return video
            elif trial:
                await self._shop.sleep(LATE_FILES)
            video = await self._shop.client.get_video(video.id)
        hint = "run the build again: it downloads this render and orders nothing new"
        raise StepError(at_step(step, "HB0703", f"the finished video {video.id} cannot be downloaded", hint=hint))

    async def _probed(self, step: Step, path: Path, *, needs_picture: bool) -> MediaInfo:
        from heygen_build.media.probe import probe

        try:
            info = await asyncio.to_thread(probe, path)
        except MediaError as error:
            raise self._unusable(step, str(error)) from error
        if needs_picture and info.video is None:
            raise self._unusable(step, "it has no picture")
        if info.audio is None:
            raise self._unusable(step, "it has no sound")
        return info

    def _unusable(self, step: Step, why: str) -> StepError:
        hint = "run the build again: it downloads the file again and orders nothing new"
        return StepError(at_step(step, "HB0703", f"the file HeyGen sent cannot be used: {why}", hint=hint))

    def _keep(self, step: Step, order: Collect, files: dict[str, Path], meta: VideoMeta | SpeechMeta) -> StepResult:
        now = self._shop.clock()
        result = self._shop.store.put(step.key, inputs=step.inputs, files=files, meta=meta, created=now)
        usd = None
        if step.estimate is not None and step.estimate.usd is not None and step.estimate.seconds > 0:
            usd = step.estimate.usd / step.estimate.seconds * meta.seconds
        fact = Stored(key=step.key, at=now, attempt=order.attempt, seconds=meta.seconds, usd=usd)
        self._shop.journal.append(fact)
        return result

    def _failed(self, step: Step, order: Collect, code: str, message: str) -> Failed:
        return Failed(key=step.key, at=self._shop.clock(), attempt=order.attempt, code=code, message=message)

    def _note(self, step: Step, text: str) -> None:
        self._shop.emit(StepNote(step, text))


def _rejected(step: Step, attempt: int, error: ApiError, now: float) -> Rejected:
    return Rejected(
        key=step.key,
        at=now,
        attempt=attempt,
        status=error.status,
        code=error.code or "unknown",
        message=error.message,
        request_id=error.request_id,
    )


def _suffix(url: str, default: str) -> str:
    suffix = Path(url.split("?", 1)[0]).suffix.lower()
    return suffix if suffix in (".mp3", ".wav", ".m4a", ".ogg") else default
