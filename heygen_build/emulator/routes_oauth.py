"""OAuth with PKCE, as `api2` and `app` do it for HeyGen's integrations (README, Hosts): the user always agrees at once.

Shapes are those of RFC 6749, 7009, 7591 and 7636, which HeyGen's clients are built on.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable, Mapping
from hashlib import sha256
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from heygen_build.emulator.jobs import Json
from heygen_build.emulator.oauth import Application, Grant, Token, tokens_of
from heygen_build.emulator.reader import read_body
from heygen_build.emulator.wire import Problem
from heygen_build.emulator.world import World

LIFETIME_SECONDS = 3_600
CODE_SECONDS = 600.0


class Refused(Exception):
    """An OAuth error: `code` is a word of RFC 6749, section 5.2."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(code, message)
        self.answer: Response = JSONResponse({"error": code, "error_description": message}, status)


def routes(world: World) -> list[Route]:
    async def registered(request: Request) -> Response:
        return await _register(world, request)

    async def authorized(request: Request) -> Response:
        return _answered(lambda: _authorize(world, request.query_params))

    async def granted(request: Request) -> Response:
        try:
            form = await _form(request)
        except Problem as problem:
            return Refused("invalid_request", problem.message).answer
        return _answered(lambda: _grant(world, form))

    async def revoked(request: Request) -> Response:
        try:
            wanted = (await _form(request)).get("token", "")
        except Problem as problem:
            return Refused("invalid_request", problem.message).answer
        tokens = tokens_of(world.state)
        for token in [one for one in tokens.values() if wanted in (one.access, one.refresh)]:
            del tokens[token.access]
        return Response(status_code=200)  # also for unknown tokens (RFC 7009)

    return [
        Route("/oauth/authorize", authorized, methods=["GET"]),
        Route("/v1/oauth/register", registered, methods=["POST"]),
        Route("/v1/oauth/token", granted, methods=["POST"]),
        Route("/v1/oauth/revoke", revoked, methods=["POST"]),
    ]


def _answered(work: Callable[[], Response]) -> Response:
    try:
        return work()
    except Refused as refused:
        return refused.answer


async def _form(request: Request) -> Mapping[str, str]:
    """Form fields; JSON too, which some clients send."""
    if "json" in request.headers.get("content-type", ""):
        body = read_body(await request.body())
        return {name: str(body.raw(name)) for name in body.names}
    async with request.form() as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


async def _register(world: World, request: Request) -> Response:
    """Without a body too, as HeyGen's own n8n node does it."""
    try:
        body = read_body(await request.body())
        redirects = [str(one) for one in body.items("redirect_uris", 0, 20)]
        name = body.text("client_name") or "client"
    except Problem as problem:
        return Refused("invalid_client_metadata", problem.message).answer
    if not all(_reachable(one) for one in redirects):
        return Refused("invalid_redirect_uri", "redirect_uris must be https, a private scheme, or loopback").answer
    made = Application(world.state.new_id(), name, tuple(redirects))
    world.state.table("oauth_clients", Application)[made.id] = made
    answer: dict[str, Json] = {
        "client_id": made.id,
        "client_id_issued_at": int(world.clock()),
        "client_name": made.name,
        "redirect_uris": redirects,
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "token_endpoint_auth_method": "none",
    }
    return JSONResponse(answer, 201)


def _reachable(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    local = host in ("localhost", "127.0.0.1", "::1")
    return bool(parts.scheme) and (parts.scheme != "http" or local) and parts.scheme not in ("javascript", "data")


def _authorize(world: World, query: Mapping[str, str]) -> Response:
    """The page where a person would agree: sends the browser back with a code."""
    client = world.state.table("oauth_clients", Application).get(query.get("client_id", ""))
    redirect = query.get("redirect_uri", "")
    # HeyGen's own n8n node registers without any address and names its own here.
    allowed = client is not None and (redirect in client.redirects or (not client.redirects and _reachable(redirect)))
    if client is None or not allowed:
        raise Refused("invalid_request", "client_id or redirect_uri is not registered")
    back = {"state": query["state"]} if "state" in query else {}
    method = query.get("code_challenge_method", "S256")
    if query.get("response_type", "code") != "code" or method != "S256":
        back["error"] = "unsupported_response_type" if method == "S256" else "invalid_request"
    else:
        until = world.clock() + CODE_SECONDS
        code = world.state.new_id()
        grant = Grant(code, client.id, redirect, query.get("code_challenge"), until)
        world.state.table("oauth_grants", Grant)[code] = grant
        back["code"] = code
    return RedirectResponse(redirect + ("&" if "?" in redirect else "?") + urlencode(back), 302)


def _grant(world: World, form: Mapping[str, str]) -> Response:
    match form.get("grant_type"):
        case "authorization_code":
            client_id = _redeem(world, form)
        case "refresh_token":
            client_id = _renew(world, form.get("refresh_token", ""))
        case other:
            raise Refused("unsupported_grant_type", f"grant_type {other} is not supported")
    access, refresh = f"at_{world.state.new_id()}", f"rt_{world.state.new_id()}"
    token = Token(access, refresh, client_id, world.clock() + LIFETIME_SECONDS)
    tokens_of(world.state)[token.access] = token
    answer: dict[str, Json] = {
        "access_token": token.access,
        "token_type": "Bearer",
        "expires_in": LIFETIME_SECONDS,
        "refresh_token": token.refresh,
    }
    return JSONResponse(answer, headers={"Cache-Control": "no-store"})


def _redeem(world: World, form: Mapping[str, str]) -> str:
    """The client of a code, which is used up even by a wrong attempt."""
    grant = world.state.table("oauth_grants", Grant).pop(form.get("code", ""), None)
    if grant is None or world.clock() > grant.until:
        raise Refused("invalid_grant", "The code is unknown, used or expired")
    same_address = form.get("redirect_uri", grant.redirect) == grant.redirect
    if not same_address or form.get("client_id", grant.client_id) != grant.client_id:
        raise Refused("invalid_grant", "The code was given to another client or address")
    if grant.challenge is not None and not _proves(form.get("code_verifier", ""), grant.challenge):
        raise Refused("invalid_grant", "code_verifier does not match the challenge")
    return grant.client_id


def _proves(verifier: str, challenge: str) -> bool:
    digest = sha256(verifier.encode()).digest()
    expected = base64.urlsafe_b64encode(digest).rstrip(b"=")
    return hmac.compare_digest(expected, challenge.rstrip("=").encode())


def _renew(world: World, refresh: str) -> str:
    """The client of a refresh token, which is replaced by a new one."""
    tokens = tokens_of(world.state)
    known = next((one for one in tokens.values() if hmac.compare_digest(one.refresh.encode(), refresh.encode())), None)
    if known is None:
        raise Refused("invalid_grant", "The refresh token is unknown")
    del tokens[known.access]
    return known.client_id
