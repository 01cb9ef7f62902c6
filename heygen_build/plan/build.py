"""From a resolved project to steps. Each scene is planned by itself; equal steps meet under one key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from heygen_build.diagnostics import BuildError
from heygen_build.media.model import Canvas
from heygen_build.plan.agents import as_scene, plan_agent
from heygen_build.plan.avatars import plan_take
from heygen_build.plan.cinematic import plan_cinematic
from heygen_build.plan.clips import Place, caption_track, knows_its_time, plan_clip, plan_length
from heygen_build.plan.drawing import Drawing, Setting
from heygen_build.plan.effects import cues_of
from heygen_build.plan.footage import plan_generated, plan_swapped, plan_synced, swapped_take
from heygen_build.plan.model import Backend, BuildPlan, PlannedFilm, PlannedScene
from heygen_build.plan.music import beds_of
from heygen_build.plan.old_films import plan_old_film
from heygen_build.plan.outputs import chapters_of, plan_measures, source_type
from heygen_build.plan.requests import FilmRequest
from heygen_build.plan.soundtrack import Soundtrack
from heygen_build.plan.speech import plan_speech
from heygen_build.plan.studio import plan_studio
from heygen_build.plan.support import unbuilt
from heygen_build.plan.templates import plan_template
from heygen_build.plan.transitions import plan_transitions
from heygen_build.plan.translations import plan_translations
from heygen_build.resolve.model import (
    AgentPicture,
    CinematicPicture,
    Film,
    GeneratedPicture,
    ResolvedProject,
    TemplatePicture,
)


def plan(project: ResolvedProject, backend: Backend) -> BuildPlan:
    """Plan every film of a project. Pure: no clock, no disk, no network.

    Raises BuildError with HB09xx for what is not built yet.
    """
    missing = unbuilt(project)
    if missing:
        raise BuildError(missing)
    drawing = Drawing(backend)
    films = tuple(_plan_film(drawing, film, alone=len(project.films) == 1) for film in project.films)
    return BuildPlan(backend, tuple(drawing.steps.values()), films, dict(drawing.files))


def _plan_film(drawing: Drawing, film: Film, *, alone: bool) -> PlannedFilm:
    if film.agent is not None:
        film = replace(film, scenes=(as_scene(film.agent),))
    canvas = Canvas(film.width, film.height, fps=film.fps, quality="draft" if drawing.backend == "draft" else "final")
    prefix = "" if alone else f"{film.name or film.slug}/"
    scenes = _plan_scenes(drawing, film, prefix, canvas)
    clips = [scene.clip for scene in scenes if scene.span[0] == 0.0]  # one for all scenes of a film rendered whole
    needs = {f"clip-{index}": clip for index, clip in enumerate(clips, start=1)}
    needs |= plan_transitions(drawing, film, clips, prefix, canvas)
    track = Soundtrack(drawing, film, scenes, prefix)
    request = FilmRequest(
        canvas=canvas,
        title=film.title,
        format=None if film.format == "mp4" else film.format,
        beds=beds_of(track) or None,
        sounds=tuple(cues_of(track)) or None,
        loudness=film.loudness,
        chapters=chapters_of(film, scenes),
        source=source_type(film),
        captions=caption_track(drawing, film),
    )
    key = drawing.add(f"{prefix}film", request, film.origin, "local join", needs=needs | track.needs)
    dubbed = plan_translations(drawing, film, key, prefix)
    return PlannedFilm(film, key, scenes, dubbed, plan_measures(drawing, film, key, prefix))


def _plan_scenes(drawing: Drawing, film: Film, prefix: str, canvas: Canvas) -> tuple[PlannedScene, ...]:
    if film.render.unit == "video" and film.render.api in ("auto", "v3") and film.agent is None:
        return plan_studio(drawing, film, prefix, canvas)
    if film.render.unit == "video" and film.render.api == "v2":
        return plan_old_film(drawing, film, prefix, canvas)
    settings = [Setting(film, scene, f"{prefix}{scene.id}") for scene in film.scenes]
    parts: Iterable[_Parts] = (_plan_parts(drawing, setting) for setting in settings)
    lengths: dict[str, str] = {}
    if knows_its_time(film):
        parts = list(parts)  # all scenes are made before the first clip is
        for number, (setting, part) in enumerate(zip(settings, parts, strict=True), start=1):
            lengths[f"length-{number}"] = plan_length(drawing, setting, canvas, part.needs)
    fades = [scene.fade for scene in film.scenes[1:]] + [0.0]
    planned: list[PlannedScene] = []
    for number, (setting, part, following) in enumerate(zip(settings, parts, fades, strict=True), start=1):
        place = Place(number, following / 2, lengths)
        clip = plan_clip(drawing, setting, canvas, needs=part.needs, place=place)
        planned.append(PlannedScene(setting.scene.id, clip, part.render, part.speech))
    return tuple(planned)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a clip is made of: its needs by role, and which of them are the render and the speech."""

    needs: dict[str, str]
    render: str | None
    speech: str | None


def _plan_parts(drawing: Drawing, setting: Setting) -> _Parts:
    scene, take, render = setting.scene, plan_take(drawing, setting), None
    if take is not None and take.role == "video":
        take = swapped_take(drawing, setting, take)
    else:
        render = plan_swapped(drawing, setting, _plan_picture(drawing, setting))
        take = take or plan_synced(drawing, setting)
    speech = plan_speech(drawing, scene.speech, setting.prefix) if scene.speech and take is None else None
    needs = {role: key for role, key in (("video", render), ("speech", speech)) if key} | (take.needs if take else {})
    return _Parts(needs, take.video if take else render, (take.words if take else None) or speech)


def _plan_picture(drawing: Drawing, setting: Setting) -> str | None:
    """The key of the step that renders the picture of a scene; None for presenters, and for what is drawn here."""
    match setting.scene.picture:
        case GeneratedPicture() as picture:
            return plan_generated(drawing, setting, picture)
        case AgentPicture() as picture:
            return plan_agent(drawing, setting, picture)
        case CinematicPicture() as picture:
            return plan_cinematic(drawing, setting, picture)
        case TemplatePicture() as picture:
            return plan_template(drawing, setting, picture)
        case _:
            return None
