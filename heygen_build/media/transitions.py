"""How one picture becomes the next: only the frames in which both are seen are drawn and encoded.

A transition takes no time of its own. In its first half, the end of one scene mixes with the first frame of the next;
in its second half, the last frame of the one with the beginning of the other. So nothing that is said moves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from heygen_build.media.encode import Writer
from heygen_build.media.layers import WHOLE, Side, Trim, View
from heygen_build.media.laying import lay
from heygen_build.media.model import Canvas, ClipPicture, MediaError, TransitionJob, half_frames
from heygen_build.media.moving import view_of
from heygen_build.media.reels import reel_frames
from heygen_build.media.yuv import Plane, Yuv

Mix: TypeAlias = Callable[[Yuv, Yuv, float], Yuv]
"""A frame of the one, a frame of the other, and how far (0–1) the transition is."""

_SOFT = 0.06
"""Width of the edge of a wipe, as a share of the frame."""
_GROWTH = 0.6


def render_transition(job: TransitionJob, out: Path) -> Path:
    """Write the frames of a transition: `half_frames` of the end of `before`, as many of the beginning of `after`.

    Raises `MediaError`: `too_short` where a scene has fewer frames than that.
    """
    half = half_frames(job.seconds, job.canvas.fps)
    for clip in (job.before, job.after):
        if round(clip.duration * job.canvas.fps) < half:
            message = f"the transition takes {job.seconds:g} s, and a scene beside it only {clip.duration:g} s"
            raise MediaError("too_short", message)
    ends = _frames(job.before.video, job.canvas, Trim(job.before.duration - half / job.canvas.fps), half, job.alpha)
    starts = _frames(job.after.video, job.canvas, WHOLE, half, job.alpha)
    mix = _mixer(job)
    with Writer(out, job.canvas, sound=False, alpha=job.alpha) as film:
        for index, (old, new) in enumerate([*((end, starts[0]) for end in ends), *((ends[-1], s) for s in starts)]):
            film.frame(mix(old, new, (index + 0.5) / (2 * half)))
    return out


def _frames(path: Path, canvas: Canvas, part: Trim, count: int, alpha: bool) -> list[Yuv]:
    clip = ClipPicture(path, trim=part, matte="alpha" if alpha else "none")
    return list(_each(reel_frames(clip, canvas, count)))


def _each(runs: Iterator[tuple[Yuv, int]]) -> Iterator[Yuv]:
    for frame, repeats in runs:
        for _ in range(repeats):
            yield frame


def _mixer(job: TransitionJob) -> Mix:
    match job.kind:
        case "dissolve":
            return lambda old, new, share: mixed(old, new, eased(share))
        case "slide":
            return lambda old, new, share: _slid(old, new, eased(share), job.direction)
        case "wipe":
            return lambda old, new, share: _wiped(old, new, eased(share), job.direction)
        case "zoom":
            return lambda old, new, share: _zoomed(old, new, eased(share), job.canvas)
        case "dip":
            plain = Yuv.blank(job.canvas.width, job.canvas.height, job.color)
            return lambda old, new, share: (
                mixed(old, plain, 2 * share) if share < 0.5 else mixed(plain, new, 2 * share - 1)
            )


def eased(share: float) -> float:
    """Slow at both ends, because what starts at full speed looks like a jump."""
    return share * share * (3 - 2 * share)


def mixed(old: Yuv, new: Yuv, share: float) -> Yuv:
    """Both pictures at once."""
    weight = np.float32(share)
    return _by_planes(old, new, lambda plane, other: _blend(plane, other, weight))


def _by_planes(old: Yuv, new: Yuv, blend: Callable[[Plane, Plane], Plane]) -> Yuv:
    alpha = None
    if old.a is not None or new.a is not None:
        alpha = blend(_alpha(old), _alpha(new))
    return Yuv(blend(old.y, new.y), blend(old.u, new.u), blend(old.v, new.v), alpha)


def _alpha(picture: Yuv) -> Plane:
    return np.full_like(picture.y, 255) if picture.a is None else picture.a


def _blend(old: Plane, new: Plane, weight: np.float32 | NDArray[np.float32]) -> Plane:
    result: Plane = np.rint(old + (new.astype(np.float32) - old) * weight).astype(np.uint8)
    return result


def _slid(old: Yuv, new: Yuv, share: float, side: Side) -> Yuv:
    """The new picture pushes the old one out."""
    x, y = _direction(side)
    right, down = round(share * old.width / 2) * 2 * x, round(share * old.height / 2) * 2 * y
    frame = old.copy()
    lay(frame, old, right, down)
    if frame.a is not None:
        frame.a[:] = 0
        lay(frame, old, right, down)
    lay(frame, new, right - x * old.width, down - y * old.height)
    return frame


def _wiped(old: Yuv, new: Yuv, share: float, side: Side) -> Yuv:
    """An edge moves over the frame and uncovers the new picture."""

    def blend(plane: Plane, other: Plane) -> Plane:
        rows, columns = plane.shape
        across = side in ("left", "right")
        way = (np.arange(columns if across else rows, dtype=np.float32) + 0.5) / (columns if across else rows)
        way = way if side in ("right", "down") else 1 - way
        weight = np.clip((share * (1 + _SOFT) - way) / _SOFT, 0, 1).astype(np.float32)
        return _blend(plane, other, weight[None, :] if across else weight[:, None])

    return _by_planes(old, new, blend)


def _zoomed(old: Yuv, new: Yuv, share: float, canvas: Canvas) -> Yuv:
    """The old picture grows into the new one."""
    grown = view_of(old, canvas, View(1 + _GROWTH * share)).picture
    assert isinstance(grown, Yuv), "planes stay planes"
    return mixed(grown, new, share)


def _direction(side: Side) -> tuple[int, int]:
    return {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}[side]
