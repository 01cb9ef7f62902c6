"""What every resolved thing is made of: places, files, times."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from heygen_build.diagnostics import Span
from heygen_build.moments import Moment
from heygen_build.source.model import Route

Engine = Literal["avatar_iii", "avatar_iv", "avatar_v"]
PREFERRED_ENGINES: tuple[Engine, ...] = ("avatar_iv", "avatar_v", "avatar_iii")
"""Avatar IV is HeyGen's own default; the others are for looks that do not have it."""
LookType = Literal["studio_avatar", "digital_twin", "photo_avatar"]
Expressiveness = Literal["high", "medium", "low"]
START = Moment(0.0, "s")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the user asked for something: the route in the YAML, and its span when it met the document."""

    route: Route
    span: Span


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file that was found and read: `digest` is BLAKE3 of its bytes, `media_type` is what the bytes are.

    `seconds` is the length of sound and film, `width` and `height` the pixels of pictures; None for other files.
    """

    path: Path
    digest: str
    size: int
    media_type: str
    seconds: float | None = None
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A time in a scene: `time`, or with a `word` when it is said for the `nth` time (from 1), as it is shown.

    `offset` seconds are added to either; less than zero is earlier.
    """

    time: Moment = START
    word: str | None = None
    nth: int = 1
    offset: float = 0.0
