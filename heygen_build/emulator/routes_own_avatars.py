"""v3 avatars that the account makes, renames, deletes, and for which a person agrees."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from heygen_build.emulator import prices, tasks, wire
from heygen_build.emulator.avatar_body import AvatarBody, read_avatar
from heygen_build.emulator.catalog import Group, Look
from heygen_build.emulator.catalog_voices import BY_NAME
from heygen_build.emulator.inputs import IMAGES, find_file
from heygen_build.emulator.jobs import Made
from heygen_build.emulator.kinds import AVATAR
from heygen_build.emulator.own_cast import OwnCast
from heygen_build.emulator.reader import read_body
from heygen_build.emulator.routes_avatars import group_row, look_row
from heygen_build.emulator.serving import endpoint
from heygen_build.emulator.stills import first_frame, size_of
from heygen_build.emulator.video_body import read_asset
from heygen_build.emulator.wire import Problem, invalid
from heygen_build.emulator.world import World

FOOTAGE = frozenset({"video/mp4", "video/webm"})
SMALLEST_PHOTO = 512
"""Pixels of each side (avatars-voices)."""
AVATAR_SLOTS = 100
"""Looks that the emulated account may make; HeyGen's numbers depend on the plan."""
DRAWN_SIZE = (1080, 1080)
"""Pixels of a look that was made from words."""


def routes(world: World) -> list[Route]:
    async def page(request: Request) -> Response:
        return await consent_page(world, request)

    return [
        endpoint(world, "POST", "/v3/avatars", create, repeatable=True),
        endpoint(world, "PATCH", "/v3/avatars/looks/{look_id}", rename),
        endpoint(world, "DELETE", "/v3/avatars/looks/{look_id}", delete_look),
        endpoint(world, "DELETE", "/v3/avatars/{group_id}", delete_group),
        endpoint(world, "POST", "/v3/avatars/{group_id}/consent", consent, repeatable=True),
        Route("/consent/{group_id}", page, methods=["GET", "POST"]),
    ]


async def create(world: World, request: Request) -> Response:
    """Asynchronous: the look says `processing` until its job is over. 1 USD a call."""
    body = read_avatar(read_body(await request.body()))
    cast, catalog = OwnCast(world.state), world.catalog
    group = _group_to_join(world, body)
    if body.reference_look_id is not None:
        _check_reference(world, body)
    photo, size = _picture(world, body)
    if sum(not cast.is_gone("look", look.id) for look in cast.looks.values()) >= AVATAR_SLOTS:
        message = f"You have exceeded your limit of {AVATAR_SLOTS} avatars"
        raise Problem(400, "resource_limit_reached", message)
    terms = tasks.Terms(AVATAR, usd=prices.NEW_AVATAR, estimate=prices.NEW_AVATAR, outcome=Made(), title=body.name)
    job = tasks.accept(world, request, terms)
    if group is None:
        group = _new_group(world, body)
        cast.groups[group.id] = group
    cast.looks[job.id] = _look(body, group, job.id, photo, size)
    catalog = world.catalog
    look, group = catalog.look(job.id), catalog.group(group.id) or group
    item = None if look is None else look_row(world, request, look)
    return wire.data({"avatar_item": item, "avatar_group": group_row(world, request, catalog, group)})


def _group_to_join(world: World, body: AvatarBody) -> Group | None:
    if body.group_id is None:
        return None
    group = world.catalog.group(body.group_id)
    if group is None or group.ownership == "public":
        message = f"Avatar group {body.group_id} not found"
        raise Problem(404, "avatar_group_not_found", message, param="avatar_group_id")
    return group


def _check_reference(world: World, body: AvatarBody) -> None:
    look = world.catalog.look(body.reference_look_id or "")
    if look is None:
        raise Problem(404, "avatar_not_found", f"Avatar {body.reference_look_id} not found", param="avatar_id")
    if body.group_id is not None and look.group_id != body.group_id:
        raise invalid("avatar_id", "the look belongs to another avatar group")


def _picture(world: World, body: AvatarBody) -> tuple[Path | None, tuple[int, int]]:
    """What the look is drawn from, and its size in pixels."""
    for reference in body.references:
        find_file(reference, world.state, world.folder, IMAGES)
    if body.file is None:
        return None, DRAWN_SIZE
    path = find_file(body.file, world.state, world.folder, FOOTAGE if body.arm == "digital_twin" else IMAGES)
    if body.arm == "digital_twin":
        path = first_frame(path, world.folder / "frames", body.file.param)
    size = size_of(path, body.file.param)
    if body.arm == "photo" and min(size) < SMALLEST_PHOTO:
        raise invalid(body.file.param, f"the photo must have at least {SMALLEST_PHOTO} × {SMALLEST_PHOTO} pixels")
    return path, size


