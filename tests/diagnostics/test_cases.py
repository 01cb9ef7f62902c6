"""One directory for each mistake: a broken project, and what a user is told about it (80 columns, no color)."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.diagnostics.codes import CODES
from heygen_build.diagnostics.render_text import render
from heygen_build.plan.support import unbuilt
from heygen_build.resolve.given import Given, read_variables
from heygen_build.resolve.resolve import resolve
from heygen_build.source.data import MAX_ROWS
from heygen_build.source.include import MAX_FILES
from heygen_build.source.load import load
from heygen_build.source.model import to_python
from heygen_build.source.read import MAX_BYTES
from heygen_build.spec.schema import project_schema
from heygen_build.spec.validate import validate
from tests.catalogs import emulator_catalog

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.name for path in CASES.iterdir())
HERE = re.compile(r"HB0[124]\d\d|HB030\d|HB034\d|HB09\d\d")
"""Codes of loading and of the project's shape; the codes of later rooms have cases of their own."""
ELSEWHERE = {
    "HB0109": "not about a project: tests of the command line",
    "HB0151": "not about a project: tests/cli/test_init.py",
    "HB0152": "not about a project: tests/cli/test_init.py",
    "HB0150": "a note that `check` adds: tests/source/test_editor.py",
}


def _include_many(folder: Path) -> None:
    names = [f"part-{number}.yaml" for number in range(MAX_FILES)]
    for name in names:
        (folder / name).write_text("captions: {}\n")
    (folder / "project.yaml").write_text("".join(["heygen_build: 1\ninclude:\n", *(f"  - {name}\n" for name in names)]))


def _many_rows(folder: Path) -> None:
    shutil.copyfile(CASES / "data-header-only" / "project.yaml", folder / "project.yaml")
    (folder / "customers.csv").write_text("id,name\n" + "c1,Ada\n" * (MAX_ROWS + 1))


def _links_in_a_circle(folder: Path) -> None:
    (folder / "a.png").symlink_to("b.png")
    (folder / "b.png").symlink_to("a.png")
    scene = "scenes: [{id: a, image: a.png, hold: 1s}]\n"
    (folder / "project.yaml").write_text(f"heygen_build: 1\ntitle: Links\n{scene}")


def _large_file_for_the_agent(folder: Path) -> None:
    with (folder / "tank.png").open("wb") as picture:
        picture.write(b"\x89PNG\r\n\x1a\n")
        picture.truncate(33 * 1024 * 1024)
    agent = "agent:\n  prompt: A film about tanks, in the style of paper cut-outs\n  files: [tank.png]\n"
    (folder / "project.yaml").write_text(f"heygen_build: 1\ntitle: Tanks\n{agent}")


MADE: dict[str, Callable[[Path], object]] = {
    "brief-p02-too-large": _large_file_for_the_agent,
    "file-missing": lambda folder: (folder / "projekt.yaml").write_text("title: x\n"),
    "file-is-a-folder": lambda folder: (folder / "project.yaml").mkdir(),
    "file-below-a-file": lambda folder: (folder / "project.yaml").symlink_to("project.yaml"),
    "file-too-large": lambda folder: (folder / "project.yaml").write_bytes(b"#" * (MAX_BYTES + 1)),
    "image-links-in-a-circle": _links_in_a_circle,
    "include-too-many-files": _include_many,
    "data-too-many-rows": _many_rows,
}
"""Mistakes that cannot be kept in a repository: what to make instead of a project file."""


@pytest.fixture
def diagnose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], tuple[Diagnostic, ...]]:
    """What is found in the case of a name, loaded as `project.yaml` of the working directory."""
    monkeypatch.chdir(tmp_path)

    def run(name: str) -> tuple[Diagnostic, ...]:
        if name in MADE:
            MADE[name](tmp_path)
        else:
            without = shutil.ignore_patterns("expected.txt")
            shutil.copytree(CASES / name, tmp_path, ignore=without, dirs_exist_ok=True)
        found = _found(Path("project.yaml"), is_built=name.startswith("unbuilt-"))
        assert found, "nothing is wrong with this case"
        return found

    return run


def _found(path: Path, *, is_built: bool) -> tuple[Diagnostic, ...]:
    """The errors of the first room that has some, or else the warnings; with `is_built`, what the plan refuses."""
    try:
        document = load(path)
        project = resolve(document, validate(document), _given(), emulator_catalog())
        return unbuilt(project) if is_built else project.warnings
    except BuildError as error:
        return error.diagnostics


def _given() -> Given:
    """Values from outside: `given.json` holds `typed`, `environ` and `files`."""
    path = Path("given.json")
    given = json.loads(path.read_text("utf-8")) if path.exists() else {}
    files = tuple(read_variables(Path(name)) for name in given.get("files", ()))
    return Given(files, given.get("environ", {}), given.get("typed", {}))


@pytest.mark.parametrize("name", NAMES)
def test_a_broken_project_is_explained_as_expected(
    name: str, diagnose: Callable[[str], tuple[Diagnostic, ...]], update_cases: bool
) -> None:
    rendered = render(diagnose(name), width=80, color=False)
    expected = CASES / name / "expected.txt"
    if update_cases:
        expected.write_text(rendered, encoding="utf-8")
    assert rendered == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_no_expected_text_is_wider_than_the_terminal_or_ends_lines_in_spaces(name: str) -> None:
    for line in (CASES / name / "expected.txt").read_text(encoding="utf-8").splitlines():
        assert len(line) <= 80, line
        assert line == line.rstrip()


def test_every_code_of_these_rooms_has_a_case() -> None:
    shown = set(re.findall(r"HB\d{4}", "".join((CASES / name / "expected.txt").read_text("utf-8") for name in NAMES)))
    assert {code for code in CODES if HERE.fullmatch(code)} - set(ELSEWHERE) <= shown


SHAPE = ("key-", "place-", "word-", "type-", "choice-", "unit-", "range-", "later-", "version-", "name-", "value-")
NOT_IN_SCHEMA = {
    "range-not-finite": "JSON has no infinite numbers",
    "unit-color-name": "color names are not listed, because their case does not matter",
}


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith(SHAPE) and name not in NOT_IN_SCHEMA])
def test_editors_that_use_the_schema_see_mistakes_of_shape_too(name: str) -> None:
    document = load(CASES / name / "project.yaml")
    validator = jsonschema.Draft202012Validator(project_schema())
    assert list(validator.iter_errors(to_python(document.root)))
