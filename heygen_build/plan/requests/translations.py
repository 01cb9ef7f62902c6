"""Dubbed films. The need `film` is the upload of the finished film."""

from __future__ import annotations

from typing import ClassVar, Literal

from heygen_build.plan.requests.base import StepRequest


class _Dubbing(StepRequest):
    """Switches that are None are left at the server's defaults."""

    remote: ClassVar[bool] = True
    paid: ClassVar[bool] = True
    language: str
    mode: Literal["speed", "precision"]
    speakers: int | None = None
    glossary: str | None = None
    speech_enhancement: Literal[True] | None = None
    disable_music_track: Literal[True] | None = None


class TranslationRequest(_Dubbing):
    """v3 POST /v3/video-translations, one language. `srt` and `audio` are digests; their uploads are needs too."""

    kind: Literal["translation"] = "translation"
    captions: bool
    audio_only: Literal[True] | None = None
    dynamic_duration: bool
    srt: str | None = None
    audio: str | None = None


class ProofreadRequest(_Dubbing):
    """v3 POST /v3/video-translations/proofreads: subtitles in the language, to be read before anything is dubbed."""

    kind: Literal["proofread"] = "proofread"
    dynamic_duration: bool


class ProofreadDubRequest(StepRequest):
    """v3 POST /v3/video-translations/proofreads/{id}/generate, for the session of the need `proofread`.

    `srt` is the digest of the subtitles as they were corrected, their upload is the need `srt`; None dubs what HeyGen
    wrote.
    """

    remote: ClassVar[bool] = True
    paid: ClassVar[bool] = True
    kind: Literal["proofread_dub"] = "proofread_dub"
    captions: bool
    audio_only: Literal[True] | None = None
    srt: str | None = None
