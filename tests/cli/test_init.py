"""A new project builds at once, and nothing that was there is touched."""

from __future__ import annotations

import errno
import io
import json
import sys
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from heygen_build.cli import init
from heygen_build.starters import STARTERS, UNTITLED, starter_files
from heygen_build.store import files
from tests.cli.conftest import Shell
from tests.workshop import tree

FIRST = next(iter(STARTERS))


class Terminal(io.StringIO):
    """A person who types."""

    def isatty(self) -> bool:
        return True


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(text))
    monkeypatch.setattr(init, "is_terminal", lambda: True)


@pytest.fixture
def draft(shell: Shell) -> Shell:
    """A machine without a key."""
    shell.studio.environ.pop("HEYGEN_API_KEY")
    return shell


@pytest.mark.parametrize("name", STARTERS)
def test_a_starter_checks_without_a_warning_in_its_folder(draft: Shell, name: str) -> None:
    said = draft("init", "my-film", "--template", name)
    assert said.code == 0
    checked = draft("check", "my-film")
    assert checked.code == 0
    assert "warning" not in checked.err


@pytest.mark.parametrize("name", STARTERS)
def test_a_starter_explains_itself_and_names_its_schema(name: str) -> None:
    text = starter_files(name)["project.yaml"].decode()
    assert text.startswith("# yaml-language-server: $schema=project.schema.json\n#\n# ")
    assert text.count(UNTITLED) == 1


def test_the_printed_files_are_those_that_were_written(shell: Shell) -> None:
    said = shell("init", "my-film", "--template", "campaign")
    there = {path.as_posix() for path in Path("my-film").rglob("*") if path.is_file()}
    assert set(said.out.splitlines()) == there
    assert "cd my-film" in said.told


@pytest.mark.parametrize(
    ("folder", "title"),
    [
        ("my-launch_film", "My launch film"),
        ("a: {b} # c", "A: b # c"),
        ("Größe", "Größe"),
        ("東京", "東京"),
        ("'", "'"),
    ],
)
def test_the_title_is_the_folders_name_whatever_it_holds(draft: Shell, folder: str, title: str) -> None:
    assert draft("init", folder).code == 0
    rendered = json.loads(draft("render", folder, "--format", "json").out)
    assert rendered["films"][0]["title"] == title


def test_an_existing_project_stays_as_it_is(shell: Shell) -> None:
    before = tree(Path())
    said = shell("init")
    assert said.code == 2
    assert "error[HB0151]" in said.err
    assert "`project.yaml`" in said.told
    assert tree(Path()) == before


def test_a_file_in_the_way_keeps_all_others_from_being_written(shell: Shell) -> None:
    Path("new/data").mkdir(parents=True)
    Path("new/data/customers.csv").write_text("mine")
    said = shell("init", "new", "--template", "campaign")
    assert said.code == 2
    assert "`data/customers.csv`" in said.told
    assert [path.name for path in Path("new").rglob("*") if path.is_file()] == ["customers.csv"]


def test_a_link_that_leads_nowhere_is_in_the_way_too(shell: Shell) -> None:
    Path("new").mkdir()
    Path("new/project.yaml").symlink_to("nowhere")
    assert "error[HB0151]" in shell("init", "new").err


def test_git_learns_what_to_ignore_and_keeps_what_it_knew(shell: Shell) -> None:
    Path("new").mkdir()
    Path("new/.gitignore").write_text("node_modules/\ndist/")
    shell("init", "new")
    assert Path("new/.gitignore").read_text() == "node_modules/\ndist/\n.heygen-build/\n"
    assert Path("new/.gitattributes").read_text() == "*.lock.json merge=union\n"


def test_a_file_where_a_folder_should_be_is_told(shell: Shell) -> None:
    Path("taken").write_text("")
    assert "error[HB0152]" in shell("init", "taken").err
    said = shell("init", "taken/new")
    assert (said.code, "error[HB0152]" in said.err) == (1, True)


def test_a_gitignore_that_is_no_text_leaves_the_folder_alone(shell: Shell) -> None:
    Path("new").mkdir()
    Path("new/.gitignore").write_bytes(b"\xff\xfe")
    said = shell("init", "new")
    assert (said.code, "error[HB0152]" in said.err) == (1, True)
    assert [path.name for path in Path("new").iterdir()] == [".gitignore"]


def test_a_disk_that_refuses_the_last_file_keeps_none(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = files.replacing

    def full(target: Path) -> AbstractContextManager[Path]:
        if target.name == ".gitattributes":
            raise OSError(errno.ENOSPC, "No space left on device")
        return whole(target)

    monkeypatch.setattr(files, "replacing", full)
    said = shell("init", "new")
    assert (said.code, "error[HB0152]" in said.err) == (1, True)
    assert "No space left" in said.told
    assert list(Path("new").iterdir()) == []


def test_without_a_terminal_nothing_is_asked(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("3\n"))
    said = shell("init", "new")
    assert f"starter `{FIRST}`" in said.told
    assert "What kind" not in said.err


@pytest.mark.parametrize(("answer", "place"), [("2\n", 1), ("\n", 0), ("", 0), ("x\n9\n0\n3\n", 2)])
def test_a_terminal_asks_which_one(shell: Shell, monkeypatch: pytest.MonkeyPatch, answer: str, place: int) -> None:
    typed(monkeypatch, answer)
    said = shell("init", "new")
    assert all(text in said.told for text in STARTERS.values())
    assert f"starter `{list(STARTERS)[place]}`" in said.told


def test_a_taken_folder_is_told_before_anything_is_asked(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "1\n")
    assert "What kind" not in shell("init").err


def test_an_unknown_starter_is_a_usage_error_that_lists_them(shell: Shell) -> None:
    said = shell("init", "new", "--template", "film")
    assert said.code == 2
    assert all(name in said.err for name in STARTERS)


def test_the_written_schema_is_that_of_the_program(shell: Shell) -> None:
    shell("init", "new")
    assert Path("new/project.schema.json").read_text("utf-8") == shell("schema").out
