"""How a presenter moves while speaking: lips, lids, brows, nods, breath; computed for a whole clip at once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from heygen_build.draft.face import Glance
from heygen_build.draft.model import Mouth, MouthShape, Speech
from heygen_build.draft.mouth import LIPS, Lips

Curve: TypeAlias = NDArray[np.float64]

_RATE = 200  # steps a second in which lips are followed before frames are taken from them
_BLEND_SECONDS = 0.085  # how long lips take from one shape to the next
_LEAD_SECONDS = 0.03  # lips form a sound before it is heard
_OPENINGS, _WIDTHS, _SHARES = 10, 6, 3


@dataclass(frozen=True, slots=True)
class Moment:
    """One frame: the head's place (units from its usual one), the rise of the chest, the face."""

    x: float
    y: float
    breath: float
    glance: Glance
    lips: Lips


def perform(speech: Speech, fps: int, frames: int, random: Random) -> list[Moment]:
    """`frames` moments at `fps`. All chance comes from `random`."""
    times = np.arange(frames) / fps
    accents = _accents(speech, random)
    lips = lips_at(speech, times + 0.5 / fps)
    sway = 0.022 * _drift(times, random, (0.11, 0.19, 0.31))
    nod = 0.010 * _drift(times, random, (0.14, 0.27, 0.43)) + 0.024 * _pulses(times, accents, 0.16)
    breath = 0.007 * np.sin(2 * math.pi * 0.26 * times + random.uniform(0, 6))
    lids = _blinks(times, random)
    brows = np.round(3 * _pulses(times, accents[::2], 0.24)).astype(int)
    sides = _sides(times, random)
    glances = [Glance(int(lid), int(brow), int(side)) for lid, brow, side in zip(lids, brows, sides, strict=True)]
    places = zip(sway.tolist(), nod.tolist(), breath.tolist(), glances, lips, strict=True)
    return [Moment(x, y + chest * 0.6, chest, glance, lip) for x, y, chest, glance, lip in places]


def lips_at(speech: Speech, times: Curve) -> list[Lips]:
    """The lips at each time (s): blended from shape to shape, wider where the voice is louder, shut for m, b, p."""
    steps = math.ceil((speech.duration + 1) * _RATE)
    clock = np.arange(steps) / _RATE
    shapes = _sampled(speech.mouths, clock + _LEAD_SECONDS)
    targets = np.array([[lips.open, lips.wide, lips.teeth, lips.tongue] for lips in (LIPS[shape] for shape in shapes)])
    window = np.hanning(round(_BLEND_SECONDS * _RATE) + 2)[1:-1]
    curves = np.stack([np.convolve(column, window / window.sum(), "same") for column in targets.T])
    curves[0] *= 0.62 + 0.38 * loudness(speech, clock)
    closed = np.array([shape == "mbp" for shape in shapes], float)
    curves[0] *= 1 - np.clip(1.15 * np.convolve(closed, np.hanning(11) / np.hanning(11).sum() * 1.6, "same"), 0, 1)
    picks = np.clip(np.round(times * _RATE).astype(int), 0, steps - 1)
    return [_rounded(*curve) for curve in curves[:, picks].T.tolist()]


def loudness(speech: Speech, times: Curve) -> Curve:
    """How loud the voice is at each time, 0–1, over about 50 ms."""
    hop = speech.rate // 100
    blocks = speech.samples[: len(speech.samples) // hop * hop].reshape(-1, hop).astype(np.float64)
    level = np.sqrt(np.mean(np.square(blocks), axis=1)) if len(blocks) else np.zeros(1)
    even = np.convolve(level, np.ones(5) / 5, "same")
    return np.interp(
        times, (np.arange(len(even)) + 0.5) / 100, np.clip(even / max(float(np.quantile(even, 0.9)), 1.0), 0, 1)
    )


def _sampled(mouths: Sequence[Mouth], clock: Curve) -> list[MouthShape]:
    starts = np.array([mouth.start for mouth in mouths])
    places = np.clip(np.searchsorted(starts, clock, side="right") - 1, 0, len(mouths) - 1)
    return [mouths[place].shape for place in places.tolist()]


def _rounded(opening: float, wide: float, teeth: float, tongue: float) -> Lips:
    """To a grid, so that a clip needs some sixty drawings of the mouth and not one for each frame."""
    opening = round(min(max(opening, 0.0), 1.0) * _OPENINGS) / _OPENINGS
    if opening == 0:
        return Lips(0.0, round(wide * _WIDTHS) / _WIDTHS)
    return Lips(
        opening, round(wide * _WIDTHS) / _WIDTHS, round(teeth * _SHARES) / _SHARES, round(tongue * _SHARES) / _SHARES
    )


def _drift(times: Curve, random: Random, frequencies: Sequence[float]) -> Curve:
    """A slow wandering within ±1."""
    waves = [
        np.sin(2 * math.pi * f * random.uniform(0.85, 1.15) * times + random.uniform(0, 6.28)) for f in frequencies
    ]
    return np.asarray(sum(waves) / len(waves), dtype=np.float64)


def _accents(speech: Speech, random: Random) -> list[float]:
    """Times of emphasis: the loudest word in each stretch of about two seconds."""
    spoken = [word for word in speech.words if word.end - word.start > 0.12]
    chosen: list[float] = []
    horizon = 0.0
    while stretch := [word for word in spoken if horizon <= word.start < horizon + 2.2]:
        middles = np.array([(word.start + word.end) / 2 for word in stretch])
        chosen.append(float(middles[int(np.argmax(loudness(speech, middles)))]))
        horizon += 2.2 + random.uniform(-0.3, 0.5)
    return chosen


def _pulses(times: Curve, centers: Sequence[float], width: float) -> Curve:
    total = np.zeros(len(times))
    for center in centers:
        total += np.exp(-0.5 * np.square((times - center) / width))
    return np.clip(total, 0, 1)


def _blinks(times: Curve, random: Random) -> NDArray[np.int64]:
    """Lids 0–4; a blink takes 0.2 s and comes every 2–5 s."""
    lids = np.zeros(len(times))
    at = random.uniform(0.7, 1.6)
    while len(times) and at < times[-1]:
        lids = np.maximum(lids, np.clip(1.45 - np.abs(times - at) / 0.085, 0, 1))
        at += random.uniform(2.0, 5.0)
    return np.round(lids * 4).astype(np.int64)


def _sides(times: Curve, random: Random) -> NDArray[np.int64]:
    """Mostly into the camera, now and then aside for a moment."""
    sides = np.zeros(len(times), np.int64)
    at = random.uniform(3, 6)
    while len(times) and at < times[-1]:
        sides[(times >= at) & (times < at + random.uniform(0.5, 1.0))] = random.choice((-1, 1))
        at += random.uniform(5, 9)
    return sides
