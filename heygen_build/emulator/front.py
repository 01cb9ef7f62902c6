"""The door: every request is read, recorded, numbered, and met by the trouble that was scripted for it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from heygen_build.emulator import wire
from heygen_build.emulator.faults import (
    Answer,
    Delay,
    EmptyFile,
    ExpiredLink,
    Fault,
    Garbled,
    LostAfterAcceptance,
    LostBeforeAcceptance,
    Slow,
    TruncatedFile,
    WrongType,
)

LARGEST_BODY = 96 * 1024 * 1024  # room for base64 of the largest uploads; the upload's own limit is smaller
KEPT_BODY = 64 * 1024
KEPT_REQUESTS = 10_000
ABORT = "heygen_build.abort"  # ASGI extension of `server`: closes the client's socket
FAULT = "heygen_build.fault"
CONTROL = "/_emulator"  # never recorded, never in trouble
_SECRETS = frozenset({"x-api-key", "authorization", "cookie"})


@dataclass(frozen=True, slots=True)
class RecordedRequest:
    """A request as it came, without credentials. `body` is empty where it was larger than 64 KiB; `size` in bytes."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes
    size: int

    def json(self) -> object:
        """The body as JSON; raises `ValueError` for anything else."""
        return json.loads(self.body)


@dataclass(slots=True)
class Front:
    """ASGI. `number` gives request ids; `fault_for` takes the next scripted fault of a method and path."""

    app: ASGIApp
    number: Callable[[], str]
    fault_for: Callable[[str, str], Fault | None]
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    requests: list[RecordedRequest] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(CONTROL):
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        send = _with_headers(send, self.number(), request.headers.get("origin"))
        body = await _read(request)
        if body is None:
            too_large = wire.Problem(413, "payload_too_large", "The request is too large")
            await wire.error_of(wire.generation_of(request.url.path), too_large)(scope, receive, send)
            return
        self._record(request, body)
        if request.method == "OPTIONS":
            await preflight(request)(scope, receive, send)
            return
        await self._meet(self.fault_for(request.method, request.url.path), scope, _replay(body, receive), send)

    def _record(self, request: Request, body: bytes) -> None:
        headers = {name: value for name, value in request.headers.items() if name not in _SECRETS}
        kept = body if len(body) <= KEPT_BODY else b""
        path, query = request.url.path, request.url.query
        self.requests.append(RecordedRequest(request.method, path, query, headers, kept, len(body)))
        del self.requests[:-KEPT_REQUESTS]

    async def _meet(self, fault: Fault | None, scope: Scope, receive: Receive, send: Send) -> None:
        match fault:
            case Answer():
                await _scripted(fault, wire.generation_of(scope["path"]))(scope, receive, send)
            case ExpiredLink():
                await expired_link()(scope, receive, send)
            case LostBeforeAcceptance():
                await break_connection(scope, receive)
            case LostAfterAcceptance():
                await self.app(scope, receive, _swallow)
                await break_connection(scope, receive)
            case TruncatedFile(keep=share):
                await _truncate(self.app, share, scope, receive, send)
            case Slow(until=until):
                await until()
                await self.app(scope, receive, send)
            case Delay():
                await self.app(scope, receive, _delayed(send, fault, self.sleep))
            case EmptyFile():
                await mangled(self.app, lambda body: b"", None, scope, receive, send)
            case Garbled(keep=share):
                await mangled(self.app, lambda body: body[: int(len(body) * share)], None, scope, receive, send)
            case WrongType(content_type=content_type):
                await mangled(self.app, lambda body: body, content_type, scope, receive, send)
            case _:
                scope.setdefault("state", {})[FAULT] = fault
                await self.app(scope, receive, send)


