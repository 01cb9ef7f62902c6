"""v2 avatar groups: video groups and photo groups, whose items differ in shape (avatars-voices, "v2/v1 listing")."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from heygen_build.emulator import wire
from heygen_build.emulator.catalog import Catalog, Group, Look
from heygen_build.emulator.serving import endpoint
from heygen_build.emulator.wire import Json, Problem
from heygen_build.emulator.world import World


def routes(world: World) -> list[Route]:
    return [
        endpoint(world, "GET", "/v2/avatar_group.list", list_groups),
        endpoint(world, "GET", "/v2/avatar_group/{group_id}/avatars", list_looks),
    ]


async def list_groups(world: World, request: Request) -> Response:
    """Own groups, and with `include_public=true` those that everybody sees."""
    everything = request.query_params.get("include_public", "").lower() in ("true", "1")
    catalog = world.catalog
    shown = [group for group in catalog.groups if everything or group.ownership == "private"]
    rows = [_group(world, request, catalog, group) for group in shown]
    return wire.v2_data({"total_count": len(rows), "avatar_group_list": rows})


def _group(world: World, request: Request, catalog: Catalog, group: Group) -> Json:
    looks = catalog.looks_of(group.id)
    photos = is_photo_group(looks)
    preview = preview_of(world, request, looks[0]) if looks else None
    return {
        "id": group.id,
        "name": group.name,
        "created_at": group.created_at,
        "num_looks": len(looks),
        "preview_image": preview,
        "preview_image_url": preview,
        "group_type": "PRIVATE" if group.ownership == "private" else "PUBLIC_PHOTO" if photos else "PUBLIC",
        "train_status": "ready" if photos else None,
        "default_voice_id": group.default_voice_id,
    }


def is_photo_group(looks: list[Look]) -> bool:
    """Whether a group has nothing but photos."""
    return bool(looks) and all(look.avatar_type == "photo_avatar" for look in looks)


def preview_of(world: World, request: Request, look: Look) -> str:
    return f"{world.base_url(request)}/files/looks/{look.id}/preview.jpg"


async def list_looks(world: World, request: Request) -> Response:
    catalog, group_id = world.catalog, request.path_params["group_id"]
    group = catalog.group(group_id)
    if group is None:
        raise Problem(404, "avatar_group_not_found", f"Avatar group {group_id} not found")
    looks = catalog.looks_of(group.id)
    photos = is_photo_group(looks)
    rows = [photo_row(world, request, look) if photos else _video_row(world, request, look) for look in looks]
    return wire.v2_data({"avatar_list": rows})


def _video_row(world: World, request: Request, look: Look) -> dict[str, Json]:
    """A look of a video group; `id` and `name` are there as well, because one client requires them (observed)."""
    return {
        "id": look.id,
        "name": look.name,
        "avatar_id": look.id,
        "avatar_name": look.name,
        "gender": look.gender,
        "preview_image_url": preview_of(world, request, look),
        "preview_video_url": f"{world.base_url(request)}/files/looks/{look.id}/preview.mp4",
        "premium": "PRO" in look.tags,
        "type": None,
        "tags": list(look.tags) or None,
        "default_voice_id": look.default_voice_id,
    }


def photo_row(world: World, request: Request, look: Look) -> dict[str, Json]:
    """A look of a photo group, with the fields of video looks as well: two clients read one shape each (observed)."""
    created = world.state.any_job(look.id)
    return {
        **_video_row(world, request, look),
        "image_url": preview_of(world, request, look),
        "group_id": look.group_id,
        "status": look.status or "completed",
        "is_motion": False,
        "motion_preview_url": None,
        "business_type": "uploaded" if look.photo else "generated",
        "created_at": created.accepted_at if created else None,
        "upscale_availability": {"available": True, "reason": None},
        "upscaled": False,
        "background_sound_effect": None,
        "moderation_msg": None,
    }
