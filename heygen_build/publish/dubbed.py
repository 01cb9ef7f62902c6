"""Dubbed versions of a film in their places, and subtitles that wait to be corrected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from heygen_build.media.model import SourceType
from heygen_build.plan.model import PlannedFilm
from heygen_build.plan.outputs import source_type
from heygen_build.publish.manifest import ManifestFile, ManifestTranslation
from heygen_build.publish.shelf import Folder
from heygen_build.resolve.model import Film, Translation
from heygen_build.store.files import copy_file
from heygen_build.store.results import Blob, StepResult, VideoMeta

Places = Callable[[Path], Path]
"""Where an output of the project goes."""


def dubbed_versions(
    planned: PlannedFilm, results: Mapping[str, StepResult], shelf: Folder, output: Places
) -> Iterator[ManifestTranslation]:
    """The dubbed versions that are done; subtitles that wait to be corrected go to their place in the project."""
    for version in planned.translations:
        made, session = results.get(version.step or ""), results.get(version.session or "")
        if made is not None:
            yield _dubbed(version.translation, made, shelf, output, _source_of(planned.film))
        elif version.step is None and session is not None:
            assert version.translation.proofread is not None, "only proofread translations have a session"
            # Once: from then on the file belongs to whoever corrects it.
            shelf.put_once(session.files["srt"], version.translation.proofread)


def _source_of(film: Film) -> SourceType:
    """What a dubbed version of a film is: its voices are made with AI, whatever its pictures are."""
    source = source_type(film)
    return "compositeWithTrainedAlgorithmicMedia" if source == "composite" else source


def _dubbed(
    translation: Translation, result: StepResult, shelf: Folder, output: Places, source: SourceType
) -> ManifestTranslation:
    assert isinstance(result.meta, VideoMeta)
    target = output(translation.output)
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
        video=_marked(result.files["video"], target, shelf, source),
        captions=tuple(captions),
    )


def _marked(blob: Blob, target: Path, shelf: Folder, source: SourceType) -> ManifestFile:
    """The dubbed film in its place, with the mark of what is made with AI, unless it came with XMP of its own."""
    from heygen_build.media.marking import mark_mp4, read_packet

    made = shelf.store.path(blob)
    if target.suffix != ".mp4" or read_packet(made):
        return shelf.put(blob, target)

    def make(out: Path) -> None:
        copy_file(made, out)
        mark_mp4(out, source)

    return shelf.put_made(target, (blob.digest, source), make)
