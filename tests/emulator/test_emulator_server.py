"""The emulator as a process on a real port, with a key, a lost connection and a clean end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from heygen_build.cli.main import main
from tests.emulator.bench import BRIAN

SERVE = """
import sys
from heygen_build.emulator import faults, server
from heygen_build.emulator.app import Config, create

def scripted(config, **more):
    emulator = create(config, **more)
    emulator.script("GET", "/v3/voices", faults.LostAfterAcceptance())
    emulator.script("GET", "/files/*", None, faults.TruncatedFile())
    return emulator

server.create = scripted
server.serve("127.0.0.1", 0, Config(workers=0))
print("ended cleanly", file=sys.stderr)
"""


@pytest.fixture
def server() -> Iterator[tuple[subprocess.Popen[str], str]]:
    process = subprocess.Popen([sys.executable, "-c", SERVE], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    address = process.stderr.readline().split()[3]
    yield process, address
    process.kill()
    process.wait()
    process.stderr.close()


@pytest.mark.skipif(os.name == "nt", reason="needs SIGINT")
def test_a_real_server_speaks_loses_connections_and_ends_on_ctrl_c(server: tuple[subprocess.Popen[str], str]) -> None:
    process, address = server
    with httpx.Client(base_url=address, headers={"X-Api-Key": "k"}, timeout=60, trust_env=False) as client:
        with pytest.raises(httpx.RemoteProtocolError):
            client.get("/v3/voices")
        assert client.get("/v3/voices").status_code == 200
        answer = client.post("/v3/voices/speech", json={"text": "Hello there.", "voice_id": BRIAN.id}).json()["data"]
        assert answer["audio_url"].startswith(address)
        whole = client.get(answer["audio_url"])
        assert len(whole.content) == pytest.approx(answer["duration"] * 96_000 + 44, abs=2)
        with pytest.raises(httpx.RemoteProtocolError):
            client.get(answer["audio_url"])
    process.send_signal(signal.SIGINT)
    assert process.stderr is not None
    assert process.stderr.read() == "ended cleanly\n"
    assert process.wait() == 0


@pytest.mark.skipif(os.name == "nt", reason="needs SIGINT")
def test_the_command_line_keeps_its_state_and_knows_its_controls(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "heygen_build",
        "emulate",
        "--port",
        "0",
        "--state",
        str(tmp_path / "kept"),
        "--speed",
        "1",
    ]
    made: list[str] = []
    for _ in range(2):
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert process.stderr is not None
        try:
            address = process.stderr.readline().split()[3]
            with httpx.Client(base_url=address, headers={"X-Api-Key": "k"}, timeout=60, trust_env=False) as client:
                hook = {"url": "http://127.0.0.1:9/"}
                made.append(client.post("/v3/webhooks/endpoints", json=hook).json()["data"]["endpoint_id"])
                listed = client.get("/v3/webhooks/endpoints").json()["data"]
                assert [row["endpoint_id"] for row in listed] == made
                assert client.get("/_emulator/clock").json()["data"]["frozen"] is False
                assert "Webhook calls" in client.get("/").text
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait() == 0
            process.stderr.close()
    assert len(set(made)) == 2


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--speed", "fast"], "expected a number"),
        (["--speed", "11"], "expected a number"),
        (["--state"], "expected one"),
        (["--public-url", "heygen.example"], "expected an address"),
        (["--public-url", "javascript:alert(1)"], "expected an address"),
        (["--public-url", "http://a:b"], "expected an address"),
    ],
)
def test_options_that_make_no_sense_are_refused(
    options: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["emulate", *options]) == 2
    assert words in capsys.readouterr().err


def test_a_state_folder_that_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "state.json").write_text("{")
    assert main(["emulate", "--port", "0", "--state", str(tmp_path)]) == 1
    assert "HB0614" in capsys.readouterr().err


def test_a_state_folder_that_takes_no_files_is_told_before_anybody_is_served(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("a file")
    assert main(["emulate", "--port", "0", "--state", str(tmp_path / "taken")]) == 1
    told = capsys.readouterr().err
    assert "HB0614" in told
    assert "HeyGen emulator on" not in told


def test_a_host_that_is_not_here_has_a_hint_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["emulate", "--host", "192.0.2.1", "--port", "0"]) == 1
    assert "`--host` is an address of this machine" in capsys.readouterr().err
