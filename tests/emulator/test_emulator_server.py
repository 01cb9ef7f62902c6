"""The emulator as a process on a real port, with a key, a lost connection and a clean end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest

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
