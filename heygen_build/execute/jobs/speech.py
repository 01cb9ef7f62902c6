"""Speech alone (v3 voices/speech): answered at once, by a link that no later call gives again."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from heygen_build.execute.context import Needs
from heygen_build.execute.jobs.base import Collected, Job, LostResult, Ordered, made_voice, probed
from heygen_build.execute.next_action import Collect
from heygen_build.heygen import wire
from heygen_build.heygen.errors import LinkExpired
from heygen_build.media.model import Word
from heygen_build.plan.model import Step
from heygen_build.plan.requests import SpeechRequest
from heygen_build.store.results import SpeechMeta


class SpeechJob(Job):
    kind: ClassVar[str] = "speech"
    honors_key: ClassVar[bool] = False
    adoptable: ClassVar[bool] = False

    async def order(self, step: Step, needs: Needs, *, idempotency_key: str) -> Ordered:
        request = step.request
        assert isinstance(request, SpeechRequest)
        speech = await self.shop.client.speech(speech_body(request, needs), idempotency_key=idempotency_key)
        return Ordered(speech.request_id or "", speech.model_dump_json())

    async def collect(self, step: Step, needs: Needs, order: Collect, folder: Path) -> Collected:
        if order.answer is None:
            raise LostResult("the answer with the link to the speech never arrived")
        speech = wire.Speech.model_validate_json(order.answer)
        audio = folder / f"speech{_suffix(speech.audio_url)}"
        try:
            await self.shop.client.download(speech.audio_url, audio)
        except LinkExpired as expired:
            raise LostResult("the link to the speech has expired") from expired
        info = await probed(step, audio, picture=False)
        words = tuple(Word(word.word, word.start, word.end) for word in speech.word_timestamps)
        return Collected(SpeechMeta(seconds=info.duration, words=words), {"audio": audio})


def speech_body(request: SpeechRequest, needs: Needs) -> wire.CreateSpeech:
    """The body of POST /v3/voices/speech."""
    return wire.CreateSpeech(
        text=request.text,
        voice_id=request.voice_id or made_voice(needs) or "",
        input_type=request.input_type,
        speed=request.speed,
        locale=request.locale,
        language=request.language,
    )


def _suffix(url: str) -> str:
    suffix = Path(url.split("?", 1)[0]).suffix.lower()
    return suffix if suffix in (".mp3", ".wav", ".m4a", ".ogg") else ".mp3"
