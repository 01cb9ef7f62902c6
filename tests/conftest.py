"""Guards for every test: no network but loopback, no home folder, no real sleeping, no key from the environment."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

NO_HOME = "/dev/null/no-home"
"""A home folder that cannot even be created, so that a forgotten default path fails loudly."""

_LOOPBACK = ("127.", "::1", "localhost")
_real_connect = socket.socket.connect
_real_async_sleep = asyncio.sleep


class GuardError(AssertionError):
    """A test did what tests never do."""


def _guarded_connect(sock: socket.socket, address: object) -> None:
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(host, str) and sock.family != socket.AF_UNIX and not host.startswith(_LOOPBACK):
        raise GuardError(f"a test tried to reach {host}")
    _real_connect(sock, address)  # type: ignore[arg-type]


def _guarded_sleep(seconds: float) -> None:
    raise GuardError(f"a test tried to sleep for {seconds} s: inject the clock")


async def _guarded_async_sleep(delay: float, result: object = None) -> object:
    if delay > 0:
        raise GuardError(f"a test tried to sleep for {delay} s: inject the clock")
    return await _real_async_sleep(0, result)


@pytest.fixture(autouse=True)
def _guards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", _guarded_connect)
    monkeypatch.setattr(time, "sleep", _guarded_sleep)
    monkeypatch.setattr(asyncio, "sleep", _guarded_async_sleep)
    for name in ("HEYGEN_API_KEY", "HEYGEN_BASE_URL", "HEYGEN_CONFIG_DIR", "CI", "HEYGEN_BUILD_CACHE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", NO_HOME)
    monkeypatch.setenv("XDG_CACHE_HOME", f"{NO_HOME}/cache")


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