async def _read(request: Request) -> bytes | None:
    """The whole body, None when it is too large."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST_BODY:
            return None
        parts.append(part)
    return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    """The body again, for the application; then whatever the server has to say."""
    given = False

    async def receive_again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again


def _with_headers(send: Send, request_id: str, origin: str | None) -> Send:
    """Every answer has a request id, and one to a browser may be read by its page."""

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["X-Request-Id"] = request_id
            if origin is not None:
                headers["Access-Control-Allow-Origin"] = origin
                # LiveAvatar's browser client fetches with `credentials: "include"`; there are no cookies to give away.
                headers["Access-Control-Allow-Credentials"] = "true"
                headers["Access-Control-Expose-Headers"] = "X-Request-Id, Retry-After, Deprecation, Sunset"
                headers.add_vary_header("Origin")
        await send(message)

    return send_with_headers


def preflight(request: Request) -> Response:
    """The answer to a browser that asks whether it may call (CORS): it may."""
    return Response(
        status_code=HTTPStatus.NO_CONTENT,
        headers={
            "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
            "Access-Control-Allow-Headers": request.headers.get("access-control-request-headers", "*"),
            "Access-Control-Max-Age": "600",
        },
    )


async def _swallow(message: Message) -> None:
    """Nothing of the answer reaches the client."""


async def break_connection(scope: Scope, receive: Receive) -> None:
    """Closes the socket; in process, where there is none, raises what httpx raises when a server hangs up."""
    abort = scope.get("extensions", {}).get(ABORT)
    if abort is None:
        from httpx import RemoteProtocolError  # in process the client is httpx, and has imported it already

        raise RemoteProtocolError("Server disconnected without sending a response.")
    abort()
    while (await receive())["type"] != "http.disconnect":
        continue


def _delayed(send: Send, fault: Delay, sleep: Callable[[float], Awaitable[object]]) -> Send:
    awaited = "http.response.start" if fault.before == "headers" else "http.response.body"
    waited = False

    async def send_late(message: Message) -> None:
        nonlocal waited
        if message["type"] == awaited and not waited:
            waited = True
            await sleep(fault.seconds)
        await send(message)

    return send_late


async def mangled(
    app: ASGIApp, change: Callable[[bytes], bytes], content_type: str | None, scope: Scope, receive: Receive, send: Send
) -> None:
    """The application's answer with other bytes, honestly counted, and perhaps under another type."""
    start: Message = {}
    parts: list[bytes] = []

    async def keep(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            parts.append(message.get("body", b""))

    await app(scope, receive, keep)
    body = change(b"".join(parts))
    headers = MutableHeaders(scope=start)
    headers["Content-Length"] = str(len(body))
    if content_type is not None:
        headers["Content-Type"] = content_type
    await send(start)
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def _truncate(app: ASGIApp, share: float, scope: Scope, receive: Receive, send: Send) -> None:
    left = 0

    async def send_part(message: Message) -> None:
        nonlocal left
        if message["type"] == "http.response.start":
            left = int(int(Headers(raw=message["headers"]).get("content-length", "0")) * share)
            await send(message)
            return
        part = message.get("body", b"")[:left]
        left -= len(part)
        if part:
            await send({"type": "http.response.body", "body": part, "more_body": True})

    await app(scope, receive, send_part)
    abort = scope.get("extensions", {}).get(ABORT)
    if abort is None:
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    else:
        await break_connection(scope, receive)


def _scripted(answer: Answer, generation: wire.Generation) -> Response:
    headers = {} if answer.retry_after is None else {"Retry-After": str(answer.retry_after)}
    if answer.body is not None:
        return Response(answer.body, answer.status, headers, answer.content_type)
    problem = wire.Problem(answer.status, answer.code, answer.message, retry_after=answer.retry_after)
    return wire.error_of(generation, problem)


def refused_link(status: HTTPStatus, code: str, message: str) -> Response:
    """What an object store answers to a bad link: XML, not the API's JSON."""
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>'
    return Response(body, status, media_type="application/xml")


def expired_link() -> Response:
    return refused_link(HTTPStatus.FORBIDDEN, "AccessDenied", "Request has expired")
