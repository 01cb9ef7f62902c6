"""Dubbing of whole videos, and the reading of its subtitles before it (translate.md)."""

from __future__ import annotations

from typing import Literal

from heygen_build.heygen.wire.assets import AssetById, AssetByUrl
from heygen_build.heygen.wire.base import JobState, Request, Response, Timestamp, job_state

Source = AssetById | AssetByUrl


class CreateTranslation(Request):
    """`POST /v3/video-translations`. Languages are names exactly as `languages` lists them.

    One language a request: then each has an Idempotency-Key of its own, and its id needs no matching.
    """

    video: Source
    output_languages: tuple[str, ...]
    title: str | None = None
    mode: Literal["speed", "precision"] | None = None
    audio: Source | None = None
    translate_audio_only: bool | None = None
    speaker_num: int | None = None
    enable_caption: bool | None = None
    enable_dynamic_duration: bool | None = None
    disable_music_track: bool | None = None
    enable_speech_enhancement: bool | None = None
    srt: Source | None = None
    srt_role: Literal["input", "output"] | None = None
    brand_glossary_id: str | None = None
    callback_url: str | None = None
    callback_id: str | None = None


class TranslationsCreated(Response):
    """One id for each language."""

    video_translation_ids: tuple[str, ...]


class Translation(Response):
    """A dubbed video. `output_language` is a code, although orders name languages; `duration` in seconds."""

    id: str
    status: str
    title: str | None = None
    output_language: str | None = None
    duration: float | None = None
    video_url: str | None = None
    audio_url: str | None = None
    srt_caption_url: str | None = None
    vtt_caption_url: str | None = None
    failure_message: str | None = None
    created_at: Timestamp = None

    @property
    def state(self) -> JobState:
        """The status word's meaning."""
        return job_state(self.status)


class Languages(Response):
    languages: tuple[str, ...] = ()


class Glossary(Response):
    """Words that are always translated alike (`GET /v3/brand-glossaries`)."""

    brand_glossary_id: str
    name: str = ""


class CreateProofread(Request):
    """`POST /v3/video-translations/proofreads`: subtitles to read before anything is dubbed."""

    video: Source
    output_languages: tuple[str, ...]
    title: str
    mode: Literal["speed", "precision"] | None = None
    speaker_num: int | None = None
    brand_glossary_id: str | None = None
    enable_video_stretching: bool | None = None
    enable_speech_enhancement: bool | None = None
    disable_music_track: bool | None = None


class ProofreadsCreated(Response):
    """One id for each language; they end with it (`…-es`)."""

    proofread_ids: tuple[str, ...]
    status: str = "processing"


class Proofread(Response):
    """A session, which lives for about a day ([skills-may])."""

    id: str
    status: str
    title: str | None = None
    output_language: str | None = None
    failure_message: str | None = None
    created_at: Timestamp = None

    @property
    def state(self) -> JobState:
        """The status word's meaning."""
        return job_state(self.status)


class ProofreadSubtitles(Response):
    """`srt_url` is the one to edit; both links are short-lived."""

    srt_url: str
    original_srt_url: str | None = None


class ReplaceSubtitles(Request):
    """`PUT …/srt`. Some accounts refuse assets here, and take addresses only (api/README, contradiction 21)."""

    srt: Source


class GenerateProofread(Request):
    """`POST …/generate`: the dubbing itself."""

    captions: bool | None = None
    translate_audio_only: bool | None = None
    callback_url: str | None = None
    callback_id: str | None = None


class ProofreadGenerated(Response):
    video_translation_id: str
    status: str = "processing"
