"""Whoever is in a scene, drawn over frames that move: full, near, or in a circle; larger, smaller, aside (v2)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from heygen_build.draft.figure import Figure, Framing, Sprites, framing
from heygen_build.draft.film import frames_for
from heygen_build.draft.model import Speech
from heygen_build.draft.motion import perform
from heygen_build.draft.photo import draw_photo
from heygen_build.draft.studio import Stage
from heygen_build.emulator import wardrobe
from heygen_build.emulator.scenes import Person
from heygen_build.media.compose import held_frames
from heygen_build.media.model import Canvas, ClipPicture
from heygen_build.media.yuv import Yuv, blit

_NEAR = 1.55
_CIRCLE = 0.62
"""The circle's width at scale 1, as a share of the frame's shorter side. A guess: HeyGen states none."""


def people(person: Person | None, canvas: Canvas, speech: Speech, behind: Iterator[Yuv]) -> Iterator[Yuv]:
    """The frames of `behind` with the person in them; they are drawn on in place."""
    if person is None:
        return behind
    if person.costume is not None and person.framed in ("normal", "closeUp"):
        return _standing(person, canvas, speech, behind)
    return _framed(person, canvas, speech, behind)


def _standing(person: Person, canvas: Canvas, speech: Speech, behind: Iterator[Yuv]) -> Iterator[Yuv]:
    usual = framing(canvas.width, canvas.height)
    scale = usual.scale * person.scale * (_NEAR if person.framed == "closeUp" else 1.0)
    # A larger figure grows from its chin upward and downward alike; its body ends at the frame's edge or is cut there.
    place = Framing(usual.x + person.x * canvas.width, usual.y + person.y * canvas.height, scale, canvas.height)
    yield from _acting(person, place, canvas, speech, behind)


def _acting(person: Person, place: Framing, canvas: Canvas, speech: Speech, behind: Iterator[Yuv]) -> Iterator[Yuv]:
    look = wardrobe.appearance(person.costume or "")
    seed = hashlib.sha256(repr(look).encode() + speech.samples.tobytes()).digest()
    moments = perform(speech, canvas.fps, frames_for(speech, canvas.fps), Random(int.from_bytes(seed[:8], "big")))
    figure, sprites = Figure(look, place), Sprites()
    for frame, moment in zip(behind, moments, strict=False):
        for layer in (*figure.ground(moment), *figure.front(moment)):
            blit(frame, *sprites.of(layer))
        yield frame


@dataclass(frozen=True, slots=True)
class _Region:
    """Where a framed picture lies, in even pixels of the canvas; it may reach over the edges."""

    left: int
    top: int
    width: int
    height: int


def _framed(person: Person, canvas: Canvas, speech: Speech, behind: Iterator[Yuv]) -> Iterator[Yuv]:
    """In a circle or a square, or a photo in its rectangle."""
    region = _region(person, canvas)
    mask = _disc(region) if person.framed == "circle" else None
    size = Canvas(region.width, region.height, canvas.fps, "draft")
    with TemporaryDirectory(prefix="photo-") as folder:
        for frame, picture in zip(behind, _portrait(person, size, speech, Path(folder)), strict=False):
            _lay(frame, picture, region, mask)
            yield frame


def _region(person: Person, canvas: Canvas) -> _Region:
    short = min(canvas.width, canvas.height)
    is_whole = person.framed in ("normal", "closeUp")
    width, height = (canvas.width, canvas.height) if is_whole else (short * _CIRCLE, short * _CIRCLE)
    width, height = max(16, _even(width * person.scale)), max(16, _even(height * person.scale))
    left = canvas.width * (0.5 + person.x) - width / 2
    top = canvas.height * (0.5 + person.y) - height / 2
    return _Region(_even(left), _even(top), width, height)


def _portrait(person: Person, size: Canvas, speech: Speech, folder: Path) -> Iterator[Yuv]:
    if person.photo is None:
        ground = (Yuv.blank(size.width, size.height, person.circle) for _ in range(frames_for(speech, size.fps)))
        yield from _acting(person, framing(size.width, size.height), size, speech, ground)
        return
    film = folder / "photo.mp4"
    draw_photo(person.photo, Stage(size.width, size.height, size.fps), speech, film, mark=None)
    for frame, repeats in held_frames(ClipPicture(film), size, frames_for(speech, size.fps)):
        for _ in range(repeats):
            yield frame


def _disc(region: _Region) -> NDArray[np.float32]:
    """1 inside of the circle, 0 outside, with an edge of two pixels."""
    ys, xs = np.mgrid[0 : region.height, 0 : region.width].astype(np.float32)
    radius = min(region.width, region.height) / 2
    distance = np.hypot(xs + 0.5 - region.width / 2, ys + 0.5 - region.height / 2)
    disc: NDArray[np.float32] = np.clip((radius - distance) / 2, 0.0, 1.0)
    return disc


def _lay(frame: Yuv, picture: Yuv, region: _Region, mask: NDArray[np.float32] | None) -> None:
    """The picture into the frame at its region, through the mask."""
    for ground, plane, step in ((frame.y, picture.y, 1), (frame.u, picture.u, 2), (frame.v, picture.v, 2)):
        left, top = max(region.left, 0) // step, max(region.top, 0) // step
        right = min(region.left + region.width, frame.width) // step
        bottom = min(region.top + region.height, frame.height) // step
        if left >= right or top >= bottom:
            return
        from_rows = slice(top - region.top // step, bottom - region.top // step)
        from_columns = slice(left - region.left // step, right - region.left // step)
        source = plane[from_rows, from_columns]
        if mask is not None:
            share = mask[::step, ::step][from_rows, from_columns]
            under = ground[top:bottom, left:right]
            source = np.rint(under * (1 - share) + source * share).astype(np.uint8)
        ground[top:bottom, left:right] = source


def _even(value: float) -> int:
    return round(value / 2) * 2
