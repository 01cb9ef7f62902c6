"""Stills beside a film: a poster, a picture of each scene, and a sheet that shows the whole film at a glance."""

from __future__ import annotations

from pathlib import Path

from heygen_build.media.model import SourceType
from heygen_build.publish.manifest import ManifestFile
from heygen_build.publish.shelf import Folder
from heygen_build.publish.timeline import Passage, Timeline

POSTER_AT = 0.3
"""The poster shows this share of the first scene: past a fade-in, before it ends."""
SCENE_AT = 0.5
"""A scene is shown by its middle: transitions are over, and overlays that come are there."""
THUMBNAIL_WIDTH = 640


class Stills:
    """Draws the stills of one film. `digest` is that of the film they are taken from."""

    def __init__(self, shelf: Folder, video: Path, digest: str, source: SourceType | None) -> None:
        self._shelf, self._video, self._digest, self._source = shelf, video, digest, source

    def poster(self, timeline: Timeline) -> ManifestFile:
        from heygen_build.media.stills import poster

        at = timeline.scenes[0].end * POSTER_AT
        target = self._video.with_suffix(".jpg")
        made_of = ("poster", self._digest, at, self._source)
        return self._shelf.put_made(target, made_of, lambda out: poster(self._video, at, out, source=self._source))

    def contact_sheet(self, timeline: Timeline) -> ManifestFile:
        """One frame of each scene, with its number, time and title, and its line of script."""
        from heygen_build.media.stills import Shot, contact_sheet

        shots = [
            Shot(_middle(passage), f"{number} · {passage.title}", passage.text)
            for number, passage in enumerate(timeline.passages, start=1)
        ]
        columns = 4 if len(shots) > 12 else 3 if len(shots) > 4 else 2

        def draw(out: Path) -> None:
            contact_sheet(self._video, shots, out, columns=columns, source=self._source)

        target = self._video.with_name(f"{self._video.stem}.contact-sheet.jpg")
        return self._shelf.put_made(target, ("contact sheet", self._digest, shots, self._source), draw)

    def thumbnails(self, timeline: Timeline) -> tuple[ManifestFile, ...]:
        """A small picture of each scene, in a folder beside the film."""
        folder = self._video.with_name(f"{self._video.stem}-thumbnails")
        return tuple(
            self._thumbnail(passage, folder / f"{number:02}.jpg")
            for number, passage in enumerate(timeline.passages, start=1)
        )

    def _thumbnail(self, passage: Passage, target: Path) -> ManifestFile:
        from heygen_build.media.stills import thumbnail

        def draw(out: Path) -> None:
            thumbnail(self._video, _middle(passage), out, width=THUMBNAIL_WIDTH, source=self._source)

        made_of = ("thumbnail", self._digest, _middle(passage), THUMBNAIL_WIDTH, self._source)
        return self._shelf.put_made(target, made_of, draw)


def _middle(passage: Passage) -> float:
    return passage.start + (passage.end - passage.start) * SCENE_AT
