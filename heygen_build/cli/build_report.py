"""What a build did, for people and for machines."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from heygen_build.cli.budget_report import BudgetReport, budget_report
from heygen_build.cli.tests_report import VerdictReport, verdict_report
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.execute.aftermath import why_not_started
from heygen_build.execute.charges import charge_of
from heygen_build.execute.purse import dollars
from heygen_build.execute.shortage import BEYOND
from heygen_build.pipeline import Built, Planned
from heygen_build.plan.model import Step
from heygen_build.publish.manifest import ManifestFilm
from heygen_build.publish.publish import Outputs
from heygen_build.store.results import seconds_of

_NAMED_FILMS = 3
"""Up to this many films are named one by one at the end of a build."""
_NAMED_PLACES = 8
"""Up to this many of what is not done."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FailureReport(_Frozen):
    """A step that could not be done, and where it was asked for."""

    place: str
    code: str
    message: str
    file: str | None
    line: int | None
    notes: tuple[str, ...]


class OrderReport(_Frozen):
    """A step that costs money, and was not there before. `usd`: what it cost when it is done, else about what it will
    cost; null where no price is known."""

    place: str
    kind: str
    standing: Literal["done", "failed", "not started"]
    usd: float | None


class BuildReport(_Frozen):
    """The answer of `heygen-build PROJECT --json`. Its schema is `schemas/build.v1.json`."""

    build: Literal[1] = 1
    project: str
    backend: str
    draft: bool
    videos: tuple[str, ...]
    manifest: str | None
    made: int
    reused: int
    failed: tuple[FailureReport, ...]
    problems: tuple[str, ...] = Field(description="What keeps films from their places, or from being finished.")
    not_started: tuple[str, ...]
    not_started_because: dict[str, str] = Field(default_factory=dict, description="The reasons, by place.")
    tests: tuple[VerdictReport, ...] = Field((), description="How the tests of the project ended.")
    orders: tuple[OrderReport, ...] = Field((), description="What is paid for, and what would have to be.")
    budget: BudgetReport = Field(description="What was agreed to beforehand, and the films that are beyond it.")


def report(built: Built) -> BuildReport:
    """The build as data; paths are relative to the working folder."""
    artifacts, outputs = built.artifacts, built.outputs
    runs = {decision.step.key for decision in artifacts.decisions if decision.runs}
    return BuildReport(
        project=str(built.planned.project.path),
        backend=built.planned.plan.backend,
        draft=built.planned.plan.backend == "draft",
        videos=tuple(os.path.relpath(video) for video in outputs.videos) if outputs else (),
        manifest=os.path.relpath(outputs.manifest) if outputs and outputs.manifest else None,
        made=len(runs & artifacts.results.keys()),
        reused=sum(not decision.runs for decision in artifacts.decisions),
        tests=tuple(map(verdict_report, built.verdicts)),
        failed=tuple(_failure(failure.step.place, failure.diagnostic) for failure in artifacts.failures),
        problems=tuple(problem.message for problem in built.problems),
        not_started=tuple(step.place for step in artifacts.skipped),
        not_started_because=_reasons(built),
        orders=tuple(_orders(built)),
        budget=budget_report(built.planned.allowance),
    )


def refusal(planned: Planned, error: BuildError) -> BuildReport:
    """The answer of a build that was not agreed to: nothing was started."""
    running = [decision.step for decision in planned.decisions if decision.runs]
    return BuildReport(
        project=str(planned.project.path),
        backend=planned.plan.backend,
        draft=planned.plan.backend == "draft",
        videos=(),
        manifest=None,
        made=0,
        reused=len(planned.decisions) - len(running),
        failed=(),
        problems=tuple(found.message for found in error.diagnostics),
        not_started=tuple(step.place for step in running),
        orders=tuple(_order(step, "not started", _estimate(step)) for step in planned.orders),
        budget=budget_report(planned.allowance),
    )


def _reasons(built: Built) -> dict[str, str]:
    places = {step.key: step.place for step in built.artifacts.skipped}
    return {places[key]: why for key, why in reasons_of(built).items()}


