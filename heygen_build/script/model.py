"""The parts of a script. Offsets are characters of the text that was parsed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Words:
    """Text that is read and said alike."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Said:
    """Text that is said otherwise than it is written: `[HeyGen](say:Hey Jen)`, or a pronunciation of the project."""

    shown: str
    spoken: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pause:
    """`<break time="0.5s"/>`. `seconds` as written, because the digits are a part of what is ordered."""

    seconds: str
    start: int
    end: int


Part: TypeAlias = Words | Said | Pause
Pronunciations: TypeAlias = tuple[tuple[str, str], ...]
"""Pairs of what is written and what is said, in the order of the project."""


@dataclass(frozen=True, slots=True)
class ScriptProblem:
    """A piece of a script that is neither text nor markup. `start` and `end` are its offsets."""

    kind: Literal["tag", "link"]
    message: str
    start: int
    end: int
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """A parsed script: `parts` cover the text without gaps; `problems` are in the order of the text."""

    parts: tuple[Part, ...]
    problems: tuple[ScriptProblem, ...] = ()

    @property
    def shown(self) -> str:
        """What people read: no pauses, and links by their written words."""
        return "".join(_shown(part) for part in self.parts)

    @property
    def spoken(self) -> str:
        """What a voice says, with pauses as break tags."""
        return "".join(_spoken(part) for part in self.parts)


def _shown(part: Part) -> str:
    match part:
        case Words(text=text):
            return text
        case Said(shown=shown):
            return shown
        case Pause():
            return " "


def _spoken(part: Part) -> str:
    match part:
        case Words(text=text):
            return text
        case Said(spoken=spoken):
            return spoken
        case Pause(seconds=seconds):
            return f'<break time="{seconds}s"/>'
