"""What no test may do: reach another machine, sleep, use the home folder."""

from __future__ import annotations

import asyncio
import socket

NO_HOME = "/dev/null/no-home"
"""A home folder that cannot even be created, so that a forgotten default path fails loudly."""

_LOOPBACK = ("127.", "::1", "localhost")
_real_connect = socket.socket.connect
_real_async_sleep = asyncio.sleep


class GuardError(AssertionError):
    """A test did what tests never do."""


def guarded_connect(sock: socket.socket, address: object) -> None:
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(host, str) and sock.family != socket.AF_UNIX and not host.startswith(_LOOPBACK):
        raise GuardError(f"a test tried to reach {host}")
    _real_connect(sock, address)  # type: ignore[arg-type]


def guarded_sleep(seconds: float) -> None:
    raise GuardError(f"a test tried to sleep for {seconds} s: inject the clock")


async def guarded_async_sleep(delay: float, result: object = None) -> object:
    if delay > 0:
        raise GuardError(f"a test tried to sleep for {delay} s: inject the clock")
    return await _real_async_sleep(0, result)
