"""One scene: its picture, its sound, what is laid over it, and the clip that it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from heygen_build.media.layers import (
    BARE,
    BLACK,
    GREEN,
    NIGHTLY,
    WHOLE,
    Cast,
    Fit,
    Frame,
    Ground,
    Matte,
    Move,
    Spot,
    Trim,
)
from heygen_build.media.model.facts import Canvas, Cue
from heygen_build.media.overlays import Lettering, Top
from heygen_build.units import Color

CaptionLook: TypeAlias = Literal["boxed", "karaoke", "outline", "shadow", "bar", "pop", "minimal"]

_WHITE, _SHADE, _YELLOW = Color(255, 255, 255), Color(0, 0, 0, 160), Color(255, 212, 0)


@dataclass(frozen=True, slots=True)
class CaptionStyle:
    """How burned-in captions look. `size` is a share of the frame's height, in narrow frames of 1.2 times its width.

    `look` karaoke and pop show the word that is said in the color `highlight`. `text` replaces size, letters and color.
    """

    position: Literal["bottom", "top"] = "bottom"
    size: float = 0.052
    color: Color = _WHITE
    background: Color = _SHADE
    look: CaptionLook = "boxed"
    highlight: Color = _YELLOW
    text: Lettering | None = None


@dataclass(frozen=True, slots=True)
class ClipPicture:
    """A clip: a render, or a file of the user. `volume` in decibels against its own sound, None leaves that out.

    `speed` 2 is twice as fast; the sound keeps its pitch. With `loop` it starts again at its end; without, its last
    frame stays. `matte` cuts it out of what is behind it, `key` is the color for `green`.
    """

    path: Path
    fit: Fit = "cover"
    volume: float | None = 0.0
    trim: Trim = WHOLE
    speed: float = 1.0
    loop: bool = False
    move: Move | None = None
    matte: Matte = "none"
    key: Color = GREEN
    ground: Ground = BLACK


@dataclass(frozen=True, slots=True)
class StillPicture:
    """A picture file over its ground."""

    path: Path
    fit: Fit = "cover"
    ground: Ground = NIGHTLY
    move: Move | None = None


@dataclass(frozen=True, slots=True)
class CardPicture:
    """Text in the middle of a ground. `size` is a share of the frame's shorter side; long text is set smaller."""

    text: str
    ground: Ground = NIGHTLY
    color: Color = _WHITE
    size: float = 0.09
    weight: int = 700
    align: Literal["left", "center", "right"] = "center"
    leading: float = 1.25
    style: Lettering | None = None
    """Replaces color, size, weight, alignment and leading."""


@dataclass(frozen=True, slots=True)
class NoPicture:
    """Nothing is seen: the scene of a film that is sound alone."""


Picture: TypeAlias = ClipPicture | StillPicture | CardPicture | NoPicture


@dataclass(frozen=True, slots=True)
class Inset:
    """A presenter over the picture: a clip in a frame of its own at a spot. Its sound is the scene's speech."""

    clip: ClipPicture
    spot: Spot
    frame: Frame = BARE
    shadow: Cast | None = None


@dataclass(frozen=True, slots=True)
class ClipJob:
    """One scene: a picture, its sound, and what is laid over it.

    What is said is `sound`, or the sound of the `inset`; a clip's own sound is heard with it. The scene lasts `before`
    + the longest of the speech, `hold`, and a clip that is not looped + `after`; with `hold` and without speech, it is
    the hold that counts. During `before` the first frame stands still; a clip that is over holds its last one, and an
    inset as well. `tops` lie over the picture in their order, the first one lowest; their times are those of the clip.
    Captions count from the end of `before`. `fade_in` and `fade_out` darken the picture from and to
    black (seconds, 0 for none). `mark` is drawn at the top (the DRAFT mark). `alpha` keeps what is transparent
    transparent and writes WebM (VP9) instead of MP4.
    """

    canvas: Canvas
    picture: Picture
    sound: Path | None = None
    inset: Inset | None = None
    hold: float = 0.0
    before: float = 0.0
    after: float = 0.0
    tops: tuple[Top, ...] = ()
    cues: tuple[Cue, ...] = ()
    caption_style: CaptionStyle | None = None
    fade_in: float = 0.0
    fade_out: float = 0.0
    mark: str | None = None
    alpha: bool = False
    keyframe: int | None = None
    """A frame from which a film can copy the clip, because a transition replaces those before it."""
    as_is: bool = False
    """Whether the picture is a render on which nothing is drawn, in a film of such: copied where it fits."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A finished scene: `video` is MP4 (or WebM) without sound, `sound` 48 kHz stereo 16-bit WAV; `duration` in s."""

    video: Path
    sound: Path
    duration: float
    notes: tuple[str, ...] = ()
    """What was done to the clips in it that did not fit the film."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The sound of a finished scene that has no picture: WAV as in `Clip`, `duration` in seconds."""

    sound: Path
    duration: float
    notes: tuple[str, ...] = ()
