"""v1: status, list, deletion and sharing of videos, transparent videos, talking photos, folders, old lists (v1)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from heygen_build.emulator import prices, tasks, wire
from heygen_build.emulator.account import EMAIL, FIRST_NAME, LAST_NAME, USERNAME
from heygen_build.emulator.checks import find_voice, pauses
from heygen_build.emulator.inputs import IMAGES, SOUNDS, find_file
from heygen_build.emulator.jobs import Job
from heygen_build.emulator.kinds import VIDEO, Words
from heygen_build.emulator.legacy_body import LONGEST_TEXT, find_look, read_size
from heygen_build.emulator.orders import Recording, Saying, Sound, VideoOrder
from heygen_build.emulator.reader import Reader, read_body
from heygen_build.emulator.routes_assets import asset_url, store
from heygen_build.emulator.serving import endpoint, page_limit
from heygen_build.emulator.sniff import agrees, sniff
from heygen_build.emulator.talking_photos import TalkingPhoto, talking_photos
from heygen_build.emulator.tasks import Terms
from heygen_build.emulator.video_body import AssetInput
from heygen_build.emulator.wire import Json, Problem
from heygen_build.emulator.world import World

WORDS = Words("pending", "processing")
LARGEST_PHOTO = 10 * 1024 * 1024
_CREATED, _UPDATED = "created_ts", "updated_ts"


@dataclass(frozen=True, slots=True)
class Folder:
    id: str
    number: int
    name: str
    parent_id: str | None
    created: int
    is_trash: bool = False


def routes(world: World) -> list[Route]:
    return [
        endpoint(world, "GET", "/v1/video_status.get", status),
        endpoint(world, "GET", "/v1/video.list", list_videos),
        endpoint(world, "DELETE", "/v1/video.delete", delete),
        endpoint(world, "POST", "/v1/video/share", share),
        endpoint(world, "POST", "/v1/video.webm", transparent),
        endpoint(world, "POST", "/v1/talking_photo", upload_photo),
        endpoint(world, "GET", "/v1/talking_photo.list", photos),
        endpoint(world, "GET", "/v1/avatar.list", avatars),
        endpoint(world, "GET", "/v1/voice.list", voices),
        endpoint(world, "GET", "/v1/user/me", me),
        endpoint(world, "GET", "/v1/folders", folders),
        endpoint(world, "POST", "/v1/folders/create", create_folder),
        endpoint(world, "POST", "/v1/folders/{folder_id}", rename_folder),
        endpoint(world, "POST", "/v1/folders/{folder_id}/trash", trash_folder),
        endpoint(world, "POST", "/v1/folders/{folder_id}/restore", restore_folder),
    ]


async def status(world: World, request: Request) -> Response:
    """Fresh links in each answer; `caption_url` is an ASS file. `message` is never null here (observed)."""
    job = _job(world, request.query_params.get("video_id"))
    await world.poll([job])
    made, failure = tasks.finished(world, job), tasks.failure(world, job)
    content: dict[str, Json] = {
        "id": job.id,
        "status": tasks.word(world, job, WORDS),
        "video_url": tasks.link(world, request, job, "video"),
        "video_url_caption": tasks.link(world, request, job, "captioned"),
        "caption_url": tasks.link(world, request, job, "ass"),
        "thumbnail_url": tasks.link(world, request, job, "thumbnail"),
        "gif_url": tasks.link(world, request, job, "gif"),
        "duration": made.duration if made else None,
        "created_at": int(job.accepted_at),
        "callback_id": job.callback_id,
        "error": {"code": failure.code, "message": failure.message, "detail": failure.message} if failure else None,
    }
    return wire.v1_data(content, "Success")


def _job(world: World, video_id: str | None) -> Job:
    if not video_id:
        raise Problem(400, "invalid_parameter", "Invlid parameters", param="video_id", number=400)
    job = world.state.job(video_id)
    if job is None:
        raise Problem(404, "video_not_found", "Video not found", number=40104)
    return job


async def list_videos(world: World, request: Request) -> Response:
    world.collect()
    query = request.query_params
    jobs = world.state.jobs(query.get("title"))
    if query.get("folder_id"):
        jobs = [job for job in jobs if job.facts.get("folder_id") == query["folder_id"]]
    found, token = wire.cut(jobs, lambda job: -job.number, page_limit(request, 100, 100), query.get("token"))
    rows: list[Json] = [
        {
            "video_id": job.id,
            "status": tasks.word(world, job, WORDS),
            "created_at": int(job.accepted_at),
            "type": "TRANSLATED" if job.facts.get("output_language") else "GENERATED",
            "video_title": job.title,
        }
        for job in found
    ]
    return wire.v1_data({"videos": rows, "token": token})


async def delete(world: World, request: Request) -> Response:
    tasks.delete(world, _job(world, request.query_params.get("video_id")))
    return wire.v1_data(None)


async def share(world: World, request: Request) -> Response:
    job = _job(world, read_body(await request.body()).text("video_id"))
    return wire.v1_data({"url": f"https://app.heygen.com/share/{job.id}"})


async def transparent(world: World, request: Request) -> Response:
    """A WebM with alpha, of looks that were trained with matting."""
    body = read_body(await request.body())
    look = find_look(world, body.need_text("avatar_pose_id"), "avatar_pose_id")
    if not look.matting:
        raise Problem(
            400, "invalid_parameter", f"Avatar {look.id} was not trained with matting", param="avatar_pose_id"
        )
    body.choice("avatar_style", "normal", "closeUp", "circle", "voiceOnly", nullable=False)
    sound, text = _sound(world, body)
    width, height = read_size(body.record("dimension"))
    order = VideoOrder(
        sound,
        width,
        height,
        costume=look.costume if look.photo is None else None,
        photo=look.photo,
        mark=world.config.mark,
        is_transparent=True,
    )
    rate = prices.video_rate("avatar_iii", look.avatar_type, "720p")
    terms = Terms(
        VIDEO,
        order,
        "v1 transparent video",
        usd_per_second=rate,
        estimate=prices.spoken_seconds(text, 1.0) * rate,
        output_format="webm",
        title=body.text("title"),
    )
    return wire.v1_data({"video_id": tasks.accept(world, request, terms).id})


def _sound(world: World, body: Reader) -> tuple[Sound, str]:
    """Text with a voice, or sound by a link: exactly one."""
    text, link = body.text("input_text", longest=LONGEST_TEXT), body.text("input_audio")
    if bool(text and text.strip()) == bool(link):
        body.refuse("input_text", "exactly one of input_text and input_audio is required")
    if link:
        return Recording(find_file(AssetInput("url", link, "input_audio"), world.state, world.folder, SOUNDS)), ""
    voice = find_voice(world.catalog, body.need_text("voice_id"))
    return Saying(pauses(text or "", voice), voice.timbre), text or ""


async def upload_photo(world: World, request: Request) -> Response:
    """The raw bytes of a picture."""
    content = await request.body()
    kind = sniff(content) if content else None
    if kind not in IMAGES or kind is None:
        raise Problem(400, "invalid_parameter", "The body must be a JPEG or PNG picture", number=400543)
    if len(content) > LARGEST_PHOTO:
        raise Problem(413, "payload_too_large", "The picture is larger than 10 MB")
    declared = request.headers.get("content-type")
    if not agrees(declared, kind):
        raise Problem(400, "invalid_parameter", f"Content type not match {declared} != {kind}", number=400543)
    asset = store(world, content, "photo", kind)
    photo = TalkingPhoto(world.state.new_id(), asset.id, asset.path)
    talking_photos(world.state)[photo.id] = photo
    url = asset_url(world, request, asset)
    return wire.v1_data({"talking_photo_id": photo.id, "talking_photo_url": url})


async def photos(world: World, request: Request) -> Response:
    """A bare list (observed): the account's own uploads, then the photos of the catalog, as v2 lists them."""
    base, assets = world.base_url(request), world.state.assets
    pictures = {
        photo.id: asset_url(world, request, assets[photo.asset_id])
        for photo in talking_photos(world.state).values()
        if photo.asset_id in assets
    } | {
        look.id: f"{base}/files/looks/{look.id}/preview.jpg"
        for look in world.catalog.looks
        if look.avatar_type == "photo_avatar" and look.status in (None, "completed")
    }
    rows: list[Json] = [{"id": one, "image_url": url, "circle_image": ""} for one, url in pictures.items()]
    return wire.v1_data(rows)


