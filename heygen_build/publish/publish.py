"""`publish(…)`: films, captions and posters in their places, each whole or not at all, and a manifest last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from heygen_build import __version__
from heygen_build.execute.engine import Artifacts
from heygen_build.media.model import SourceType
from heygen_build.plan.clips import SOUNDS
from heygen_build.plan.model import Backend, BuildPlan, PlannedFilm, Step
from heygen_build.plan.requests import FilmRequest
from heygen_build.publish.credentials import SIGNED, Signer, signed_film
from heygen_build.publish.dubbed import dubbed_versions
from heygen_build.publish.manifest import (
    Manifest,
    ManifestCredentials,
    ManifestExport,
    ManifestFile,
    ManifestFilm,
    read_manifest,
)
from heygen_build.publish.pictures import Stills
from heygen_build.publish.shelf import Folder, relative
from heygen_build.publish.texts import chapters_text, transcript
from heygen_build.publish.timeline import Timeline, timeline_of
from heygen_build.publish.verdict import Verdict
from heygen_build.resolve.checks.evidence import locale_of
from heygen_build.resolve.model import ResolvedProject
from heygen_build.store.results import Blob, MeasuresMeta, ResultStore


@dataclass(frozen=True, slots=True)
class Outputs:
    """Files in place. `written` counts what was not there already, byte for byte; `verdicts` of the project's tests."""

    films: tuple[ManifestFilm, ...]
    folder: Path
    manifest: Path | None
    videos: tuple[Path, ...]
    written: int
    verdicts: tuple[Verdict, ...] = ()


def output_path(project: ResolvedProject, output: Path, backend: Backend) -> Path:
    """Where a film goes. Drafts go into a `draft` folder beneath its first folder, never beside real films."""
    if backend == "draft":
        parts = output.parts
        output = Path(*parts[:-1][:1], "draft", *parts[:-1][1:], parts[-1])
    return project.folder / output


def manifest_folder(project: ResolvedProject, output: Path, backend: Backend) -> Path:
    """Where the manifest of a project lies: in the first folder of its first film, whatever lies beneath."""
    top = Path(output.parts[0]) if len(output.parts) > 1 else Path()
    return output_path(project, top / output.name, backend).parent


def publish(
    project: ResolvedProject,
    plan: BuildPlan,
    artifacts: Artifacts,
    store: ResultStore,
    signer: Signer | None = None,
) -> Outputs:
    """Write every film whose step is done. Raises OSError when the disk refuses; what is in place then is whole."""
    done = [film for film in plan.films if film.step in artifacts.results]
    folder = manifest_folder(project, plan.films[0].film.output, plan.backend)
    earlier = read_manifest(folder / _manifest_name(project))
    shelf = Folder(folder, store, earlier.films if earlier else ())
    publisher = _Publisher(project, plan, artifacts, shelf, signer)
    films = tuple(publisher.film(film) for film in done)
    manifest = folder / _manifest_name(project) if films else None
    if manifest is not None:
        content = Manifest(
            program=f"heygen-build {__version__}",
            draft=plan.backend == "draft",
            backend=plan.backend,
            project=relative(project.path, folder),
            films=films,
        )
        shelf.put_text(manifest, content.model_dump_json(indent=2) + "\n")
        shelf.sweep(films)
    made = (video for film in films for video in (film.video, *(version.video for version in film.translations)))
    videos = tuple((folder / video.path).resolve() for video in made)
    return Outputs(films, folder, manifest, videos, shelf.written, tuple(publisher.verdicts))


