"""Webhook endpoints of v3 and v1, and the history of events (webhooks, "Management")."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from heygen_build.emulator import wire
from heygen_build.emulator.account import SPACE_ID, USERNAME
from heygen_build.emulator.events import EVENT_TYPES, Event
from heygen_build.emulator.outbox import Endpoint
from heygen_build.emulator.reader import Reader, read_body
from heygen_build.emulator.serving import endpoint, page_limit, query_choice
from heygen_build.emulator.telling import tell
from heygen_build.emulator.wire import Json, Problem
from heygen_build.emulator.world import World

LOOPBACK = ("localhost", "127.0.0.1", "::1", "host.docker.internal")


def routes(world: World) -> list[Route]:
    v3, v1 = "/v3/webhooks", "/v1/webhook"
    return [
        endpoint(world, "POST", f"{v3}/endpoints", create, repeatable=True),
        endpoint(world, "GET", f"{v3}/endpoints", list_endpoints),
        endpoint(world, "PATCH", f"{v3}/endpoints/{{endpoint_id}}", update),
        endpoint(world, "DELETE", f"{v3}/endpoints/{{endpoint_id}}", delete),
        endpoint(world, "POST", f"{v3}/endpoints/{{endpoint_id}}/rotate-secret", rotate, repeatable=True),
        endpoint(world, "GET", f"{v3}/event-types", event_types),
        endpoint(world, "GET", f"{v3}/events", list_events),
        endpoint(world, "POST", f"{v1}/endpoint.add", add_v1),
        endpoint(world, "GET", f"{v1}/endpoint.list", list_v1),
        endpoint(world, "PATCH", f"{v1}/endpoint.update", update_v1),
        endpoint(world, "DELETE", f"{v1}/endpoint.delete", delete_v1),
        endpoint(world, "DELETE", f"{v1}/endpoint.delete/{{endpoint_id}}", delete_v1),
        endpoint(world, "GET", f"{v1}/webhook.list", types_v1),
    ]


async def create(world: World, request: Request) -> Response:
    made = _register(world, read_body(await request.body()), "v3")
    return wire.data(_row(made, with_secret=True))


def _register(world: World, body: Reader, generation: Literal["v1", "v3"]) -> Endpoint:
    url = _url(body.need_text("url", longest=2_048), generation)
    entity = body.text("entity_id")
    events = _events(body)
    made = Endpoint(
        id=world.state.new_id(),
        number=world.state.new_number(),
        url=url,
        events=events,
        secret=f"whsec_{world.state.new_id()}",
        created_at=world.clock(),
        entity_id=entity,
        generation=generation,
    )
    world.endpoints[made.id] = made
    return made


def _url(url: str, generation: Literal["v1", "v3"]) -> str:
    """Public addresses must be https; plain http is for receivers on this machine, which HeyGen could not reach."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        parts, host = urlsplit(""), ""
    local = host in LOOPBACK or host.startswith("127.") or host.endswith(".localhost")
    if host and (parts.scheme == "https" or (parts.scheme == "http" and local)):
        return url
    message = "Url of this webhook endpoint is invalid"
    raise Problem(400, "invalid_parameter", message, param="url", number=400542)


def _events(body: Reader) -> tuple[str, ...] | None:
    """None (all) for nothing, null, and an empty list."""
    events = [str(event) for event in body.items("events", 0, 100) if _known(body, event)]
    return tuple(dict.fromkeys(events)) or None


def _known(body: Reader, event: object) -> bool:
    if event not in EVENT_TYPES:
        body.refuse("events", f"{event!r} is no event type; see GET /v3/webhooks/event-types")
    return True


async def list_endpoints(world: World, request: Request) -> Response:
    """Secrets are shown once, at creation."""
    rows = list(world.endpoints.values())
    page, token = wire.cut(
        rows, lambda one: one.number, page_limit(request, 10, 100), request.query_params.get("token")
    )
    return wire.page([_row(one, with_secret=False) for one in page], token)


