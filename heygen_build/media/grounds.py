"""What is behind pictures: colors, gradients, images, clips, and the picture itself, blurred."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, cos, radians, sin

import numpy as np
from PIL import Image, ImageFilter

from heygen_build.media.conform import Held, centered
from heygen_build.media.layers import Gradient, Ground
from heygen_build.media.laying import lay
from heygen_build.media.model import Canvas, ClipPicture
from heygen_build.media.moving import Placed, moved, placed
from heygen_build.media.photos import detail, fitted_photo, planes_of
from heygen_build.media.reels import reel_frames
from heygen_build.media.yuv import Plane, Yuv, from_image

_SHRINK = 8
_SEED = 1


def ground_frames(ground: Ground, canvas: Canvas, count: int, *, alpha: bool) -> Iterator[Held]:
    """Frames that fill the canvas, `count` in total. `alpha`: a color may be transparent. Blur is drawn elsewhere."""
    plain = plain_frame(ground, canvas, alpha=alpha)
    if ground.image is None and ground.video is None:
        yield plain, count
        return
    for picture, repeats in _pictures(ground, canvas, count):
        yield laid(plain, picture, canvas), repeats


def plain_frame(ground: Ground, canvas: Canvas, *, alpha: bool) -> Yuv:
    """A frame of the ground's color or gradient."""
    if ground.gradient is not None:
        return gradient_frame(ground.gradient, canvas)
    frame = Yuv.blank(canvas.width, canvas.height, ground.color)
    if not alpha or ground.color.alpha == 255:
        return frame
    return Yuv(frame.y, frame.u, frame.v, np.full_like(frame.y, ground.color.alpha))


def laid(ground: Yuv, top: Placed, canvas: Canvas) -> Yuv:
    """A frame of a picture over its ground. It may be the picture or the ground itself: copy it to draw on it."""
    if isinstance(top.picture, Yuv) and top.covers(canvas):
        return top.picture
    if ground.a is not None and not ground.a.any() and isinstance(top.picture, Yuv) and top.fills(canvas):
        return top.picture
    frame = ground.copy()
    lay(frame, top.picture, top.x, top.y)
    return frame


def gradient_frame(gradient: Gradient, canvas: Canvas) -> Yuv:
    """Colors along a line, as CSS draws them, with noise below one step so that no bands are seen."""
    angle = radians(gradient.angle)
    along = sin(angle), -cos(angle)
    length = abs(canvas.width * along[0]) + abs(canvas.height * along[1])
    x = (np.arange(canvas.width, dtype=np.float32) + 0.5 - canvas.width / 2) * along[0]
    y = (np.arange(canvas.height, dtype=np.float32) + 0.5 - canvas.height / 2) * along[1]
    share = np.clip((x[None, :] + y[:, None]) / length + 0.5, 0, 1)
    stops = np.linspace(0, 1, len(gradient.colors))
    noise = np.random.default_rng(_SEED).random(share.shape, dtype=np.float32) - 0.5
    channels = [
        np.interp(share, stops, [getattr(color, name) for color in gradient.colors]) + noise
        for name in ("red", "green", "blue")
    ]
    pixels = np.rint(np.clip(np.stack(channels, axis=-1), 0, 255)).astype(np.uint8)
    return from_image(Image.fromarray(pixels, "RGB"))


def blurred(picture: Yuv, canvas: Canvas, sigma: float) -> Yuv:
    """The picture enlarged to fill the frame and blurred by `sigma` pixels. Speed: about 8 ms at 1080p."""
    scale = max(canvas.width / picture.width, canvas.height / picture.height)
    wide, high = ceil(picture.width * scale / 4) * 4, ceil(picture.height * scale / 4) * 4
    whole, half = (wide, high), (wide // 2, high // 2)
    planes = _soft(picture.y, whole, sigma), _soft(picture.u, half, sigma / 2), _soft(picture.v, half, sigma / 2)
    return centered(Yuv(*planes), canvas)


def _soft(plane: Plane, size: tuple[int, int], sigma: float) -> Plane:
    # Small first: a wide blur of a large plane costs much and looks the same.
    shrink = max(1, min(_SHRINK, int(sigma / 2)))
    small = Image.fromarray(plane).resize((size[0] // shrink, size[1] // shrink), Image.Resampling.BOX)
    return np.asarray(small.filter(ImageFilter.GaussianBlur(sigma / shrink)).resize(size, Image.Resampling.BICUBIC))


def _pictures(ground: Ground, canvas: Canvas, count: int) -> Iterator[tuple[Placed, int]]:
    frames, scale = _frames(ground, canvas, count)
    if ground.move is not None:
        yield from moved(frames, canvas, ground.move, count, scale)
        return
    for picture, repeats in frames:
        yield placed(picture, canvas), repeats


def _frames(ground: Ground, canvas: Canvas, count: int) -> tuple[Iterator[Held], float]:
    """Frames of the image or clip, and by how much they are larger than they will be seen."""
    if ground.video is not None:
        clip = ClipPicture(ground.video, fit=ground.fit, trim=ground.trim, loop=ground.loop)
        return reel_frames(clip, canvas, count), 1.0
    assert ground.image is not None, "plain grounds have no pictures"
    scale = detail(max(ground.move.start.zoom, ground.move.end.zoom)) if ground.move else 1.0
    photo = planes_of(fitted_photo(ground.image, canvas, ground.fit, scale))
    return iter([(photo if ground.move or ground.fit == "contain" else centered(photo, canvas), count)]), scale
