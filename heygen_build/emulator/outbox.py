"""What the emulator tells others: signed calls to registered endpoints, unsigned ones to a request's `callback_url`.

Nothing is sent by itself: the server calls `work` again and again, a test once. A call that is not answered 2xx in
10 s is repeated after 10 s, 20 s, 40 s, … for 24 h (webhooks, "Delivery rules"; HeyGen states no interval).
"""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Literal

from heygen_build.emulator.events import Event
from heygen_build.emulator.jobs import Json

GIVE_UP_SECONDS = 24 * 3600.0
FIRST_PAUSE = 10.0
MOST_IN_FLIGHT = 8
KEPT_EVENTS = 10_000
ALL_ENDED = ("delivered", "given up")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A registered receiver. `events` None means all; v1 ones get bodies without id and time."""

    id: str
    number: int
    url: str
    events: tuple[str, ...] | None
    secret: str
    created_at: float
    entity_id: str | None = None
    generation: Literal["v1", "v3"] = "v3"

    def wants(self, event_type: str) -> bool:
        return self.events is None or event_type in self.events


@dataclass(frozen=True, slots=True)
class Post:
    """One call: what a sender is given."""

    url: str
    headers: dict[str, str]
    body: bytes


Sender = Callable[[Post], Awaitable[int]]
"""Sends, and gives the HTTP status; raises `OSError` when nobody answers in 10 s."""


async def send_nothing(post: Post) -> int:
    """For an emulator inside a process: nobody is called unless a test says how."""
    raise OSError(f"nobody calls {post.url} from here")


@dataclass(slots=True)
class Delivery:
    """One event on its way to one address; `secret` None for a callback, which is not signed."""

    event: Event
    url: str
    secret: str | None
    generation: Literal["v1", "v3"]
    next_at: float
    attempts: int = 0
    state: Literal["waiting", "sending", "delivered", "given up"] = "waiting"
    answer: str = ""

    def row(self) -> Json:
        """For the controls and the status page."""
        return {
            "event_id": self.event.id,
            "event_type": self.event.type,
            "event_data": self.event.data,
            "url": self.url,
            "signed": self.secret is not None,
            "attempts": self.attempts,
            "state": self.state,
            "answer": self.answer,
        }


@dataclass(slots=True)
class Outbox:
    """All deliveries of this run. `send` is replaced in tests."""

    clock: Callable[[], float]
    send: Sender
    deliveries: list[Delivery] = field(default_factory=list)

    def put(self, event: Event, endpoints: list[Endpoint], callback_url: str | None) -> None:
        """Prepares the calls for an event: every endpoint that wants it, and the request's own callback."""
        now = self.clock()
        for endpoint in endpoints:
            if endpoint.wants(event.type):
                self.deliveries.append(Delivery(event, endpoint.url, endpoint.secret, endpoint.generation, now))
        if callback_url:
            self.deliveries.append(Delivery(event, callback_url, None, "v3", now))
        ended = [one for one in self.deliveries if one.state in ALL_ENDED]
        for old in ended[: max(0, len(self.deliveries) - KEPT_EVENTS)]:
            self.deliveries.remove(old)

    async def work(self) -> None:
        """Makes every call that is due, at most eight at a time."""
        due = [one for one in self.deliveries if one.state == "waiting" and one.next_at <= self.clock()]
        gate = asyncio.Semaphore(MOST_IN_FLIGHT)

        async def one_call(delivery: Delivery) -> None:
            async with gate:
                await self._attempt(delivery)

        await asyncio.gather(*(one_call(delivery) for delivery in due))

    async def _attempt(self, delivery: Delivery) -> None:
        delivery.state = "sending"
        delivery.attempts += 1
        try:
            status = await self.send(post(delivery, self.clock()))
        except OSError as wrong:
            delivery.answer = str(wrong) or type(wrong).__name__
            status = 0
        else:
            delivery.answer = str(status)
        if 200 <= status < 300:
            delivery.state = "delivered"
            return
        delivery.next_at = self.clock() + FIRST_PAUSE * 2.0 ** (delivery.attempts - 1)
        late = delivery.next_at - delivery.event.at > GIVE_UP_SECONDS
        delivery.state = "given up" if late else "waiting"


def post(delivery: Delivery, now: float) -> Post:
    """The call as it goes out: the signature is over the very bytes (webhooks, "Delivery rules")."""
    event = delivery.event
    content: dict[str, Json] = {"event_type": event.type, "event_data": event.data}
    if delivery.generation == "v3":
        at = datetime.fromtimestamp(event.at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        content = {"event_id": event.id, **content, "created_at": at}
    body = json.dumps(content, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json", "User-Agent": "HeyGen-Webhooks (heygen-build emulator)"}
    if delivery.secret is not None:
        signature = sign(body, delivery.secret)
        if delivery.generation == "v1":
            headers["Signature"] = signature
        else:
            stamps = {"Heygen-Timestamp": str(int(now)), "Heygen-Event-Id": event.id}
            headers |= {"Heygen-Signature": signature} | stamps
    return Post(delivery.url, headers, body)


def sign(body: bytes, secret: str) -> str:
    """Hex HMAC-SHA256 over the raw body with the whole secret, prefix included."""
    return hmac.new(secret.encode(), body, sha256).hexdigest()
