"""The music of a film: which clips it lies under, and where it is by then."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from heygen_build.media.layers import WHOLE, Trim
from heygen_build.plan.drawing import Drawing
from heygen_build.plan.requests import MusicBed
from heygen_build.resolve.model import Film, Music

_GAP_FADE = 0.5
"""Seconds in which the film's music makes way for a scene that has its own or none, and comes back."""


def plan_music(drawing: Drawing, film: Film, clips: int) -> tuple[MusicBed, ...]:
    """The beds of a film that is joined of so many clips. A scene's own music takes the place of the film's."""
    if clips != len(film.scenes):  # rendered whole: nobody knows where its scenes begin before it is there
        return tuple(_film_beds(drawing, film.music, [(1, clips)]))
    own = [bed for number, scene in enumerate(film.scenes, 1) for bed in _own(drawing, scene.music, number)]
    free = [number for number, scene in enumerate(film.scenes, 1) if scene.music is None]
    return (*_film_beds(drawing, film.music, _stretches(free)), *own)


def _stretches(numbers: list[int]) -> list[tuple[int, int]]:
    """First and last of each run of numbers that follow each other."""
    runs = [[number for _, number in group] for _, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])]
    return [(run[0], run[-1]) for run in runs]


def _own(drawing: Drawing, music: Music | None, number: int) -> Iterator[MusicBed]:
    if music is not None and music.file is not None:
        yield _bed(drawing, music, number, number).model_copy(update={"own": True})


def _film_beds(drawing: Drawing, music: Music | None, stretches: list[tuple[int, int]]) -> Iterator[MusicBed]:
    if music is None or music.file is None:
        return
    for index, (first, last) in enumerate(stretches):
        changes: dict[str, float] = {}
        if index > 0:
            changes["fade_in"] = _GAP_FADE
        if index < len(stretches) - 1:
            changes["fade_out"] = _GAP_FADE
        yield _bed(drawing, music, first, last).model_copy(update=changes)


def _bed(drawing: Drawing, music: Music, first: int, last: int) -> MusicBed:
    assert music.file is not None, "only music from files is laid under films"
    trim = Trim(music.start, music.end)
    return MusicBed(
        file=drawing.file(music.file),
        first=first,
        last=last,
        volume=music.volume,
        duck=music.duck,
        fade_in=music.fade_in,
        fade_out=music.fade_out,
        loop=music.loop,
        trim=None if trim == WHOLE else trim,
    )
