"""v3 videos: create, get, list, delete, bulk statuses."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from heygen_build.emulator import tasks, wire
from heygen_build.emulator.arms import terms_of
from heygen_build.emulator.jobs import Failure, Job
from heygen_build.emulator.reader import read_body
from heygen_build.emulator.serving import endpoint, page_limit
from heygen_build.emulator.wire import Json, Problem
from heygen_build.emulator.world import World

MOST_STATUSES = 100


def routes(world: World) -> list[Route]:
    return [
        endpoint(world, "POST", "/v3/videos", create, repeatable=True),
        endpoint(world, "GET", "/v3/videos", list_videos),
        endpoint(world, "GET", "/v3/videos/statuses", statuses),
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
    """A row for each id, in the order asked; unknown ones are `not_found`, and so is every batch."""
    ids, batches = _ids(request, "video_ids"), _ids(request, "batch_ids")
    if not ids and not batches:
        raise wire.invalid("video_ids", "video_ids or batch_ids is required")
    if len(ids) + len(batches) > MOST_STATUSES:
        raise wire.invalid("video_ids", f"not more than {MOST_STATUSES} ids at once")
    jobs = {video_id: world.state.job(video_id) for video_id in ids}
    await world.poll(job for job in jobs.values() if job is not None)
    rows: list[Json] = [_status_row(world, video_id, jobs[video_id]) for video_id in ids]
    rows += [{"batch_id": batch, "video_id": None, "status": "not_found"} for batch in batches]
    return wire.page(rows, None)


def _ids(request: Request, name: str) -> list[str]:
    return [part.strip() for part in request.query_params.get(name, "").split(",") if part.strip()]


def _status_row(world: World, video_id: str, job: Job | None) -> Json:
    row: dict[str, Json] = {"video_id": video_id, "status": world.status(job) if job else "not_found"}
    if job and row["status"] == "failed" and isinstance(job.outcome, Failure):
        row["error"] = {"code": job.outcome.code, "message": job.outcome.message}
    return row


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
