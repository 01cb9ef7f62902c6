"""Which projects a command means, and what it says about several of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.workshop import Studio

if TYPE_CHECKING:
    from tests.cli.conftest import Shell

CARD = "heygen_build: 1\ntitle: {title}\nscenes: [{{card: {{text: Hi}}, hold: 200ms}}]\n"


@pytest.fixture
def three(shell: Shell, studio: Studio) -> Shell:
    for name in ("a", "b", "c"):
        (studio.folder / name).mkdir()
        shell.write(CARD.format(title=name), f"{name}/project.yaml")
    (studio.folder / "media").mkdir()
    return shell


def test_without_a_name_the_nearest_project_is_meant(
    shell: Shell, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = studio.folder / "media" / "raw"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert "project.yaml: fine (2 scenes, 1 film)" in shell("check").told


@pytest.mark.parametrize(
    "words", [["a", "b", "c"], ["[abc]"], ["*/project.yaml"], ["a/project.yaml", "?", "a"]], ids=str
)
def test_files_folders_and_globs_are_the_same(three: Shell, words: list[str]) -> None:
    three.write(CARD.format(title="top"))
    assert [line.split(":")[0] for line in three("check", *words).err.splitlines()] == [
        f"{name}/project.yaml" for name in ("a", "b", "c")
    ]


def test_several_builds_print_a_film_each(three: Shell) -> None:
    said = three("a", "b", "c")
    assert (said.code, said.out.split()) == (0, ["a/dist/a.mp4", "b/dist/b.mp4", "c/dist/c.mp4"])


def test_several_results_as_json_are_one_line_each(three: Shell) -> None:
    lines = three("plan", "a", "b", "--json").out.splitlines()
    assert [json.loads(line)["project"] for line in lines] == ["a/project.yaml", "b/project.yaml"]


def test_a_broken_project_does_not_keep_the_others_from_being_built(three: Shell) -> None:
    three.write("title: [", "b/project.yaml")
    said = three("a", "b", "c")
    assert (said.code, said.out.split()) == (2, ["a/dist/a.mp4", "c/dist/c.mp4"])
    assert "b/project.yaml" in said.err


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("missing.yaml", "there is no such file"),
        ("media", "the folder `media` has no project.yaml"),
        ("nothing-*", "no project matches `nothing-*`"),
        ("chek", "did you mean `heygen-build check`?"),
    ],
)
def test_a_word_that_means_no_project_is_told(three: Shell, word: str, message: str) -> None:
    said = three("check", word)
    assert said.code == 2
    assert message in said.told


def test_two_project_files_of_one_folder_keep_apart(shell: Shell, studio: Studio) -> None:
    shell.write(CARD.format(title="One") + "slug: one\n", "one.yaml")
    shell.write(CARD.format(title="Two") + "slug: two\n", "two.yaml")
    shell("one.yaml", "two.yaml")
    dist = {path.name for path in (studio.folder / "dist").iterdir()}
    assert {"one.mp4", "two.mp4", "one.manifest.json", "two.manifest.json"} <= dist
    assert "up to date" in shell("one.yaml").told
