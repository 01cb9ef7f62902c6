"""The sound of a film as it will be heard: encoded, decoded and measured again, until it is as loud as was asked for.

Lossy coding takes away the highest tones and moves peaks: noise gets softer by more than a decibel, and drums that were
limited to −1.5 dBTP come back at 0 (measured with AAC of 160 and MP3 of 192 kbit/s).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from heygen_build.media.encode import Samples, add_sound, open_sound, sound_frames
from heygen_build.media.layers import WHOLE
from heygen_build.media.mastering import CEILING, SILENT, Loudness, mastered, measured
from heygen_build.media.sound import spooled_sound
from heygen_build.media.spool import Sound

LOSSY = ("mp4", "webm", "mp3")
"""Containers whose sound comes back as another."""
_PEAK = -1.0
"""dBTP that no film exceeds (EBU R128)."""
_MARGIN = 0.3
_CLOSE = 0.3
"""LU: well within the half that is promised."""
_ROUNDS, _PATIENCE = 8, 4
"""So many tries, of which the last ones give loudness up for peaks. Speech takes one, music with drums two or three."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a sound is brought to before it is encoded: `loudness` in LUFS, `ceiling` in dBTP."""

    loudness: float
    ceiling: float = CEILING

    def corrected(self, target: float, heard: Loudness, *, raises: bool) -> Aim:
        """The next try, after one that was `heard` so. Without `raises` it gets no louder, so that peaks come down."""
        over = max(0.0, heard.peak - _PEAK + _MARGIN) if heard.peak > _PEAK else 0.0
        more = target - heard.integrated
        return Aim(self.loudness + (more if raises else min(0.0, more) - over), self.ceiling - over)

    def of(self, sound: Sound) -> Iterator[Samples]:
        """The sound at this aim, in pieces."""
        return mastered(sound, self.loudness, self.ceiling)


def proven(sound: Sound, target: float, form: str, path: Path) -> Aim:
    """Write a sound to `path` as films of a `form` carry it, so that it is heard at `target` LUFS; and say how.

    A sound of nothing but peaks may stay softer: no peak exceeds −1 dBTP.
    """
    aim = Aim(target)
    for left in range(_ROUNDS, 0, -1):
        _write(path, form, aim.of(sound))
        heard = _heard(path)
        is_near = abs(heard.integrated - target) <= _CLOSE or left <= _PATIENCE
        if heard.integrated <= SILENT or (is_near and heard.peak <= _PEAK):
            break
        aim = aim.corrected(target, heard, raises=left > _PATIENCE)
    return aim


def _write(path: Path, form: str, pieces: Iterator[Samples]) -> None:
    with open_sound(path, form) as file:
        stream, start = add_sound(file), 0
        for piece in pieces:
            for frame in sound_frames(piece, start):
                file.mux(stream.encode(frame))
            start += len(piece)
        file.mux(stream.encode(None))


def _heard(path: Path) -> Loudness:
    sound = spooled_sound(path, WHOLE, path.parent)
    assert sound is not None, "it was written with sound"
    with sound:
        return measured(sound)
