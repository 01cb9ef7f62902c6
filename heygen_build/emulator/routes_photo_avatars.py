"""v2 photo avatars: generate or upload pictures, group them, train, make looks (avatars-voices, "v2 photo avatars").

Looks that are made here are looks of v3 too; nothing is charged, because credits of old plans have no USD price.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from heygen_build.emulator import tasks, wire
from heygen_build.emulator.catalog import Group, Look
from heygen_build.emulator.catalog_voices import BY_NAME
from heygen_build.emulator.jobs import Job, Made
from heygen_build.emulator.kinds import AVATAR, PHOTO_GENERATION, PHOTO_TRAINING
from heygen_build.emulator.own_cast import OwnCast
from heygen_build.emulator.portraits import COUNT, PortraitsOrder
from heygen_build.emulator.reader import Reader, read_body
from heygen_build.emulator.routes_legacy_groups import photo_row
from heygen_build.emulator.serving import endpoint
from heygen_build.emulator.stills import size_of
from heygen_build.emulator.tasks import Terms
from heygen_build.emulator.wire import Json, Problem
from heygen_build.emulator.world import World

AGES = ("Young Adult", "Early Middle Age", "Late Middle Age", "Senior", "Unspecified")
GENDERS = ("Woman", "Man", "Unspecified")
ETHNICITIES = (
    "White", "Black", "Asian American", "East Asian", "South East Asian", "South Asian", "Middle Eastern", "Pacific",
    "Hispanic", "Unspecified",
)  # fmt: skip
SIZES = {"square": (720, 720), "horizontal": (960, 540), "vertical": (540, 960)}
POSES = ("half_body", "close_up", "full_body")
STYLES = ("Realistic", "Pixar", "Cinematic", "Vintage", "Noir", "Cyberpunk", "Unspecified")
_UPLOADED = re.compile(r"image/([0-9a-f]{32})/original(?:\.\w+)?")
_GENERATED = re.compile(r"photo_generation/([0-9a-f]{32})/(image[1-4])\.jpg")


def routes(world: World) -> list[Route]:
    base = "/v2/photo_avatar"
    return [
        endpoint(world, "POST", f"{base}/photo/generate", generate),
        endpoint(world, "GET", f"{base}/generation/{{generation_id}}", generation),
        endpoint(world, "POST", f"{base}/avatar_group/create", create_group),
        endpoint(world, "POST", f"{base}/avatar_group/add", add_looks),
        endpoint(world, "POST", f"{base}/train", train),
        endpoint(world, "GET", f"{base}/train/status/{{group_id}}", training),
        endpoint(world, "POST", f"{base}/look/generate", generate_look),
        endpoint(world, "POST", f"{base}/add_motion", add_motion),
        endpoint(world, "POST", f"{base}/add_sound_effect", add_sound_effect),
        endpoint(world, "POST", f"{base}/upscale", upscale),
        endpoint(world, "GET", f"{base}/{{look_id}}", get),
        endpoint(world, "DELETE", f"{base}/{{look_id}}", delete),
        endpoint(world, "DELETE", "/v2/photo_avatar_group/{group_id}", delete_group),
    ]


async def generate(world: World, request: Request) -> Response:
    """All eight fields are required."""
    body = read_body(await request.body())
    words = [
        body.need_text("name", longest=200),
        body.need_choice("age", *AGES),
        body.need_choice("gender", *GENDERS),
        body.need_choice("ethnicity", *ETHNICITIES),
        body.need_choice("pose", *POSES),
        body.need_choice("style", *STYLES),
        body.need_text("appearance", longest=1_000),
    ]
    return _generating(world, request, body, " ".join(words))


def _generating(world: World, request: Request, body: Reader, words: str) -> Response:
    size = SIZES[body.need_choice("orientation", *SIZES)]
    job = tasks.accept(world, request, Terms(PHOTO_GENERATION, PortraitsOrder(words, *size)))
    return wire.v2_data({"generation_id": job.id})


async def generation(world: World, request: Request) -> Response:
    job = tasks.need(world, PHOTO_GENERATION, request.path_params["generation_id"], "not_found", "Generation")
    await world.poll([job])
    labels = [f"image{number}" for number in range(1, COUNT + 1)] if tasks.finished(world, job) else []
    links: list[Json] = [tasks.link(world, request, job, label) for label in labels]
    return wire.v2_data(
        {
            "id": job.id,
            "status": tasks.word(world, job),
            "msg": tasks.failure_message(world, job),
            "image_url_list": links or None,
            "image_key_list": [f"photo_generation/{job.id}/{label}.jpg" for label in labels] or None,
        }
    )


async def create_group(world: World, request: Request) -> Response:
    """A group and its first look, which have one id (observed)."""
    body = read_body(await request.body())
    name, photo = body.need_text("name", longest=500), _photo(world, body.need_text("image_key"), "image_key")
    size = size_of(photo, "image_key")
    job = _making(world, request, name)
    group = Group(
        id=job.id,
        name=name,
        gender="female",
        default_voice_id=BY_NAME["Ivy"].id,
        created_at=int(world.clock()),
        ownership="private",
        status="processing",
    )
    OwnCast(world.state).groups[group.id] = group
    look = _look_of(world, job, group, photo, size)
    return wire.v2_data(photo_row(world, request, look) | {"status": "pending"})


def _photo(world: World, key: str, param: str) -> Path:
    """The file of an `image_key`: of an upload, or of a generation that is over."""
    uploaded, generated = _UPLOADED.fullmatch(key), _GENERATED.fullmatch(key)
    asset = world.state.assets.get(uploaded[1]) if uploaded else None
    if asset is not None:
        return asset.path
    job = tasks.find(world, PHOTO_GENERATION, generated[1]) if generated else None
    made = tasks.finished(world, job) if job else None
    if generated and made:
        return world.studio.folder / made.files[generated[2]]
    raise Problem(400, "invalid_parameter", f"{param} {key} is unknown", param=param)


def _make_look(world: World, request: Request, group: Group, name: str, photo: Path) -> Look:
    size = size_of(photo, "image_key")
    return _look_of(world, _making(world, request, name), group, photo, size)


def _making(world: World, request: Request, name: str) -> Job:
    """The job of a look, over within moments, as HeyGen's are (`pending` becomes `completed` within seconds)."""
    return tasks.accept(world, request, Terms(AVATAR, outcome=Made(), title=name))


