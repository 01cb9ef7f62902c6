"""Transitions between the clips of a film: a step for each, so that a change of one scene redraws only its own two."""

from __future__ import annotations

from collections.abc import Sequence

from heygen_build.media.model import Canvas
from heygen_build.plan.drawing import Drawing
from heygen_build.plan.requests import TransitionRequest
from heygen_build.resolve.model import Film, Scene, Side, Transition
from heygen_build.units import Color

_WITH_DIRECTION = ("slide", "wipe")


def overlaps(film: Film, scene: Scene) -> bool:
    """Whether a scene mixes with the one before it: fades are part of the clips themselves, and cuts are nothing."""
    is_first = scene is film.scenes[0]
    is_seen = film.format not in ("wav", "mp3")
    return is_seen and not is_first and scene.transition.kind not in ("cut", "fade") and scene.transition.seconds > 0


def plan_transitions(drawing: Drawing, film: Film, clips: Sequence[str], prefix: str, canvas: Canvas) -> dict[str, str]:
    """The keys of the transitions by role (`transition-2` leads into the second clip)."""
    if len(clips) != len(film.scenes):
        return {}
    found: dict[str, str] = {}
    for number, scene in enumerate(film.scenes, start=1):
        if overlaps(film, scene):
            needs = {"before": clips[number - 2], "after": clips[number - 1]}
            request = _request(film, scene.transition, canvas)
            origin = scene.transition.origin or scene.origin
            place = f"{prefix}{scene.id}/transition"
            found[f"transition-{number}"] = drawing.add(place, request, origin, "local transition", needs=needs)
    return found


def _request(film: Film, transition: Transition, canvas: Canvas) -> TransitionRequest:
    kind = transition.kind
    assert kind != "cut", "cuts are no steps"
    assert kind != "fade", "fades are part of their clips"
    side: Side | None = transition.direction if kind in _WITH_DIRECTION else None
    color: Color | None = transition.color if kind == "dip" else None
    alpha = True if film.format == "webm" else None
    return TransitionRequest(
        canvas=canvas, motion=kind, seconds=transition.seconds, direction=side, color=color, alpha=alpha
    )
