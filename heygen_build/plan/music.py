"""The music of a film: which clips it lies under, and where it is by then."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from heygen_build.media.layers import WHOLE, Trim
from heygen_build.plan.requests import MusicBed
from heygen_build.plan.soundtrack import Soundtrack
from heygen_build.resolve.model import Music

_GAP_FADE = 0.5
"""Seconds in which the film's music makes way for a scene that has its own or none, and comes back."""


def beds_of(track: Soundtrack) -> tuple[MusicBed, ...]:
    """The beds of a film. A scene's own music takes the place of the film's."""
    own = [bed for index in range(len(track.film.scenes)) for bed in _own(track, index)]
    free = [index for index, scene in enumerate(track.film.scenes) if scene.music is None]
    return (*_film_beds(track, _stretches(free)), *own)


def _stretches(indices: list[int]) -> list[tuple[int, int]]:
    """First and last of each run of scenes that follow each other."""
    runs = [[index for _, index in group] for _, group in groupby(enumerate(indices), lambda pair: pair[1] - pair[0])]
    return [(run[0], run[-1]) for run in runs]


def _own(track: Soundtrack, index: int) -> Iterator[MusicBed]:
    scene = track.film.scenes[index]
    if scene.music is not None and not scene.music.is_silence:
        place = f"{track.prefix}{scene.id}/music"
        yield _bed(track, scene.music, index, index, place).model_copy(update={"own": True})


def _film_beds(track: Soundtrack, stretches: list[tuple[int, int]]) -> Iterator[MusicBed]:
    music = track.film.music
    if music is None or music.is_silence:
        return
    for number, (first, last) in enumerate(stretches):
        changes: dict[str, float] = {}
        if number > 0:
            changes["fade_in"] = _GAP_FADE
        if number < len(stretches) - 1:
            changes["fade_out"] = _GAP_FADE
        yield _bed(track, music, first, last, f"{track.prefix}music").model_copy(update=changes)


def _bed(track: Soundtrack, music: Music, first: int, last: int, place: str) -> MusicBed:
    file, role = track.source(music, place, music.origin or track.film.origin)
    trim = Trim(music.start, music.end)
    return MusicBed(
        file=file,
        role=role,
        first=track.clip(first),
        last=track.clip(last),
        volume=music.volume,
        duck=music.duck,
        fade_in=music.fade_in,
        fade_out=music.fade_out,
        loop=music.loop,
        trim=None if trim == WHOLE else trim,
    )
