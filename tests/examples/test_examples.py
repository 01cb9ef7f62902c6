"""The example projects check, build, cost and say what their pages promise."""

from __future__ import annotations

import asyncio
import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from heygen_build.backends import World
from heygen_build.cli.main import main
from heygen_build.pipeline import Options, build, check, ignore, plan
from heygen_build.resolve.model import ResolvedProject

PROJECTS = Path(__file__).parents[2] / "examples" / "projects"
ROOM = 3_000_000
"""Bytes that all examples may take in the repository."""


@dataclass(frozen=True)
class Promise:
    films: int
    scenes: int
    """Of all films together."""
    dubbed: int = 0
    """Other languages of all films together, each a file of its own."""
    ending: str = "mp4"


PROMISES = {
    "hello": Promise(1, 5),
    "product-launch": Promise(1, 5),
    "onboarding-series": Promise(5, 25),
    "personalized-outreach": Promise(4, 21),
    "screen-tutorial": Promise(1, 5),
    "dubbed-announcement": Promise(1, 2, dubbed=3),
    "agent-brief": Promise(1, 0),
    "podcast-audio": Promise(1, 7, ending="mp3"),
}
PAGES = sorted(PROJECTS.glob("**/README.md"))
COMMANDS = [
    command
    for page in PAGES
    for command in re.findall(r"^\$ heygen-build (.+)$", page.read_text("utf-8"), re.MULTILINE)
]


def checked(name: str, world: Callable[[], World]) -> ResolvedProject:
    path = Path("examples/projects", name, "project.yaml")
    return asyncio.run(check(path, Options(draft=True), world()))


def test_every_example_has_a_promise() -> None:
    assert set(PROMISES) == {path.parent.name for path in PROJECTS.glob("*/project.yaml")}


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("name", PROMISES)
def test_an_example_has_the_films_and_scenes_it_promises(name: str, world: Callable[[], World]) -> None:
    films = checked(name, world).films
    assert (len(films), sum(len(film.scenes) for film in films)) == (PROMISES[name].films, PROMISES[name].scenes)


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("name", PROMISES)
def test_an_example_has_no_warnings(name: str, world: Callable[[], World]) -> None:
    assert [found.message for found in checked(name, world).warnings] == []


@pytest.mark.parametrize("name", PROMISES)
def test_an_example_builds_as_a_draft(name: str, repository: Path, world: Callable[[], World]) -> None:
    path = Path("examples/projects", name, "project.yaml")
    options = Options(draft=True)
    built = asyncio.run(build(path, options, world(), authorize=lambda planned: None, listen=ignore))
    assert not built.artifacts.failures
    films = list((repository / path.parent / "dist" / "draft").rglob(f"*.{PROMISES[name].ending}"))
    assert len(films) == PROMISES[name].films + PROMISES[name].dubbed


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("name", [name for name in PROMISES if (PROJECTS / name / "README.md").exists()])
def test_an_example_costs_what_its_page_says(name: str, world: Callable[[], World]) -> None:
    page = (PROJECTS / name / "README.md").read_text(encoding="utf-8")
    said = re.search(r"\*\*Costs\*\* about \$(\d+\.\d\d) at HeyGen \(prices of ([-\d]+)\)", page)
    assert said is not None
    path = Path("examples/projects", name, "project.yaml")
    steps = asyncio.run(plan(path, Options(draft=True), world())).plan.steps
    costs = [step.estimate.usd for step in steps if step.estimate is not None]
    assert None not in costs
    assert float(said[1]) == pytest.approx(sum(cost or 0 for cost in costs), abs=0.01)


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_on_a_page_runs(command: str, world: Callable[[], World]) -> None:
    assert main(shlex.split(command, comments=True), world=world) == 0


def test_a_row_of_the_locales_with_a_voice_of_another_language_is_told(
    repository: Path, world: Callable[[], World]
) -> None:
    path = repository / "examples/projects/onboarding-series/project.yaml"
    path.write_text(path.read_text("utf-8").replace("{name: Anke}", "{name: Ivy}"), encoding="utf-8")
    warnings = checked("onboarding-series", world).warnings
    assert {found.code for found in warnings} == {"HB0461"}
    assert "`Ivy` speaks English, and the film's locale is `de-DE`" in warnings[0].message


def test_the_examples_stay_small() -> None:
    files = [path for path in PROJECTS.rglob("*") if path.is_file() and not {"dist", ".heygen-build"} & {*path.parts}]
    assert sum(path.stat().st_size for path in files) < ROOM
