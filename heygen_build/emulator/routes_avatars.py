"""v3 avatar groups and looks: list and get."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from heygen_build.emulator import tasks, wire
from heygen_build.emulator.catalog import Catalog, Group, Look
from heygen_build.emulator.kinds import AVATAR
from heygen_build.emulator.serving import endpoint, page_limit, query_choice
from heygen_build.emulator.wire import Json, Problem
from heygen_build.emulator.world import World


def routes(world: World) -> list[Route]:
    return [
        endpoint(world, "GET", "/v3/avatars", list_groups),
        endpoint(world, "GET", "/v3/avatars/looks", list_looks),
        endpoint(world, "GET", "/v3/avatars/looks/{look_id}", get_look),
        endpoint(world, "GET", "/v3/avatars/{group_id}", get_group),
        endpoint(world, "GET", "/v3/avatars/{group_id}/looks", list_looks),
    ]


async def list_groups(world: World, request: Request) -> Response:
    owner = query_choice(request, "ownership", "public", "private")
    catalog = world.catalog
    groups = [group for group in catalog.groups if owner in (None, group.ownership)]
    places = {group.id: place for place, group in enumerate(catalog.groups)}
    limit, token = page_limit(request, 20, 50), request.query_params.get("token")
    page, token = wire.cut(groups, lambda group: places[group.id], limit, token)
    return wire.page([group_row(world, request, catalog, group) for group in page], token)


async def get_group(world: World, request: Request) -> Response:
    group_id = request.path_params["group_id"]
    await _poll(world, [look.id for look in world.catalog.looks_of(group_id)])
    catalog = world.catalog
    return wire.data(group_row(world, request, catalog, _need_group(catalog, group_id)))


def _need_group(catalog: Catalog, group_id: str) -> Group:
    group = catalog.group(group_id)
    if group is None:
        raise Problem(404, "avatar_group_not_found", f"Avatar group {group_id} not found")
    return group


async def list_looks(world: World, request: Request) -> Response:
    """Also below a group, where an existing client asks for its looks (observed)."""
    owner = query_choice(request, "ownership", "public", "private")
    kind = query_choice(request, "avatar_type", "studio_avatar", "digital_twin", "photo_avatar")
    catalog = world.catalog
    group_id = request.query_params.get("group_id")
    if "group_id" in request.path_params:
        group_id = _need_group(catalog, request.path_params["group_id"]).id
    looks = [
        look
        for look in catalog.looks
        if owner in (None, catalog.group_of(look).ownership)
        and kind in (None, look.avatar_type)
        and group_id in (None, look.group_id)
    ]
    places = {look.id: place for place, look in enumerate(catalog.looks)}
    limit, token = page_limit(request, 20, 50), request.query_params.get("token")
    page, token = wire.cut(looks, lambda look: places[look.id], limit, token)
    return wire.page([look_row(world, request, look) for look in page], token)


async def get_look(world: World, request: Request) -> Response:
    look_id = request.path_params["look_id"]
    await _poll(world, [look_id])
    look = world.catalog.look(look_id)
    if look is None:
        raise Problem(404, "avatar_not_found", f"Avatar {look_id} not found")
    return wire.data(look_row(world, request, look))


async def _poll(world: World, look_ids: list[str]) -> None:
    """Counts a status request for the jobs that make these looks."""
    jobs = [world.state.job(look_id, AVATAR.name) for look_id in look_ids]
    await world.poll([job for job in jobs if job is not None])


def group_row(world: World, request: Request, catalog: Catalog, group: Group) -> dict[str, Json]:
    looks = catalog.looks_of(group.id)
    return {
        "id": group.id,
        "name": group.name,
        "created_at": group.created_at,
        "looks_count": len(looks),
        "gender": group.gender,
        "default_voice_id": group.default_voice_id,
        "preview_image_url": preview_url(world, request, looks[0], "jpg") if looks else None,
        "preview_video_url": preview_url(world, request, looks[0], "mp4") if looks else None,
        "status": group.status,
        "consent_status": group.consent,
        "error": _error(world, looks[0]) if looks and group.status == "failed" else None,
    }


def look_row(world: World, request: Request, look: Look) -> dict[str, Json]:
    """A look has no preview before it is made (avatars-voices: poll until `preview_image_url` is there)."""
    has_preview = look.status in (None, "completed", "pending_consent")
    return {
        "id": look.id,
        "name": look.name,
        "avatar_type": look.avatar_type,
        "group_id": look.group_id,
        "gender": look.gender,
        "default_voice_id": look.default_voice_id,
        "preferred_orientation": look.orientation,
        "image_width": look.width,
        "image_height": look.height,
        "preview_image_url": preview_url(world, request, look, "jpg") if has_preview else None,
        "preview_video_url": preview_url(world, request, look, "mp4") if has_preview else None,
        "status": look.status,
        "supported_api_engines": list(look.engines),
        "tags": list(look.tags),
        "error": _error(world, look) if look.status == "failed" else None,
    }


def _error(world: World, look: Look) -> Json:
    job = world.state.any_job(look.id)
    wrong = tasks.failure(world, job) if job is not None else None
    code, message = (wrong.code, wrong.message) if wrong else ("training_failed", "The avatar could not be made")
    return {"code": code, "message": message}


def preview_url(world: World, request: Request, look: Look, suffix: str) -> str:
    """Public and stable: `preview.jpg` or `preview.mp4` of a look."""
    return f"{world.base_url(request)}/files/looks/{look.id}/preview.{suffix}"
