"""What is behind a picture, and how one picture follows another."""

from __future__ import annotations

from heygen_build.resolve.desk import Desk
from heygen_build.resolve.filled import filled
from heygen_build.resolve.looks import trim_of, zoom_of
from heygen_build.resolve.model import CUT, Background, Gradient, Transition, TransitionKind
from heygen_build.resolve.scope import Place
from heygen_build.spec.models import BackgroundSpec, GradientSpec, TransitionSpec

_KINDS: tuple[TransitionKind, ...] = ("fade", "dissolve", "slide", "wipe", "zoom", "dip")


def background_of(desk: Desk, place: Place, spec: BackgroundSpec | None, *, for_upload: bool) -> Background | None:
    """The background at a place; None where there is none. `for_upload`: HeyGen puts it behind an avatar."""
    if spec is None:
        return None
    part = (place.route, for_upload)
    return desk.memo.of(part, spec, place.scope.variables, lambda: _background(desk, place, spec, for_upload))


def _background(desk: Desk, place: Place, spec: BackgroundSpec, for_upload: bool) -> Background | None:
    image = desk.files.get(place, spec.image, "image", "image", for_upload=for_upload)
    video = desk.files.get(place, spec.video, "video", "video")
    return filled(
        Background,
        (place, spec),
        color=_color(place, spec),
        image=image,
        gradient=_gradient(place.at("gradient"), spec.gradient),
        video=video,
        zoom=zoom_of(place.at("zoom"), spec.zoom),
        trim=trim_of(place.at("trim"), spec.trim, video),
    )


def _color(place: Place, spec: BackgroundSpec) -> object:
    """The short form of a background is its color."""
    return place.get(spec.color, "color")


def _gradient(place: Place, spec: GradientSpec | None) -> Gradient | None:
    if spec is None:
        return None
    colors = [place.get(color, "colors", index) for index, color in enumerate(spec.colors)]
    return filled(Gradient, (place, spec), colors=tuple(color for color in colors if color is not None))


def transition_of(desk: Desk, place: Place, spec: TransitionSpec | None) -> Transition:
    """The transition at a place; without one, a cut."""
    if spec is None:
        return CUT
    return desk.memo.of(place.route, spec, place.scope.variables, lambda: _transition(place, spec))


def _transition(place: Place, spec: TransitionSpec) -> Transition:
    for kind in _KINDS:
        seconds = place.get(getattr(spec, kind), kind)
        if seconds is not None:
            return filled(Transition, (place, spec), kind=kind, seconds=seconds) or CUT
    return CUT
