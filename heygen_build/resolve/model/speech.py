"""What is said, and by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from heygen_build.resolve.model.base import FileRef, Origin
from heygen_build.script.model import Pronunciations


@dataclass(frozen=True, slots=True)
class VoiceToMake:
    """A voice that is made once in the account: cloned from samples, or designed from a description."""

    name: str
    samples: tuple[FileRef, ...]
    design: str | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of the account's catalog with the settings of the project. None: the server's default.

    `make` is set for a voice that does not exist yet; its id is then empty.
    """

    voice_id: str
    name: str
    speed: float | None = None
    pitch: int | None = None
    volume: float | None = None
    locale: str | None = None
    engine: Mapping[str, object] = field(default_factory=dict)
    """Settings of the voice's own engine (v3 `engine_settings`), as written."""
    make: VoiceToMake | None = None
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
class OwnAudio:
    """Speech that was recorded: the scene lasts as long as the file."""

    file: FileRef
    origin: Origin
