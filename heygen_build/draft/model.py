"""What draft speech is made of. Frozen values; the only array is the sound itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from heygen_build.media.model import Word

Samples: TypeAlias = NDArray[np.int16]

MouthShape = Literal["rest", "mbp", "fv", "l", "s", "ai", "e", "o", "u"]


class SpeechError(Exception):
    """The speech engine itself is broken or does not know the language; odd text never raises."""


@dataclass(frozen=True, slots=True)
class DraftVoice:
    """Who speaks. `language` is an espeak-ng voice (`en-us`, `de`, `cmn`), `variant` a timbre (`Annie`, `m3`).

    `pitch` is 0–99 as espeak-ng counts; `words_per_minute` is the pace at speed 1.
    """

    language: str
    variant: str | None = None
    pitch: int = 50
    words_per_minute: int = 165


@dataclass(frozen=True, slots=True)
class Mouth:
    """From `start` seconds on the mouth has this `shape`, until the next entry."""

    start: float
    shape: MouthShape


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """Mono 16-bit `samples` at `rate`, with the time of each written word and mouth shape (the last is `rest`)."""

    samples: Samples
    words: tuple[Word, ...]
    mouths: tuple[Mouth, ...]
    rate: int = 48_000

    @property
    def duration(self) -> float:
        """Seconds, exact to the sample."""
        return len(self.samples) / self.rate
