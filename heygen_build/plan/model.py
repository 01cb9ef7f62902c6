"""The build plan: what has to exist, and what each thing is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from heygen_build.plan.requests import StepRequest
from heygen_build.resolve.model import Film, Origin, Translation
from heygen_build.store.digest import JsonValue

Backend = Literal["heygen", "local", "draft"]
"""Whose renders these are: HeyGen's, those of an API on this machine (an emulator that was started), or drafts."""
KEY_VERSION = 1


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a paid step would take. `seconds` of output; `usd` by the price table, None where the price is unknown.

    `is_measured`: the seconds are those of sound that exists, and no longer those of the word model.
    """

    seconds: float
    usd: float | None
    is_measured: bool = False
    is_flat: bool = False
    """The price is that of one order, whatever its length."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to make. `place` names it for people and for "why" (`hook/video`); it is not part of the key.

    `needs` maps a role (`video`, `speech`, `photo`, `clip-1`, …) to the key of another step. `inputs` is exactly what
    was hashed into `key`. `estimate` is None for local steps, which cost nothing. `parts` is where the scenes stand
    that one order is made of, in its order; empty for all others.
    """

    key: str
    place: str
    request: StepRequest
    needs: Mapping[str, str]
    inputs: dict[str, JsonValue]
    origin: Origin
    route: str
    estimate: Estimate | None = None
    parts: tuple[Origin, ...] = ()

    @property
    def kind(self) -> str:
        return self.request.kind

    @property
    def is_remote(self) -> bool:
        return self.request.remote

    @property
    def is_paid(self) -> bool:
        return self.request.paid


@dataclass(frozen=True, slots=True)
class PlannedScene:
    """Which steps make a scene of a film.

    `span` is the part of the clip that the scene is, as shares of its length, where all scenes stand in one clip.
    """

    scene_id: str
    clip: str
    render: str | None
    speech: str | None
    span: tuple[float, float] = (0.0, 1.0)


@dataclass(frozen=True, slots=True)
class PlannedTranslation:
    """A dubbed version of a film. `session` is the step of its proofreading session, where it has one.

    `step` is None while its subtitles wait to be corrected.
    """

    translation: Translation
    step: str | None
    session: str | None


@dataclass(frozen=True, slots=True)
class PlannedFilm:
    film: Film
    step: str
    scenes: tuple[PlannedScene, ...]
    translations: tuple[PlannedTranslation, ...] = ()
    measures: str | None = None
    """The step that measures what the tests of the film ask about."""

    @property
    def name(self) -> str:
        """How people tell the films of a project apart: the matrix cell, or the slug of an only film."""
        return self.film.name or self.film.slug

    @property
    def results(self) -> tuple[str, ...]:
        """The keys of the steps whose results are published."""
        dubbed = (translation.step or translation.session for translation in self.translations)
        measures = () if self.measures is None else (self.measures,)
        clips = (scene.clip for scene in self.scenes)
        return (self.step, *clips, *(key for key in dubbed if key is not None), *measures)


@dataclass(frozen=True, slots=True)
class BuildPlan:
    """Acyclic steps each after what it needs; every key once. Pure: same project, same plan."""

    backend: Backend
    steps: tuple[Step, ...] = field(repr=False)
    films: tuple[PlannedFilm, ...] = field(repr=False)
    files: Mapping[str, Path] = field(repr=False)
    """Where the bytes of each digest lie."""

    def step(self, key: str) -> Step:
        return next(step for step in self.steps if step.key == key)


def film_called(plan: BuildPlan, name: str | None) -> PlannedFilm:
    """The film of this name, the first one where none is called so."""
    return next((film for film in plan.films if film.name == name), plan.films[0])


def steps_of(film: PlannedFilm, plan: BuildPlan) -> frozenset[str]:
    """The keys of everything that a film is made of, of the film itself, and of what is dubbed and measured of it."""
    wanted = set(film.results)
    for step in reversed(plan.steps):
        if step.key in wanted:
            wanted.update(step.needs.values())
    return frozenset(wanted)
