"""A project folder with music and a logo, and a world in one process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from heygen_build.media.sound import write_wav
from tests.media.mediafiles import tone
from tests.workshop import Studio


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Studio]:
    made = Studio(tmp_path / "studio")
    write_wav(made.folder / "bed.wav", tone(2.0))
    logo().save(made.folder / "logo.png")
    yield made
    made.close()


def logo() -> Image.Image:
    """A badge with a disc and a triangle on nothing."""
    picture = Image.new("RGBA", (240, 120), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((4, 4, 236, 116), 20, fill=(20, 90, 220, 255))
    pen.ellipse((30, 20, 110, 100), fill=(255, 255, 255, 255))
    pen.polygon([(130, 100), (170, 20), (215, 100)], fill=(255, 200, 0, 255))
    return picture
