"""Hostile input: no traceback and no hang. `tests/fuzz/run.py` does the same for a hundred thousand cases."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heygen_build.diagnostics import BuildError
from heygen_build.source.load import load
from heygen_build.spec.template import Template, TemplateProblem
from tests.fuzz import corpus, targets
from tests.fuzz.run import cases, run_one

SECONDS = 3
"""Of processor time for one attack; the slowest takes less than one on a slow machine."""

YAML = st.lists(st.sampled_from(corpus.YAML_PARTS), max_size=25).map("".join)
TEMPLATES = st.lists(st.sampled_from(corpus.TEMPLATE_PARTS), max_size=12).map("".join)


@pytest.mark.parametrize("text", corpus.PROJECT_ATTACKS, ids=range(len(corpus.PROJECT_ATTACKS)))
def test_an_attack_by_structure_ends_at_once(text: str) -> None:
    started = time.process_time()
    targets.project(text)
    targets.rows(text)
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("text", corpus.ATTACKS, ids=range(len(corpus.ATTACKS)))
def test_an_attack_by_template_ends_at_once(text: str) -> None:
    started = time.process_time()
    targets.template(text)
    assert time.process_time() - started < SECONDS


INWARD = [text for text in corpus.ATTACKS if "__" in text]


@pytest.mark.parametrize("text", INWARD)
def test_no_template_reaches_the_inside_of_python(text: str) -> None:
    with pytest.raises(TemplateProblem):
        Template(text, corpus.ANY).render(corpus.VARIABLES)


@settings(max_examples=300, deadline=None)
@given(YAML)
def test_no_structure_ends_in_a_traceback(text: str) -> None:
    targets.project(text)
    targets.project("heygen_build: 1\ntitle: x\nscenes:\n  - script: hi\n" + text)


@settings(max_examples=300, deadline=None)
@given(TEMPLATES)
def test_no_template_ends_in_a_traceback(text: str) -> None:
    targets.template(text)
    targets.template("{{ " + text + " }}")


def test_broken_projects_of_the_manual_stay_diagnostics_when_they_are_broken_further(tmp_path: Path) -> None:
    random = Random(7)
    seeds = corpus.project_seeds()
    for _ in range(400):
        text = corpus.mutate(random.choice(seeds), corpus.YAML_PARTS, random, random.choice(seeds))
        targets.project_bytes(text.encode("utf-8", "surrogatepass"), tmp_path)


def test_values_that_nobody_expects_stay_diagnostics(tmp_path: Path) -> None:
    random = Random(11)
    for _ in range(200):
        targets.checked(corpus.revalued(random.choice(corpus.project_seeds()), random), tmp_path)


def test_the_program_for_long_runs_makes_cases_of_every_kind(tmp_path: Path) -> None:
    number = len(corpus.project_seeds()) + len(corpus.PROJECT_ATTACKS) + len(corpus.template_seeds()) + 40
    made = list(cases(number, seed=3))
    assert made == list(cases(number, seed=3))
    assert {kind for kind, _ in made} == {"project", "check", "template", "rows", "bytes"}
    for kind, text in made[-40:]:
        run_one(kind, text, tmp_path)


def test_a_file_of_a_hundred_megabytes_is_refused_without_reading_it_all(work: Path) -> None:
    with (work / "project.yaml").open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    started = time.process_time()
    with pytest.raises(BuildError) as caught:
        load(work / "project.yaml")
    assert caught.value.diagnostics[0].code == "HB0106"
    assert time.process_time() - started < 0.5


HEAD = "heygen_build: 1\ntitle: Aurora\n"


@pytest.fixture
def repository(work: Path) -> Path:
    """A repository with a secret beside it, and links that lead there."""
    (work / "secret.png").write_bytes(b"secret")
    (work / "repo" / ".git").mkdir(parents=True)
    (work / "repo" / "link.png").symlink_to(work / "secret.png")
    (work / "repo" / "folder").symlink_to(work)
    return work / "repo"


@pytest.mark.parametrize(
    "path",
    [
        "../secret.png",
        "link.png",
        "folder/secret.png",
        "/etc/passwd",
        "../../../../../../etc/passwd",
        "x/../../secret.png",
    ],
)
def test_no_picture_comes_from_outside_of_the_repository(repository: Path, path: str) -> None:
    assert targets.checked(f"{HEAD}scenes:\n  - {{image: {path}, hold: 2s}}\n", repository) == "HB0332"


@pytest.mark.parametrize("path", ["../data.csv", "folder/data.csv"])
def test_no_rows_come_from_outside_of_the_repository(repository: Path, path: str) -> None:
    (repository.parent / "data.csv").write_text("id\nsecret\n")
    text = f"{HEAD}matrix: {{row: {{from: {path}, key: id}}}}\nscenes:\n  - {{card: Hello, hold: 2s}}\n"
    assert targets.checked(text, repository) == "HB0332"


def test_a_matrix_of_a_billion_films_is_refused_before_it_is_made(work: Path) -> None:
    axis = "[" + ", ".join(map(str, range(1000))) + "]"
    started = time.process_time()
    text = f"{HEAD}matrix: {{a: {axis}, b: {axis}, c: {axis}}}\nscenes:\n  - {{card: Hello, hold: 2s}}\n"
    assert targets.checked(text, work).startswith("HB03")
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("items", ["range(10 ** 9)", "range(10 ** 6)", "'x' * 10 ** 9"])
def test_a_loop_over_endless_scenes_is_refused_before_it_runs(work: Path, items: str) -> None:
    started = time.process_time()
    text = f'{HEAD}scenes:\n  - {{card: Hello, hold: 2s, for_each: "{{{{ {items} }}}}"}}\n'
    assert targets.checked(text, work).startswith("HB03")
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/stdin", "/proc/self/mem"])
def test_devices_are_not_read(device: str, work: Path) -> None:
    if not Path(device).exists():
        pytest.skip("no such device here")
    (work / "project.yaml").symlink_to(device)
    with pytest.raises(BuildError) as caught:
        load(work / "project.yaml")
    assert caught.value.diagnostics[0].code in ("HB0102", "HB0103", "HB0104")
