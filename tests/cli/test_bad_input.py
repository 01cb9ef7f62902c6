"""Whatever is wrong with a project: exit 2, a place, and not a byte written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from heygen_build.emulator.faults import Answer
from tests.workshop import Studio, tree

if TYPE_CHECKING:
    from tests.cli.conftest import Shell

HEAD = "heygen_build: 1\ntitle: T\navatars: {host: {look: Abigail}}\nvoices: {v: {name: Chill Brian}}\n"
SCENE = "scenes: [{avatar: host, script: Hello.}]\n"

WRONG: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "HB0104"),
    "only comments": ("# nothing\n", "HB0104"),
    "not YAML": ("title: [\n", "HB0110"),
    "not UTF-8": (b"title: \xff\xfe\n", "HB0105"),
    "not a mapping": ("- a\n- b\n", "HB0121"),
    "an unknown key": (HEAD + "tilte: x\n" + SCENE, "HB0201"),
    "a wrong type": (HEAD.replace("title: T", "title: [T]") + SCENE, "HB0203"),
    "a missing field": (HEAD.replace("title: T\n", "") + SCENE, "HB0202"),
    "an undefined variable": (HEAD + SCENE.replace("Hello.", '"{{ nmae }}"'), "HB0301"),
    "an unknown look": (HEAD.replace("Abigail", "Abigal") + SCENE, "HB0321"),
    "an unknown voice": (
        HEAD.replace("Chill Brian", "Chill Brain") + SCENE.replace("host,", "host, voice: v,"),
        "HB0322",
    ),
    "a missing picture": (HEAD + "scenes: [{image: nothing.png, hold: 1s}]\n", "HB0331"),
    "a corrupt picture": (HEAD + "scenes: [{image: corrupt.png, hold: 1s}]\n", "HB0333"),
}


@pytest.mark.parametrize("verb", ["build", "check", "plan"])
@pytest.mark.parametrize(("text", "code"), WRONG.values(), ids=WRONG)
def test_a_wrong_project_is_told_with_its_place_and_nothing_is_written(
    shell: Shell, studio: Studio, verb: str, text: str | bytes, code: str
) -> None:
    shell.write(text)
    shell.write(b"\x89PNG\r\n\x1a\n broken", "corrupt.png")
    before = tree(studio.folder)
    said = shell(verb, "project.yaml")
    assert (said.code, said.out) == (2, "")
    assert f"error[{code}]" in said.err
    assert "project.yaml" in said.err
    assert tree(studio.folder) == before
    assert studio.orders() == {}


def test_a_missing_file_is_told(shell: Shell) -> None:
    said = shell("nothing.yaml")
    assert said.code == 2
    assert "error[HB0101]: there is no such file" in said.err


def test_a_place_has_a_line_and_a_column_and_an_excerpt(shell: Shell) -> None:
    shell.write(WRONG["an unknown look"][0])
    said = shell("check", "project.yaml")
    assert "project.yaml:3:24" in said.err
    assert "^^^^^^" in said.err
    assert "did you mean `Abigail`?" in said.told


def test_all_mistakes_of_a_stage_are_told_at_once(shell: Shell) -> None:
    shell.write(
        HEAD.replace("Abigail", "Nobody")
        + "scenes:\n  - {avatar: host, script: '{{ x }}'}\n  - {image: n.png, hold: 1s}\n"
    )
    said = shell("check", "project.yaml")
    assert {code for code in ("HB0301", "HB0321", "HB0331") if code in said.err} == {"HB0301", "HB0321", "HB0331"}


def test_diagnostics_as_json_are_the_result_of_check(shell: Shell) -> None:
    shell.write(WRONG["an unknown look"][0])
    said = shell("check", "project.yaml", "--format", "json")
    report = json.loads(said.out)
    assert [found["code"] for found in report["diagnostics"]] == ["HB0321"]
    shell.write(HEAD + SCENE)
    assert json.loads(shell("check", "project.yaml", "--format", "json").out)["diagnostics"] == []


def test_diagnostics_as_json_keep_off_the_results_of_a_build(shell: Shell) -> None:
    shell.write(WRONG["an unknown look"][0])
    said = shell("build", "project.yaml", "--format", "json", "--quiet")
    assert said.out == ""
    assert [found["code"] for found in json.loads(said.err)["diagnostics"]] == ["HB0321"]


def test_a_wrong_key_is_an_exit_code_of_its_own(shell: Shell, studio: Studio) -> None:
    studio.emulator.script("GET", "/v3/users/me", Answer(401, "unauthorized", "Unauthorized"))
    said = shell("project.yaml", "--yes")
    assert said.code == 3
    assert "HEYGEN_API_KEY" in said.told


def test_an_api_that_fails_is_told_with_step_place_and_request_id(shell: Shell, studio: Studio) -> None:
    studio.emulator.script("POST", "/v3/videos", *[Answer(503)] * 3)
    said = shell("project.yaml", "--yes")
    assert said.code == 1
    assert "asked for here (hook/video)" in said.err
    assert "project.yaml:8:" in said.err
    assert "request id: 00000001-" in said.err


@pytest.mark.parametrize("value", ["true", "1", "TRUE", "yes", "woodpecker"])
def test_in_ci_without_a_key_a_draft_never_passes_for_the_real_thing(shell: Shell, studio: Studio, value: str) -> None:
    del studio.environ["HEYGEN_API_KEY"]
    studio.environ["CI"] = value
    said = shell("project.yaml")
    assert said.code == 3
    assert "--draft" in said.told


@pytest.mark.parametrize("content", ["", "one\ntwo\n", "{broken", '{"oauth": {}}', "sk with blanks"])
def test_a_credentials_file_that_cannot_be_used_is_told_and_not_passed_over(
    shell: Shell, studio: Studio, content: str
) -> None:
    del studio.environ["HEYGEN_API_KEY"]
    studio.environ["HEYGEN_CONFIG_DIR"] = str(studio.cache)
    studio.cache.mkdir()
    (studio.cache / "credentials").write_text(content)
    said = shell("project.yaml")
    assert said.code == 3
    assert "error[HB0610]" in said.err


@pytest.mark.parametrize(
    "address",
    ["http://api.heygen.com", "ftp://x", "https://u:p@api.heygen.com", "https://api.heygen.com?k=v", "nonsense"],
)
def test_an_address_that_the_key_must_not_go_to_is_refused(shell: Shell, studio: Studio, address: str) -> None:
    studio.environ["HEYGEN_BASE_URL"] = address
    said = shell("project.yaml")
    assert said.code == 2
    assert "error[HB0611]" in said.err
