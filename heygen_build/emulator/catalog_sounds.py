"""The sound catalog: short loops and effects that are computed when somebody listens to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from heygen_build.emulator.catalog import stable_id

SoundKind = Literal["music", "sound_effects"]
Placement = Literal["hit", "riser", "bed"]


@dataclass(frozen=True, slots=True)
class CatalogSound:
    """`seconds` long; `chords` are semitones above A3 for music, `recipe` names an effect."""

    name: str
    description: str
    kind: SoundKind
    seconds: float
    placement: Placement
    tempo: int = 90
    chords: tuple[tuple[int, ...], ...] = ()
    recipe: str = ""

    @property
    def id(self) -> str:
        return stable_id("sound", self.name)


_MAJOR = ((0, 4, 7), (5, 9, 12), (7, 11, 14), (0, 4, 7))
_MINOR = ((0, 3, 7), (-4, 0, 3), (3, 7, 10), (-2, 2, 5))
_DREAMY = ((0, 4, 7, 11), (9, 12, 16), (5, 9, 12, 16), (7, 11, 14))


def _music(name: str, description: str, tempo: int, chords: tuple[tuple[int, ...], ...]) -> CatalogSound:
    return CatalogSound(name, description, "music", 4 * 4 * 60 / tempo, "bed", tempo, chords)


def _effect(name: str, description: str, seconds: float, placement: Placement, recipe: str) -> CatalogSound:
    return CatalogSound(name, description, "sound_effects", seconds, placement, recipe=recipe)


SOUNDS = (
    _music("Quiet Morning", "calm warm piano, slow and hopeful, soft background music", 72, _DREAMY),
    _music("Clear Desk", "minimal corporate technology background music, steady and neutral", 96, _MAJOR),
    _music("Bright Start", "upbeat happy pop music, energetic launch", 120, _MAJOR),
    _music("Deep Focus", "ambient electronic music, calm and thoughtful, slow", 80, _MINOR),
    _music("Night Drive", "dark tense synth music, suspense and drama", 100, _MINOR),
    _music("First Steps", "gentle acoustic music for children, playful and light", 108, _DREAMY),
    _effect("Soft Whoosh", "whoosh swoosh transition, air passing by", 0.8, "riser", "whoosh"),
    _effect("Rising Sweep", "riser sweep building tension before a reveal", 2.0, "riser", "sweep"),
    _effect("Bell Ding", "ding bell chime notification", 1.2, "hit", "bell"),
    _effect("Success Chime", "success positive chime, correct answer, level up", 1.5, "hit", "chime"),
    _effect("Button Click", "click tap button user interface", 0.15, "hit", "click"),
    _effect("Low Impact", "boom impact hit, deep and dramatic", 1.6, "hit", "boom"),
    _effect("Paper Turn", "page turn paper rustle", 0.6, "hit", "rustle"),
    _effect("Error Buzz", "error buzz wrong answer", 0.5, "hit", "buzz"),
)
