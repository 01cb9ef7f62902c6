"""The Video Agent: sessions, messages, their videos and resources, styles; brand kits; and v1's form of it.

A session in mode chat asks one question before it starts. Messages change what they name (avatar, voice, brand kit,
files) and order the film again; their words change nothing, because nobody here understands them.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from heygen_build.emulator import tasks, wire
from heygen_build.emulator.agent_body import AgentBody, read_agent, read_agent_v1, read_message
from heygen_build.emulator.agent_previews import kit_logo, style_film
from heygen_build.emulator.agent_sessions import answered, begin, film_terms, revised, session_row, session_word, talks
from heygen_build.emulator.catalog_agents import AGENT_STYLES, BRAND_KITS, AgentStyle, brand_kit, style
from heygen_build.emulator.jobs import Failure, Job, Render
from heygen_build.emulator.kinds import AGENT_SESSION
from heygen_build.emulator.reader import read_body
from heygen_build.emulator.routes_assets import asset_url
from heygen_build.emulator.routes_videos import detail
from heygen_build.emulator.serving import endpoint, page_limit
from heygen_build.emulator.tasks import Terms
from heygen_build.emulator.wire import Json, Problem
from heygen_build.emulator.world import World

_ROOT = "/v3/video-agents"


def routes(world: World) -> list[Route]:
    return [
        endpoint(world, "POST", _ROOT, create),
        endpoint(world, "GET", _ROOT, list_sessions),
        endpoint(world, "GET", f"{_ROOT}/styles", styles),
        endpoint(world, "GET", f"{_ROOT}/{{session_id}}", get),
        endpoint(world, "POST", f"{_ROOT}/{{session_id}}", send),
        endpoint(world, "POST", f"{_ROOT}/{{session_id}}/stop", stop),
        endpoint(world, "GET", f"{_ROOT}/{{session_id}}/videos", videos),
        endpoint(world, "GET", f"{_ROOT}/{{session_id}}/resources/{{resource_id}}", resource),
        endpoint(world, "GET", "/v3/brand-kits", brand_kits),
        endpoint(world, "POST", "/v1/video_agent/generate", generate_v1, generation="v2"),
        *_public(world),
    ]


def _public(world: World) -> list[Route]:
    """Files that need no key."""

    async def style_file(request: Request) -> Response:
        """Drawn when it is asked for, and kept."""
        found, name = style(request.path_params["style_id"]), request.path_params["name"]
        label = {"preview.jpg": "thumbnail", "preview.mp4": "video"}.get(name)
        if found is None or label is None:
            return Response(status_code=404)
        key = world.begin(style_film(found, world.config.mark))
        await world.studio.wait([key], world.config.patience)
        made = world.studio.outcome(key)
        if not isinstance(made, Render):
            return Response(status_code=404)
        kind = "image/jpeg" if label == "thumbnail" else "video/mp4"
        return FileResponse(world.studio.folder / made.files[label], media_type=kind)

    async def logo(request: Request) -> Response:
        kit = brand_kit(request.path_params["kit_id"])
        return Response(status_code=404) if kit is None else Response(kit_logo(kit), media_type="image/png")

    return [
        Route("/files/styles/{style_id}/{name}", style_file),
        Route("/files/brand-kits/{kit_id}/logo.png", logo),
    ]


def _preview_url(world: World, request: Request, found: AgentStyle, suffix: str) -> str:
    return f"{world.base_url(request)}/files/styles/{found.id}/preview.{suffix}"


async def create(world: World, request: Request) -> Response:
    """In mode generate the film is ordered at once, in mode chat after the answer to a question.

    Not repeatable: whether HeyGen honors an Idempotency-Key here is unconfirmed, and clients must not rely on it.
    """
    body = read_agent(world, read_body(await request.body()))
    terms = film_terms(world, body)
    film = None
    if body.is_chat:
        tasks.check_room(world, 1, terms.estimate)
    else:
        film = tasks.accept(world, request, terms)
    session = tasks.accept(world, request, _session(body, terms, film))
    begin(world, session, body, film)
    return wire.data(
        {
            "session_id": session.id,
            "status": "generating" if film else "thinking",
            "video_id": film.id if film else None,
            "created_at": int(session.accepted_at),
        }
    )


def _session(body: AgentBody, terms: Terms, film: Job | None) -> Terms:
    return Terms(
        AGENT_SESSION,
        title=terms.title,
        follows=film.id if film else None,
        callback_url=body.callback_url,
        callback_id=body.callback_id,
    )


async def list_sessions(world: World, request: Request) -> Response:
    sessions, token = tasks.page(world, request, AGENT_SESSION, default=20)
    rows: list[Json] = [
        {"session_id": session.id, "title": session.title, "created_at": int(session.accepted_at)}
        for session in sessions
    ]
    return wire.page(rows, token)


async def get(world: World, request: Request) -> Response:
    session = _found(world, request)
    await world.poll([session])
    return wire.data(session_row(world, session))


async def send(world: World, request: Request) -> Response:
    """Answers the question, or asks for another version of a finished film. 400 for sessions of mode generate."""
    session = _found(world, request)
    message = read_message(world, read_body(await request.body()))
    talk = talks(world)[session.id]
    if not talk.order.is_chat:
        raise wire.invalid("session_id", "messages can only be sent to sessions in chat mode")
    if session_word(world, session) not in ("waiting_for_input", "completed", "failed"):
        raise Problem(409, "conflict", "The session is working on the last message")
    film = tasks.accept(world, request, film_terms(world, revised(talk, message)))
    answered(world, session, message, film)
    return wire.data({"session_id": session.id, "run_id": world.state.new_id(), "title": session.title})


async def stop(world: World, request: Request) -> Response:
    """Ends what is not finished yet, free of charge; a film that is done stays."""
    session = _found(world, request)
    if content := await request.body():
        read_body(content)
    stopped = Failure("stopped", "The session was stopped")
    films = [world.state.any_job(film) for film in talks(world)[session.id].films]
    for job in (*films, session):
        if job is not None and job.outcome is None:
            world.settle(job, stopped)
    return wire.data({"session_id": session.id})


async def videos(world: World, request: Request) -> Response:
    """Newest first. Listing is no poll: it moves no job."""
    session = _found(world, request)
    world.collect()
    jobs = [world.state.job(film) for film in reversed(talks(world)[session.id].films)]
    return wire.page([detail(world, request, job) for job in jobs if job is not None], None)


async def resource(world: World, request: Request) -> Response:
    """A file that was attached to the session; its id is that of the asset."""
    session, resource_id = _found(world, request), request.path_params["resource_id"]
    asset = world.state.assets.get(resource_id)
    if asset is None or resource_id not in talks(world)[session.id].order.assets:
        raise Problem(404, "not_found", f"Resource {resource_id} not found")
    kind = asset.mime.partition("/")[0]
    return wire.data(
        {
            "resource_id": asset.id,
            "resource_type": "file" if kind == "application" else kind,
            "source_type": "user_uploaded",
            "url": asset_url(world, request, asset),
            "preview_url": None,
            "thumbnail_url": None,
            "metadata": {"name": asset.name},
            "created_at": asset.uploaded_at,
        }
    )


async def styles(world: World, request: Request) -> Response:
    tag = request.query_params.get("tag")
    found = [row for row in enumerate(AGENT_STYLES) if tag is None or tag in row[1].tags]
    page, token = wire.cut(found, lambda row: row[0], page_limit(request, 20, 100), request.query_params.get("token"))
    rows: list[Json] = [
        {
            "style_id": row.id,
            "name": row.name,
            "tags": list(row.tags),
            "aspect_ratio": row.aspect_ratio,
            "thumbnail_url": _preview_url(world, request, row, "jpg"),
            "preview_video_url": _preview_url(world, request, row, "mp4"),
        }
        for _, row in page
    ]
    return wire.page(rows, token)


async def brand_kits(world: World, request: Request) -> Response:
    found = list(enumerate(BRAND_KITS))
    page, token = wire.cut(found, lambda row: row[0], page_limit(request, 20, 100), request.query_params.get("token"))
    rows: list[Json] = [
        {
            "brand_kit_id": kit.id,
            "name": kit.name,
            "colors": list(kit.colors),
            "logo_url": f"{world.base_url(request)}/files/brand-kits/{kit.id}/logo.png",
        }
        for _, kit in page
    ]
    return wire.page(rows, token)


async def generate_v1(world: World, request: Request) -> Response:
    """No session: the answer is the video's id, which `GET /v1/video_status.get` knows."""
    body = read_agent_v1(world, read_body(await request.body()))
    film = tasks.accept(world, request, film_terms(world, body))
    return wire.v2_data({"video_id": film.id})


def _found(world: World, request: Request) -> Job:
    return tasks.need(world, AGENT_SESSION, request.path_params["session_id"], "not_found", "Session")
