"""v3 videos: create, get, list, delete, bulk statuses."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from heygen_build.emulator import batches, tasks, wire
from heygen_build.emulator.arms import terms_of
from heygen_build.emulator.jobs import Job
from heygen_build.emulator.kinds import VIDEO
from heygen_build.emulator.reader import read_body
from heygen_build.emulator.serving import endpoint, page_limit
from heygen_build.emulator.wire import Json, Problem
from heygen_build.emulator.world import World


def routes(world: World) -> list[Route]:
    return [
        endpoint(world, "POST", "/v3/videos", create, repeatable=True),
        endpoint(world, "GET", "/v3/videos", list_videos),
        endpoint(world, "GET", "/v3/videos/statuses", statuses),
        endpoint(world, "POST", "/v3/videos/batches", create_batch, repeatable=True),
        endpoint(world, "GET", "/v3/videos/batches/{batch_id}", get_batch),
        endpoint(world, "GET", "/v3/videos/{video_id}", get),
        endpoint(world, "DELETE", "/v3/videos/{video_id}", delete),
    ]


async def create(world: World, request: Request) -> Response:
    """Checks in HeyGen's order: the request, what it names, the slots, the wallet. Nothing is kept unless all pass."""
    job = tasks.accept(world, request, terms_of(world, read_body(await request.body())))
    return wire.data({"video_id": job.id, "status": "waiting", "output_format": job.output_format})


async def get(world: World, request: Request) -> Response:
    job = _job(world, request)
    await world.poll([job])
    return wire.data(detail(world, request, job))


async def list_videos(world: World, request: Request) -> Response:
    """Listing is no poll: it does not move a job."""
    world.collect()
    query = request.query_params
    jobs = [] if query.get("folder_id") else world.state.jobs(query.get("title"))
    jobs, token = wire.cut(jobs, lambda job: -job.number, page_limit(request, 10, 100), query.get("token"))
    return wire.page([detail(world, request, job) for job in jobs], token)


async def delete(world: World, request: Request) -> Response:
    job = _job(world, request)
    world.state.delete_job(job.id)
    return wire.data({"id": job.id, "deleted": True})


async def statuses(world: World, request: Request) -> Response:
    return await batches.statuses(world, request, VIDEO, "video_ids")


async def create_batch(world: World, request: Request) -> Response:
    body = read_body(await request.body())
    return batches.create(world, request, VIDEO, body, "videos", lambda one: [terms_of(world, one)])


async def get_batch(world: World, request: Request) -> Response:
    return await batches.get(world, request, VIDEO)


def _job(world: World, request: Request) -> Job:
    video_id = request.path_params["video_id"]
    job = world.state.job(video_id)
    if job is None:
        raise Problem(404, "video_not_found", f"Video {video_id} not found")
    return job


def detail(world: World, request: Request, job: Job) -> Json:
    """VideoDetail: all 16 keys, null where there is nothing to say (observed)."""
    made, failure = tasks.finished(world, job), tasks.failure(world, job)

    def link(label: str) -> str | None:
        return tasks.link(world, request, job, label)

    return {
        "id": job.id,
        "title": job.title,
        "status": tasks.word(world, job),
        "created_at": int(job.accepted_at),
        "completed_at": int(job.finished_at) if made and job.finished_at is not None else None,
        "duration": made.duration if made else None,
        "video_url": link("video"),
        "captioned_video_url": link("captioned"),
        "subtitle_url": link("subtitles"),
        "thumbnail_url": link("thumbnail"),
        "gif_url": link("gif"),
        "video_page_url": f"https://app.heygen.com/videos/{job.id}",
        "folder_id": job.facts.get("folder_id"),
        "output_language": job.facts.get("output_language"),
        "failure_code": failure.code if failure else None,
        "failure_message": failure.message if failure else None,
    }
