"""What media are: frames, words and times, and what a file really holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


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
