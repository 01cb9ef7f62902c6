"""One receiver from start to end: listen, register the address, ring while a build waits, and remove it again."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from starlette.types import ASGIApp

from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.execute.bells import Bells
from heygen_build.heygen.address import AddressError, Origin
from heygen_build.heygen.client import HeyGen
from heygen_build.heygen.errors import HeyGenError
from heygen_build.heygen.wire.webhooks import CreateEndpoint
from heygen_build.webhooks.receiver import TOKEN, Receiver, application
from heygen_build.webhooks.wish import SECRET_VARIABLE, WebhookWish

Door = Callable[[ASGIApp, str, int], AbstractAsyncContextManager[int]]
"""Serves an application at a host and port while its block runs, and gives the real port."""


@dataclass(frozen=True, slots=True)
class Listening:
    """An open receiver. `callback` is the address that orders carry, None where an endpoint is registered."""

    bells: Bells
    callback: str | None


@contextlib.asynccontextmanager
async def listening(
    wish: WebhookWish,
    client: HeyGen,
    *,
    door: Door,
    clock: Callable[[], float],
    secret: str | None,
    is_local: bool,
) -> AsyncIterator[Listening]:
    """Receives events while the block runs. `secret`: of an endpoint that exists already, which then stays.

    Raises BuildError for an address that cannot be used. A registration that HeyGen refuses is only told, because
    asking goes on as ever.
    """
    _check(wish, is_local)
    bells, strangers = Bells(), _Strangers(wish)
    # Orders outlive builds: the next build must know the calls about those of the last one as its own.
    token = client.vouch(f"callbacks {wish.url}") if wish.callbacks else secrets.token_urlsafe(24)
    receiver = Receiver(clock, bells.ring, strangers.note, secret, token if wish.callbacks else None)
    async with _opened(door, receiver, wish) as port:
        url = wish.url or f"http://{f'[{wish.host}]' if ':' in wish.host else wish.host}:{port}/"
        wish.say(f"listening on {wish.host}:{port} for events that are sent to {url}")
        ours = _with_token(url, token)
        try:
            if wish.callbacks:
                yield Listening(bells, ours)
            elif secret is not None:
                yield Listening(bells, None)
            else:
                async with _registered(client, ours, receiver, wish):
                    yield Listening(bells, None)
        finally:
            strangers.tell()
            wish.say(f"{receiver.events} event{'s' * (receiver.events != 1)} received")


def _check(wish: WebhookWish, is_local: bool) -> None:
    """Raises BuildError for an address that HeyGen could not call, or must not."""
    hint = "name the public https address of a tunnel or proxy that leads to this machine: --webhook-url URL"
    if wish.url is None:
        if not is_local:
            raise _unusable("HeyGen cannot call an address of this machine", hint)
        return
    try:
        origin = Origin.of(wish.url)
    except AddressError as error:
        raise _unusable(str(error), hint) from error
    if origin.scheme != "https" and not (is_local and origin.is_loopback):
        raise _unusable("HeyGen calls https addresses only", hint)


def _unusable(why: str, hint: str) -> BuildError:
    return BuildError([Diagnostic("HB0621", f"webhooks: {why}", hint=hint)])


@contextlib.asynccontextmanager
async def _opened(door: Door, receiver: Receiver, wish: WebhookWish) -> AsyncIterator[int]:
    """The listening receiver's port. Raises BuildError where the address cannot be listened on."""
    async with contextlib.AsyncExitStack() as stack:
        try:
            port = await stack.enter_async_context(door(application(receiver), wish.host, wish.port))
        except OSError as error:
            message = f"{wish.host}:{wish.port} cannot be listened on: {error.strerror or error}"
            hint = "choose another with `--listen PORT`; the tunnel or proxy must lead there"
            raise BuildError([Diagnostic("HB0613", message, hint=hint)], exit_code=1) from error
        yield port


@contextlib.asynccontextmanager
async def _registered(client: HeyGen, url: str, receiver: Receiver, wish: WebhookWish) -> AsyncIterator[None]:
    """The endpoint exists while the block runs, and the receiver knows its secret."""
    try:
        await _sweep(client, url)
        made = await client.webhooks.register(CreateEndpoint(url=url), idempotency_key=f"hb-{secrets.token_hex(16)}")
    except HeyGenError as error:
        hint = f"jobs are asked about as ever; with an endpoint of your own, set {SECRET_VARIABLE}; or say --callbacks"
        wish.tell(_refused(f"HeyGen did not register the webhook address: {error}", hint))
        yield
        return
    receiver.secret = made.secret
    try:
        yield
    finally:
        # Also after Ctrl-C: an endpoint that stays would be called for weeks.
        await asyncio.shield(_remove(client, made.endpoint_id, wish))


async def _remove(client: HeyGen, endpoint_id: str, wish: WebhookWish) -> None:
    try:
        await client.webhooks.remove(endpoint_id)
    except HeyGenError as error:
        hint = "the next build with the same address removes it"
        wish.tell(_refused(f"the webhook endpoint {endpoint_id} could not be removed: {error}", hint))


async def _sweep(client: HeyGen, url: str) -> None:
    """Remove what a killed build left at this address. Only ours carry the mark, and only one can listen there."""
    found = [one async for one in client.webhooks.endpoints()]
    for one in found:
        if _without_query(one.url) == _without_query(url) and _is_ours(one.url):
            await client.webhooks.remove(one.endpoint_id)


def _refused(message: str, hint: str) -> Diagnostic:
    return Diagnostic("HB0622", message, severity="warning", hint=hint)


def _with_token(url: str, token: str) -> str:
    address, _, _ = url.partition("#")
    return f"{address}{'&' if '?' in address else '?'}{TOKEN}={token}"


def _without_query(url: str) -> str:
    return url.partition("?")[0]


def _is_ours(url: str) -> bool:
    return TOKEN in parse_qs(urlsplit(url).query)


class _Strangers:
    """Calls that were not let in: the first is told at once, all are counted at the end."""

    def __init__(self, wish: WebhookWish) -> None:
        self._wish = wish
        self._count = 0

    def note(self, why: str) -> None:
        self._count += 1
        if self._count == 1:
            self._told(f"a call to the webhook address was ignored: {why}")

    def tell(self) -> None:
        if self._count > 1:
            self._told(f"{self._count} calls to the webhook address were ignored in all")

    def _told(self, message: str) -> None:
        hint = f"somebody else called, or the secret in {SECRET_VARIABLE} is another endpoint's; no job depends on it"
        self._wish.tell(Diagnostic("HB0623", message, severity="warning", hint=hint))
