"""What the drawing room is asked for and gives back. Frozen, light and picklable: orders travel to worker processes."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal, TypeAlias

from heygen_build.emulator.catalog import Timbre
from heygen_build.media.model import Word
from heygen_build.units import Color

BACKDROP = Color(226, 232, 240)


@dataclass(frozen=True, slots=True)
class Saying:
    """Words for the draft voice: `speed` a factor, `pitch` in semitones around the voice's own, `volume` 0–1."""

    text: str
    timbre: Timbre
    speed: float = 1.0
    pitch: float = 0.0
    volume: float = 1.0


@dataclass(frozen=True, slots=True)
class Recording:
    """Sound somebody brought along (`audio_asset_id`, `audio_url`): any file with an audio stream."""

    path: Path


Sound: TypeAlias = Saying | Recording


@dataclass(frozen=True, slots=True)
class VideoOrder:
    """One video of `width` × `height` pixels: a presenter in a `costume`, or else a `photo`, before a `background`.

    `fit` says how a photo meets the frame; a presenter always fills it.
    """

    sound: Sound
    width: int
    height: int
    costume: str | None = None
    photo: Path | None = None
    background: Color | Path = BACKDROP
    fit: Literal["cover", "contain"] = "cover"
    subtitles: bool = False
    burned_in: bool = False
    mark: str = "DRAFT"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A spoken file in the drawings folder: WAV, mono, 48 kHz; `duration` in seconds."""

    file: str
    duration: float
    words: tuple[Word, ...]


Order: TypeAlias = VideoOrder | Saying


def digest(order: Order) -> str:
    """Equal orders share one drawing. Uploaded files never change, so that their paths stand for their contents."""
    return sha256(repr(order).encode()).hexdigest()[:40]
