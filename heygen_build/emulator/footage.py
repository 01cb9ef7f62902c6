"""Orders of clips without a presenter: generated ones, and ones that are given another sound or another face."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from heygen_build.emulator.catalog import Timbre
from heygen_build.emulator.jobs import Render


@dataclass(frozen=True, slots=True)
class GeneratedOrder:
    """A clip from a prompt: an abstract picture that moves, or `first` and `last` blended, with the prompt in it."""

    prompt: str
    provider: str
    width: int
    height: int
    seconds: float
    first: Path | None = None
    last: Path | None = None
    mark: str = "DRAFT"

    def make(self, folder: Path, key: str) -> Render:
        from heygen_build.emulator.footage_drawing import draw_generated  # in the worker only

        return draw_generated(self, folder, key)


@dataclass(frozen=True, slots=True)
class SwapOrder:
    """A clip with a face: the picture of it is shown in a corner, because nobody here can swap faces."""

    clip: Path
    face: Path
    mark: str = "DRAFT"

    def make(self, folder: Path, key: str) -> Render:
        from heygen_build.emulator.footage_drawing import draw_swapped

        return draw_swapped(self, folder, key)


@dataclass(frozen=True, slots=True)
class ResoundOrder:
    """A clip with the sound of a recording instead of its own. `stretches`: its length follows the sound."""

    clip: Path
    sound: Path
    start: float = 0.0
    end: float | None = None
    stretches: bool = True
    captions: bool = False
    mark: str = "DRAFT"

    def make(self, folder: Path, key: str) -> Render:
        from heygen_build.emulator.footage_drawing import draw_resounded

        return draw_resounded(self, folder, key)


@dataclass(frozen=True, slots=True)
class Line:
    """What is said from `start` to `end` (seconds)."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class DubOrder:
    """A clip whose speech is another one: `lines` (None: found in `clip` by its pauses), or a `sound` brought along.

    `placeholder` is a sentence of the language, said where words are not known. `language` names it for people.
    """

    clip: Path
    timbre: Timbre
    language: str
    placeholder: str
    lines: tuple[Line, ...] | None = None
    sound: Path | None = None
    stretches: bool = True
    captions: bool = False
    mark: str = "DRAFT"

    def make(self, folder: Path, key: str) -> Render:
        from heygen_build.emulator.dubbing import draw_dubbed

        return draw_dubbed(self, folder, key)
