"""What is said, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from heygen_build.resolve.model.base import FileRef, Origin
from heygen_build.script.model import Pronunciations

Emotion: TypeAlias = Literal["Excited", "Friendly", "Serious", "Soothing", "Broadcaster"]


@dataclass(frozen=True, slots=True)
class VoiceClone:
    """A voice that is made once from a recording (v3 voices clone)."""

    file: FileRef
    name: str
    language: str | None = None
    remove_background_noise: bool = True
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class VoiceDesign:
    """A voice that is found by a description (v3 voices design). `choice` counts the voices that are found, from 1."""

    prompt: str
    gender: Literal["male", "female"] | None = None
    locale: str | None = None
    seed: int | None = None
    choice: int = 1
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """What only one engine of voices has (v3 `engine_settings`). None: the server's default."""

    engine_type: Literal["elevenlabs", "fish", "starfish"]
    model: str | None = None
    stability: float | None = None
    similarity_boost: float | None = None
    similarity: float | None = None
    style: float | None = None
    use_speaker_boost: bool | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of the account's catalog with the settings of the project. None: the server's default.

    `language` is heard in speech without a picture only (v3 voices/speech), `emotion` in v2 only.
    `new` is set for a voice that has yet to be made or found; then `voice_id` is empty and `name` the project's.
    """

    voice_id: str
    name: str
    speed: float | None = None
    pitch: int | None = None
    volume: float | None = None
    locale: str | None = None
    language: str | None = None
    emotion: Emotion | None = None
    engine_settings: EngineSettings | None = None
    new: VoiceClone | VoiceDesign | None = None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Speech:
    """What is said: `script` as the user wrote it (with break tags and say-links), by `voice` (None: the look's own).

    `pronunciations` are the project's, in its order; the plan makes the shown and the spoken text of both.
    """

    script: str
    voice: Voice | None
    origin: Origin
    pronunciations: Pronunciations = ()


@dataclass(frozen=True, slots=True)
class Recording:
    """Speech that was recorded: the scene lasts as long as the file. `script` is what is said, where it is known."""

    file: FileRef
    origin: Origin
    script: str | None = None
