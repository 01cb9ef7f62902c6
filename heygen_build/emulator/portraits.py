"""Pictures of invented people: what v2's photo generation gives. Light and picklable; drawn in a worker."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from heygen_build.emulator.jobs import Made

COUNT = 4


@dataclass(frozen=True, slots=True)
class PortraitsOrder:
    """Four JPEGs (`image1` … `image4`) of one person who fits the words, in other clothes each time."""

    words: str
    width: int
    height: int

    def make(self, folder: Path, key: str) -> Made:
        from heygen_build.draft.presenter import preview
        from heygen_build.emulator.wardrobe import dressed

        parts: list[tuple[str, str]] = []
        for number in range(1, COUNT + 1):
            name = f"{key}.{number}.jpg"
            picture = preview(dressed(self.words, number), self.width, self.height)
            picture.convert("RGB").save(folder / name, "JPEG", quality=88)
            parts.append((f"image{number}", name))
        return Made(tuple(parts))
