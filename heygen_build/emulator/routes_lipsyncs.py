"""v3 lipsyncs (v3, "Lipsync")."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from heygen_build.emulator import batches, prices, tasks, wire
from heygen_build.emulator.footage import ResoundOrder
from heygen_build.emulator.inputs import SOUNDS, VIDEOS, find_file
from heygen_build.emulator.jobs import Job
from heygen_build.emulator.kinds import LIPSYNC
from heygen_build.emulator.reader import Reader, read_body
from heygen_build.emulator.serving import endpoint
from heygen_build.emulator.tasks import Terms
from heygen_build.emulator.video_body import AssetInput, need_asset
from heygen_build.emulator.wire import Json
from heygen_build.emulator.world import World

FRAME_RATES = ("vfr", "cfr", "passthrough")
LATEST = 24 * 3600.0


def routes(world: World) -> list[Route]:
    root = "/v3/lipsyncs"
    return [
        endpoint(world, "POST", root, create, repeatable=True),
        endpoint(world, "GET", root, list_lipsyncs),
        endpoint(world, "GET", f"{root}/statuses", statuses),
        endpoint(world, "POST", f"{root}/batches", create_batch, repeatable=True),
        endpoint(world, "GET", f"{root}/batches/{{batch_id}}", get_batch),
        endpoint(world, "GET", f"{root}/{{lipsync_id}}", get),
        endpoint(world, "PATCH", f"{root}/{{lipsync_id}}", rename),
        endpoint(world, "DELETE", f"{root}/{{lipsync_id}}", delete),
    ]


async def create(world: World, request: Request) -> Response:
    job = tasks.accept(world, request, _read(world, read_body(await request.body())))
    return wire.data({"lipsync_id": job.id})


def _read(world: World, body: Reader) -> Terms:
    video, audio = linked(body, "video"), linked(body, "audio")
    mode = body.choice("mode", "speed", "precision", nullable=False) or "speed"
    start, end = body.number("start_time", 0, LATEST, 0.0), body.number("end_time", 0, LATEST)
    if end is not None and end <= start:
        body.refuse("end_time", "must be later than start_time")
    for name in ("disable_music_track", "enable_speech_enhancement", "enable_watermark", "keep_the_same_format"):
        body.flag(name)
    captions, stretches = body.flag("enable_caption"), switched_on(body, "enable_dynamic_duration")
    body.choice("fps_mode", *FRAME_RATES)
    title, callback_url, callback_id = (body.text(name) for name in ("title", "callback_url", "callback_id"))
    body.text("folder_id")
    body.end()
    order = ResoundOrder(
        clip=find_file(video, world.state, world.folder, VIDEOS),
        sound=find_file(audio, world.state, world.folder, SOUNDS),
        start=start,
        end=end,
        stretches=stretches,
        captions=captions,
        mark=world.config.mark,
    )
    return Terms(
        LIPSYNC,
        order,
        what=f"lipsync {mode}",
        usd_per_second=prices.LIPSYNC[mode],
        title=title,
        callback_url=callback_url,
        callback_id=callback_id,
    )


def linked(body: Reader, name: str) -> AssetInput:
    """An asset input of the calls that take only addresses and ids (v3, "Shared pieces")."""
    asset = need_asset(body, name)
    if asset.kind == "base64":
        body.refuse(name, "must be of type url or asset_id")
    return asset


def switched_on(body: Reader, name: str) -> bool:
    """A switch whose default is on."""
    is_given = body.given(name)
    return body.flag(name) or not is_given


async def get(world: World, request: Request) -> Response:
    job = tasks.need(world, LIPSYNC, request.path_params["lipsync_id"], "not_found")
    await world.poll([job])
    return wire.data(_row(world, request, job))


async def list_lipsyncs(world: World, request: Request) -> Response:
    jobs, token = tasks.page(world, request, LIPSYNC)
    return wire.page([_row(world, request, job) for job in jobs], token)


async def rename(world: World, request: Request) -> Response:
    job = tasks.need(world, LIPSYNC, request.path_params["lipsync_id"], "not_found")
    body = read_body(await request.body())
    title = body.need_text("title")
    body.end()
    job.title = title
    return wire.data(_row(world, request, job))


async def delete(world: World, request: Request) -> Response:
    job = tasks.need(world, LIPSYNC, request.path_params["lipsync_id"], "not_found")
    tasks.delete(world, job)
    return wire.data({"id": job.id})


async def create_batch(world: World, request: Request) -> Response:
    body = read_body(await request.body())
    return batches.create(world, request, LIPSYNC, body, "lipsyncs", lambda one: [_read(world, one)])


async def get_batch(world: World, request: Request) -> Response:
    return await batches.get(world, request, LIPSYNC)


async def statuses(world: World, request: Request) -> Response:
    return await batches.statuses(world, request, LIPSYNC, "lipsync_ids")


def _row(world: World, request: Request, job: Job) -> Json:
    made = tasks.finished(world, job)
    return {
        "id": job.id,
        "status": tasks.word(world, job),
        "title": job.title,
        "duration": made.duration if made else None,
        "video_url": tasks.link(world, request, job, "video"),
        "caption_url": tasks.link(world, request, job, "subtitles"),
        "failure_message": tasks.failure_message(world, job),
        "created_at": int(job.accepted_at),
        "callback_id": job.callback_id,
    }
