"""A connection for verbs that look at an account and build nothing."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from heygen_build.backends import Connection, World, connect, credential_of
from heygen_build.cli.console import say
from heygen_build.cli.parser import Arguments
from heygen_build.execute.problems import without_step
from heygen_build.heygen.errors import HeyGenError
from heygen_build.plan.model import Backend

Result = TypeVar("Result")
SOURCES: dict[Backend, str] = {
    "heygen": "HeyGen",
    "local": "an API on this machine",
    "draft": "the built-in emulator, because no API key is set",
}


def asked_account(arguments: Arguments, world: World, work: Callable[[Connection], Awaitable[Result]]) -> Result:
    """What `work` finds out from the account, or from the emulator where there is no key, or `--draft` is said."""
    return asyncio.run(_asked(arguments, world, work))


async def _asked(arguments: Arguments, world: World, work: Callable[[Connection], Awaitable[Result]]) -> Result:
    async with _opened(arguments, world) as connection:
        return await work(connection)


@contextlib.asynccontextmanager
async def _opened(arguments: Arguments, world: World) -> AsyncIterator[Connection]:
    credential = None if arguments.draft else credential_of(world)
    try:
        async with connect(world, credential) as connection:
            yield connection
    except HeyGenError as error:
        raise without_step(error) from error


def source_of(connection: Connection, arguments: Arguments) -> str:
    """Whose answer it is, for people."""
    return "the built-in emulator" if arguments.draft else SOURCES[connection.backend]


def cache_folder(world: World) -> Path:
    """Where catalogs lie, as for builds."""
    if folder := world.environ.get("HEYGEN_BUILD_CACHE"):
        return Path(folder)
    from platformdirs import user_cache_path

    return user_cache_path("heygen-build", appauthor=False)


def say_source(what: str, connection: Connection, arguments: Arguments, age: float | None = None) -> None:
    """One line on stderr: whose answer it is, and how old."""
    text = f"{what} of {source_of(connection, arguments)}"
    if age is not None and connection.backend != "draft":
        text += f", fetched {ago(age)}; --refresh asks again"
    say(text)


def ago(seconds: float) -> str:
    """`just now`, `12 minutes ago`, `3 hours ago`."""
    if seconds < 90:
        return "just now"
    for size, name in ((86_400.0, "day"), (3_600.0, "hour"), (60.0, "minute")):
        count = int(seconds // size)
        if count:
            return f"{count} {name}{'s' if count != 1 else ''} ago"
    return "just now"
