"""v1 streaming: signalling and tasks are as HeyGen has them; there is no media server (streaming, observed).

What a session says is drawn as a draft clip instead: `GET /_emulator/streaming/{task_id}` gives its status and link.
"""

from __future__ import annotations

from typing import Literal, cast

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from heygen_build.emulator import prices, tasks, wire
from heygen_build.emulator.checks import find_voice, pauses
from heygen_build.emulator.front import CONTROL
from heygen_build.emulator.kinds import STREAMING_TASK
from heygen_build.emulator.oauth import Token, tokens_of
from heygen_build.emulator.orders import Saying, VideoOrder
from heygen_build.emulator.reader import Reader, read_body
from heygen_build.emulator.serving import endpoint
from heygen_build.emulator.streaming import SESSION_SECONDS, Session, move, need, room, sessions_of, state_at
from heygen_build.emulator.wire import Json, Problem
from heygen_build.emulator.world import World

TOKEN_SECONDS = 3_600.0
SIZES = {"low": (640, 360), "medium": (854, 480), "high": (1280, 720)}
EMOTIONS = ("Excited", "Serious", "Friendly", "Soothing", "Broadcaster")
LONGEST_TEXT = 5_000
# A well-formed offer that leads nowhere: clients parse it, and no media server waits behind it.
SDP = "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=heygen-build emulator\r\nt=0 0\r\n"


def routes(world: World) -> list[Route]:
    async def draft(request: Request) -> Response:
        try:
            return await clip(world, request)
        except Problem as problem:
            return wire.error(problem)

    return [
        endpoint(world, "POST", "/v1/streaming.create_token", create_token, generation="v2"),
        endpoint(world, "POST", "/v1/streaming.new", new),
        endpoint(world, "POST", "/v1/streaming.start", start),
        endpoint(world, "POST", "/v1/streaming.ice", ice),
        endpoint(world, "POST", "/v1/streaming.task", task),
        endpoint(world, "POST", "/v1/streaming.interrupt", interrupt),
        endpoint(world, "POST", "/v1/streaming.stop", stop),
        endpoint(world, "GET", "/v1/streaming.list", list_sessions),
        endpoint(world, "GET", "/v1/streaming/avatar.list", list_avatars),
        Route(f"{CONTROL}/streaming/{{task_id}}", draft, methods=["GET"]),
    ]


async def create_token(world: World, request: Request) -> Response:
    """A token for a browser, used as Bearer; the envelope is v2's (observed)."""
    token = Token(f"st_{world.state.new_id()}", "", "streaming", world.clock() + TOKEN_SECONDS)
    tokens_of(world.state)[token.access] = token
    return wire.v2_data({"token": token.access})


async def new(world: World, request: Request) -> Response:
    """LiveKit's fields always; WebRTC's `sdp` and ice servers for versions v1 and v2."""
    body = read_body(await request.body())
    version = body.choice("version", "v1", "v2", "v3", "v4") or "v2"
    session = _session(world, body)
    room(world.state, world.clock())
    sessions_of(world.state)[session.id] = session
    host = world.base_url(request).partition("://")[2]
    answer: dict[str, Json] = {
        "session_id": session.id,
        "url": f"wss://{host}/livekit",
        "access_token": f"lk_{session.id}",
        "session_duration_limit": SESSION_SECONDS,
        "is_paid": False,
        "realtime_endpoint": f"wss://{host}/v1/ws/streaming.chat?session_id={session.id}",
        "livekit_agent_token": f"la_{session.id}",
    }
    if version in ("v1", "v2"):
        servers: Json = [
            {"urls": ["stun:127.0.0.1:3478"], "username": "", "credential": "", "credentialType": "password"}
        ]
        answer |= {"sdp": {"type": "offer", "sdp": SDP}, "ice_servers": servers, "ice_servers2": servers}
    return wire.v1_data(answer, "success")


def _session(world: World, body: Reader) -> Session:
    quality = body.choice("quality", *SIZES) or "medium"
    idle = body.number("activity_idle_timeout", 30, 3_600, 120.0)
    never = body.flag("disable_idle_timeout")
    body.choice("video_encoding", "VP8", "H264")
    voice = body.record("voice") or Reader({}, "voice")
    rate = voice.number("rate", 0.5, 1.5, 1.0)
    voice.choice("emotion", *EMOTIONS, *(emotion.lower() for emotion in EMOTIONS))  # pipecat writes them small
    wanted = body.text("avatar_id") or body.text("avatar_name")
    catalog = world.catalog
    # Old integrations ask for the avatar `default`, which is what they also get when they name none.
    look = catalog.look(wanted) if wanted and wanted != "default" else catalog.looks[0]
    if look is None:
        raise Problem(400, "avatar_not_found", f"Avatar {wanted} not found", number=10012)
    if look.status not in (None, "completed"):
        raise Problem(400, "avatar_not_allowed", f"Avatar {look.id} cannot be used", number=10013)
    chosen = find_voice(catalog, voice.text("voice_id") or look.default_voice_id)
    level = cast("Literal['low', 'medium', 'high']", quality)
    now = world.clock()
    return Session(world.state.new_id(), look.id, chosen.id, level, now, now, None if never else idle, rate=rate)


