"""One directory for each part of the language: a project, and what it means with nothing left open.

`pytest tests/resolve --update-resolved` writes what is resolved now into expected.yaml: read the diff afterwards.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from heygen_build.cli.render import as_text
from heygen_build.resolve.dump import dump
from heygen_build.resolve.given import Given, read_variables
from heygen_build.resolve.model import ResolvedProject
from heygen_build.resolve.resolve import resolve
from heygen_build.source.load import load
from heygen_build.source.model import SourceDocument
from heygen_build.spec.validate import validate
from tests.catalogs import emulator_catalog

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.name for path in CASES.iterdir())


def resolved(name: str, folder: Path) -> tuple[SourceDocument, ResolvedProject]:
    shutil.copytree(CASES / name, folder, dirs_exist_ok=True)
    path = Path("given.json")
    given = json.loads(path.read_text("utf-8")) if path.exists() else {}
    files = tuple(read_variables(Path(file)) for file in given.get("files", ()))
    document = load(Path("project.yaml"))
    outside = Given(files, given.get("environ", {}), given.get("typed", {}))
    return document, resolve(document, validate(document), outside, emulator_catalog())


@pytest.mark.parametrize("name", NAMES)
def test_a_project_means_what_is_expected(name: str, work: Path, update_resolved: bool) -> None:
    document, project = resolved(name, work)
    rendered = as_text(dump(project, document, project.films), "yaml", origins=name.startswith("origins-"))
    expected = CASES / name / "expected.yaml"
    if update_resolved:
        expected.write_text(rendered, encoding="utf-8")
    assert rendered == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_the_same_project_twice_is_the_same_resolved_project(name: str, work: Path) -> None:
    (document, first), (again, second) = resolved(name, work), resolved(name, work)
    assert as_text(dump(first, document, first.films), "json", origins=True) == as_text(
        dump(second, again, second.films), "json", origins=True
    )
