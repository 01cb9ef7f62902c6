"""The API key is nowhere but in the header of a request: a canary is searched in everything a build leaves behind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from heygen_build.cli import build
from heygen_build.cli.crash import without_secrets
from heygen_build.emulator.faults import Answer, FailJob, LostAfterAcceptance
from tests.workshop import CANARY, Studio

if TYPE_CHECKING:
    from tests.cli.conftest import Said, Shell

TROUBLE = [
    ("/v3/videos", [Answer(400, "invalid_parameter", f"what is {CANARY}?")]),
    ("/v3/videos", [Answer(400, f"code_{CANARY}", f"{CANARY.upper()} {CANARY.lower()}")]),
    ("/v3/videos", [Answer(502, body=f"<html><title>{CANARY}</title>{CANARY}</html>")] * 3),
    ("/v3/videos", [Answer(200, body='{"data": "' + CANARY + '"}', content_type="application/json")] * 3),
    ("/v3/videos", [FailJob("rendering_failed", "no")]),
    ("/v3/videos", [LostAfterAcceptance()] * 3),
]


@pytest.mark.parametrize(("path", "faults"), TROUBLE, ids=[str(number) for number in range(len(TROUBLE))])
def test_whatever_the_server_says_the_key_is_not_repeated(
    shell: Shell, studio: Studio, path: str, faults: list[Answer]
) -> None:
    studio.emulator.script("POST", path, *faults)
    said = shell("project.yaml", "--yes", "--json")
    assert said.code != 0
    assert _leaks(said, studio) == []


def test_a_build_leaves_no_key_in_journal_cache_memory_or_manifest(shell: Shell, studio: Studio) -> None:
    said = shell("project.yaml", "--yes", "--json")
    assert said.code == 0
    assert _leaks(said, studio) == []


def test_a_crash_report_says_everything_but_the_key(
    shell: Shell, studio: Studio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HEYGEN_API_KEY", CANARY)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def stumble(*given: object, **named: object) -> None:
        raise RuntimeError(f"sent {CANARY} to https://files.example/x.mp4?signature=abc")

    monkeypatch.setattr(build, "build", stumble)
    said = shell("project.yaml")
    (report,) = tmp_path.glob("heygen-build-crash-*.txt")
    text = report.read_text()
    assert said.code == 1
    assert str(report) in said.err
    assert "Traceback" not in said.err
    assert "RuntimeError" in text
    assert "stumble" in text
    assert CANARY not in text
    assert "signature=abc" not in text
    assert report.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "leak",
    [
        CANARY,
        CANARY.lower(),
        f"https://x/?key={CANARY.replace('=', '%3D')}",
        f"{CANARY[:9]}\n{CANARY[9:]}",
        f"{CANARY[:9]}\\n    {CANARY[9:]}",
        f"'{CANARY[:5]}' + nothing",
    ],
)
def test_a_key_is_found_in_every_disguise(leak: str, tmp_path: Path) -> None:
    hidden = without_secrets(f"before {leak} after", {"HEYGEN_API_KEY": CANARY}, tmp_path)
    assert CANARY[9:].lower() not in hidden.lower()
    assert hidden.startswith("before")


def test_the_key_of_the_credentials_file_is_hidden_as_well(tmp_path: Path) -> None:
    (tmp_path / ".heygen").mkdir()
    (tmp_path / ".heygen" / "credentials").write_text(CANARY)
    assert without_secrets(f"a {CANARY} b", {}, tmp_path) == "a [the API key] b"


def _leaks(said: Said, studio: Studio) -> list[str]:
    files = [path for folder in (studio.folder, studio.cache) for path in folder.rglob("*") if path.is_file()]
    assert any(path.name.startswith("journal") for path in files)
    found = [str(path) for path in files if CANARY.lower().encode() in path.read_bytes().lower()]
    return found + [name for name in ("out", "err") if CANARY.lower() in getattr(said, name).lower()]


@pytest.mark.parametrize("name", ["HEYGEN_WEBHOOK_SECRET", "LIVEAVATAR_API_KEY"])
def test_other_secrets_of_the_environment_are_in_no_crash_report_either(name: str, tmp_path: Path) -> None:
    secret = "whsec_0123456789abcdef"
    assert secret not in without_secrets(f"secret = '{secret}'", {name: secret}, tmp_path)
