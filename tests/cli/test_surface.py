"""The outside of the program: help, versions, schemas, streams, and what starting it costs in imports."""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from heygen_build import __version__
from heygen_build.cli import parser
from heygen_build.cli.schemas import schema_texts
from heygen_build.diagnostics.codes import CODES

if TYPE_CHECKING:
    from tests.cli.conftest import Shell

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "schemas"
HEAVY = {"pydantic", "httpx", "av", "numpy", "rich", "yaml", "jinja2", "asyncio", "PIL", "starlette", "blake3"}


def test_help_names_every_verb_and_exit_code(shell: Shell) -> None:
    text = shell("--help").out
    assert all(f"\n  {verb} " in text for verb in parser.VERBS)
    assert all(re.search(rf"\b{code} [a-z]", text) for code in (0, 1, 2, 3, 4, 5, 7, 130, 143))


@pytest.mark.parametrize("verb", parser.VERBS)
def test_every_option_of_every_verb_is_explained(shell: Shell, verb: str) -> None:
    said = shell(verb, "--help")
    assert said.code == 0
    for action in parser._parser(verb)._actions:
        assert action.help not in (None, argparse.SUPPRESS)
        assert all(option in said.out for option in action.option_strings)


@pytest.mark.parametrize("verb", parser.VERBS)
def test_the_help_of_every_verb_says_what_it_does(verb: str) -> None:
    about = parser._parser(verb).description
    assert about is not None
    assert about[0].isupper()
    assert about.endswith(".")


def test_a_reader_who_goes_away_ends_the_help_silently() -> None:
    command = f"{sys.executable} -m heygen_build --help | true"
    said = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=ROOT, check=False)
    assert said.stderr == ""


@pytest.mark.parametrize(
    "words",
    [["--nonsense"], ["plan", "--yes"], ["--max-cost", "much"], ["--max-cost", "-1"], ["--var", "x"], ["explain"]],
    ids=str,
)
def test_a_wrong_command_line_is_a_usage_error(shell: Shell, words: list[str]) -> None:
    said = shell(*words)
    assert (said.code, said.out) == (2, "")
    assert "usage:" in said.err


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["check", "--drafts"], "did you mean --draft?"),
        (["--maxcost", "2"], "did you mean --max-cost?"),
        (["init", "--template", "presentor"], "did you mean presenter?"),
        (["check", "--format", "sarf"], "did you mean sarif?"),
    ],
    ids=str,
)
def test_a_misspelled_option_is_answered_with_the_nearest(shell: Shell, words: list[str], meant: str) -> None:
    said = shell(*words)
    assert said.code == 2
    assert said.told.endswith(meant)


def test_an_option_like_no_other_is_told_without_a_guess(shell: Shell) -> None:
    assert "did you mean" not in shell("check", "--xyzzy").err


@pytest.mark.parametrize("port", ["-1", "65536", "http", "٣"])
def test_a_port_is_a_number_that_there_is(shell: Shell, port: str) -> None:
    assert shell("emulate", f"--port={port}").code == 2


def test_an_address_that_is_none_of_ours_is_told(shell: Shell) -> None:
    said = shell("emulate", "--host", "192.0.2.1", "--port", "0")
    assert said.code == 1
    assert "error[HB0613]" in said.err


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained(shell: Shell, code: str) -> None:
    said = shell("explain", code.lower())
    assert said.code == 0
    assert said.out.startswith(f"{code}: {CODES[code].title}\n\n")


def test_an_unknown_code_is_answered_with_the_nearest(shell: Shell) -> None:
    said = shell("explain", "HB9322")
    assert said.code == 2
    assert "did you mean HB0322" in said.told


@pytest.mark.parametrize("name", schema_texts())
def test_published_schemas_are_current(name: str) -> None:
    """Repair: `python -m heygen_build.cli.schemas schemas`."""
    assert (SCHEMAS / name).read_text("utf-8") == schema_texts()[name]


@pytest.mark.parametrize("name", schema_texts())
def test_published_schemas_are_schemas(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_texts()[name]))


@pytest.mark.parametrize(
    ("words", "code", "name"),
    [
        (["plan", "project.yaml", "--json"], 0, "plan.v1.json"),
        (["project.yaml", "--json", "--yes"], 0, "build.v1.json"),
        (["project.yaml", "--json"], 5, "build.v1.json"),
    ],
    ids=str,
)
def test_json_results_follow_their_schemas(shell: Shell, words: list[str], code: int, name: str) -> None:
    said = shell(*words)
    assert said.code == code
    jsonschema.validate(json.loads(said.out), json.loads(schema_texts()[name]))


def test_the_manifest_follows_its_schema(shell: Shell) -> None:
    assert shell("project.yaml", "--yes").code == 0
    manifest = json.loads(Path("dist/manifest.json").read_text("utf-8"))
    jsonschema.validate(manifest, json.loads(schema_texts()["manifest.v1.json"]))


def test_standard_output_holds_the_film_and_nothing_else(shell: Shell) -> None:
    said = shell("project.yaml", "--yes")
    assert said.out == "dist/film.mp4\n"
    assert "1 order" in said.err


def test_quiet_leaves_only_results(shell: Shell) -> None:
    said = shell("project.yaml", "--yes", "--quiet")
    assert (said.out, said.err) == ("dist/film.mp4\n", "")


def test_schema_prints_what_editors_need(shell: Shell) -> None:
    assert json.loads(shell("schema").out)["$schema"].startswith("https://json-schema.org/")


@pytest.mark.parametrize("word", ["--version", "--help"])
def test_starting_imports_nothing_heavy(word: str) -> None:
    program = (
        "import contextlib, io, sys; from heygen_build.cli.main import main\n"
        f"with contextlib.redirect_stdout(io.StringIO()) as text: main([{word!r}])\n"
        "print(text.getvalue()[:12]); print(' '.join(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert HEAVY & set(said.stdout.split()) == set()
    assert said.stdout.startswith("heygen-build" if word == "--version" else "usage")


def test_the_version_is_that_of_the_package(shell: Shell) -> None:
    assert shell("--version").out == f"heygen-build {__version__}\n"


def test_a_reader_that_goes_away_is_no_crash() -> None:
    command = f"{sys.executable} -m heygen_build explain HB0322 | true"
    said = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT, check=False)
    assert said.stderr == ""
