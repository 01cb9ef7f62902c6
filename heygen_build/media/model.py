"""What the media room is asked to do and what it gives back. Frozen and picklable: they travel to worker processes."""

from __future__ import annotations

from dataclasses import dataclass, field
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
    Side,
    Spot,
    Trim,
)
from heygen_build.media.overlays import Lettering, Top
from heygen_build.units import Color

SourceType: TypeAlias = Literal["trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "composite"]
"""IPTC's digital source type: made by a trained model; partly so, beside other material; without any of that."""
CaptionLook: TypeAlias = Literal["boxed", "karaoke", "outline", "shadow", "bar", "pop", "minimal"]
_WHITE, _SHADE, _YELLOW = Color(255, 255, 255), Color(0, 0, 0, 160), Color(255, 212, 0)


class MediaError(Exception):
    """A file that cannot be used, in words a user understands. `reason` is short and stable, for tests and switches."""

    def __init__(self, reason: str, message: str) -> None:
        self.reason = reason
        super().__init__(reason, message)  # both, because an exception is pickled as its arguments

    def __str__(self) -> str:
        return str(self.args[1])


@dataclass(frozen=True, slots=True)
class Word:
    """One spoken or shown word; `start` and `end` in seconds from the scene's first frame of speech."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Cue:
    """A caption on screen from `start` to `end` seconds, one or two balanced `lines`.

    `words` are its words with their times, where those are known; two cues that show the same are equal.
    """

    start: float
    end: float
    lines: tuple[str, ...]
    words: tuple[Word, ...] = field(default=(), compare=False)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class Canvas:
    """The frame of a film. `width` and `height` are even pixels, `fps` whole frames a second (constant).

    `quality` picks the encoder's effort: `draft` is fastest, `final` is what people keep.
    """

    width: int
    height: int
    fps: int = 25
    quality: Literal["draft", "final"] = "final"


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
    black (seconds, 0 for none). `mark` is drawn in a corner (the DRAFT mark). `alpha` keeps what is transparent
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


@dataclass(frozen=True, slots=True)
class VideoStream:
    codec: str
    width: int
    height: int
    pixel_format: str
    fps: float
    duration: float
    color_space: str | None


@dataclass(frozen=True, slots=True)
class AudioStream:
    codec: str
    rate: int
    channels: int
    duration: float


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """What a file really holds, read from the file. `duration` in seconds (the longest stream), `size` in bytes."""

    container: str
    duration: float
    size: int
    video: VideoStream | None = field(default=None)
    audio: AudioStream | None = field(default=None)


@dataclass(frozen=True, slots=True)
class ImageInfo:
    """`format` is what the bytes are (`png`, `jpeg`, `webp`, …), whatever the file is called."""

    format: str
    width: int
    height: int