class _Publisher:
    """Puts the films of a project in their places, with what is made beside them."""

    def __init__(
        self,
        project: ResolvedProject,
        plan: BuildPlan,
        artifacts: Artifacts,
        shelf: Folder,
        signer: Signer | None,
    ) -> None:
        self._project, self._plan, self._results, self._shelf = project, plan, artifacts.results, shelf
        self._signer = signer
        self.verdicts: list[Verdict] = []

    def film(self, planned: PlannedFilm) -> ManifestFilm:
        film, extras = planned.film, planned.film.extras
        target = self._output(film.output)
        blob = self._results[planned.step].files["film"]
        video, credentials = self._video(planned, blob, target)
        timeline = timeline_of(self._plan, planned, self._results, self._shelf)
        source = _source_of(self._plan.step(planned.step))
        stills = Stills(self._shelf, target, blob.digest, source)
        is_seen = film.format not in SOUNDS
        self.verdicts += self._tested(planned, blob, timeline)
        texts = {form: transcript(form, film.title, timeline) for form in extras.transcript}
        return ManifestFilm(
            title=film.title,
            slug=film.slug,
            key=planned.step,
            seconds=timeline.seconds,
            width=film.width,
            height=film.height,
            video=video,
            captions=tuple(self._put_captions(planned, target, timeline)),
            poster=stills.poster(timeline) if film.poster and is_seen else None,
            contact_sheet=stills.contact_sheet(timeline) if extras.contact_sheet and is_seen else None,
            thumbnails=stills.thumbnails(timeline) if extras.thumbnails and is_seen else (),
            chapters=self._chapters(target, timeline) if extras.chapters else None,
            transcripts=tuple(self._beside(target, f".transcript.{form}", text) for form, text in texts.items()),
            exports=tuple(self._exports(planned, target, timeline)),
            digital_source_type=source,
            credentials=credentials,
            scenes=timeline.scenes,
            translations=tuple(dubbed_versions(planned, self._results, self._shelf, self._output)),
        )

    def _tested(self, planned: PlannedFilm, blob: Blob, timeline: Timeline) -> tuple[Verdict, ...]:
        if planned.film.tests is None:
            return ()
        from heygen_build.publish.safety import overlays_outside
        from heygen_build.publish.verdicts import Evidence, verdicts

        measured = self._results.get(planned.measures or "")
        meta = measured.meta if measured else None
        evidence = Evidence(
            planned=planned,
            path=self._shelf.store.path(blob),
            timeline=timeline,
            measures=meta if isinstance(meta, MeasuresMeta) else None,
            outside=overlays_outside(self._plan, planned, self._shelf.store)
            if planned.film.tests.overlays_in_safe_area
            else (),
        )
        return verdicts(self._project, evidence)

    def _output(self, path: Path) -> Path:
        return output_path(self._project, path, self._plan.backend)

    def _video(self, planned: PlannedFilm, blob: Blob, target: Path) -> tuple[ManifestFile, ManifestCredentials | None]:
        if self._signer is None or planned.film.format not in SIGNED:
            return self._shelf.put(blob, target), None
        return signed_film(self._signer, self._shelf, blob, target, planned.film.title, self._plan.step(planned.step))

    def _chapters(self, video: Path, timeline: Timeline) -> ManifestFile:
        return self._beside(video, ".chapters.txt", chapters_text(timeline.passages))

    def _beside(self, video: Path, suffix: str, text: str) -> ManifestFile:
        return self._shelf.put_text(video.with_name(f"{video.stem}{suffix}"), text)

    def _put_captions(self, planned: PlannedFilm, video: Path, timeline: Timeline) -> Iterator[ManifestFile]:
        from heygen_build.media.captions import read_srt, write_sidecar

        film, own = planned.film, planned.film.captions.file
        text = own.path.read_text(encoding="utf-8-sig", errors="replace") if own else ""
        cues = read_srt(text) if own else timeline.cues
        language = film.captions.language or locale_of(film)
        for form in film.captions.sidecar:
            written = write_sidecar(form, cues, width=film.width, height=film.height, language=language)
            yield self._beside(video, f".{form}", written)

    def _exports(self, planned: PlannedFilm, video: Path, timeline: Timeline) -> Iterator[ManifestExport]:
        if not planned.film.extras.export:
            return
        from heygen_build.publish.export.edit import edit_of
        from heygen_build.publish.export.write import export

        edit = edit_of(self._plan, planned, self._results, self._shelf.store, timeline)
        for form in planned.film.extras.export:
            folder = video.with_name(f"{video.stem}-{form}")
            yield ManifestExport(format=form, files=export(form, edit, folder, self._shelf))


def _source_of(step: Step) -> SourceType | None:
    assert isinstance(step.request, FilmRequest)
    return step.request.source


def _manifest_name(project: ResolvedProject) -> str:
    """`manifest.json`; other project files of the same folder must not overwrite it, so theirs carry their name."""
    return "manifest.json" if project.path.stem == "project" else f"{project.path.stem}.manifest.json"
