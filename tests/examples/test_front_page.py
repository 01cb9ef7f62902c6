"""What the README shows is what the program prints, and its tables name everything that can be typed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from heygen_build.cli.main import main
from heygen_build.cli.parser import VERBS, parse
from tests.workshop import Studio

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = re.search(r"^```yaml\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
PICTURE = ROOT / "examples/projects/hello/media/dashboard.png"


def shown(command: str) -> str:
    """What the README shows under a command."""
    found = re.search(rf"^```console\n\$ {re.escape(command)}\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    """The project of the README at a HeyGen within this process, as the current folder."""
    made = Studio(tmp_path)
    assert PROJECT is not None
    made.write(PROJECT[1])
    (made.folder / "media").mkdir()
    shutil.copy(PICTURE, made.folder / "media" / "dashboard.png")
    monkeypatch.chdir(made.folder)
    yield made
    made.close()


def change(studio: Studio, before: str, after: str) -> None:
    path = studio.folder / "project.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_the_project_of_the_readme_checks(studio: Studio) -> None:
    assert main(["check", "project.yaml"], world=lambda: studio.world) == 0


def test_a_mistake_is_shown_as_the_readme_shows_it(studio: Studio, capsys: pytest.CaptureFixture[str]) -> None:
    change(studio, "{look: Abigail}               # a look of your account, by name or id", "{look: Abigale}")
    assert main(["check", "project.yaml"], world=lambda: studio.world) == 2
    assert capsys.readouterr().err.strip() == shown("heygen-build check project.yaml").strip()


def test_a_changed_word_is_planned_as_the_readme_shows_it(studio: Studio, capsys: pytest.CaptureFixture[str]) -> None:
    studio.build()
    change(studio, "in a text file", "in one text file")
    assert main(["plan", "project.yaml"], world=lambda: studio.world) == 0
    said = capsys.readouterr().out
    assert said.strip() == shown("heygen-build plan project.yaml").strip()


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_in_the_reference(verb: str) -> None:
    assert f"`heygen-build {verb}" in TEXT or (verb == "build" and "`heygen-build PROJECT...`" in TEXT)


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_is_in_the_reference(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert parse([verb, "--help"]) == 0
    options = set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", capsys.readouterr().out, re.MULTILINE)) - {"--help"}
    assert {option for option in options if option not in TEXT} == set()


def test_every_exit_code_of_the_help_is_in_the_reference(capsys: pytest.CaptureFixture[str]) -> None:
    assert parse(["--help"]) == 0
    codes = re.findall(r"(?<![-\w])(\d{1,3}) (?=[a-z])", capsys.readouterr().out.partition("Exit codes:")[2])
    assert set(codes) == set(re.findall(r"^\| (\d+) \|", TEXT, re.MULTILINE))
