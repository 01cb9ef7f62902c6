"""What the drawing room is asked for and gives back. Frozen, light and picklable: orders travel to worker processes."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from heygen_build.emulator.catalog import Timbre
from heygen_build.emulator.jobs import Made, Render
from heygen_build.media.model import Word
from heygen_build.units import Color


class Order(Protocol):
    """Anything the studio can draw: a frozen, picklable dataclass whose `repr` says all that influences the result."""

    def make(self, folder: Path, key: str) -> Render | Made:
        """Draws into `folder`, in a drawing process; every file's name is `key` and a suffix (`.mp4`, `.mask.webm`).

        Raises `DrawingError` for what cannot be drawn. Heavy libraries are imported here, not at the top.
        """
        ...


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

    `fit` says how a photo meets the frame; a presenter always fills it. `is_transparent`: WebM without a background.
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
    is_transparent: bool = False

    def make(self, folder: Path, key: str) -> Render:
        from heygen_build.emulator.drawing import draw_video  # in the worker only

        return draw_video(self, folder, key)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A spoken file in the drawings folder: WAV, mono, 48 kHz; `duration` in seconds."""

    file: str
    duration: float
    words: tuple[Word, ...]


def digest(order: Order | Saying) -> str:
    """Equal orders share one drawing. Uploaded files never change, so that their paths stand for their contents."""
    return sha256(repr(order).encode()).hexdigest()[:40]