def _look_of(world: World, job: Job, group: Group, photo: Path, size: tuple[int, int]) -> Look:
    name, (width, height) = job.title or group.name, size
    look = Look(
        id=job.id,
        name=name,
        group_id=group.id,
        avatar_type="photo_avatar",
        gender=group.gender,
        default_voice_id=group.default_voice_id,
        width=width,
        height=height,
        engines=("avatar_iv", "avatar_iii"),
        costume=name,
        status="processing",
        photo=photo,
    )
    OwnCast(world.state).looks[look.id] = look
    return look


async def add_looks(world: World, request: Request) -> Response:
    body = read_body(await request.body())
    group, name = _group(world, body.need_text("group_id")), body.text("name") or "Look"
    keys = [str(key) for key in body.items("image_keys", 1, 4)]
    photos = [_photo(world, key, "image_keys") for key in keys]
    looks = [_make_look(world, request, group, name, photo) for photo in photos]
    return wire.v2_data({"photo_avatar_list": [photo_row(world, request, look) for look in looks]})


def _group(world: World, group_id: str) -> Group:
    group = world.catalog.group(group_id)
    if group is None or group.ownership == "public":
        raise Problem(404, "avatar_group_not_found", f"Avatar group {group_id} not found")
    return group


async def train(world: World, request: Request) -> Response:
    group = _group(world, read_body(await request.body()).need_text("group_id"))
    tasks.accept(world, request, Terms(PHOTO_TRAINING, outcome=Made(), facts={"group_id": group.id}))
    return wire.v2_data(None)


