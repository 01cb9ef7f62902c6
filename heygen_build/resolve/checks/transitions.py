"""Transitions: whether the scenes around them are long enough, told before anything is paid for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from math import ceil

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.media.model import half_frames
from heygen_build.resolve.checks.evidence import Evidence, error, warning
from heygen_build.resolve.checks.lengths import scene_seconds
from heygen_build.resolve.model import CardPicture, Film, ImagePicture, Scene, Transition, VideoPicture

_SOUND_ALONE = ("wav", "mp3")


def transitions_fit_their_scenes(film: Film, evidence: Evidence) -> Iterator[Diagnostic]:
    """A scene needs a frame for each that the transitions on both of its sides take of it."""
    if not film.scenes or film.format in _SOUND_ALONE or film.render.unit == "video":
        return
    taken = _taken(film.scenes, film.fps)
    for scene, following, into, out in zip_longest(film.scenes, film.scenes[1:], taken, taken[1:]):
        length, needed = scene_seconds(scene), into + (out or 0)
        if length > 0 and ceil(length * film.fps - 1e-6) < needed:
            longer = following if following is not None and (out or 0) > into else scene
            yield _too_short(scene, longer, length, needed / film.fps)


def _taken(scenes: Sequence[Scene], fps: int) -> list[int]:
    """How many frames of each scene the transition into it takes, and as many of the scene before."""
    return [0, *(_half(scene.transition, fps) for scene in scenes[1:])]


def _half(transition: Transition, fps: int) -> int:
    mixes = transition.kind not in ("cut", "fade") and transition.seconds > 0
    return half_frames(transition.seconds, fps) if mixes else 0


def _too_short(scene: Scene, cause: Scene, length: float, needed: float) -> Diagnostic:
    place = Label((cause.transition.origin or cause.origin).span)
    hint = "make the transition shorter, or the scene longer"
    if _is_known(scene):
        message = f"the transitions take {needed:.1f} s of the scene `{scene.id}`, and it lasts {length:.1f} s"
        return error("HB0419", message, place, hint=hint)
    message = f"the transitions take {needed:.1f} s of the scene `{scene.id}`, and it will last about {length:.1f} s"
    return warning("HB0419", message, place, hint=hint)


def _is_known(scene: Scene) -> bool:
    """Whether the length is that of files and of holds, and no guess at how long a script is."""
    is_local = isinstance(scene.picture, CardPicture | ImagePicture | VideoPicture)
    return is_local and scene.speech is None and scene.face_swap is None
