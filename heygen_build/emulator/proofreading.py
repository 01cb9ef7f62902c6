"""The subtitles of a proofreading session: found in the clip, or brought along. Light: drawn in a drawing process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from heygen_build.emulator.footage import DubOrder, Line
from heygen_build.emulator.jobs import Made


@dataclass(frozen=True, slots=True)
class TranscriptOrder:
    """Two SRT files: what is said (`original`), and what will be said (`dub.lines`, or placeholders)."""

    dub: DubOrder
    original: tuple[Line, ...] | None

    def make(self, folder: Path, key: str) -> Made:
        from heygen_build.emulator.dubbing import placeholders  # in the worker only
        from heygen_build.emulator.footage_drawing import look_at
        from heygen_build.emulator.subtitles import write_lines

        _, info = look_at(self.dub.clip)
        lines = self.dub.lines if self.dub.lines is not None else tuple(placeholders(self.dub))
        original = self.original if self.original is not None else lines
        edited, kept = folder / f"{key}.srt", folder / f"{key}.original.srt"
        write_lines(lines, edited)
        write_lines(original, kept)
        return Made((("subtitles", edited.name), ("original", kept.name)), info.duration)
