"""Sounds at times of a film: their first moment is kept, because that is what is heard of a click or a bell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from heygen_build.media.encode import RATE
from heygen_build.media.model import Effect, MediaError
from heygen_build.media.sound import decode_sound

_RISE, _FALL = 0.001, 0.01
"""Seconds: short enough for an attack to stay one, and long enough for a cut to make no click."""


@dataclass(frozen=True, slots=True)
class Laid:
    """An effect at its volume, from sample `begin` of the film; float32 (n, 2) in the scale of 16 bits."""

    sound: NDArray[np.float32]
    begin: int

    @classmethod
    def of(cls, effect: Effect, total: int) -> Self:
        """The effect, cut off softly at the end of a film of `total` samples.

        Raises `MediaError`: `no_audio`, and the reasons of `probe`.
        """
        sound = decode_sound(effect.path)
        if sound is None or len(sound) == 0:
            raise MediaError("no_audio", f"{effect.path.name} holds no sound")
        begin = round(effect.at * RATE)
        sound = sound[: max(0, total - begin)]
        at = np.arange(len(sound), dtype=np.float32)
        edges = np.minimum(np.minimum((at + 1) / (_RISE * RATE), (len(sound) - at) / (_FALL * RATE)), 1)
        gain = edges * np.float32(10 ** (effect.volume / 20))
        return cls((sound * gain[:, None]).astype(np.float32), begin)

    def add_to(self, mix: NDArray[np.float32], start: int) -> None:
        """Add what is heard of it to a piece of the film, which starts at this sample."""
        first, last = max(start, self.begin), min(start + len(mix), self.begin + len(self.sound))
        if last > first:
            mix[first - start : last - start] += self.sound[first - self.begin : last - self.begin]
