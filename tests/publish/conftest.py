"""A project folder with music and a logo, and a world in one process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from heygen_build.media.sound import write_wav
from tests.media.mediafiles import tone
from tests.publish.badge import logo
from tests.workshop import Studio


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Studio]:
    made = Studio(tmp_path / "studio")
    write_wav(made.folder / "bed.wav", tone(2.0))
    logo().save(made.folder / "logo.png")
    yield made
    made.close()
