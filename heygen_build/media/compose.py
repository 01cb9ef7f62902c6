"""The picture of a scene: its ground, what is shown on it, and a presenter over both."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from heygen_build.media.conform import Held
from heygen_build.media.grounds import blurred, ground_frames, laid, plain_frame
from heygen_build.media.insets import inset_frames
from heygen_build.media.layers import Ground
from heygen_build.media.laying import lay
from heygen_build.media.model import Canvas, ClipJob, MediaError, NoPicture, Picture
from heygen_build.media.pictures import Shown, shown
from heygen_build.media.runs import led, together
from heygen_build.media.yuv import Yuv


def scene_frames(job: ClipJob, count: int, lead: int) -> Iterator[Held]:
    """Whole frames of a scene, `count` in total; copy them before you draw on them.

    `lead`: for so many frames at the start, clips stand still. Reasons: those of the clips and pictures in it.
    """
    frames = _grounded(job, count, lead)
    if job.inset is None:
        yield from frames
        return
    people = led(inset_frames(job.inset, job.canvas, max(1, count - lead)), lead, count)
    for base, layers, run in together(frames, people):
        frame = base.copy()
        for layer in layers:
            lay(frame, layer.picture, layer.x, layer.y)
        yield frame, run


def held_frames(picture: Picture, canvas: Canvas, count: int) -> Iterator[Held]:
    """Whole frames of one picture over its ground, `count` in total; copy them before you draw on them."""
    return scene_frames(ClipJob(canvas, picture), count, 0)


def _grounded(job: ClipJob, count: int, lead: int) -> Iterator[Held]:
    """The picture over its ground, which is only made where something is seen of it."""
    if isinstance(job.picture, NoPicture):
        raise MediaError("no_video", "a scene without a picture cannot be drawn")
    tops = shown(job.picture, job.canvas, count, lead)
    first = next(tops)
    tops = chain([first], tops)
    ground = job.picture.ground
    if first[0].covers(job.canvas) and _stays(job):
        for top, run in tops:
            assert isinstance(top.picture, Yuv), "only planes cover a frame"
            yield top.picture, run
    elif ground.blur is not None:
        yield from _over_itself(job, ground, ground.blur, tops)
    else:
        grounds = ground_frames(ground, job.canvas, count, alpha=job.alpha)
        for below, top, run in together(grounds, tops):
            yield laid(below, top, job.canvas), run


def _stays(job: ClipJob) -> bool:
    """Whether a picture that covers the frame at first always does: a zoom may end smaller than the frame."""
    move = None if isinstance(job.picture, NoPicture) else getattr(job.picture, "move", None)
    return move is None or move.end.zoom >= 1


def _over_itself(job: ClipJob, ground: Ground, sigma: float, tops: Iterator[Shown]) -> Iterator[Held]:
    plain = plain_frame(ground, job.canvas, alpha=job.alpha)
    for top, run in tops:
        picture = top.picture
        below = blurred(picture, job.canvas, sigma) if isinstance(picture, Yuv) and picture.a is None else plain
        yield laid(below, top, job.canvas), run
