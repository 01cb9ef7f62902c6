"""Every test of the pipeline gets a studio of its own, and a project that uses every kind of step."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from heygen_build.emulator.app import AfterSeconds, Config
from tests.workshop import Studio

PROJECT = """\
heygen_build: 1
title: Hello
avatars:
  host: {look: Abigail}
  founder: {photo: founder.png}
voices:
  narrator: {name: Chill Brian}
defaults: {avatar: host, voice: narrator}
scenes:
  - id: hook
    script: Hello there.
  - id: founder
    avatar: founder
    script: I made this.
  - id: chart
    image: chart.png
    script: The numbers are good.
  - id: end
    card: {text: Thanks}
    hold: 400ms
"""


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    made = Studio(tmp_path / "studio")
    made.write(PROJECT)
    Image.new("RGB", (64, 48), "teal").save(made.folder / "founder.png")
    Image.new("RGB", (64, 36), "navy").save(made.folder / "chart.png")
    yield made
    made.close()


@pytest.fixture
def studio_of_slow_jobs(studio: Studio, tmp_path: Path) -> Iterator[Studio]:
    """The same, at a HeyGen that needs an hour for each video."""
    slow = Studio(tmp_path / "slow", Config(workers=0, progression=AfterSeconds(3600), folder=tmp_path / "emulator"))
    shutil.copytree(studio.folder, slow.folder, dirs_exist_ok=True)
    yield slow
    slow.close()
