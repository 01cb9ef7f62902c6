"""What every resolved thing is made of: places, files, times."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from heygen_build.diagnostics import Span
from heygen_build.source.model import Route

Engine = Literal["avatar_iii", "avatar_iv", "avatar_v"]
LookType = Literal["studio_avatar", "digital_twin", "photo_avatar"]
Expressiveness = Literal["high", "medium", "low"]
JsonLike: TypeAlias = object
"""Plain data: str, int, float, bool, None, and lists and mappings of these."""


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
class AtSeconds:
    """Seconds from the scene's start; with `from_end`, before its end."""

    seconds: float
    from_end: bool = False


@dataclass(frozen=True, slots=True)
class AtShare:
    """A share of the scene's length, 0 to 1."""

    share: float


@dataclass(frozen=True, slots=True)
class AtWord:
    """When a word is said for the `nth` time (from 1), `offset` seconds later. The word as it is shown."""

    word: str
    nth: int = 1
    offset: float = 0.0


Moment: TypeAlias = AtSeconds | AtShare | AtWord
"""A time in a scene, before the length of the scene is known."""
