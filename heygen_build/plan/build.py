"""From a resolved project to steps. Each scene is planned by itself; equal steps meet under one key."""

from __future__ import annotations

from heygen_build.diagnostics import BuildError
from heygen_build.media.model import Canvas
from heygen_build.plan.avatars import plan_take
from heygen_build.plan.clips import plan_clip
from heygen_build.plan.drawing import Drawing, Setting
from heygen_build.plan.model import Backend, BuildPlan, PlannedFilm, PlannedScene
from heygen_build.plan.requests import FilmRequest
from heygen_build.plan.speech import plan_speech
from heygen_build.plan.support import unbuilt
from heygen_build.resolve.model import Film, ResolvedProject


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
    canvas = Canvas(film.width, film.height, fps=film.fps, quality="draft" if drawing.backend == "draft" else "final")
    prefix = "" if alone else f"{film.name or film.slug}/"
    fades = [scene.fade for scene in film.scenes[1:]] + [0.0]
    scenes = tuple(
        _plan_scene(drawing, Setting(film, scene, f"{prefix}{scene.id}"), canvas, fade_out=following / 2)
        for scene, following in zip(film.scenes, fades, strict=True)
    )
    needs = {f"clip-{index}": scene.clip for index, scene in enumerate(scenes, start=1)}
    request = FilmRequest(canvas=canvas, title=film.title)
    return PlannedFilm(film, drawing.add(f"{prefix}film", request, film.origin, "local join", needs=needs), scenes)


def _plan_scene(drawing: Drawing, setting: Setting, canvas: Canvas, *, fade_out: float) -> PlannedScene:
    scene, take, render = setting.scene, plan_take(drawing, setting), _plan_picture(drawing, setting)
    speech = plan_speech(drawing, scene.speech, setting.prefix) if scene.speech and take is None else None
    needs = {role: key for role, key in (("video", render), ("speech", speech)) if key} | (take.needs if take else {})
    clip = plan_clip(drawing, setting, canvas, needs=needs, fade_out=fade_out)
    return PlannedScene(scene.id, clip, take.video if take else render, (take.words if take else None) or speech)


def _plan_picture(drawing: Drawing, setting: Setting) -> str | None:
    """The key of the step that renders the picture of a scene; None for presenters, and for what is drawn here."""
    match setting.scene.picture:
        case _:
            return None
