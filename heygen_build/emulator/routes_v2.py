"""v2: multi-scene videos, Avatar IV from a photo, single videos, and the lists of avatars, voices and credits (v2)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from heygen_build.emulator import prices, tasks, wire
from heygen_build.emulator.arms import terms_of
from heygen_build.emulator.catalog import Look, Voice
from heygen_build.emulator.checks import find_voice, pauses
from heygen_build.emulator.inputs import IMAGES, SOUNDS, find_file
from heygen_build.emulator.jobs import Job
from heygen_build.emulator.kinds import VIDEO
from heygen_build.emulator.legacy_body import LONGEST_TEXT, either, read_legacy
from heygen_build.emulator.orders import Recording, Saying, Sound, VideoOrder
from heygen_build.emulator.reader import Reader, read_body
from heygen_build.emulator.routes_assets import asset_url
from heygen_build.emulator.routes_videos import detail
from heygen_build.emulator.serving import endpoint
from heygen_build.emulator.talking_photos import talking_photos
from heygen_build.emulator.tasks import Terms
from heygen_build.emulator.wire import Json, Problem
from heygen_build.emulator.world import World

_SIZES = {"portrait": (720, 1280), "landscape": (1280, 720), "square": (720, 720)}
_KEY = re.compile(r"image/([0-9a-f]{32})/original(?:\.\w+)?")
QUOTA_PER_USD = 60


def routes(world: World) -> list[Route]:
    return [
        endpoint(world, "POST", "/v2/video/generate", generate),
        endpoint(world, "POST", "/v2/video/av4/generate", generate_from_photo),
        endpoint(world, "POST", "/v2/videos", create),
        endpoint(world, "GET", "/v2/videos", list_videos),
        endpoint(world, "GET", "/v2/videos/{video_id}", get),
        endpoint(world, "DELETE", "/v2/videos/{video_id}", delete),
        endpoint(world, "GET", "/v2/avatars", avatars),
        endpoint(world, "GET", "/v2/avatar/{avatar_id}/details", avatar_details),
        endpoint(world, "GET", "/v2/voices", voices),
        endpoint(world, "GET", "/v2/user/remaining_quota", quota),
        endpoint(world, "DELETE", "/v2/talking_photo/{photo_id}", delete_talking_photo),
    ]


async def generate(world: World, request: Request) -> Response:
    body = read_legacy(world, read_body(await request.body()))
    terms = Terms(
        VIDEO,
        body.order,
        f"v2 video of {len(body.order.scenes)} scenes",
        usd_per_second=body.usd_per_second,
        estimate=body.estimate,
        title=body.title,
        callback_id=body.callback_id,
        callback_url=body.callback_url,
        facts={"folder_id": body.folder_id} if body.folder_id else {},
    )
    job = tasks.accept(world, request, terms)
    return wire.v2_data({"video_id": job.id}, successor="POST /v3/videos")


async def generate_from_photo(world: World, request: Request) -> Response:
    """Avatar IV; the picture is named by the `image_key` of its v1 upload."""
    body = read_body(await request.body())
    width, height = _SIZES[body.choice("video_orientation", *_SIZES) or "landscape"]
    fit = body.choice("fit", "cover", "contain")
    body.text("custom_motion_prompt")
    body.flag("enhance_custom_motion_prompt")
    sound, seconds = _sound(world, body)
    order = VideoOrder(
        sound,
        width,
        height,
        photo=_keyed(world, body),
        fit="contain" if fit == "contain" else "cover",
        mark=world.config.mark,
    )
    rate = prices.video_rate("avatar_iv", "photo_avatar", "720p")
    terms = Terms(
        VIDEO,
        order,
        "v2 avatar_iv photo",
        usd_per_second=rate,
        estimate=seconds * rate,
        title=body.text("video_title"),
    )
    job = tasks.accept(world, request, terms)
    return wire.v2_data({"video_id": job.id}, successor="POST /v3/videos")


def _sound(world: World, body: Reader) -> tuple[Sound, float]:
    """A script with its voice, or sound by a link or an asset ([mcp]); and how long it is expected to be (s)."""
    if body.given("audio_url") or body.given("audio_asset_id"):
        if body.given("script"):
            body.refuse("script", "exactly one of script, audio_url and audio_asset_id is allowed")
        return Recording(find_file(either(body, "audio"), world.state, world.folder, SOUNDS)), 0.0
    text = body.text("script", longest=LONGEST_TEXT, nullable=False)
    if not text or not text.strip():
        body.refuse("script", "is required")
    voice = find_voice(world.catalog, body.need_text("voice_id"))
    return Saying(pauses(text, voice), voice.timbre), prices.spoken_seconds(text, 1.0)


def _keyed(world: World, body: Reader) -> Path:
    key = body.need_text("image_key")
    match = _KEY.fullmatch(key)
    asset = world.state.assets.get(match[1]) if match else None
    if asset is None or asset.mime not in IMAGES:
        raise Problem(404, "asset_not_found", f"Image {key} not found", param="image_key")
    return asset.path


async def create(world: World, request: Request) -> Response:
    """One avatar or picture: v3's call with the picture's fields laid flat."""
    body = read_body(await request.body())
    job = tasks.accept(world, request, terms_of(world, Reader(_as_v3(body))))
    return wire.v2_data({"video_id": job.id, "status": "waiting"}, successor="POST /v3/videos")


def _as_v3(body: Reader) -> dict[str, object]:
    fields = {name: body.raw(name) for name in body.names}
    url, asset_id = fields.pop("image_url", None), fields.pop("image_asset_id", None)
    sources = [name for name in (fields.get("avatar_id"), url, asset_id) if name]
    if len(sources) != 1:
        body.refuse("avatar_id", "exactly one of avatar_id, image_url and image_asset_id is required")
    if url or asset_id:
        image = {"type": "url", "url": url} if url else {"type": "asset_id", "asset_id": asset_id}
        fields.pop("avatar_id", None)
        return {**fields, "type": "image", "image": image}
    return {**fields, "type": "avatar"}


async def list_videos(world: World, request: Request) -> Response:
    jobs, token = tasks.page(world, request, VIDEO, title=request.query_params.get("title"))
    rows: list[Json] = [_video(world, request, job) for job in jobs]
    return wire.v2_data({"videos": rows, "token": token}, successor="GET /v3/videos")


async def get(world: World, request: Request) -> Response:
    job = _job(world, request)
    await world.poll([job])
    return wire.v2_data(_video(world, request, job), successor="GET /v3/videos/{video_id}")


async def delete(world: World, request: Request) -> Response:
    job = _job(world, request)
    tasks.delete(world, job)
    return wire.v2_data({"id": job.id, "deleted": True}, successor="DELETE /v3/videos/{video_id}")


def _job(world: World, request: Request) -> Job:
    return tasks.need(world, VIDEO, request.path_params["video_id"], "video_not_found")


def _video(world: World, request: Request, job: Job) -> Json:
    """As v3 tells it, but with times as ISO 8601 (observed)."""
    video = detail(world, request, job)
    assert isinstance(video, dict), "v3's detail is an object"
    shown: dict[str, Json] = dict(video)
    for name in ("created_at", "completed_at"):
        moment = shown[name]
        if isinstance(moment, int):
            shown[name] = datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return shown


async def avatars(world: World, request: Request) -> Response:
    rows: list[Json] = [_avatar(world, request, look) for look in world.catalog.looks if _usable(look)]
    photos: list[Json] = [
        _talking_photo(look.id, look.name, _preview(world, request, look))
        for look in world.catalog.looks
        if look.avatar_type == "photo_avatar" and _usable(look)
    ]
    photos += [
        _talking_photo(photo.id, "", _asset(world, request, photo.asset_id))
        for photo in talking_photos(world.state).values()
    ]
    return wire.v2_data({"avatars": rows, "talking_photos": photos}, successor="GET /v3/avatars/looks")


def _talking_photo(photo_id: str, name: str, picture: Json) -> Json:
    """With v1's names of the fields as well, by which some clients know it (observed)."""
    return {
        "talking_photo_id": photo_id,
        "talking_photo_name": name,
        "preview_image_url": picture,
        "id": photo_id,
        "image_url": picture,
        "circle_image": "",
    }


