"""Edits and what they cost. Each case is a folder: `project.yaml` is built, then `edit.yaml` in its place.

`expected.txt` holds, a line each, `run PLACE` and `order KIND` of the second build, sorted; an empty file means that
nothing ran. `HEYGEN_BUILD_BLESS=1 pytest tests/rebuild` writes these files anew, to be read before they are committed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.workshop import Studio, ran

CASES = sorted(path.parent for path in (Path(__file__).parent / "cases").glob("*/project.yaml"))


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    made = Studio(tmp_path / "studio")
    Image.new("RGB", (64, 36), "navy").save(made.folder / "chart.png")
    Image.new("RGB", (64, 36), "teal").save(made.folder / "other.png")
    yield made
    made.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_edit_runs_what_it_touches_and_nothing_else(studio: Studio, case: Path) -> None:
    studio.write((case / "project.yaml").read_text("utf-8"))
    assert studio.build().artifacts.is_complete
    studio.forget_requests()
    studio.write((case / "edit.yaml").read_text("utf-8"))
    built = studio.build()
    assert built.artifacts.is_complete
    lines = [f"run {place}" for place in ran(built)]
    lines += [f"order {kind}" for kind, count in studio.orders().items() for _ in range(count)]
    happened = "".join(f"{line}\n" for line in sorted(lines))
    expected = case / "expected.txt"
    if os.environ.get("HEYGEN_BUILD_BLESS"):
        expected.write_text(happened, "utf-8")
    assert happened == expected.read_text("utf-8")


def test_there_are_cases() -> None:
    assert len(CASES) > 10
