"""v3 avatar groups and looks: list and get."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from heygen_build.emulator import wire
from heygen_build.emulator.catalog import Group, Look
from heygen_build.emulator.serving import endpoint, page_limit, query_choice
from heygen_build.emulator.wire import Json, Problem
from heygen_build.emulator.world import World


def routes(world: World) -> list[Route]:
    return [
        endpoint(world, "GET", "/v3/avatars", list_groups),
        endpoint(world, "GET", "/v3/avatars/looks", list_looks),
        endpoint(world, "GET", "/v3/avatars/looks/{look_id}", get_look),
        endpoint(world, "GET", "/v3/avatars/{group_id}", get_group),
    ]


async def list_groups(world: World, request: Request) -> Response:
    owner = query_choice(request, "ownership", "public", "private")
    groups = [group for group in world.catalog.groups if owner in (None, group.ownership)]
    places = {group.id: place for place, group in enumerate(world.catalog.groups)}
    limit, token = page_limit(request, 20, 50), request.query_params.get("token")
    page, token = wire.cut(groups, lambda group: places[group.id], limit, token)
    return wire.page([_group(world, request, group) for group in page], token)


async def get_group(world: World, request: Request) -> Response:
    group_id = request.path_params["group_id"]
    group = world.catalog.group(group_id)
    if group is None:
        raise Problem(404, "avatar_group_not_found", f"Avatar group {group_id} not found")
    return wire.data(_group(world, request, group))


async def list_looks(world: World, request: Request) -> Response:
    owner = query_choice(request, "ownership", "public", "private")
    kind = query_choice(request, "avatar_type", "studio_avatar", "digital_twin", "photo_avatar")
    group_id = request.query_params.get("group_id")
    looks = [
        look
        for look in world.catalog.looks
        if owner in (None, world.catalog.group_of(look).ownership)
        and kind in (None, look.avatar_type)
        and group_id in (None, look.group_id)
    ]
    places = {look.id: place for place, look in enumerate(world.catalog.looks)}
    limit, token = page_limit(request, 20, 50), request.query_params.get("token")
    page, token = wire.cut(looks, lambda look: places[look.id], limit, token)
    return wire.page([_look(world, request, look) for look in page], token)


async def get_look(world: World, request: Request) -> Response:
    look_id = request.path_params["look_id"]
    look = world.catalog.look(look_id)
    if look is None:
        raise Problem(404, "avatar_not_found", f"Avatar {look_id} not found")
    return wire.data(_look(world, request, look))


def _group(world: World, request: Request, group: Group) -> Json:
    looks = world.catalog.looks_of(group.id)
    return {
        "id": group.id,
        "name": group.name,
        "created_at": group.created_at,
        "looks_count": len(looks),
        "gender": group.gender,
        "default_voice_id": group.default_voice_id,
        "preview_image_url": _preview(world, request, looks[0]) if looks else None,
        "preview_video_url": None,
        "status": group.status,
        "consent_status": group.consent,
        "error": None,
    }


def _look(world: World, request: Request, look: Look) -> Json:
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
        "preview_image_url": _preview(world, request, look),
        "preview_video_url": None,
        "status": look.status,
        "supported_api_engines": list(look.engines),
        "tags": list(look.tags),
        "error": None,
    }


def _preview(world: World, request: Request, look: Look) -> str:
    return f"{world.base_url(request)}/files/looks/{look.id}/preview.jpg"
