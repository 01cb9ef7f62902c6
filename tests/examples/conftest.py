"""A copy of the examples in a repository of its own, and a world in which drafts are drawn in no time."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from heygen_build.backends import World
from heygen_build.emulator import app
from heygen_build.emulator.studio import Artist
from tests.workshop import QuickArtist, Time, sample

PROJECTS = Path(__file__).parents[2] / "examples" / "projects"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: a repository with the example projects, without what earlier builds left there."""
    (tmp_path / ".git").mkdir()
    ignored = shutil.ignore_patterns("dist", ".heygen-build")
    shutil.copytree(PROJECTS, tmp_path / "examples" / "projects", ignore=ignored)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], World]:
    """A machine without a key: everything is a draft, drawn by an artist who has one film and one sentence."""
    artist = QuickArtist(*sample())
    quick = functools.partial(app.create, artist=Artist(artist.draw, artist.speak))
    monkeypatch.setattr(app, "create", quick)
    time = Time()
    return lambda: World({}, tmp_path / "nobody", time, time.sleep, lambda: 0.5, workers=0)