async def start(world: World, request: Request) -> Response:
    """v2 sends its SDP answer along; nobody looks at it beyond its shape."""
    body = read_body(await request.body())
    session = need(world.state, body.need_text("session_id"), world.clock(), "new", "connecting")
    answer = body.record("sdp")
    if answer is not None:
        answer.need_choice("type", "answer")
        answer.need_text("sdp")
    move(world.state, session, world.clock(), "connected")
    return wire.v1_data({"status": "connected"}, "success")


async def ice(world: World, request: Request) -> Response:
    body = read_body(await request.body())
    session = need(world.state, body.need_text("session_id"), world.clock(), "new", "connecting", "connected")
    body.record("candidate", nullable=False)
    move(world.state, session, world.clock(), "connecting" if session.state == "new" else None)
    return wire.v1_data(None, "success")


async def task(world: World, request: Request) -> Response:
    """`repeat` speaks the text as it is; `chat` would have a model answer, and repeats it here as well."""
    body = read_body(await request.body())
    session = need(world.state, body.need_text("session_id"), world.clock(), "connected")
    text = body.need_text("text", longest=LONGEST_TEXT)
    kind = body.choice("task_type", "repeat", "chat", "talk") or "repeat"
    body.choice("task_mode", "sync", "async")
    terms = tasks.Terms(STREAMING_TASK, _order(world, session, text), facts={"session_id": session.id, "type": kind})
    job = tasks.accept(world, request, terms)
    move(world.state, session, world.clock())
    milliseconds = prices.spoken_seconds(text, session.rate) * 1000
    return wire.v1_data({"task_id": job.id, "duration_ms": milliseconds}, "success")


def _order(world: World, session: Session, text: str) -> VideoOrder:
    look, voice = world.catalog.look(session.look_id), find_voice(world.catalog, session.voice_id)
    if look is None:
        raise Problem(400, "avatar_not_found", f"Avatar {session.look_id} not found", number=10012)
    width, height = SIZES[session.quality]
    if look.orientation == "portrait":
        width, height = height, width
    sound = Saying(pauses(text, voice), voice.timbre, session.rate)
    costume = None if look.photo else look.costume
    return VideoOrder(sound, width, height, costume=costume, photo=look.photo, mark=world.config.mark)


async def interrupt(world: World, request: Request) -> Response:
    body = read_body(await request.body())
    session = need(world.state, body.need_text("session_id"), world.clock(), "connected")
    move(world.state, session, world.clock())
    return wire.v1_data(None, "success")


async def stop(world: World, request: Request) -> Response:
    body = read_body(await request.body())
    session = need(world.state, body.need_text("session_id"), world.clock(), "new", "connecting", "connected")
    move(world.state, session, world.clock(), "closed")
    return JSONResponse({"code": 100, "message": "success"})


async def list_sessions(world: World, request: Request) -> Response:
    now = world.clock()
    rows: list[Json] = [
        {"session_id": one.id, "status": state_at(one, now), "created_at": int(one.created_at)}
        for one in sessions_of(world.state).values()
        if state_at(one, now) != "closed"
    ]
    return wire.v1_data({"sessions": rows}, "success")


async def list_avatars(world: World, request: Request) -> Response:
    catalog = world.catalog
    rows: list[Json] = [
        {
            "avatar_id": look.id,
            "is_public": catalog.group_of(look).ownership == "public",
            "status": "ACTIVE" if look.status in (None, "completed") else "INACTIVE",
            "created_at": catalog.group_of(look).created_at,
            "normal_preview": f"{world.base_url(request)}/files/looks/{look.id}/preview.jpg",
            "default_voice": look.default_voice_id,
        }
        for look in catalog.looks
    ]
    return wire.v1_data(rows, "success")


async def clip(world: World, request: Request) -> Response:
    """What a task said, as a draft: the emulator's stand-in for the stream."""
    job = tasks.need(world, STREAMING_TASK, request.path_params["task_id"], "not_found", "Task")
    await world.poll([job])
    url = tasks.link(world, request, job, "video")
    message = tasks.failure_message(world, job)
    return wire.data({"task_id": job.id, "status": tasks.word(world, job), "video_url": url, "error": message})
