"""The command line in this process, with a HeyGen that lives here too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from heygen_build.cli.main import main
from tests.workshop import Studio

PROJECT = """\
heygen_build: 1
title: Hello
avatars:
  host: {look: Abigail}
defaults: {avatar: host}
scenes:
  - id: hook
    script: Hello there.
  - id: end
    card: {text: Thanks}
    hold: 400ms
"""


@dataclass
class Said:
    """What one command did: its exit code, and what it wrote to which stream."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> str:
        """What people read, without line breaks."""
        return " ".join(self.err.split())


@dataclass
class Shell:
    """Runs commands in the project's folder, without a terminal."""

    studio: Studio
    capture: pytest.CaptureFixture[str]

    def __call__(self, *words: str) -> Said:
        self.capture.readouterr()
        code = main(words, world=lambda: self.studio.world)
        said = self.capture.readouterr()
        return Said(code, said.out, said.err)

    def write(self, text: str | bytes, name: str = "project.yaml") -> Path:
        path = self.studio.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    made = Studio(tmp_path / "studio")
    made.write(PROJECT)
    monkeypatch.chdir(made.folder)
    yield made
    made.close()


@pytest.fixture
def shell(studio: Studio, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(studio, capsys)
