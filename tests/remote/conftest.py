"""A real S3-compatible server (moto's), a door before it that hides conditions from it, and machines that share."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import httpx
import pytest

from tests.remote.azure import make_container
from tests.remote.google import Objects, google
from tests.remote.machines import SECRET, Office
from tests.workshop import Studio

_HOP = {"host", "connection", "transfer-encoding", "content-length"}


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """The address of moto's server, in a process of its own on this machine."""
    # Its requests and our tests must not share an interpreter: obstore waits in threads of its own.
    command = [sys.executable, "-c", "from moto.server import main; main(['-H', '127.0.0.1', '-p', '0'])"]
    environ = {**os.environ, "PYTHONWARNINGS": "ignore", "HOME": "/tmp"}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environ, text=True)
    assert process.stderr is not None
    try:
        address = next(found[0] for line in process.stderr if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))
        # It writes a line for each request, and would stop when nobody reads them.
        reader = threading.Thread(target=deque, args=(process.stderr, 0), daemon=True)
        reader.start()
        yield address
    finally:
        process.kill()
        process.wait()
    reader.join()
    process.stderr.close()


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """The usual environment."""
    environ = {"AWS_ACCESS_KEY_ID": "AKIDTESTER", "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_REGION": "us-east-1"}
    for name, value in environ.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def s3(s3_server: str, credentials: None, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """The address of a new bucket."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3_server)
    bucket = f"b{abs(hash(request.node.name)):x}"[:20]
    assert httpx.put(f"{s3_server}/{bucket}").status_code == 200
    return f"s3://{bucket}/cache"


@pytest.fixture
def careless_s3(s3: str, s3_server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The same bucket behind a door that drops `If-None-Match`, as some S3-compatible servers do silently."""

    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        dropped: ClassVar[list[str]] = []

        def _pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            kept = {name: value for name, value in self.headers.items() if name.lower() not in {*_HOP, "if-none-match"}}
            answer = httpx.request(self.command, s3_server + self.path, headers=kept, content=body)
            self.send_response(answer.status_code)
            for name, value in answer.headers.items():
                if name.lower() not in _HOP:
                    self.send_header(name, value)
            length = answer.headers.get("content-length") if self.command == "HEAD" else str(len(answer.content))
            self.send_header("Content-Length", length or "0")
            self.end_headers()
            self.wfile.write(answer.content)

        do_GET = do_PUT = do_HEAD = do_DELETE = do_POST = _pass_on

        def log_message(self, format: str, *args: object) -> None:
            """Tests say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setenv("AWS_ENDPOINT_URL", address)
    yield s3
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def gs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """The address of a new bucket for a client of Google Cloud Storage."""
    account = {"disable_oauth": True, "client_email": "", "private_key": "", "private_key_id": ""}
    (tmp_path / "account.json").write_text(json.dumps(account))
    monkeypatch.setenv("GOOGLE_SERVICE_ACCOUNT", str(tmp_path / "account.json"))
    with google(Objects("renders")) as address:
        monkeypatch.setenv("GOOGLE_BASE_URL", address)
        yield "gs://renders/cache"


@pytest.fixture(scope="session")
def azurite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Microsoft's emulator of Azure's storage (`npm install --global azurite`), at the address that clients expect."""
    program = shutil.which("azurite-blob")
    if program is None:
        pytest.skip("azurite-blob is not installed")
    folder = str(tmp_path_factory.mktemp("azurite"))
    options = ["--silent", "--inMemoryPersistence", "--disableTelemetry", "--skipApiVersionCheck"]
    process = subprocess.Popen([program, *options], stdout=subprocess.PIPE, text=True, cwd=folder)
    assert process.stdout is not None
    try:
        if not any("successfully listens" in line for line in process.stdout):
            pytest.skip("azurite-blob does not start: its port is taken")
        yield
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture
def az(azurite: None, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """The address of a new container."""
    monkeypatch.setenv("AZURE_STORAGE_USE_EMULATOR", "true")
    container = f"c{abs(hash(request.node.name)):x}"[:20]
    assert make_container(container) == 201
    return f"az://{container}/cache"


@pytest.fixture(params=["file", "s3", "gs", "az"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where the shared cache is: a folder, and a bucket of each cloud."""
    return f"file://{tmp_path}/shared" if request.param == "file" else str(request.getfixturevalue(request.param))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Machines with caches of their own, one account, and one shared cache."""
    studio = Studio(tmp_path)
    yield Office(studio, tmp_path)
    studio.close()
