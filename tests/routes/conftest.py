"""Whole paths, one route after another: a project file, what HeyGen was asked for, the files that came of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.workshop import Studio, sample


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    """With pictures, a recording and a clip in the project's folder."""
    made = Studio(tmp_path / "studio")
    film, sound = sample()
    Image.new("RGB", (64, 48), "teal").save(made.folder / "face.png")
    Image.new("RGB", (640, 640), "teal").save(made.folder / "large-face.png")
    (made.folder / "speech.wav").write_bytes(sound)
    (made.folder / "screen.mp4").write_bytes(film)
    yield made
    made.close()
