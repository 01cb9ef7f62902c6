"""What is heard in a film beside its scenes: where its files come from, and in which clip each scene stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from heygen_build.plan.drawing import Drawing
from heygen_build.plan.model import PlannedScene
from heygen_build.plan.requests import SoundSearchRequest
from heygen_build.resolve.model import Film, Music, Origin, SoundEffect

Source: TypeAlias = tuple[str | None, str | None]
"""The digest of a file, or the role of the step that finds the sound."""


@dataclass(slots=True)
class Soundtrack:
    """The film and its planned scenes. `needs` are the steps that find or time sounds, by role."""

    drawing: Drawing
    film: Film
    scenes: Sequence[PlannedScene]
    prefix: str
    needs: dict[str, str] = field(default_factory=dict)

    def clip(self, index: int) -> int:
        """The number (from 1) of the clip in which a scene stands: its own, or one for several."""
        return sum(scene.span[0] == 0.0 for scene in self.scenes[: index + 1])

    def source(self, sound: Music | SoundEffect, place: str, origin: Origin) -> Source:
        """The file of a sound, or the step that finds it in HeyGen's catalog: equal searches are one."""
        if sound.file is not None:
            return self.drawing.file(sound.file), None
        assert sound.search is not None, "the language asks for a file or a search"
        kind: Literal["music", "sound_effects"] = "music" if isinstance(sound, Music) else "sound_effects"
        request = SoundSearchRequest(query=" ".join(sound.search.split()), type=kind)
        key = self.drawing.add(place, request, origin, "v3 audio/sounds")
        known = (role for role, need in self.needs.items() if need == key)
        role = next(known, f"sound-{len(self.needs) + 1}")
        self.needs[role] = key
        return None, role
