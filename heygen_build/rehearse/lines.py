"""What is rehearsed: the scenes that a look of the catalog speaks."""

from __future__ import annotations

from dataclasses import dataclass

from heygen_build.media.words import strip_breaks
from heygen_build.resolve.model import AvatarPicture, Film, Scene
from heygen_build.script.spoken import spoken_text


@dataclass(frozen=True, slots=True)
class Line:
    """A scene's script for one breath of a session. `voice_id` None is the look's own; `rate` is the voice's speed."""

    scene: str
    look_id: str
    look_name: str
    voice_id: str | None
    rate: float
    text: str


@dataclass(frozen=True, slots=True)
class Rehearsable:
    """The lines of a film, and the scenes that cannot be rehearsed, because nobody of the catalog speaks there."""

    lines: tuple[Line, ...]
    skipped: tuple[str, ...]


def lines_of(film: Film) -> Rehearsable:
    """In the film's order. Pauses are left out: a session has no break tags."""
    found = [(scene, _line(scene)) for scene in film.scenes]
    skipped = tuple(scene.id for scene, line in found if line is None)
    return Rehearsable(tuple(line for _, line in found if line is not None), skipped)


def _line(scene: Scene) -> Line | None:
    seen = scene.presenter.picture if scene.presenter is not None else scene.picture
    speech = scene.speech
    if not isinstance(seen, AvatarPicture) or speech is None:
        return None
    text = strip_breaks(spoken_text(speech.script, speech.pronunciations)).strip()
    voice = speech.voice
    voice_id = voice.voice_id or None if voice is not None else None
    rate = min(max(voice.speed or 1.0, 0.5), 1.5) if voice is not None else 1.0
    return Line(scene.id, seen.look_id, seen.look_name, voice_id, rate, text) if text else None
