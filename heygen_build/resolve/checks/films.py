"""Checks of whole films: formats, routes, numbers of scenes."""

from __future__ import annotations

from collections.abc import Iterator

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.resolve.checks.evidence import Evidence, error, warning
from heygen_build.resolve.checks.facts import LAST_DAY_OF_OLD_APIS, STUDIO_SCENES
from heygen_build.resolve.checks.text import drawn_link, has_link
from heygen_build.resolve.model import Film, Presented


def job_has_few_scenes(film: Film, evidence: Evidence) -> Iterator[Diagnostic]:
    """One studio job (or one multi-scene job of v2) takes 50 scenes ([cli], [docs])."""
    if film.render.unit == "video" and len(film.scenes) > STUDIO_SCENES:
        message = f"the film has {len(film.scenes)} scenes, and one job takes {STUDIO_SCENES}"
        first = Label(film.scenes[STUDIO_SCENES].origin.span, f"scene {STUDIO_SCENES + 1}")
        hint = "write `unit: scene`, which orders every scene by itself"
        yield error("HB0414", message, Label(evidence.span("render", "unit")), first, hint=hint)


def transparent_film_has_no_backgrounds(film: Film, evidence: Evidence) -> Iterator[Diagnostic]:
    """webm is transparent: HeyGen refuses a background with it (v3 create-video)."""
    if film.format != "webm":
        return
    for scene in film.scenes:
        picture = scene.picture
        if isinstance(picture, Presented) and picture.background is not None:
            place = evidence.first_written((*scene.origin.route, "background"), ("defaults", "background"))
            label = Label(evidence.span("output", "format"), "webm is transparent")
            hint = "remove the background, or write `format: mp4`"
            yield error("HB0415", "a transparent film has no backgrounds", Label(place), label, hint=hint)


def route_has_a_future(film: Film, evidence: Evidence) -> Iterator[Diagnostic]:
    """v1 and v2 were announced to end ([docs])."""
    if film.render.api in ("v1", "v2"):
        message = f"HeyGen has announced to support {film.render.api} until {LAST_DAY_OF_OLD_APIS}"
        hint = "`auto` takes v3 wherever it can"
        yield warning("HB0458", message, Label(evidence.span("render", "api")), hint=hint)


def dubbed_films_have_no_captions_in_them(film: Film, evidence: Evidence) -> Iterator[Diagnostic]:
    """What is burned into a film stays as it is when another language is spoken over it (translate.md)."""
    if film.captions.burn_in is not None and film.translations:
        label = Label(film.translations[0].origin.span, "dubbed here")
        message = "the captions in the picture stay in the language of the film when it is dubbed"
        hint = "write captions to files (`sidecar`), and `captions: true` for each translation"
        yield warning("HB0491", message, Label(evidence.span("captions", "burn_in")), label, hint=hint)


def title_has_no_links(film: Film, evidence: Evidence) -> Iterator[Diagnostic]:
    """A title is read by people and programs, and said by nobody."""
    if has_link(film.title):
        yield drawn_link(evidence.span("title"))