async def avatars(world: World, request: Request) -> Response:
    """Looks as poses of their group, superseded by v2's list."""
    base = world.base_url(request)
    rows: list[Json] = [
        {
            "name": group.name,
            "avatar_states": [
                {
                    "id": look.id,
                    "pose_name": look.name,
                    "gender": look.gender,
                    "normal_preview": f"{base}/files/looks/{look.id}/preview.jpg",
                }
                for look in world.catalog.looks_of(group.id)
            ],
        }
        for group in world.catalog.groups
    ]
    return wire.v1_data({"avatars": rows})


async def voices(world: World, request: Request) -> Response:
    """Superseded by v2's list; `support_realtime` is what older answers had (observed)."""
    base = world.base_url(request)
    rows: list[Json] = [
        {
            "voice_id": voice.id,
            "language": voice.language,
            "gender": voice.gender,
            "display_name": voice.name,
            "preview": {"movio": f"{base}/files/voices/{voice.id}/preview.wav"},
            "support_pause": voice.support_pause,
            "support_realtime": False,
        }
        for voice in world.catalog.voices
    ]
    return wire.v1_data({"voices": rows, "list": rows})


async def me(world: World, request: Request) -> Response:
    content: Json = {"username": USERNAME, "email": EMAIL, "first_name": FIRST_NAME, "last_name": LAST_NAME}
    return wire.v1_data(content)


