"""Where renders come from: HeyGen, or the emulator inside this process, which draws free drafts.

Both are reached through the same client, so that a draft runs through the same code as the real thing.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.execute.runner import Runner
from heygen_build.execute.waiting import IMPATIENT, Patience
from heygen_build.heygen.address import Origin
from heygen_build.heygen.client import HeyGen
from heygen_build.heygen.credentials import Credential, CredentialError, find_credential
from heygen_build.plan.model import Backend

if TYPE_CHECKING:
    from heygen_build.emulator.orders import Order
    from heygen_build.heygen.transport import Transport
    from heygen_build.webhooks.session import Door

OFFICIAL_API = "https://api.heygen.com"
DRAFT_API = "http://127.0.0.1"
"""The address the client believes in when its transport ends inside this process. Nothing listens there."""
ACCOUNT_JOBS = 10
"""Concurrent jobs of a pay-as-you-go account ([docs])."""
DRAFT_ACCOUNT = "draft"
EMULATED = "emulator:"
"""How the names of accounts at an emulator begin: what they pay is no money."""


@dataclass(frozen=True, slots=True)
class World:
    """Everything outside: replaced in tests, so that none of them waits or reaches anything."""

    environ: Mapping[str, str]
    home: Path
    clock: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]
    random: Callable[[], float]
    workers: int | None = None
    """Worker processes; None for one a processor, 0 to work inside this process."""
    transport: Callable[[], Transport] | None = None
    """The way to HeyGen where it is not the network: into a server of the same process. Drafts have their own."""
    door: Door | None = None
    """How calls from outside come in where it is not a port of this machine."""
    workplace: Workplace | None = None
    """What stays open between the builds of one process; None opens and closes it with each build."""


def in_ci(environ: Mapping[str, str]) -> bool:
    """Whether a CI server runs this: they set CI, nearly all of them to `true`."""
    return environ.get("CI", "").strip().lower() not in ("", "0", "false", "no", "off")


@dataclass(frozen=True, slots=True)
class Workplace:
    """An open back end and running workers, for builds one after another (watch mode): both take a second to start."""

    connection: Connection
    runner: Runner


@dataclass(frozen=True, slots=True)
class Connection:
    """An open back end. `account` is whose assets these are; `balance_usd` None where the account does not say."""

    backend: Backend
    client: HeyGen
    patience: Patience
    jobs: int
    account: str
    balance_usd: float | None
    catalog_name: str
    """A file-name-safe name for what this connection can see; drafts are never cached under it."""
    order_of: Callable[[str], Order | None] = lambda video_id: None
    """What the emulator inside this process was asked to draw, by the id of the video; None for anything else."""
    discard_drawings: Callable[[float], None] = lambda before: None
    """Drop what that emulator finished before this time (Unix seconds)."""


def credential_of(world: World) -> Credential | None:
    """The API key, or None. Raises BuildError (exit 3) for a credentials file that cannot be used."""
    try:
        return find_credential(world.environ, world.home)
    except CredentialError as error:
        hint = "set HEYGEN_API_KEY, or repair the file; `--draft` needs no key"
        raise BuildError([Diagnostic("HB0610", str(error), hint=hint)], exit_code=3) from error


@contextlib.asynccontextmanager
async def connect(world: World, credential: Credential | None) -> AsyncIterator[Connection]:
    """Open HeyGen with a key, or the emulator inside the process without one; or what is open already."""
    if world.workplace is not None:
        yield await _as_of_now(world.workplace.connection)
        return
    opened = _draft(world) if credential is None else _heygen(world, credential)
    async with opened as connection:
        yield connection


async def _as_of_now(connection: Connection) -> Connection:
    """A back end that was opened a while ago, with what is left in the wallet now."""
    if connection.backend == "draft":
        return connection
    return replace(connection, balance_usd=(await connection.client.account()).balance_usd)


def open_client(world: World, credential: Credential) -> HeyGen:
    """A client for the API of the environment; nothing is asked yet. Raises BuildError for an address that is none."""
    try:
        return HeyGen(
            base_url=world.environ.get("HEYGEN_BASE_URL") or OFFICIAL_API,
            credential=credential,
            transport=world.transport() if world.transport else None,
            sleep=world.sleep,
            random=world.random,
            clock=world.clock,
        )
    except ValueError as error:
        hint = "use an https address; plain http is accepted only for this machine, because the key travels with it"
        raise BuildError([Diagnostic("HB0611", f"HEYGEN_BASE_URL: {error}", hint=hint)]) from error


@contextlib.asynccontextmanager
async def _heygen(world: World, credential: Credential) -> AsyncIterator[Connection]:
    base_url = world.environ.get("HEYGEN_BASE_URL") or OFFICIAL_API
    host = urlsplit(base_url).hostname or ""
    client = open_client(world, credential)
    is_local = Origin.of(base_url).is_loopback
    async with client:
        account = await client.account()
        yield Connection(
            # What an emulator on this machine made must never pass for a paid render, so its keys differ.
            backend="local" if is_local else "heygen",
            client=client,
            patience=Patience(),
            jobs=ACCOUNT_JOBS,
            account=f"{EMULATED}{account.username}" if is_local else account.username,
            balance_usd=account.balance_usd,
            catalog_name=_file_name(f"{host}-{account.username}"),
        )


@contextlib.asynccontextmanager
async def _draft(world: World) -> AsyncIterator[Connection]:
    from heygen_build.emulator.app import Config, create
    from heygen_build.heygen.transport import make_transport

    workers = world.workers if world.workers is not None else (os.cpu_count() or 1)
    emulator = create(Config(workers=workers, max_jobs=100_000, balance_usd=1e9, agreeable=True), clock=world.clock)
    # A new one each time: the emulator forgets its uploads with the process, so that those of earlier drafts are gone.
    account = f"{DRAFT_ACCOUNT}-{secrets.token_hex(8)}"
    client = HeyGen(
        base_url=DRAFT_API,
        credential=Credential(key="draft", source="the program itself"),
        transport=make_transport(emulator.app),
        sleep=world.sleep,
        random=world.random,
        clock=world.clock,
    )
    try:
        async with client:
            yield Connection(
                "draft",
                client,
                IMPATIENT,
                2 * max(1, workers),
                account,
                None,
                "draft",
                order_of=emulator.order_of,
                discard_drawings=emulator.discard_drawings,
            )
    finally:
        await emulator.aclose()


def _file_name(text: str) -> str:
    return "".join(character if character.isalnum() or character in "-._@" else "_" for character in text)
