"""Music under a film: at its volume, softer while somebody speaks, and gone without a click."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from heygen_build.media.encode import RATE, Samples
from heygen_build.media.model import Bed, MediaError
from heygen_build.media.sound import decode_sound, soften

Curve = NDArray[np.float32]

_BLOCK = RATE // 100
"""Samples of one step of a curve: 10 ms."""
_SPEECH = -45.0
"""dBFS (mean of a step) above which somebody is heard."""
_AHEAD, _HOLD = 25, 40
"""Steps: music is already softer when a word begins, and stays so through the pauses between words."""
_GLIDE = 30
"""Steps over which music goes down and comes up again."""
_EDGE = 0.02
"""Seconds in which music that starts or ends at once does so without a click."""


def with_beds(sound: Samples, beds: Sequence[Bed]) -> Samples:
    """The sound of a film with its music under it. Raises `MediaError`: `no_audio` for music without sound."""
    if not beds:
        return sound
    total = sound.astype(np.int32)
    speech = speaking(sound)
    for bed in beds:
        begin, end = round(bed.begin * RATE), min(round(bed.end * RATE), len(sound))
        if end > begin:
            music = _music(bed, end - begin)
            total[begin : begin + len(music)] += np.rint(music * _gain(bed, speech, begin, len(music))[:, None]).astype(
                np.int32
            )
    return np.clip(total, -32768, 32767).astype(np.int16)


def speaking(sound: Samples) -> Curve:
    """For each 10 ms, how much (0–1) music makes room for what is heard: with a glide before and after."""
    steps = -(-len(sound) // _BLOCK)
    padded = np.zeros((steps * _BLOCK, 2), np.float32)
    padded[: len(sound)] = sound
    power = np.square(padded).mean(axis=1).reshape(steps, _BLOCK).mean(axis=1)
    heard = power > np.square(32768 * 10 ** (_SPEECH / 20))
    near = np.convolve(heard, np.ones(_AHEAD + _HOLD + 1))[_AHEAD : _AHEAD + steps] > 0
    glide = np.ones(_GLIDE) / _GLIDE
    edge = _GLIDE // 2
    smooth = np.convolve(np.pad(near.astype(np.float32), edge, mode="edge"), glide)
    return smooth[_GLIDE - 1 : _GLIDE - 1 + steps].astype(np.float32)


def _music(bed: Bed, count: int) -> Samples:
    """`count` samples of the music, from where it is by now; fewer where it ends and is not looped."""
    music = decode_sound(bed.path, bed.trim)
    if music is None or len(music) == 0:
        raise MediaError("no_audio", f"{bed.path.name} holds no sound")
    start = round(bed.position * RATE)
    if not bed.loop:
        return music[start : start + count]
    if len(music) < start + count:
        music = soften(music)
    return np.take(music, np.arange(start, start + count), axis=0, mode="wrap")


def _gain(bed: Bed, speech: Curve, begin: int, count: int) -> Curve:
    """The factor for each sample: volume, room for speech, and fades."""
    at = np.arange(count, dtype=np.float64)
    room = np.interp((at + begin) / _BLOCK, np.arange(len(speech)) + 0.5, speech)
    factor = 10 ** ((bed.volume - abs(bed.duck) * room) / 20)
    rise = np.clip(at / (max(bed.fade_in, _EDGE) * RATE), 0, 1)
    fall = np.clip((count - at) / (max(bed.fade_out, _EDGE) * RATE), 0, 1)
    result: Curve = (factor * rise * fall).astype(np.float32)
    return result
