"""Music under a film: at its volume, softer while somebody speaks, and gone without a click."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from heygen_build.media.encode import RATE, Samples
from heygen_build.media.model import Bed, MediaError
from heygen_build.media.sound import spooled_sound
from heygen_build.media.spool import Spool

Curve = NDArray[np.float32]

_BLOCK = RATE // 100
"""Samples of one step of a curve: 10 ms."""
_SPEECH = -45.0
"""dBFS (mean of a step) above which somebody is heard."""
_AHEAD, _HOLD = 25, 40
"""Steps: music is already softer when a word begins, and stays so through the pauses between words."""
_GLIDE = 30
"""Steps over which music goes down and comes up again."""
_EDGE, _SEAM = 0.02, 0.005
"""Seconds in which music that starts or ends at once, and music that starts again, does so without a click."""


@dataclass(frozen=True, slots=True)
class Music:
    """A bed with its music: heard from sample `begin` of the film up to `end`."""

    bed: Bed
    sound: Spool
    speech: Curve
    begin: int
    end: int

    @classmethod
    def of(cls, bed: Bed, sound: Spool, speech: Curve, total: int) -> Self:
        """It ends with the film of `total` samples, and with itself where it is not looped."""
        begin, end = round(bed.begin * RATE), min(round(bed.end * RATE), total)
        if not bed.loop:
            end = min(end, begin + max(0, len(sound) - round(bed.position * RATE)))
        return cls(bed, sound, speech, begin, end)

    def add_to(self, mix: Curve, start: int) -> None:
        """Add what is heard of it to a piece of the film, which starts at this sample."""
        first, last = max(start, self.begin), min(start + len(mix), self.end)
        if last > first:
            music = self._heard(first - self.begin, last - first)
            mix[first - start : last - start] += music * self._gain(first, last)[:, None]

    def _heard(self, at: int, count: int) -> Curve:
        """So many samples from the one at which the music is by then, again from the start where it ends."""
        length, parts, position = len(self.sound), [], at + self._position
        while count > 0:
            place = position % length
            part = self.sound[place : min(length, place + count)].astype(np.float32)
            parts.append(part * _seam(place, len(part), length)[:, None] if self._is_repeated else part)
            position, count = position + len(part), count - len(part)
        heard: Curve = np.concatenate(parts)
        return heard

    @property
    def _position(self) -> int:
        return round(self.bed.position * RATE)

    @property
    def _is_repeated(self) -> bool:
        return self._position + self.end - self.begin > len(self.sound)

    def _gain(self, first: int, last: int) -> Curve:
        """The factor for each sample: volume, room for speech, and fades."""
        at = np.arange(first, last, dtype=np.float64)
        room = np.interp(at / _BLOCK, np.arange(len(self.speech)) + 0.5, self.speech)
        factor = 10 ** ((self.bed.volume - abs(self.bed.duck) * room) / 20)
        rise = np.clip((at - self.begin) / (max(self.bed.fade_in, _EDGE) * RATE), 0, 1)
        fall = np.clip((self.end - at) / (max(self.bed.fade_out, _EDGE) * RATE), 0, 1)
        result: Curve = (factor * rise * fall).astype(np.float32)
        return result


def music_of(bed: Bed, folder: Path) -> Spool:
    """The music of a bed on disk. Raises `MediaError`: `no_audio` for music without sound, and those of `probe`."""
    sound = spooled_sound(bed.path, bed.trim, folder)
    if sound is None or len(sound) == 0:
        raise MediaError("no_audio", f"{bed.path.name} holds no sound")
    return sound


def speaking(pieces: Iterable[Samples]) -> Curve:
    """For each 10 ms, how much (0–1) music makes room for what is heard: with a glide before and after."""
    heard = _heard(pieces)
    steps = len(heard)
    near = np.convolve(heard, np.ones(_AHEAD + _HOLD + 1))[_AHEAD : _AHEAD + steps] > 0
    glide = np.ones(_GLIDE) / _GLIDE
    smooth = np.convolve(np.pad(near.astype(np.float32), _GLIDE // 2, mode="edge"), glide)
    return smooth[_GLIDE - 1 : _GLIDE - 1 + steps].astype(np.float32)


def _heard(pieces: Iterable[Samples]) -> NDArray[np.bool_]:
    """For each 10 ms, whether somebody is heard."""
    powers: list[NDArray[np.float32]] = []
    rest = np.zeros((0, 2), np.int16)
    for piece in pieces:
        joined = np.concatenate([rest, piece])
        whole = len(joined) - len(joined) % _BLOCK
        powers.append(_power(joined[:whole]))
        rest = joined[whole:]
    if len(rest):
        powers.append(_power(np.concatenate([rest, np.zeros((_BLOCK - len(rest), 2), np.int16)])))
    power = np.concatenate(powers) if powers else np.zeros(1, np.float32)
    return np.asarray(power > np.square(32768 * 10 ** (_SPEECH / 20)))


def _power(blocks: Samples) -> NDArray[np.float32]:
    power: NDArray[np.float32] = np.square(blocks.astype(np.float32)).reshape(-1, 2 * _BLOCK).mean(axis=1)
    return power


def _seam(place: int, count: int, length: int) -> Curve:
    """A soft edge at both ends of music that is heard again and again."""
    at = np.arange(place, place + count, dtype=np.float32)
    edge: Curve = np.clip(np.minimum(at, length - at) / np.float32(_SEAM * RATE), 0, 1)
    return edge
