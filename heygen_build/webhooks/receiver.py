"""The receiver of events: it lets in what HeyGen signed, once, answers at once, and rings for the jobs concerned."""

from __future__ import annotations

import asyncio
import hmac
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from heygen_build.heygen.wire.webhooks import Event

TOKEN = "heygen-build"
"""The query parameter that marks our addresses. Its value is random: unsigned callbacks are believed by it."""
LARGEST = 1 << 20
"""Bytes of a body: events have a few kilobytes."""
SECONDS = 4.0
"""For a body to arrive. HeyGen repeats a call that is not answered within 10 s; an older page says 5 s (webhooks)."""
STALE = 300.0
"""Seconds between the sending of a call and its arrival, either way, because clocks differ (webhooks)."""
REMEMBERED = 10_000
"""Events that are known again when they come a second time."""
_SIGNATURES = ("heygen-signature", "signature")  # the second is v1's, in old documents


class Refused(Exception):
    """A call that is not let in, with the status that says so."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


@dataclass(slots=True)
class Receiver:
    """`secret` is that of the endpoint, None while there is none; `token` is what unsigned callbacks must carry.

    `ring` is told the ids of every new event, `refused` why a call was not let in.
    """

    clock: Callable[[], float]
    ring: Callable[[Iterable[str]], None]
    refused: Callable[[str], None]
    secret: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)
    events: int = 0
    """How many were let in, each counted once."""
    _seen: OrderedDict[str, None] = field(default_factory=OrderedDict)

    def take(self, headers: Mapping[str, str], token: str, body: bytes) -> None:
        """One call: header names in small letters, the token of its address, its very bytes. Raises Refused."""
        self._check(headers, token, body)
        try:
            event = Event.model_validate_json(body)
        except ValidationError:
            return  # HeyGen's own, and of no use: a refusal would have it repeated for a day
        if self._is_new(headers.get("heygen-event-id") or event.event_id or _name(event)):
            self.events += 1
            self.ring(event.ids())

    def _check(self, headers: Mapping[str, str], token: str, body: bytes) -> None:
        given = next((headers[name] for name in _SIGNATURES if name in headers), None)
        if given is None:
            if self.token is None or not hmac.compare_digest(token.encode(), self.token.encode()):
                raise Refused(401, "it is not signed")
        elif self.secret is None or not hmac.compare_digest(given.strip().encode(), sign(body, self.secret).encode()):
            raise Refused(401, "its signature is not that of the endpoint's secret")
        elif not self._is_fresh(headers.get("heygen-timestamp")):
            raise Refused(401, f"it was sent more than {STALE:.0f} s ago, or the clocks differ")

    def _is_fresh(self, sent: str | None) -> bool:
        """v1 sends no time. It is not signed either, so that only the event's id keeps repetitions out."""
        if sent is None:
            return True
        return sent.isascii() and sent.isdigit() and abs(self.clock() - float(sent)) <= STALE

    def _is_new(self, event: str) -> bool:
        if event in self._seen:
            return False
        self._seen[event] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return True


def sign(body: bytes, secret: str) -> str:
    """Hex HMAC-SHA256 over the bytes as they came, with the whole secret, its prefix included (webhooks)."""
    return hmac.new(secret.encode(), body, sha256).hexdigest()


def _name(event: Event) -> str:
    """What an event without an id is known by: a job ends only once."""
    return " ".join((event.event_type, *sorted(event.ids())))


def application(receiver: Receiver) -> Starlette:
    """Calls are taken at any path, because the public address may have one. Probes (GET, HEAD, OPTIONS) get a 200."""

    async def called(request: Request) -> Response:
        if request.method != "POST":
            return PlainTextResponse("ready")
        try:
            body = await _body(request)
            receiver.take(request.headers, request.query_params.get(TOKEN, ""), body)
        except Refused as no:
            receiver.refused(str(no))
            return PlainTextResponse(str(no), no.status)
        return PlainTextResponse("thank you")

    return Starlette(routes=[Route("/{path:path}", called, methods=["GET", "HEAD", "OPTIONS", "POST"])])


async def _body(request: Request) -> bytes:
    """All bytes of a call, if they are few and come soon. Raises Refused."""
    body = bytearray()
    try:
        async with asyncio.timeout(SECONDS):
            async for piece in request.stream():
                body += piece
                if len(body) > LARGEST:
                    raise Refused(413, "it is too large for an event")
    except TimeoutError:
        raise Refused(408, "its body did not arrive in time") from None
    return bytes(body)
