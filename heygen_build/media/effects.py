"""Sounds at times of a film: their first moment is kept, because that is what is heard of a click or a bell."""

from __future__ import annotations

import numpy as np

from heygen_build.media.encode import RATE, Samples
from heygen_build.media.model import Effect, MediaError
from heygen_build.media.sound import decode_sound

_RISE, _FALL = 0.001, 0.01
"""Seconds: short enough for an attack to stay one, and long enough for a cut to make no click."""


def effect_sound(effect: Effect) -> Samples:
    """The sound at its volume, which may be louder than 16 bits hold: float32 (n, 2).

    Raises `MediaError`: `no_audio`, and the reasons of `probe`.
    """
    sound = decode_sound(effect.path)
    if sound is None or len(sound) == 0:
        raise MediaError("no_audio", f"{effect.path.name} holds no sound")
    at = np.arange(len(sound), dtype=np.float32)
    edges = np.minimum(np.minimum(at / (_RISE * RATE), (len(sound) - at) / (_FALL * RATE)), 1)
    result: Samples = sound * (edges * np.float32(10 ** (effect.volume / 20)))[:, None]
    return result
