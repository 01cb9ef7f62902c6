"""Cinematic shots: a prompt with one to three looks in it (v3 create-video, arm cinematic_avatar)."""

from __future__ import annotations

from heygen_build.plan import prices
from heygen_build.plan.avatars import person_of
from heygen_build.plan.drawing import Drawing, Setting
from heygen_build.plan.model import Estimate
from heygen_build.plan.requests import CinematicRequest, LookSource
from heygen_build.resolve.checks.facts import CINEMATIC_SECONDS
from heygen_build.resolve.model import CinematicPicture


def plan_cinematic(drawing: Drawing, setting: Setting, picture: CinematicPicture) -> str:
    """The key of a shot. What it needs of the film (ratio, resolution) was checked when the project was resolved."""
    film, place = setting.film, f"{setting.prefix}/cinematic"
    assert film.aspect_ratio in ("16:9", "9:16", "1:1"), "checks refuse other ratios"
    assert film.resolution != "4k", "checks refuse 4k"
    needs: dict[str, str] = {}
    looks: list[str | None] = []
    for number, presenter in enumerate(picture.presenters, start=1):
        person = person_of(drawing, setting, presenter)
        looks.append(person.source.look_id if isinstance(person.source, LookSource) else None)
        needs |= {f"{role}-{number}": key for role, key in person.needs.items()}
    for number, reference in enumerate(picture.references, start=1):
        needs[f"reference-{number}"] = drawing.upload(
            reference, f"{setting.prefix}/reference-{number}", setting.scene.picture_origin
        )
    request = CinematicRequest(
        prompt=picture.prompt,
        looks=tuple(looks),
        references=tuple(drawing.file(reference) for reference in picture.references),
        aspect_ratio=film.aspect_ratio,
        resolution=film.resolution,
        seconds=None if picture.seconds is None else round(picture.seconds),
        enhance_prompt=picture.enhance_prompt,
    )
    estimate = Estimate(request.seconds or CINEMATIC_SECONDS, prices.CINEMATIC, is_flat=True)
    route = "v3 video (cinematic)"
    return drawing.add(place, request, setting.scene.picture_origin, route, needs=needs, estimate=estimate)
