"""The fast path through the program: whatever a build read is looked at again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = """\
heygen_build: 1
title: "Hello, {{ customer.name }}"
include: [shared.yaml]
matrix:
  customer: {from: customers.csv, key: id}
output: {path: "dist/{{ customer.id }}.mp4", poster: false}
scenes:
  - card: {text: "{{ customer.name }}, {{ greeting }}"}
    hold: 1s
"""
FILES = {
    "project.yaml": PROJECT,
    "shared.yaml": "variables: {greeting: welcome}\n",
    "customers.csv": "id,name\none,Ana\n",
    "values.yaml": "greeting: hi\n",
}
LONG_AGO = 1_000_000_000
"""A file that changed while it was built is not vouched for, so the files of this test are old."""


def put(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text)
    os.utime(folder / name, (LONG_AGO, LONG_AGO))


def build(folder: Path) -> str:
    command = [sys.executable, "-m", "heygen_build", "project.yaml", "--draft", "--vars-file", "values.yaml"]
    environment = {**os.environ, "HOME": str(folder), "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return done.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    for name, text in FILES.items():
        put(folder, name, text)
    assert "draft done" in build(folder)
    return folder


def test_a_second_build_says_so_in_one_line(built: Path) -> None:
    build(built)
    assert build(built).strip().splitlines()[-1].startswith("draft up to date")
    assert "step" not in build(built), "the fast path shows no plan"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("project.yaml", "Hello", "Good morning"),
        ("shared.yaml", "welcome", "bienvenue"),
        ("customers.csv", "Ana", "Anouk"),
        ("values.yaml", "hi", "hey"),
    ],
)
def test_a_change_of_anything_that_was_read_is_noticed(built: Path, name: str, old: str, new: str) -> None:
    build(built)
    put(built, name, FILES[name].replace(old, new))
    assert "step" in build(built), "the plan is shown again"
    put(built, name, FILES[name])
