"""`/_emulator/…`: the emulator's own controls, under a path that HeyGen does not have. No key, no faults, no record.

This page of text is what `GET /_emulator` answers:

GET    /_emulator                this page
GET    /_emulator/openapi.json   the same for machines
POST   /_emulator/reset          as new: no jobs, uploads, charges, faults, requests; ids from the start
GET    /_emulator/clock          {"now": Unix seconds, "frozen": bool}
POST   /_emulator/clock          {"advance": seconds} and/or {"frozen": true|false}
GET    /_emulator/balance        {"usd": what is left, "charged_usd": what was taken}
PUT    /_emulator/balance        {"usd": what is left from now on}
GET    /_emulator/requests       the last ?limit=100 requests, without credentials
DELETE /_emulator/requests       forgets them
GET    /_emulator/jobs           every job of every kind, with its outcome; ?kind=lipsync
GET    /_emulator/charges        every charge
GET    /_emulator/deliveries     every webhook and callback call, with its attempts
POST   /_emulator/settle         waits until everything that was ordered is drawn, and webhooks were called once
GET    /_emulator/faults         scripted faults that are left
POST   /_emulator/faults         {"method": "POST", "path": "/v3/videos*", "faults": [null, "stuck_job",
                                 {"kind": "answer", "status": 503, "code": "service_unavailable"}], "forever": false}
DELETE /_emulator/faults         takes them back

A fault meets one request to a path (shell pattern; method * is any); null lets one pass; "forever" repeats the last.
Kinds: answer {status, code, message, retry_after, body, content_type}, rate_limited {retry_after},
gateway_page {status}, retired {status}, lost_before_acceptance, lost_after_acceptance, delay {seconds, before:
headers|body}, garbled {keep}, wrong_type {content_type}, empty_file, truncated_file {keep}, expired_link,
fail_job {code, message}, stuck_job, vanished_job (the last three for calls that order a job).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, TypeAlias

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from heygen_build.emulator import tasks, wire
from heygen_build.emulator.codec import encode
from heygen_build.emulator.control import WORDS, read_fault, write_fault
from heygen_build.emulator.front import CONTROL, RecordedRequest
from heygen_build.emulator.jobs import Job
from heygen_build.emulator.reader import read_body
from heygen_build.emulator.serving import page_limit
from heygen_build.emulator.wire import Json, Problem
from heygen_build.emulator.world import World

PAGE = (__doc__ or "").partition("\n\n")[2].partition("\n\n")[2]
YEAR = 366 * 86_400.0


class Controlled(Protocol):
    """What the controls can do to the emulator as a whole."""

    @property
    def requests(self) -> list[RecordedRequest]: ...

    def reset(self) -> None: ...

    async def settle(self, seconds: float = ...) -> None: ...

    async def deliver(self) -> None: ...


Handler: TypeAlias = Callable[[World, Controlled, Request], Awaitable[Response]]


def routes(world: World, emulator: Controlled) -> list[Route]:
    def at(method: str, path: str, handler: Handler) -> Route:
        async def serve(request: Request) -> Response:
            try:
                return await handler(world, emulator, request)
            except Problem as problem:
                return wire.error(problem)

        return Route(CONTROL + path, serve, methods=[method])

    return [at(method, path, handler) for method, path, handler in CONTROLS]


async def page(world: World, emulator: Controlled, request: Request) -> Response:
    return PlainTextResponse(PAGE)


async def description(world: World, emulator: Controlled, request: Request) -> Response:
    paths: dict[str, dict[str, Json]] = {}
    for method, path, handler in CONTROLS:
        operation: Json = {"operationId": handler.__name__, "responses": {"200": {"description": "done"}}}
        paths.setdefault(CONTROL + path, {})[method.lower()] = operation
    info: Json = {"title": "Controls of the HeyGen emulator", "version": "1", "description": PAGE}
    return JSONResponse({"openapi": "3.1.0", "info": info, "paths": paths, "x-fault-kinds": list(WORDS)})


async def reset(world: World, emulator: Controlled, request: Request) -> Response:
    emulator.reset()
    return wire.data({})


async def read_clock(world: World, emulator: Controlled, request: Request) -> Response:
    return wire.data({"now": world.clock(), "frozen": world.time.stopped_at is not None})


async def move_clock(world: World, emulator: Controlled, request: Request) -> Response:
    body = read_body(await request.body())
    seconds, frozen = body.number("advance", -YEAR, YEAR), body.raw("frozen")
    if frozen is not None and not isinstance(frozen, bool):
        body.refuse("frozen", "must be true or false")
    body.end()
    if frozen is not None:
        (world.time.freeze if frozen else world.time.run)()
    world.time.advance(seconds or 0.0)
    return await read_clock(world, emulator, request)


async def read_balance(world: World, emulator: Controlled, request: Request) -> Response:
    world.collect()
    return wire.data({"usd": round(world.state.balance_usd, 6), "charged_usd": round(world.state.charged_usd, 6)})


async def set_balance(world: World, emulator: Controlled, request: Request) -> Response:
    body = read_body(await request.body())
    usd = body.number("usd", 0, 1e12)
    if usd is None:
        body.refuse("usd", "is required")
    body.end()
    world.collect()
    world.state.deposit_usd = usd + world.state.charged_usd
    return await read_balance(world, emulator, request)


async def list_requests(world: World, emulator: Controlled, request: Request) -> Response:
    kept = emulator.requests[-page_limit(request, 100, 10_000) :]
    return wire.data([_request_row(one) for one in kept])


def _request_row(one: RecordedRequest) -> Json:
    body = one.body.decode("utf-8", "replace")
    return {
        "method": one.method,
        "path": one.path,
        "query": one.query,
        "headers": one.headers,
        "body": body,
        "size": one.size,
    }


async def forget_requests(world: World, emulator: Controlled, request: Request) -> Response:
    emulator.requests.clear()
    return wire.data({})


async def list_jobs(world: World, emulator: Controlled, request: Request) -> Response:
    world.collect()
    jobs: Sequence[Job] = world.state.jobs(kind=request.query_params.get("kind"))
    return wire.data([job_row(world, job) for job in jobs])


def job_row(world: World, job: Job) -> Json:
    """A job as the controls and the status page show it."""
    return {
        "id": job.id,
        "kind": job.kind,
        "title": job.title,
        "status": tasks.word(world, job),
        "what": job.what,
        "accepted_at": job.accepted_at,
        "finished_at": job.finished_at,
        "polls": job.polls,
        "stuck": job.stuck,
        "facts": job.facts,
        "outcome": encode(job.outcome),
    }


async def list_charges(world: World, emulator: Controlled, request: Request) -> Response:
    world.collect()
    rows: list[Json] = [
        {"id": one.id, "what": one.what, "seconds": one.seconds, "usd": one.usd} for one in world.state.charges
    ]
    return wire.data(rows)


async def list_deliveries(world: World, emulator: Controlled, request: Request) -> Response:
    return wire.data([delivery.row() for delivery in world.outbox.deliveries])


async def settle(world: World, emulator: Controlled, request: Request) -> Response:
    await emulator.settle(world.config.patience)
    await emulator.deliver()
    return wire.data({"unfinished": len(world.state.unsettled())})


async def list_faults(world: World, emulator: Controlled, request: Request) -> Response:
    rows: list[Json] = [
        {
            "method": rule.method,
            "path": rule.pattern,
            "faults": [write_fault(fault) for fault in rule.left],
            "forever": rule.forever,
        }
        for rule in world.script.rules
        if rule.left
    ]
    return wire.data(rows)


async def add_faults(world: World, emulator: Controlled, request: Request) -> Response:
    body = read_body(await request.body())
    method, path = body.text("method") or "*", body.need_text("path")
    faults = tuple(read_fault(value, f"faults[{index}]") for index, value in enumerate(body.items("faults", 1, 1000)))
    forever = body.flag("forever")
    body.end()
    world.script.add(method, path, faults, forever=forever)
    return await list_faults(world, emulator, request)


async def clear_faults(world: World, emulator: Controlled, request: Request) -> Response:
    world.script.clear()
    return wire.data({})


CONTROLS: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "", page),
    ("GET", "/openapi.json", description),
    ("POST", "/reset", reset),
    ("GET", "/clock", read_clock),
    ("POST", "/clock", move_clock),
    ("GET", "/balance", read_balance),
    ("PUT", "/balance", set_balance),
    ("GET", "/requests", list_requests),
    ("DELETE", "/requests", forget_requests),
    ("GET", "/jobs", list_jobs),
    ("GET", "/charges", list_charges),
    ("GET", "/deliveries", list_deliveries),
    ("POST", "/settle", settle),
    ("GET", "/faults", list_faults),
    ("POST", "/faults", add_faults),
    ("DELETE", "/faults", clear_faults),
)