def reasons_of(built: Built) -> Mapping[str, str]:
    """Why steps were not started, by key."""
    planned = built.planned
    return why_not_started(planned.plan, built.artifacts, planned.allowance.withheld)


def _orders(built: Built) -> Iterator[OrderReport]:
    failed = {failure.step.key for failure in built.artifacts.failures}
    for step in built.planned.orders:
        result = built.artifacts.results.get(step.key)
        if result is not None:
            yield _order(step, "done", charge_of(step, seconds_of(result.meta)))
        else:
            yield _order(step, "failed" if step.key in failed else "not started", _estimate(step))


def _order(step: Step, standing: Literal["done", "failed", "not started"], usd: float | None) -> OrderReport:
    return OrderReport(place=step.place, kind=step.kind, standing=standing, usd=None if usd is None else round(usd, 6))


def _estimate(step: Step) -> float | None:
    return step.estimate.usd if step.estimate else None


def summary(built: Built) -> str:
    """One or two lines at the end of a build."""
    made, outputs = report(built), built.outputs
    steps = f"{made.made} steps made, {made.reused} reused"
    if any(problem.code == BEYOND for problem in built.problems):
        return _over_budget(made, outputs, steps)
    if made.failed or made.not_started:
        return f"not finished: {steps}, {len(made.failed)} failed, {len(made.not_started)} not started"
    if outputs is None:
        return f"not published: {steps}"
    if made.problems:
        return f"partly done: {_films(outputs)} ({steps})"
    if made.made == 0 and outputs.written == 0:
        return up_to_date(built)
    return f"{_state(made)}done: {_films(outputs)} ({steps})"


def _over_budget(made: BuildReport, outputs: Outputs | None, steps: str) -> str:
    """Which films are there, and which the money did not reach."""
    films = made.budget.films
    done = f"{len(outputs.films)} of {films} films done" if outputs and films > 1 else steps
    beyond = f"{len(made.budget.missing)} beyond the budget, for about ${dollars(made.budget.missing_usd)}"
    failed = f", {len(made.failed)} steps failed" if made.failed else ""
    return f"stopped by the budget: {done}, {beyond}{failed}" + (f" ({steps})" if done != steps else "")


def details(built: Built) -> str:
    """After a build that did not do everything: which films are done, what failed, and what was not started and why."""
    made, films = report(built), built.outputs.films if built.outputs else ()
    if not made.failed and not made.not_started:
        return ""
    groups = {"done": [_film(film) for film in films]} if films else {}
    if made.failed:
        groups["failed"] = [f"{one.place} ({one.code})" for one in made.failed]
    for place, why in made.not_started_because.items():
        groups.setdefault(f"not started, {why}", []).append(place)
    return "\n".join(f"  {what}: {_few(names)}" for what, names in groups.items())


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED_PLACES} more" if len(names) > _NAMED_PLACES else ""
    return ", ".join(names[:_NAMED_PLACES]) + more


def _film(film: ManifestFilm) -> str:
    return f"{film.slug} {film.seconds:.1f} s"


def up_to_date(built: Built) -> str:
    """What is said when a build finds everything in its place."""
    assert built.outputs is not None, "a build without outputs is never up to date"
    return f"{_state(report(built))}up to date: {_films(built.outputs)}"


def _state(made: BuildReport) -> str:
    return "draft " if made.draft else ""


def _films(outputs: Outputs) -> str:
    if len(outputs.films) > _NAMED_FILMS:
        return f"{len(outputs.films)} films, {sum(film.seconds for film in outputs.films):.1f} s"
    return ", ".join(map(_film, outputs.films))


def _failure(place: str, diagnostic: Diagnostic) -> FailureReport:
    span = diagnostic.labels[0].span if diagnostic.labels else None
    return FailureReport(
        place=place,
        code=diagnostic.code,
        message=diagnostic.message,
        file=span.file.path if span else None,
        line=span.start.line + 1 if span else None,
        notes=diagnostic.notes,
    )