def _training(world: World, group_id: str) -> Job | None:
    """The latest training of a group."""
    jobs = world.state.jobs(kind=PHOTO_TRAINING.name)
    return next((job for job in jobs if job.facts.get("group_id") == group_id), None)


async def training(world: World, request: Request) -> Response:
    group = _group(world, request.path_params["group_id"])
    job = _training(world, group.id)
    if job is None:
        return wire.v2_data({"status": "pending", "error_msg": None, "created_at": None, "updated_at": None})
    await world.poll([job])
    return wire.v2_data(
        {
            "status": tasks.word(world, job),
            "error_msg": tasks.failure_message(world, job),
            "created_at": job.accepted_at,
            "updated_at": job.finished_at or job.accepted_at,
        }
    )


async def generate_look(world: World, request: Request) -> Response:
    """Only for a group that is trained."""
    body = read_body(await request.body())
    group, prompt = _group(world, body.need_text("group_id")), body.need_text("prompt", longest=1_000)
    body.need_choice("pose", *POSES)
    body.need_choice("style", *STYLES)
    job = _training(world, group.id)
    if job is None or tasks.finished(world, job) is None:
        raise Problem(400, "resource_not_ready", f"Avatar group {group.id} is not trained")
    return _generating(world, request, body, f"{group.name} {prompt}")


async def add_motion(world: World, request: Request) -> Response:
    """A new look, which would move; drafts of photos move little in any case."""
    look = _look(world, read_body(await request.body()).need_text("id"))
    if look.photo is None:
        raise Problem(400, "invalid_parameter", "motion is added to looks that were made of a photo", param="id")
    made = _make_look(world, request, _group(world, look.group_id), look.name, look.photo)
    OwnCast(world.state).looks[made.id] = replace(made, tags=("MOTION",))
    return wire.v2_data({"id": made.id})


async def add_sound_effect(world: World, request: Request) -> Response:
    _look(world, read_body(await request.body()).need_text("id"))
    return wire.v2_data({"sound_effect_id": world.state.new_id()})


async def upscale(world: World, request: Request) -> Response:
    """The look under its own id, from now on `upscaled`; drawn as before. The answer is unconfirmed."""
    look = _look(world, read_body(await request.body()).need_text("id"))
    OwnCast(world.state).looks[look.id] = replace(look, tags=(*look.tags, "UPSCALED"))
    return wire.v2_data({"id": look.id})


async def get(world: World, request: Request) -> Response:
    look = _look(world, request.path_params["look_id"])
    job = OwnCast(world.state).job(look.id)
    if job is not None:
        await world.poll([job])
        look = world.catalog.look(look.id) or look
    row = photo_row(world, request, look)
    status = "pending" if row["status"] == "processing" else row["status"]
    return wire.v2_data(
        row | {"status": status, "is_motion": "MOTION" in look.tags, "upscaled": "UPSCALED" in look.tags}
    )


def _look(world: World, look_id: str) -> Look:
    """A photo look of the account."""
    catalog = world.catalog
    look = catalog.look(look_id)
    if look is None or look.avatar_type != "photo_avatar" or catalog.group_of(look).ownership == "public":
        raise Problem(404, "avatar_not_found", f"Photo avatar {look_id} not found")
    return look


async def delete(world: World, request: Request) -> Response:
    look, cast = _look(world, request.path_params["look_id"]), OwnCast(world.state)
    cast.remove("look", look.id)
    if not world.catalog.looks_of(look.group_id):
        cast.remove("group", look.group_id)
    return wire.v2_data(None)


async def delete_group(world: World, request: Request) -> Response:
    group, cast = _group(world, request.path_params["group_id"]), OwnCast(world.state)
    for look in world.catalog.looks_of(group.id):
        cast.remove("look", look.id)
    cast.remove("group", group.id)
    return wire.v2_data(None)
