"""`publish(…)`: films, captions and posters in their places, each whole or not at all, and a manifest last."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from heygen_build import __version__
from heygen_build.execute.engine import Artifacts
from heygen_build.media.model import Cue
from heygen_build.plan.clips import SOUNDS
from heygen_build.plan.model import Backend, BuildPlan, PlannedFilm, PlannedScene, Step
from heygen_build.plan.requests import AgentRequest, OldAgentRequest
from heygen_build.publish.dubbed import dubbed_versions
from heygen_build.publish.manifest import (
    Manifest,
    ManifestFile,
    ManifestFilm,
    ManifestScene,
    SourceLine,
    read_manifest,
)
from heygen_build.resolve.model import Origin, ResolvedProject
from heygen_build.store.digest import file_digest
from heygen_build.store.files import copy_file, sweep_leftovers, write_text
from heygen_build.store.results import Blob, ClipMeta, ResultStore, StepResult, VideoMeta

POSTER_AT = 0.3
"""The poster shows this share of the first scene: past a fade-in, before it ends."""


@dataclass(frozen=True, slots=True)
class Outputs:
    """Files in place. `written` counts what was not there already, byte for byte."""

    films: tuple[ManifestFilm, ...]
    folder: Path
    manifest: Path | None
    videos: tuple[Path, ...]
    written: int


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


def publish(project: ResolvedProject, plan: BuildPlan, artifacts: Artifacts, store: ResultStore) -> Outputs:
    """Write every film whose step is done. Raises OSError when the disk refuses; what is in place then is whole."""
    done = [film for film in plan.films if film.step in artifacts.results]
    folder = manifest_folder(project, plan.films[0].film.output, plan.backend)
    place = _Place(project, plan, artifacts, store, folder)
    films = tuple(place.publish_film(film) for film in done)
    manifest = folder / _manifest_name(project) if films else None
    if manifest is not None:
        content = Manifest(
            program=f"heygen-build {__version__}",
            draft=plan.backend == "draft",
            backend=plan.backend,
            project=_relative(project.path, folder),
            films=films,
        )
        place.write_text(manifest, content.model_dump_json(indent=2) + "\n")
        place.sweep(films)
    made = (video for film in films for video in (film.video, *(version.video for version in film.translations)))
    videos = tuple((folder / video.path).resolve() for video in made)
    return Outputs(films, folder, manifest, videos, place.written)


class _Place:
    """The folder a project publishes into, and what an earlier build left there."""

    def __init__(
        self, project: ResolvedProject, plan: BuildPlan, artifacts: Artifacts, store: ResultStore, folder: Path
    ) -> None:
        self._project, self._plan, self._results, self._store = project, plan, artifacts.results, store
        self._folder = folder
        earlier = read_manifest(folder / _manifest_name(project))
        self._earlier = earlier.films if earlier else ()
        self._asked = {step.key: step.estimate.seconds for step in plan.steps if step.estimate and is_agent(step)}
        self.written = 0

    def publish_film(self, planned: PlannedFilm) -> ManifestFilm:
        film = planned.film
        target = self.output(film.output)
        blob = self._results[planned.step].files["film"]
        video = self.put(blob, target)
        scenes, cues = self._timeline(planned)
        captions = tuple(self._put_captions(target, suffix, cues) for suffix in film.captions.sidecar)
        has_picture = film.format not in SOUNDS
        poster = self._put_poster(target, blob.digest, scenes) if film.poster and has_picture else None
        return ManifestFilm(
            title=film.title,
            slug=film.slug,
            key=planned.step,
            seconds=scenes[-1].end,
            width=film.width,
            height=film.height,
            video=video,
            captions=captions,
            poster=poster,
            scenes=scenes,
            translations=tuple(dubbed_versions(planned, self._results, self)),
        )

    def output(self, path: Path) -> Path:
        return output_path(self._project, path, self._plan.backend)

    def source(self, origin: Origin) -> SourceLine:
        return _source_line(origin, self._folder)

    def put(self, blob: Blob, target: Path) -> ManifestFile:
        if not target.exists() or file_digest(target) != blob.digest:
            copy_file(self._store.path(blob), target)
            self.written += 1
        return ManifestFile(path=_relative(target, self._folder), digest=blob.digest, size=target.stat().st_size)

    def put_once(self, blob: Blob, target: Path) -> None:
        if not target.exists():
            copy_file(self._store.path(blob), target)
            self.written += 1

    def sweep(self, films: tuple[ManifestFilm, ...]) -> None:
        """Take away captions and posters that an earlier build wrote and this one does not, and what a crash left.

        A file that somebody changed since is theirs, and stays; so do films, whoever does not ask for them any more.
        """
        now = {film.video.path: {file.path for file in film.files} for film in films}
        for film in self._earlier:
            for file in (*film.captions, *((film.poster,) if film.poster else ())):
                path = self._folder / file.path
                unwanted = film.video.path in now and file.path not in now[film.video.path]
                if unwanted and path.is_file() and file_digest(path) == file.digest:
                    path.unlink()
        for folder in {(self._folder / path).parent for path in now} | {self._folder}:
            sweep_leftovers(folder)

    def write_text(self, target: Path, text: str) -> None:
        if not target.exists() or target.read_bytes() != text.encode():
            write_text(target, text)
            self.written += 1

    def _timeline(self, planned: PlannedFilm) -> tuple[tuple[ManifestScene, ...], tuple[Cue, ...]]:
        from heygen_build.media.captions import shift

        scenes: list[ManifestScene] = []
        cues: list[Cue] = []
        start = 0.0
        for scene, resolved in zip(planned.scenes, planned.film.scenes, strict=True):
            meta = self._results[scene.clip].meta
            assert isinstance(meta, ClipMeta)
            first, last = (share * meta.seconds for share in scene.span)
            scenes.append(self._scene(scene, resolved.origin, start + first, start + last, meta))
            if scene.span[0] == 0.0:
                cues += shift(meta.cues, start)
            if scene.span[1] == 1.0:
                start += meta.seconds
        return tuple(scenes), tuple(cues)

    def _scene(self, scene: PlannedScene, origin: Origin, start: float, end: float, clip: ClipMeta) -> ManifestScene:
        render: StepResult | None = self._results.get(scene.render) if scene.render else None
        return ManifestScene(
            id=scene.scene_id,
            source=_source_line(origin, self._folder),
            start=round(start, 3),
            end=round(end, 3),
            clip=scene.clip,
            render=scene.render,
            remote_id=render.meta.remote_id if render and isinstance(render.meta, VideoMeta) else None,
            speech=scene.speech,
            asked_seconds=self._asked.get(scene.render or "") or None,
            timing=clip.timing,
            conformed=clip.notes,
        )

    def _put_captions(self, video: Path, suffix: str, cues: tuple[Cue, ...]) -> ManifestFile:
        from heygen_build.media.captions import write_srt, write_vtt

        target = video.with_suffix(f".{suffix}")
        self.write_text(target, {"srt": write_srt, "vtt": write_vtt}[suffix](cues))
        return self._file(target)

    def _put_poster(self, video: Path, digest: str, scenes: tuple[ManifestScene, ...]) -> ManifestFile:
        from heygen_build.media.stills import poster

        target = video.with_suffix(".jpg")
        if not self._has_poster(target, digest):
            with tempfile.TemporaryDirectory(dir=self._store.scratch()) as folder:
                picture = Path(folder) / "poster.jpg"
                poster(video, scenes[0].end * POSTER_AT, picture)
                copy_file(picture, target)
            self.written += 1
        return self._file(target)

    def _has_poster(self, target: Path, digest: str) -> bool:
        """Whether `target` still is the poster that an earlier build drew from the same film."""
        posters = [film.poster for film in self._earlier if film.video.digest == digest]
        known = [poster.digest for poster in posters if poster and poster.path == _relative(target, self._folder)]
        return bool(known) and target.is_file() and file_digest(target) in known

    def _file(self, path: Path) -> ManifestFile:
        return ManifestFile(path=_relative(path, self._folder), digest=file_digest(path), size=path.stat().st_size)


def is_agent(step: Step) -> bool:
    """Whether the Video Agent makes it, who keeps to a length only roughly."""
    return isinstance(step.request, AgentRequest | OldAgentRequest)


def _manifest_name(project: ResolvedProject) -> str:
    """`manifest.json`; other project files of the same folder must not overwrite it, so theirs carry their name."""
    return "manifest.json" if project.path.stem == "project" else f"{project.path.stem}.manifest.json"


def _source_line(origin: Origin, folder: Path) -> SourceLine:
    start = origin.span.start
    return SourceLine(file=_relative(Path(origin.span.file.path), folder), line=start.line + 1, column=start.column + 1)


def _relative(path: Path, folder: Path) -> str:
    """`path` from `folder`, with forward slashes, so that manifests do not differ between machines."""
    return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
