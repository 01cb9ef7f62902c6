"""Overlays in time: for each frame of a scene, the picture that lies over it, as runs of equal frames."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

import numpy as np
from PIL import Image

from heygen_build.media.lettering import Block, beginning, block, count_letters, panel
from heygen_build.media.mattes import masked
from heygen_build.media.model import Canvas, ClipPicture, MediaError
from heygen_build.media.moving import Placed
from heygen_build.media.overlays import BarTop, ClipTop, PictureTop, TextTop, ThirdTop, Top
from heygen_build.media.poses import REST, Pose, pose
from heygen_build.media.probe import probe_video
from heygen_build.media.reels import reel_frames, upright_ratio
from heygen_build.media.runs import together
from heygen_build.media.tops import Corner, corner, picture_of, shown_size, text_setting, third_block
from heygen_build.media.yuv import Plane, Sprite, Weights, Yuv, sprite

Run: TypeAlias = tuple[Placed | None, int]
"""A picture in its place or nothing, and for how many frames."""
Drawn: TypeAlias = Callable[[Pose], Placed]


def staged(top: Top, canvas: Canvas, count: int) -> Iterator[Run]:
    """One overlay in a scene of `count` frames. Reasons: those of the file in it."""
    first, last = _window(top, canvas, count)
    if first >= last:
        yield None, count
        return
    if first:
        yield None, first
    yield from _shown(top, canvas, first, last, count)
    if last < count:
        yield None, count - last


def _window(top: Top, canvas: Canvas, count: int) -> tuple[int, int]:
    """The frames from which and up to which an overlay is seen."""
    seconds = count / canvas.fps
    first = round(top.start.within(seconds) * canvas.fps)
    last = round(top.end.within(seconds) * canvas.fps)
    return max(0, min(first, count)), max(0, min(last, count))


def _shown(top: Top, canvas: Canvas, first: int, last: int, length: int) -> Iterator[Run]:
    """An overlay from frame `first` up to `last` of a clip of `length` frames."""
    content, count = top.content, last - first
    match content:
        case BarTop():
            yield from _bar(content, top, canvas, [(index + 1) / length for index in range(first, last)])
        case ClipTop():
            yield from _clip(content, top, canvas, count)
        case _:
            drawn = _text(content, top, canvas) if isinstance(content, TextTop) else _still(content, top, canvas)
            for at, run in _poses(top, canvas, count):
                yield drawn(at), run


def _poses(top: Top, canvas: Canvas, count: int) -> Iterator[tuple[Pose, int]]:
    side = min(canvas.width, canvas.height)
    each = (pose(top.motion, index, count, canvas.fps, side) for index in range(count))
    for at, group in groupby(each):
        yield at, len(list(group))


def _still(content: ThirdTop | PictureTop, top: Top, canvas: Canvas) -> Drawn:
    whole = Block(picture_of(content, canvas), 0) if isinstance(content, PictureTop) else third_block(content, canvas)
    return _posing(lambda at: whole, top, canvas)


def _text(content: TextTop, top: Top, canvas: Canvas) -> Drawn:
    setting = text_setting(content, canvas)
    whole, letters = block(setting), count_letters(setting.lines)

    def at_pose(at: Pose) -> Block:
        if at.written >= 1:
            return whole
        return block(setting, beginning(setting.lines, round(at.written * letters)))

    return _posing(at_pose, top, canvas)


def _posing(picture: Callable[[Pose], Block], top: Top, canvas: Canvas) -> Drawn:
    """Draws a block in a pose, which rests on whole even pixels so that letters stay sharp."""
    resting = picture(REST)
    place = corner((resting.width, resting.height), top.station, canvas)
    left, top_edge = place.x - resting.bleed, place.y - resting.bleed
    ready = _aligned(resting.picture, left, top_edge)

    def draw(at: Pose) -> Placed:
        image = ready if at.written >= 1 else _aligned(picture(at).picture, left, top_edge)
        x, y = left - left % 2, top_edge - top_edge % 2
        if at.scale != 1:
            size = max(2, round(image.width * at.scale)), max(2, round(image.height * at.scale))
            scaled = image.convert("RGBa").resize(size, Image.Resampling.BICUBIC).convert("RGBA")
            x, y = _even(x + (image.width - size[0]) / 2), _even(y + (image.height - size[1]) / 2)
            image = scaled
        return Placed(faded(sprite(image), at.solid * top.opacity), x + at.dx, y + at.dy)

    return draw


def _aligned(image: Image.Image, left: int, top: int) -> Image.Image:
    """The picture with an empty row or column where its place is odd."""
    if left % 2 == 0 and top % 2 == 0:
        return image
    sheet = Image.new("RGBA", (image.width + left % 2, image.height + top % 2), (0, 0, 0, 0))
    sheet.paste(image, (left % 2, top % 2))
    return sheet


def faded(picture: Sprite, solid: float) -> Sprite:
    """The sprite at an opacity of 0–1. Weights stay whole numbers of 1/256."""
    share = round(solid * 256)
    if share >= 256:
        return picture
    return Sprite(
        y=_scaled(picture.y, share),
        u=_scaled(picture.u, share),
        v=_scaled(picture.v, share),
        keep=256 - _scaled(256 - picture.keep, share),
        keep_chroma=256 - _scaled(256 - picture.keep_chroma, share),
    )


def _scaled(weights: Weights, share: int) -> Weights:
    return (weights.astype(np.uint32) * share + 128 >> 8).astype(np.uint16)


def _bar(content: BarTop, top: Top, canvas: Canvas, times: Sequence[float]) -> Iterator[Run]:
    """A bar that grows by two pixels, at the upper edge of the frame or at the lower one."""
    height = max(2, _even(content.height))
    y = 0 if top.station.y < 0.5 else canvas.height - height
    shares = (content.first + (content.last - content.first) * time for time in times)
    for width, group in groupby(_even(share * canvas.width) for share in shares):
        run = len(list(group))
        if width < 2:
            yield None, run
            continue
        image = panel((min(width, canvas.width), height), 0.0, content.color)
        yield Placed(faded(sprite(image), top.opacity), 0, y), run


def _clip(content: ClipTop, top: Top, canvas: Canvas, count: int) -> Iterator[Run]:
    picture = ClipPicture(Path(content.file), "contain", content.volume, content.trim, loop=content.loop)
    size = _clip_size(content, canvas)
    place = corner(size, top.station, canvas)
    frames = reel_frames(picture, Canvas(*size, canvas.fps, canvas.quality), count)
    poses = _poses(top, canvas, count)
    for frame, at, run in together(frames, poses):
        yield _faded_frame(frame, at, top.opacity, place), run


def _clip_size(content: ClipTop, canvas: Canvas) -> tuple[int, int]:
    path = Path(content.file)
    _, video = probe_video(path)
    ratio = upright_ratio(path)
    height = min(video.width, video.height) if ratio >= 1 else max(video.width, video.height)
    width, high = shown_size((max(2, round(height * ratio)), height), content.width, content.height, canvas)
    if width < 2 or high < 2:
        raise MediaError("no_video", f"{path.name} would be smaller than a pixel")
    return max(2, _even(width)), max(2, _even(high))


def _faded_frame(frame: Yuv, at: Pose, opacity: float, place: Corner) -> Placed:
    solid = at.solid * opacity
    if solid < 1:
        mask: Plane = np.full_like(frame.y, round(solid * 255))
        frame = masked(frame, mask)
    return Placed(frame, _even(place.x) + at.dx, _even(place.y) + at.dy)


def _even(value: float) -> int:
    return round(value / 2) * 2
