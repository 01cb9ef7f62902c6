"""Music and sounds of a film as pieces of their files: what is repeated is laid out again and again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from heygen_build.media.model import Bed, Effect


@dataclass(frozen=True, slots=True)
class Played:
    """`frames` of a file of `length` frames from its frame `first`, heard from frame `at` of the film.

    `volume` in decibels; for music it is that under speech, because editors have no word for making room. Music rises
    over `fade_in` frames from frame `begin` of the film, and falls over `fade_out` frames before frame `end`.
    """

    path: Path
    at: int
    frames: int
    first: int
    length: int
    volume: float
    fade_in: int = 0
    fade_out: int = 0
    begin: int = 0
    end: int = 0


def of_bed(bed: Bed, length: float, fps: int) -> Iterator[Played]:
    """The pieces of music of `length` seconds. None where it is over before the bed begins."""
    first, last = bed.trim.start, min(length, length if bed.trim.end is None else bed.trim.end)
    at, position, once = bed.begin, bed.position, last - first
    while once * fps >= 1 and bed.end - at > 0.5 / fps and (bed.loop or position < once):
        place = position % once
        seconds = min(once - place, bed.end - at)
        start, end = round(at * fps), round((at + seconds) * fps)
        if end > start:
            yield _piece(bed, start, end, round((first + place) * fps), round(length * fps), fps)
        at, position = at + seconds, position + seconds


def of_effect(effect: Effect, length: float, fps: int, film: int) -> Played:
    """An effect, as long as it is or as the film of `film` frames goes on."""
    at, whole = round(effect.at * fps), max(1, round(length * fps))
    end = max(at + 1, min(at + whole, film))
    return Played(effect.path, at, end - at, 0, whole, effect.volume, begin=at, end=end)


def _piece(bed: Bed, start: int, end: int, first: int, length: int, fps: int) -> Played:
    return Played(
        bed.path,
        start,
        end - start,
        first,
        length,
        bed.volume - abs(bed.duck),
        fade_in=round(bed.fade_in * fps),
        fade_out=round(bed.fade_out * fps),
        begin=round(bed.begin * fps),
        end=round(bed.end * fps),
    )