def _usable(look: Look) -> bool:
    return look.status in (None, "completed")


def _asset(world: World, request: Request, asset_id: str) -> str | None:
    asset = world.state.assets.get(asset_id)
    return asset_url(world, request, asset) if asset else None


def _avatar(world: World, request: Request, look: Look) -> dict[str, Json]:
    return {
        "avatar_id": look.id,
        "avatar_name": look.name,
        "gender": look.gender,
        "preview_image_url": _preview(world, request, look),
        "preview_video_url": f"{world.base_url(request)}/files/looks/{look.id}/preview.mp4",
        "premium": "PRO" in look.tags,
        "type": None,
        "tags": list(look.tags) or None,
        "default_voice_id": look.default_voice_id,
    }


def _preview(world: World, request: Request, look: Look) -> str:
    return f"{world.base_url(request)}/files/looks/{look.id}/preview.jpg"


async def avatar_details(world: World, request: Request) -> Response:
    look = world.catalog.look(request.path_params["avatar_id"])
    if look is None:
        raise Problem(404, "avatar_not_found", f"Avatar {request.path_params['avatar_id']} not found")
    row = _avatar(world, request, look)
    row = {name: value for name, value in row.items() if not name.startswith("avatar_")}
    tags = [engine.upper() for engine in look.engines]
    is_public = world.catalog.group_of(look).ownership == "public"
    shown: dict[str, Json] = {**row, "type": "avatar", "id": look.id, "name": look.name, "tags": tags}
    return wire.v2_data({**shown, "is_public": is_public}, successor="GET /v3/avatars/looks/{look_id}")


async def voices(world: World, request: Request) -> Response:
    rows: list[Json] = [_voice(world, request, voice) for voice in world.catalog.voices]
    return wire.v2_data({"voices": rows}, successor="GET /v3/voices")


def _voice(world: World, request: Request, voice: Voice) -> Json:
    return {
        "voice_id": voice.id,
        "language": voice.language,
        "gender": voice.gender,
        "name": voice.name,
        "preview_audio": f"{world.base_url(request)}/files/voices/{voice.id}/preview.wav",
        "support_pause": voice.support_pause,
        "emotion_support": False,
        "support_interactive_avatar": False,
        "support_locale": voice.support_locale,
    }


async def quota(world: World, request: Request) -> Response:
    """60 units for a credit; here a credit is a dollar, because the wallet holds dollars."""
    world.collect()
    left = int(world.state.balance_usd * QUOTA_PER_USD)
    details: Json = {
        "api": left,
        "streaming_avatar": 0,
        "streaming_avatar_instance_quota": 0,
        "seat": 1,
        "avatar_ivi": 0,
        "personalized_video_ivi": 0,
        "plan_credit": 0,
    }
    used = int(world.state.charged_usd * QUOTA_PER_USD)
    body: Json = {"remaining_quota": left, "used_quota": used, "details": details}
    return wire.v2_data(body, successor="GET /v3/users/me")


async def delete_talking_photo(world: World, request: Request) -> Response:
    photo_id = request.path_params["photo_id"]
    if talking_photos(world.state).pop(photo_id, None) is None:
        raise Problem(404, "not_found", f"Talking photo {photo_id} not found")
    return wire.v2_data({"id": photo_id})
