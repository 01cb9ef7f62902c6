"""Scenes in a row: what leads from one to the next, what is heard with them, and the file they become."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from heygen_build.media.layers import (
    WHOLE,
    Side,
    Trim,
)
from heygen_build.media.model.facts import Canvas, Cue
from heygen_build.media.model.scenes import Clip, Heard
from heygen_build.units import Color

_WHITE = Color(255, 255, 255)

SourceType: TypeAlias = Literal["trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "composite"]
"""IPTC's digital source type: made by a trained model; partly so, beside other material; without any of that."""

TransitionMotion: TypeAlias = Literal["dissolve", "slide", "wipe", "zoom", "dip"]


def half_frames(seconds: float, fps: int) -> int:
    """How many frames of each of its two scenes a transition takes; at least one."""
    return max(1, round(seconds * fps / 2))


@dataclass(frozen=True, slots=True)
class TransitionJob:
    """The frames in which one finished clip becomes the next. `direction` is where a slide or wipe moves to."""

    canvas: Canvas
    before: Clip
    after: Clip
    kind: TransitionMotion
    seconds: float
    direction: Side = "left"
    color: Color = _WHITE
    alpha: bool = False


@dataclass(frozen=True, slots=True)
class Join:
    """A finished transition into a clip: `video` has `half` frames in the place of each of its two neighbors'."""

    video: Path
    half: int


@dataclass(frozen=True, slots=True)
class Bed:
    """Music under a film from `begin` to `end` (seconds of the film). `volume` and `duck` in decibels.

    The music is the part `trim` of the file, again and again where `loop`; at `begin` it is at its second `position`.
    It is `duck` softer under speech, and fades over `fade_in` and `fade_out` seconds.
    """

    path: Path
    begin: float
    end: float
    volume: float = 0.0
    duck: float = 0.0
    fade_in: float = 0.0
    fade_out: float = 0.0
    loop: bool = True
    trim: Trim = WHOLE
    position: float = 0.0


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a film that players list; `start` and `end` in seconds."""

    title: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Effect:
    """A sound that begins at a second of the film; `volume` in decibels against its own."""

    path: Path
    at: float
    volume: float = 0.0


FilmFormat: TypeAlias = Literal["mp4", "webm", "gif"]

SoundFormat: TypeAlias = Literal["wav", "mp3"]


@dataclass(frozen=True, slots=True)
class Subtitles:
    """Captions that a player can switch on; `language` as BCP-47."""

    cues: tuple[Cue, ...]
    language: str | None = None


@dataclass(frozen=True, slots=True)
class FilmJob:
    """Clips of one canvas, in order; those of `webm` have alpha.

    `beds` and `effects` are heard with them, and the whole is brought to `loudness` (LUFS); None leaves it as it is.
    `joins` has the transition into each clip, None for a cut; the clip must have a keyframe where it ends. `source` is
    the mark of what was made with AI (IPTC's digital source type).
    """

    canvas: Canvas
    clips: tuple[Clip, ...]
    format: FilmFormat = "mp4"
    title: str = ""
    comment: str = ""
    beds: tuple[Bed, ...] = ()
    effects: tuple[Effect, ...] = ()
    loudness: float | None = None
    joins: tuple[Join | None, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    source: SourceType | None = None
    subtitles: Subtitles | None = None


@dataclass(frozen=True, slots=True)
class SoundJob:
    """Sounds in a row, as long as so many frames of `fps`: films of the same scenes are equally long."""

    fps: int
    clips: tuple[Heard, ...]
    format: SoundFormat
    title: str = ""
    comment: str = ""
    beds: tuple[Bed, ...] = ()
    effects: tuple[Effect, ...] = ()
    loudness: float | None = None
    chapters: tuple[Chapter, ...] = ()
    source: SourceType | None = None
