"""`--format`: what machines read, from the command as a whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from heygen_build.cli.main import main

BROKEN = "heygen_build: 1\ntitel: Aurora\nscenes:\n  - {card: Hello, hold: 2s}\n"
FINE = BROKEN.replace("titel", "title")


def checked(work: Path, text: str, form: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    (work / "project.yaml").write_text(text)
    code = main(["check", "project.yaml", "--draft", "--format", form])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_github_gets_one_workflow_command_a_mistake(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = checked(work, BROKEN, "github", capsys)
    assert (code, err) == (2, "")
    assert out.splitlines()[0].startswith("::error file=project.yaml,line=2,endLine=2,col=1,endColumn=6,title=HB0201")


def test_sarif_is_one_document_on_stdout(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = checked(work, BROKEN, "sarif", capsys)
    assert (code, err) == (2, "")
    (run,) = json.loads(out)["runs"]
    assert [found["ruleId"] for found in run["results"]] == ["HB0201", "HB0150"]


def test_a_fine_project_is_a_run_without_results(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = checked(work, FINE, "sarif", capsys)
    assert (code, err) == (0, "")
    assert json.loads(out)["runs"][0]["results"] == []


def test_github_gets_nothing_for_a_fine_project(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(work, FINE, "github", capsys) == (0, "", "")
