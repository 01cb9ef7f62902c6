"""Sounds at times of scenes. They are laid into the film, not into its clips: what rings on is heard over the cut."""

from __future__ import annotations

from collections.abc import Iterator

from heygen_build.plan.clips import said_in
from heygen_build.plan.requests import SoundCue
from heygen_build.plan.soundtrack import Soundtrack
from heygen_build.resolve.model import SoundEffect

TIMED_BY = ("speech", "words", "presenter", "video", "subtitled")
"""The needs of a clip that tell when its words are said."""


def cues_of(track: Soundtrack) -> Iterator[SoundCue]:
    """The sounds of all scenes."""
    for index, scene in enumerate(track.film.scenes):
        for number, sound in enumerate(scene.sounds, start=1):
            yield _cue(track, sound, index, f"{track.prefix}{scene.id}/sound-{number}")


def _cue(track: Soundtrack, sound: SoundEffect, index: int, place: str) -> SoundCue:
    scene, clip = track.film.scenes[index], track.clip(index)
    file, role = track.source(sound, place, sound.origin or scene.origin)
    is_timed = sound.at.word is not None
    if is_timed:
        needs = track.drawing.steps[track.scenes[index].clip].needs
        track.needs |= {f"{role}-of-{clip}": key for role, key in needs.items() if role in TIMED_BY}
    return SoundCue(
        file=file,
        role=role,
        clip=clip,
        at=sound.at,
        volume=sound.volume,
        before=scene.before,
        said=said_in(scene) if is_timed else None,
    )