def _row(one: Endpoint, *, with_secret: bool) -> dict[str, Json]:
    return {
        "endpoint_id": one.id,
        "url": one.url,
        "events": None if one.events is None else list(one.events),
        "status": "enabled",
        "created_at": _iso(one.created_at),
        "secret": one.secret if with_secret else None,
    }


def _iso(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _find(world: World, endpoint_id: str) -> Endpoint:
    one = world.endpoints.get(endpoint_id)
    if one is None:
        raise Problem(404, "webhook_not_found", f"Webhook endpoint {endpoint_id} not found")
    return one


async def update(world: World, request: Request) -> Response:
    """What is left out or null stays; `events` replaces all."""
    one = _find(world, request.path_params["endpoint_id"])
    return wire.data(_row(_change(world, one, read_body(await request.body())), with_secret=False))


def _change(world: World, one: Endpoint, body: Reader) -> Endpoint:
    url = body.text("url", longest=2_048)
    events = _events(body) if body.given("events") else one.events
    changed = replace(one, url=one.url if url is None else _url(url, one.generation), events=events)
    world.endpoints[one.id] = changed
    return changed


async def delete(world: World, request: Request) -> Response:
    del world.endpoints[_find(world, request.path_params["endpoint_id"]).id]
    return wire.data({})


async def rotate(world: World, request: Request) -> Response:
    """The old secret is dead at once."""
    one = _find(world, request.path_params["endpoint_id"])
    changed = replace(one, secret=f"whsec_{world.state.new_id()}")
    world.endpoints[one.id] = changed
    return wire.data({"endpoint_id": one.id, "secret": changed.secret})


async def event_types(world: World, request: Request) -> Response:
    return wire.page([{"event_type": name, "description": what} for name, what in EVENT_TYPES.items()], None)


async def list_events(world: World, request: Request) -> Response:
    """Newest first. There is one entity in this account, so that `entity_id` finds nothing but its own."""
    tell(world)
    wanted = query_choice(request, "event_type", *EVENT_TYPES)
    entity = request.query_params.get("entity_id")
    rows: list[Event] = [one for one in world.events.values() if wanted in (None, one.type)]
    rows = [] if entity not in (None, "", SPACE_ID) else sorted(rows, key=lambda one: -one.number)
    limit = page_limit(request, 10, 100)
    page, token = wire.cut(rows, lambda one: -one.number, limit, request.query_params.get("token"))
    return wire.page([_event_row(one) for one in page], token)


def _event_row(one: Event) -> Json:
    return {"event_id": one.id, "event_type": one.type, "event_data": one.data, "created_at": _iso(one.at)}


async def add_v1(world: World, request: Request) -> Response:
    return wire.v1_data(_row_v1(_register(world, read_body(await request.body()), "v1")))


def _row_v1(one: Endpoint) -> Json:
    """With its secret in every answer, as v1 does."""
    return {
        **_row(one, with_secret=True),
        "events": list(one.events or EVENT_TYPES),
        "username": USERNAME,
        "space_id": SPACE_ID,
        "created_at": int(one.created_at),
    }


async def list_v1(world: World, request: Request) -> Response:
    return wire.v1_data([_row_v1(one) for one in world.endpoints.values()])


async def update_v1(world: World, request: Request) -> Response:
    body = read_body(await request.body())
    return wire.v1_data(_row_v1(_change(world, _find(world, body.need_text("endpoint_id")), body)))


async def delete_v1(world: World, request: Request) -> Response:
    """The id in the query, or in the path as one client has it (observed)."""
    wanted = request.path_params.get("endpoint_id") or request.query_params.get("endpoint_id") or ""
    del world.endpoints[_find(world, wanted).id]
    return wire.v1_data(None)


async def types_v1(world: World, request: Request) -> Response:
    return wire.v1_data(list(EVENT_TYPES))
