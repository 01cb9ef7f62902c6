"""What the media room is asked to do and what it gives back. Frozen and picklable: they travel to worker processes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from heygen_build.units import Color

Fit = Literal["cover", "contain"]

_WHITE, _SHADE, _NIGHT = Color(255, 255, 255), Color(0, 0, 0, 160), Color(16, 24, 32)


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
    """A caption on screen from `start` to `end` seconds, one or two balanced `lines`."""

    start: float
    end: float
    lines: tuple[str, ...]

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
    """How burned-in captions look. `size` is a share of the frame's height, in narrow frames of 1.2 times its width."""

    position: Literal["bottom", "top"] = "bottom"
    size: float = 0.052
    color: Color = _WHITE
    background: Color = _SHADE


@dataclass(frozen=True, slots=True)
class ClipPicture:
    """A finished clip (from HeyGen or the emulator): its own picture, and its own sound when `use_sound`."""

    path: Path
    fit: Fit = "cover"
    use_sound: bool = True


@dataclass(frozen=True, slots=True)
class StillPicture:
    """A picture file over a background color."""

    path: Path
    fit: Fit = "cover"
    background: Color = _NIGHT


@dataclass(frozen=True, slots=True)
class CardPicture:
    """Text in the middle of a background. `size` is a share of the frame's shorter side; long text is set smaller."""

    text: str
    background: Color = _NIGHT
    color: Color = _WHITE
    size: float = 0.09
    weight: int = 700


Picture: TypeAlias = ClipPicture | StillPicture | CardPicture


@dataclass(frozen=True, slots=True)
class ClipJob:
    """One scene: a picture, its sound, and what is laid over it.

    The clip lasts `before` + the length of the sound + `after`. Without sound (no `sound`, and a picture that brings
    none) it lasts `before` + `hold` + `after`. A clip picture shorter than that holds its last frame; captions count
    from the end of `before`. `fade_in` and `fade_out` darken the picture from and to black (seconds, 0 for none).
    `mark` is drawn in a corner (the DRAFT mark).
    """

    canvas: Canvas
    picture: Picture
    sound: Path | None = None
    hold: float = 0.0
    before: float = 0.0
    after: float = 0.0
    cues: tuple[Cue, ...] = ()
    caption_style: CaptionStyle | None = None
    fade_in: float = 0.0
    fade_out: float = 0.0
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Clip:
    """A finished scene: `video` is MP4 without sound, `sound` 48 kHz stereo 16-bit WAV, both of `duration` seconds."""

    video: Path
    sound: Path
    duration: float


@dataclass(frozen=True, slots=True)
class FilmJob:
    """Clips of one canvas, in order."""

    canvas: Canvas
    clips: tuple[Clip, ...]
    title: str = ""
    comment: str = ""


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
