"""What every endpoint has in common: keys are checked, problems become answers, POSTs are repeatable.

The generation of an endpoint (v1, v2, v3) decides how its errors look; v1 and v2 say in headers that they end
(README, Deprecation). Handlers make their own success envelopes: `wire.data`, `wire.v2_data`, `wire.v1_data`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from heygen_build.emulator import wire
from heygen_build.emulator.ledger import Kept
from heygen_build.emulator.oauth import is_token
from heygen_build.emulator.reader import tolerance
from heygen_build.emulator.wire import Generation, Problem, generation_of
from heygen_build.emulator.world import World

Handler: TypeAlias = Callable[[World, Request], Awaitable[Response]]


def endpoint(
    world: World,
    method: str,
    path: str,
    handler: Handler,
    *,
    repeatable: bool = False,
    generation: Generation | None = None,
) -> Route:
    """A route. `repeatable` ones honor `Idempotency-Key` (README, Idempotency; v3 only).

    `generation` says whose errors it answers with where that is not the one of its path: some v1 paths answer like
    v2 or v3 (README, Envelopes).
    """
    work = _repeatable(handler) if repeatable else handler
    style = generation or generation_of(path)

    async def serve(request: Request) -> Response:
        with tolerance(world.config.lenient):
            try:
                _authorize(world, request)
                response = await work(world, request)
            except Problem as problem:
                response = wire.error_of(style, problem)
            except HTTPException as wrong:  # Starlette's own, for a multipart body that cannot be parsed
                response = wire.error_of(style, wire.invalid("body", wrong.detail))
        if not path.startswith("/v3/"):
            response.headers.update(wire.LEGACY_HEADERS)
        return response

    return Route(path, serve, methods=[method])


def _authorize(world: World, request: Request) -> None:
    """401 `unauthorized` for a missing and for a wrong key alike (observed)."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    key = request.headers.get("x-api-key", "").strip() or (token.strip() if scheme.lower() == "bearer" else "")
    known = world.config.keys is None or key in world.config.keys or is_token(world.state, token.strip(), world.clock())
    if not key or not known:
        raise Problem(401, "unauthorized", "Unauthorized")


def _repeatable(handler: Handler) -> Handler:
    async def serve_once(world: World, request: Request) -> Response:
        key = request.headers.get("idempotency-key")
        if key is None:
            return await handler(world, request)
        scope, ledger = f"{request.method} {request.url.path}", world.state.ledger
        kept = ledger.begin(scope, key, world.clock())
        if kept is not None:
            return Response(kept.body, kept.status, media_type="application/json")
        try:
            response = await handler(world, request)
        except BaseException:
            ledger.abandon(scope, key)
            raise
        ledger.finish(scope, key, Kept(response.status_code, bytes(response.body), world.clock()))
        return response

    return serve_once


def page_limit(request: Request, default: int, highest: int) -> int:
    """The `limit` parameter, 1 to `highest`."""
    text = request.query_params.get("limit")
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= highest):
        raise wire.invalid("limit", f"limit must be a whole number between 1 and {highest}")
    return int(text)


def query_choice(request: Request, name: str, *words: str) -> str | None:
    value = request.query_params.get(name)
    if value is not None and value not in words:
        raise wire.invalid(name, f"{name} must be one of {', '.join(words)}")
    return value
