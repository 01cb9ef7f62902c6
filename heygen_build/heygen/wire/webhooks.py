"""Webhook endpoints of v3, and the events that HeyGen sends to them (webhooks)."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field, JsonValue

from heygen_build.heygen.wire.base import Request, Response


class CreateEndpoint(Request):
    """`POST /v3/webhooks/endpoints`: without `events` all of them are sent."""

    url: str
    events: tuple[str, ...] | None = None


class Endpoint(Response):
    """A registered receiver. The secret is told once, when it is made; it is not in any text of this object."""

    endpoint_id: str
    url: str = ""
    secret: str | None = Field(None, repr=False)


class EndpointRemoved(Response):
    """The answer to a removal: "null-like", so that an empty one is as good."""

    data: JsonValue = None


class Event(Response):
    """The body of a call. v1 sends neither id nor time; what `event_data` holds differs from event to event."""

    event_type: str
    event_id: str | None = None
    event_data: dict[str, JsonValue] = Field(default_factory=dict)

    def ids(self) -> frozenset[str]:
        """What it is about: ids of videos, sessions, translations, batches, …; the order's own words are no ids."""
        return frozenset(self._ids())

    def _ids(self) -> Iterator[str]:
        for name, value in self.event_data.items():
            is_id = name == "id" or name.endswith("_id")
            if is_id and name not in ("callback_id", "folder_id") and isinstance(value, str) and value:
                yield value
