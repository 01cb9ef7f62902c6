"""The fast path: nothing changed is said without building, and any doubt builds."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from heygen_build.cli.parser import Arguments
from heygen_build.cli.quick import SMALL, record_path, remember, unchanged

CALL = Arguments(verb="build", draft=True)
LATER = 4e9
"""A build that started long after every file was written."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "project.yaml").write_text("title: x\n")
    (tmp_path / "picture.png").write_bytes(b"picture")
    (tmp_path / "film.mp4").write_bytes(b"film")
    return tmp_path / "project.yaml"


def build(project: Path, arguments: Arguments = CALL, environ: dict[str, str] | None = None) -> None:
    folder = project.parent
    remember(
        project,
        arguments,
        environ or {},
        read=[project, folder / "picture.png"],
        written=[folder / "film.mp4"],
        videos=["film.mp4"],
        summary="done",
        started=LATER,
    )


def test_nothing_changed_is_recognized(project: Path) -> None:
    build(project)
    found = unchanged(project, CALL, {})
    assert found is not None
    assert (found.videos, found.summary) == (("film.mp4",), "done")


def test_without_a_record_it_is_built(project: Path) -> None:
    assert unchanged(project, CALL, {}) is None


@pytest.mark.parametrize("name", ["project.yaml", "picture.png", "film.mp4"])
def test_a_changed_file_is_built_again(project: Path, name: str) -> None:
    build(project)
    (project.parent / name).write_text("something else")
    assert unchanged(project, CALL, {}) is None


@pytest.mark.parametrize("name", ["project.yaml", "picture.png"])
def test_a_file_that_was_saved_as_it_was_changes_nothing(project: Path, name: str) -> None:
    build(project)
    file = project.parent / name
    held = file.read_bytes()
    file.unlink()
    file.write_bytes(held)
    os.utime(file, (1, 1))
    assert unchanged(project, CALL, {}) is not None


def test_large_files_are_known_by_their_stamps_alone(project: Path) -> None:
    """Reading gigabytes of recordings would take longer than asking the build."""
    (project.parent / "picture.png").write_bytes(bytes(SMALL + 1))
    build(project)
    os.utime(project.parent / "picture.png", (1, 1))
    assert unchanged(project, CALL, {}) is None


def test_a_film_that_was_written_again_is_looked_at(project: Path) -> None:
    build(project)
    os.utime(project.parent / "film.mp4", (1, 1))
    assert unchanged(project, CALL, {}) is None


@pytest.mark.parametrize("name", ["picture.png", "film.mp4"])
def test_a_missing_file_is_built_again(project: Path, name: str) -> None:
    build(project)
    (project.parent / name).unlink()
    assert unchanged(project, CALL, {}) is None


def test_a_file_that_was_replaced_by_one_of_the_same_size_and_time_is_built_again(project: Path) -> None:
    build(project)
    status = project.stat()
    other = project.with_name("other")
    other.write_text("title: y\n")
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
    other.replace(project)
    assert unchanged(project, CALL, {}) is None


@pytest.mark.parametrize(
    "call", [replace(CALL, draft=False), replace(CALL, variables=(("price", "5"),)), replace(CALL, json=True)]
)
def test_another_call_is_built(project: Path, call: Arguments) -> None:
    build(project)
    assert unchanged(project, call, {}) is None


@pytest.mark.parametrize("call", [replace(CALL, quiet=True), replace(CALL, yes=True), replace(CALL, color="never")])
def test_how_it_is_shown_does_not_matter(project: Path, call: Arguments) -> None:
    build(project)
    assert unchanged(project, call, {}) is not None


@pytest.mark.parametrize(
    "environ", [{"HEYGEN_API_KEY": "k"}, {"HEYGEN_BASE_URL": "https://x"}, {"HEYGEN_BUILD_VAR_PRICE": "5"}]
)
def test_another_environment_is_built(project: Path, environ: dict[str, str]) -> None:
    build(project)
    assert unchanged(project, CALL, environ) is None


def test_another_key_is_the_same_build_and_no_key_is_written_down(project: Path) -> None:
    build(project, environ={"HEYGEN_API_KEY": "canary-one"})
    assert unchanged(project, CALL, {"HEYGEN_API_KEY": "canary-two"}) is not None
    assert "canary" not in record_path(project).read_text()


def test_a_file_that_changed_while_it_was_built_is_not_vouched_for(project: Path) -> None:
    folder = project.parent
    build(project)
    remember(project, CALL, {}, read=[project], written=[folder / "film.mp4"], videos=[], summary="", started=0.0)
    assert not record_path(project).exists()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 99}', '{"version": 1, "call": 3, "files": 4}'])
def test_a_damaged_record_only_means_building(project: Path, text: str) -> None:
    build(project)
    record_path(project).write_text(text)
    assert unchanged(project, CALL, {}) is None


def test_looking_imports_nothing_heavy() -> None:
    code = "import sys, heygen_build.cli.quick; print(sorted(sys.modules))"
    names = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for heavy in ("'pydantic'", "'jinja2'", "'httpx'", "'asyncio'", "'av'", "'yaml'", "'numpy'"):
        assert heavy not in names
