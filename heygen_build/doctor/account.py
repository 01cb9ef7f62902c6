"""The key, the way to HeyGen, the clock, and what the account may do. The key is never part of a text."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path

from heygen_build.backends import ACCOUNT_JOBS, OFFICIAL_API, World, in_ci, open_client
from heygen_build.diagnostics import BuildError
from heygen_build.doctor.finding import Finding
from heygen_build.execute.problems import without_step
from heygen_build.heygen.address import AddressError, checked_base
from heygen_build.heygen.channel import Answer, Channel, Outgoing
from heygen_build.heygen.credentials import Credential, CredentialError, find_credential
from heygen_build.heygen.errors import HeyGenError, TransportFailure
from heygen_build.heygen.transport import make_transport
from heygen_build.heygen.wire import Account
from heygen_build.resolve.checks.facts import SCENE_SECONDS
from heygen_build.resolve.limits import SCRIPT_LIMIT

SKEW_SECONDS = 60.0
"""How wrong a clock may be. Signed calls and links count in minutes; the Date header in whole seconds."""
LITTLE_USD = 1.0
_PATIENCE_SECONDS = 15.0
_OTHERS = 0o077


async def account_findings(world: World, *, drafts_only: bool, offline: bool) -> AsyncIterator[Finding]:
    """The key first, because nothing else is asked with one that cannot be used."""
    try:
        credential = find_credential(world.environ, world.home)
    except CredentialError as error:
        hint = "set HEYGEN_API_KEY, or repair the file; `--draft` needs no key"
        yield Finding("key", str(error), "problem", hint, "HB0610", is_about_the_key=True)
        return
    for finding in _key(credential, world, drafts_only):
        yield finding
    if offline:
        yield Finding("HeyGen", "not asked, because of --offline", "note")
        return
    async for finding in _server(world, credential):
        yield finding


def _key(credential: Credential | None, world: World, drafts_only: bool) -> Iterator[Finding]:
    if credential is None:
        hint = "set HEYGEN_API_KEY (HeyGen's settings, API) for paid builds"
        if in_ci(world.environ) and not drafts_only:
            hint = "add HEYGEN_API_KEY to the job's secrets, or say --draft"
            yield Finding("key", "there is none, and CI is set: builds refuse", "problem", hint, "HB0612", True)
        else:
            yield Finding("key", "there is none: builds are free, watermarked drafts", "note", hint)
        return
    yield Finding("key", f"found in {credential.source}")
    path = Path(credential.source)
    if os.name == "posix" and path.is_file() and path.stat().st_mode & _OTHERS:
        told = "others on this machine can read the file of the key"
        yield Finding("key", told, "warning", f"chmod 600 {credential.source}")


async def _server(world: World, credential: Credential | None) -> AsyncIterator[Finding]:
    address = world.environ.get("HEYGEN_BASE_URL") or OFFICIAL_API
    started = world.clock()
    try:
        answer = await _greeting(world, checked_base(address))
    except AddressError as error:
        yield Finding("HeyGen", f"HEYGEN_BASE_URL: {error}", "problem", "use an https address", "HB0611")
        return
    except TransportFailure as error:
        yield _unreached(error, credential)
        return
    ended = world.clock()
    yield Finding("HeyGen", f"{address} answers within {max(ended - started, 0.0):.1f} s")
    if (skew := _skew(answer, (started + ended) / 2)) is not None:
        yield _clock(skew)
    if credential is not None:
        async for finding in _account(world, credential):
            yield finding


async def _greeting(world: World, base: str) -> Answer:
    """Any answer will do, so the key stays at home."""
    channel = Channel(world.transport() if world.transport else make_transport())
    try:
        return await channel.exchange(Outgoing("GET", f"{base}/v3/users/me", seconds=_PATIENCE_SECONDS))
    finally:
        await channel.aclose()


def _unreached(error: TransportFailure, credential: Credential | None) -> Finding:
    """Drafts need no network, so that without a key this is nothing bad."""
    hint = "check the network, HTTPS_PROXY and HEYGEN_BASE_URL; drafts need none of them"
    return Finding("HeyGen", f"offline: {error}", "note" if credential is None else "problem", hint, "HB0605")


def _skew(answer: Answer, now: float) -> float | None:
    """Seconds that this machine is ahead of the server; None where the server does not say what time it is."""
    try:
        return now - parsedate_to_datetime(answer.headers.get("date", "")).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None


def _clock(skew: float) -> Finding:
    if abs(skew) <= SKEW_SECONDS:
        return Finding("clock", "agrees with HeyGen's")
    way = "ahead of" if skew > 0 else "behind"
    told = f"this machine is {_duration(abs(skew))} {way} HeyGen"
    hint = "set it (timedatectl set-ntp true): webhooks, signed links and the dates of the ledger depend on it"
    return Finding("clock", told, "warning", hint)


def _duration(seconds: float) -> str:
    for size, name in ((86_400.0, "day"), (3_600.0, "hour"), (60.0, "minute")):
        if count := int(seconds // size):
            return f"{count} {name}{'s' * (count != 1)}"
    return f"{seconds:.0f} s"


async def _account(world: World, credential: Credential) -> AsyncIterator[Finding]:
    try:
        async with open_client(world, credential) as client:
            account = await client.account()
    except HeyGenError as error:
        yield _refused(without_step(error))
        return
    yield Finding("account", f"{account.username}{f', billed by {kind}' if (kind := account.billing_type) else ''}")
    yield _balance(account)
    limits = f"{ACCOUNT_JOBS} jobs at once; a scene: {SCRIPT_LIMIT:,} characters, {SCENE_SECONDS // 60} minutes"
    yield Finding("limits", limits)


def _refused(error: BuildError) -> Finding:
    told = error.diagnostics[0]
    text = "; ".join([told.message, *told.notes])
    return Finding("account", text, "problem", told.hint, told.code, is_about_the_key=error.exit_code == 3)


def _balance(account: Account) -> Finding:
    left = account.balance_usd
    if left is None:
        return Finding("balance", "the account does not say in USD what is left: heygen-build account", "note")
    if left < LITTLE_USD:
        return Finding("balance", f"${left:,.2f} is left", "warning", "top up the API wallet before a paid build")
    return Finding("balance", f"${left:,.2f} is left")
