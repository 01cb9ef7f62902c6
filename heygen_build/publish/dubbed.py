"""Dubbed versions of a film in their places, and subtitles that wait to be corrected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

from heygen_build.plan.model import PlannedFilm
from heygen_build.publish.manifest import ManifestFile, ManifestTranslation, SourceLine
from heygen_build.resolve.model import Origin, Translation
from heygen_build.store.results import Blob, StepResult, VideoMeta


class Shelf(Protocol):
    """The folder that is published into."""

    def output(self, path: Path) -> Path:
        """Where an output of the project goes."""
        ...

    def put(self, blob: Blob, target: Path) -> ManifestFile:
        """Copies a stored file to a place, unless it is there already."""
        ...

    def put_once(self, blob: Blob, target: Path) -> None:
        """Copies a stored file to a place where nothing is yet."""
        ...

    def source(self, origin: Origin) -> SourceLine: ...


def dubbed_versions(
    planned: PlannedFilm, results: Mapping[str, StepResult], shelf: Shelf
) -> Iterator[ManifestTranslation]:
    """The dubbed versions that are done; subtitles that wait to be corrected go to their place in the project."""
    for version in planned.translations:
        made, session = results.get(version.step or ""), results.get(version.session or "")
        if made is not None:
            yield _dubbed(version.translation, made, shelf)
        elif version.step is None and session is not None:
            assert version.translation.proofread is not None, "only proofread translations have a session"
            # Once: from then on the file belongs to whoever corrects it.
            shelf.put_once(session.files["srt"], version.translation.proofread)


def _dubbed(translation: Translation, result: StepResult, shelf: Shelf) -> ManifestTranslation:
    assert isinstance(result.meta, VideoMeta)
    target = shelf.output(translation.output)
    captions = [
        shelf.put(result.files[name], target.with_suffix(suffix))
        for name, suffix in (("subtitles", ".srt"), ("vtt", ".vtt"))
        if name in result.files
    ]
    return ManifestTranslation(
        language=translation.language,
        key=result.key,
        remote_id=result.meta.remote_id,
        seconds=round(result.meta.seconds, 3),
        source=shelf.source(translation.origin),
        video=shelf.put(result.files["video"], target),
        captions=tuple(captions),
    )