async def folders(world: World, request: Request) -> Response:
    rows = [folder for folder in _folders(world).values() if not folder.is_trash]
    query = request.query_params
    page, token = wire.cut(rows, lambda folder: folder.number, page_limit(request, 100, 100), query.get("token"))
    shown: list[Json] = [_folder(folder) for folder in page]
    return wire.v1_data({"folders": shown, "total": len(rows), "token": token})


async def create_folder(world: World, request: Request) -> Response:
    body = read_body(await request.body())
    name, parent = body.need_text("name", longest=200), body.text("parent_id")
    folder = Folder(world.state.new_id(), world.state.new_number(), name, parent, int(world.clock()))
    _folders(world)[folder.id] = folder
    return wire.v1_data(_folder(folder))


async def rename_folder(world: World, request: Request) -> Response:
    name = read_body(await request.body()).need_text("name", longest=200)
    return _changed(world, replace(_need_folder(world, request), name=name))


async def trash_folder(world: World, request: Request) -> Response:
    return _changed(world, replace(_need_folder(world, request), is_trash=True))


async def restore_folder(world: World, request: Request) -> Response:
    return _changed(world, replace(_need_folder(world, request), is_trash=False))


def _folders(world: World) -> dict[str, Folder]:
    return world.state.table("folders", Folder)


def _need_folder(world: World, request: Request) -> Folder:
    folder = _folders(world).get(request.path_params["folder_id"])
    if folder is None:
        raise Problem(404, "not_found", "Folder not found", number=400562)
    return folder


def _changed(world: World, folder: Folder) -> Response:
    _folders(world)[folder.id] = folder
    return wire.v1_data(_folder(folder))


def _folder(folder: Folder) -> Json:
    return {
        "id": folder.id,
        "name": folder.name,
        "parent_id": folder.parent_id,
        "project_type": "video",
        "is_trash": folder.is_trash,
        _CREATED: folder.created,
        _UPDATED: folder.created,
        "direct_children_count": 0,
        "creator_username": USERNAME,
    }
