"""Speech alone: the Starfish call `POST /v3/voices/speech`, which answers at once (speech.md)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator

from heygen_build.heygen.wire.base import Request, Response


class CreateSpeech(Request):
    """A text to speak; `speed` is wider here (0.5–2) than in videos, and `locale` (BCP-47) decides the language."""

    text: Annotated[str, Field(min_length=1, max_length=5000)]
    voice_id: str
    input_type: Literal["text", "ssml"] | None = None
    speed: Annotated[float, Field(ge=0.5, le=2)] | None = None
    language: str | None = None
    locale: str | None = None


class SpeechWord(Response):
    """A spoken word, `start` and `end` in seconds from the beginning of the audio."""

    word: str
    start: float
    end: float

    @property
    def is_sentinel(self) -> bool:
        """HeyGen frames the list with `<start>` and `<end>`, which nobody says (observed.md)."""
        return self.word.startswith("<") and self.word.endswith(">")


class Speech(Response):
    """Finished speech: `duration` in seconds, `audio_url` a temporary link, words without the list's sentinels."""

    audio_url: str
    duration: float
    request_id: str | None = None
    word_timestamps: tuple[SpeechWord, ...] = ()

    @field_validator("word_timestamps")
    @classmethod
    def _only_words(cls, words: tuple[SpeechWord, ...]) -> tuple[SpeechWord, ...]:
        return tuple(word for word in words if not word.is_sentinel)
