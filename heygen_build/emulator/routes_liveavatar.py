"""LiveAvatar's session calls (streaming, "LiveAvatar"): tokens, start, keep-alive, stop. No room, no media server.

What would be an event in a room (`avatar.speak_text`) is told to `POST /_emulator/liveavatar/speak`, with the session's
token; the draft clip is fetched as for `/v1/streaming.*`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Literal
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from heygen_build.emulator import tasks, wire
from heygen_build.emulator.checks import find_voice, pauses
from heygen_build.emulator.front import CONTROL
from heygen_build.emulator.kinds import STREAMING_TASK
from heygen_build.emulator.orders import Saying, VideoOrder
from heygen_build.emulator.reader import Reader, read_body, tolerance
from heygen_build.emulator.state import State
from heygen_build.emulator.wire import Json, Problem
from heygen_build.emulator.world import World

OK, WRONG, STRANGER = 1000, 4000, 4010
SANDBOX_SECONDS = 60
LONGEST_SECONDS = 3600  # not published
LONGEST_TEXT = 5_000
Handler = Callable[[World, Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class LiveSession:
    """Known by its token. `ends_at` in Unix seconds once it is started."""

    id: str
    token: str
    is_sandbox: bool
    state: Literal["new", "started", "stopped"] = "new"
    ends_at: float = 0.0


def routes(world: World) -> list[Route]:
    return [
        _route(world, "/v1/sessions/token", token),
        _route(world, "/v1/sessions/start", start),
        _route(world, "/v1/sessions/keep-alive", keep_alive),
        _route(world, "/v1/sessions/stop", stop),
        _route(world, f"{CONTROL}/liveavatar/speak", speak),
    ]


def _route(world: World, path: str, handler: Handler) -> Route:
    async def serve(request: Request) -> Response:
        with tolerance(world.config.lenient):
            try:
                return await handler(world, request)
            except Problem as problem:
                body = {"code": STRANGER if problem.status == 401 else WRONG, "data": None, "message": problem.message}
                return JSONResponse(body, problem.status)

    return Route(path, serve, methods=["POST"])


def _told(value: Json) -> Response:
    return JSONResponse({"code": OK, "data": value, "message": "success"})


async def token(world: World, request: Request) -> Response:
    """With LiveAvatar's own key; a bad one is 401 with code 4010."""
    key = request.headers.get("x-api-key", "").strip()
    if not key or (world.config.keys is not None and key not in world.config.keys):
        raise Problem(401, "unauthorized", "Invalid API key")
    body = read_body(await request.body())
    body.need_choice("mode", "LITE", "FULL")
    _avatar(body.need_text("avatar_id"))
    body.choice("video_quality", "very_high", "high", "medium", "low")
    is_sandbox = body.flag("is_sandbox")
    _room(body.record("livekit_config"))
    made = LiveSession(world.state.new_id(), f"lst_{world.state.new_id()}", bool(is_sandbox))
    _sessions(world.state)[made.token] = made
    return _told({"session_id": made.id, "session_token": made.token})


def _avatar(avatar_id: str) -> None:
    try:
        UUID(avatar_id)
    except ValueError:
        raise Problem(400, "invalid_parameter", "avatar_id must be a UUID of LiveAvatar") from None


def _room(config: Reader | None) -> None:
    """A room of the caller's own; nobody looks at it beyond its shape."""
    if config is not None:
        for name in ("livekit_url", "livekit_room", "livekit_client_token"):
            config.text(name)


async def start(world: World, request: Request) -> Response:
    session = _need(world, request, "new")
    seconds = SANDBOX_SECONDS if session.is_sandbox else LONGEST_SECONDS
    started = replace(session, state="started", ends_at=world.clock() + seconds)
    _sessions(world.state)[session.token] = started
    host = world.base_url(request).partition("://")[2]
    return _told(
        {
            "session_id": session.id,
            "livekit_url": f"wss://{host}/livekit",
            "livekit_client_token": f"lk_{session.id}",
            "livekit_agent_token": f"la_{session.id}",
            "ws_url": f"wss://{host}/v1/ws/sessions/{session.id}",
            "max_session_duration": seconds,
        }
    )


async def keep_alive(world: World, request: Request) -> Response:
    """Sent by LiveAvatar's own browser client while nobody speaks; here only `max_session_duration` ends a session."""
    _need(world, request, "started")
    return _told(None)


async def stop(world: World, request: Request) -> Response:
    session = _need(world, request, "new", "started")
    read_body(await request.body()).choice("reason", "USER_DISCONNECTED", "SESSION_ENDED")
    _sessions(world.state)[session.token] = replace(session, state="stopped")
    return _told(None)


async def speak(world: World, request: Request) -> Response:
    """Ours: what `avatar.speak_text` says in a room is drawn as a clip. Every avatar is the same look."""
    _need(world, request, "started")
    text = read_body(await request.body()).need_text("text", longest=LONGEST_TEXT)
    look = world.catalog.looks[0]
    voice = find_voice(world.catalog, look.default_voice_id)
    sound = Saying(pauses(text, voice), voice.timbre, 1.0)
    costume = None if look.photo else look.costume
    order = VideoOrder(sound, 854, 480, costume=costume, photo=look.photo, mark=world.config.mark)
    return wire.data({"task_id": tasks.accept(world, request, tasks.Terms(STREAMING_TASK, order)).id})


def _need(world: World, request: Request, *allowed: str) -> LiveSession:
    """The session of a token: 401 with code 4010 for a token that is none, 400 with 4000 in a wrong state."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    session = _sessions(world.state).get(given.strip()) if scheme.lower() == "bearer" else None
    if session is None:
        raise Problem(401, "unauthorized", "Invalid session token")
    is_over = session.state == "started" and world.clock() >= session.ends_at
    if is_over or session.state not in allowed:
        raise Problem(400, "invalid_state", f"The session is {'over' if is_over else session.state}")
    return session


def _sessions(state: State) -> dict[str, LiveSession]:
    return state.table("liveavatar_sessions", LiveSession)
