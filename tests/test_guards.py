"""The guards of conftest.py themselves: a guard nobody tested is a hope."""

from __future__ import annotations

import asyncio
import os
import socket
import time
from pathlib import Path

import pytest

from tests.guards import GuardError


def test_a_connection_to_another_machine_is_refused() -> None:
    with socket.socket() as sock, pytest.raises(GuardError):
        sock.connect(("192.0.2.1", 443))


def test_sleeping_is_refused() -> None:
    with pytest.raises(GuardError):
        time.sleep(0.001)


def test_sleeping_in_a_coroutine_is_refused_and_yielding_is_not() -> None:
    async def yield_then_sleep() -> None:
        await asyncio.sleep(0)
        await asyncio.sleep(0.001)

    with pytest.raises(GuardError):
        asyncio.run(yield_then_sleep())


def test_the_home_folder_cannot_be_used() -> None:
    with pytest.raises(OSError, match="Not a directory"):
        (Path.home() / ".cache").mkdir(parents=True)


def test_no_key_reaches_a_test() -> None:
    assert "HEYGEN_API_KEY" not in os.environ
