"""Guards for every test: no network but loopback, no home folder, no real sleeping, no key from the environment."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests import guards


@pytest.fixture(autouse=True)
def _guards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", guards.guarded_connect)
    monkeypatch.setattr(time, "sleep", guards.guarded_sleep)
    monkeypatch.setattr(asyncio, "sleep", guards.guarded_async_sleep)
    for name in ("HEYGEN_API_KEY", "HEYGEN_BASE_URL", "HEYGEN_CONFIG_DIR", "CI", "HEYGEN_BUILD_CACHE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", guards.NO_HOME)
    monkeypatch.setenv("XDG_CACHE_HOME", f"{guards.NO_HOME}/cache")


@pytest.fixture
def run() -> Callable[[Awaitable[object]], object]:
    """Run a coroutine to its end: tests stay plain functions."""

    async def _await(what: Awaitable[object]) -> object:
        return await what

    return lambda what: asyncio.run(_await(what))


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder that is also the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