def _new_group(world: World, body: AvatarBody) -> Group:
    """A person who was filmed has to agree first; photos and inventions are usable at once."""
    return Group(
        id=world.state.new_id(),
        name=body.name,
        gender="female",
        default_voice_id=BY_NAME["Ivy"].id,
        created_at=int(world.clock()),
        ownership="private",
        status="processing",
        consent=_first_consent(world, body),
    )


def _first_consent(world: World, body: AvatarBody) -> str | None:
    if body.arm != "digital_twin":
        return None
    return "approved" if world.config.agreeable else "pending"


def _look(body: AvatarBody, group: Group, look_id: str, photo: Path | None, size: tuple[int, int]) -> Look:
    twin = body.arm == "digital_twin"
    return Look(
        id=look_id,
        name=body.name,
        group_id=group.id,
        avatar_type="digital_twin" if twin else "photo_avatar",
        gender=group.gender,
        default_voice_id=group.default_voice_id,
        width=size[0],
        height=size[1],
        engines=("avatar_v", "avatar_iv") if twin else ("avatar_iv", "avatar_iii"),
        costume=f"{body.prompt or body.name}",
        status="processing",
        photo=photo,
    )


async def rename(world: World, request: Request) -> Response:
    """Only looks of the account itself, photo and twin."""
    look = _own_look(world, request)
    name = read_body(await request.body()).text("name", longest=500)
    if name:
        look = replace(look, name=name)
        OwnCast(world.state).looks[look.id] = look
    return wire.data(look_row(world, request, look))


async def delete_look(world: World, request: Request) -> Response:
    """The last look takes its group along."""
    look = _own_look(world, request)
    cast = OwnCast(world.state)
    cast.remove("look", look.id)
    if not world.catalog.looks_of(look.group_id):
        cast.remove("group", look.group_id)
    return wire.data({"id": look.id})


async def delete_group(world: World, request: Request) -> Response:
    group = _own_group(world, request)
    cast = OwnCast(world.state)
    for look in world.catalog.looks_of(group.id):
        cast.remove("look", look.id)
    cast.remove("group", group.id)
    return wire.data({"id": group.id})


def _own_look(world: World, request: Request) -> Look:
    catalog, look_id = world.catalog, request.path_params["look_id"]
    look = catalog.look(look_id)
    if look is None:
        raise Problem(404, "avatar_not_found", f"Avatar {look_id} not found")
    if catalog.group_of(look).ownership == "public" or look.avatar_type == "studio_avatar":
        raise Problem(403, "resource_access_denied", "Only photo and digital twin looks of your own can be changed")
    return look


def _own_group(world: World, request: Request) -> Group:
    group_id = request.path_params["group_id"]
    group = world.catalog.group(group_id)
    if group is None:
        raise Problem(404, "avatar_group_not_found", f"Avatar group {group_id} not found")
    if group.ownership == "public":
        raise Problem(403, "resource_access_denied", "Public avatar groups cannot be changed")
    return group


async def consent(world: World, request: Request) -> Response:
    """A video counts at once; without one the answer links to a page of the emulator where somebody agrees."""
    group = _own_group(world, request)
    body = read_body(await request.body())
    text, reroute = body.text("consent_text"), body.text("reroute_url")
    record = body.record("consent_video")
    if text is not None and ("<" in text or ">" in text):
        body.refuse("consent_text", "must not contain < or >")
    if record is not None and (text is not None or reroute is not None):
        body.refuse("consent_video", "excludes consent_text and reroute_url")
    url = None
    if record is not None:
        find_file(read_asset(record), world.state, world.folder, FOOTAGE)
        group = _agreed(world, group)
    else:
        world.state.table("reroutes", str)[group.id] = reroute or ""
        url = world.signed(request, f"/consent/{group.id}")
    catalog = world.catalog
    row = group_row(world, request, catalog, catalog.group(group.id) or group)
    return wire.data({"avatar_group": row} | ({"url": url} if url else {}))


def _agreed(world: World, group: Group) -> Group:
    group = replace(group, consent="approved")
    OwnCast(world.state).groups[group.id] = group
    return group


async def consent_page(world: World, request: Request) -> Response:
    """Where the person agrees, in a browser. The link is signed, so that nobody else finds it."""
    query, group = request.query_params, world.catalog.group(request.path_params["group_id"])
    signature = query.get("expires", ""), query.get("signature", "")
    if group is None or world.signer.verdict(request.url.path, *signature, world.clock()) is not None:
        return HTMLResponse("<p>This link is not valid.</p>", 403)
    if request.method == "GET":
        button = '<form method="post"><button>I agree</button></form>'
        words = "This page of the emulator stands in for HeyGen's, which records a short clip."
        return HTMLResponse(f"<title>Consent</title><h1>{escape(group.name)}</h1><p>{words}</p>{button}")
    _agreed(world, group)
    reroute = world.state.table("reroutes", str).get(group.id)
    return RedirectResponse(reroute, 303) if reroute else HTMLResponse("<p>Thank you. You can close this page.</p>")
