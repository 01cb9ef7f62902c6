"""How overlays come and go: what they look like in each frame of their time."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from heygen_build.media.overlays import Animation, Motion

_DISTANCE = 0.07
"""How far things slide, as a share of the frame's shorter side."""
_SMALL, _OVERSHOOT = 0.6, 1.70158
_STEPS = 32
_DIRECTIONS: dict[Animation, tuple[int, int]] = {
    "slide-up": (0, -1),
    "slide-down": (0, 1),
    "slide-left": (-1, 0),
    "slide-right": (1, 0),
}
_LONGEST_GOING = 0.4
"""Seconds: what types itself for long does not take as long to go."""


@dataclass(frozen=True, slots=True)
class Pose:
    """What one frame shows of an overlay.

    `solid` is its opacity (0–1), `dx` and `dy` are pixels from its place, `scale` its size, and `written` how much of
    its text stands there (0–1). Values are rounded, so that equal frames are found to be equal.
    """

    solid: float = 1.0
    dx: int = 0
    dy: int = 0
    scale: float = 1.0
    written: float = 1.0


REST = Pose()


def pose(motion: Motion, index: int, count: int, fps: int, side: int) -> Pose:
    """The pose in frame `index` of `count`; `side` is the shorter side of the frame in pixels."""
    coming = min(round(motion.seconds * fps), count // 2) if motion.come != "none" else 0
    going = min(round(_going(motion) * fps), count // 2) if motion.go != "none" else 0
    left = count - 1 - index
    if index < coming:
        return _at(motion.come, (index + 1) / (coming + 1), side, 1)
    if left < going:
        return _at("fade" if motion.go == "typewriter" else motion.go, (left + 1) / (going + 1), side, -1)
    return REST


def _going(motion: Motion) -> float:
    return min(motion.seconds, _LONGEST_GOING) if motion.come == "typewriter" else motion.seconds


def _at(animation: Animation, share: float, side: int, sense: int) -> Pose:
    """`share` (0–1) of the way in; `sense` is -1 on the way out, where things go on in the direction they came."""
    eased = 1 - (1 - share) ** 3
    match animation:
        case "none":
            return REST
        case "fade":
            return Pose(solid=_rounded(share))
        case "typewriter":
            return Pose(written=share)
        case "pop":
            return Pose(solid=_rounded(min(1.0, 2.5 * share)), scale=round(_popped(share, sense), 2))
        case _:
            x, y = _DIRECTIONS[animation]
            way = side * _DISTANCE * (1 - eased) * -sense
            return Pose(solid=_rounded(eased), dx=_even(way * x), dy=_even(way * y))


def _popped(share: float, sense: int) -> float:
    """Sizes that go a little beyond the last one and come back, on the way in."""
    if sense < 0:
        return _SMALL + (1 - _SMALL) * share
    back = share - 1
    return _SMALL + (1 - _SMALL) * (1 + (_OVERSHOOT + 1) * back**3 + _OVERSHOOT * back**2)


def _rounded(value: float) -> float:
    return ceil(value * _STEPS) / _STEPS


def _even(value: float) -> int:
    return round(value / 2) * 2
