"""v3 video translations and glossaries (translate.md). Proofreading sessions are in `routes_proofreads`."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from heygen_build.emulator import batches, tasks, wire
from heygen_build.emulator.jobs import Job
from heygen_build.emulator.kinds import TRANSLATION
from heygen_build.emulator.reader import read_body
from heygen_build.emulator.serving import endpoint, page_limit
from heygen_build.emulator.translation_body import read_translation
from heygen_build.emulator.wire import Json
from heygen_build.emulator.world import World
from heygen_build.languages import LANGUAGES

ROOT = "/v3/video-translations"
GLOSSARIES = (
    ("b1c5e0d3a7f94e1286d04c7b5a9e3f10", "Product names"),
    ("77d9a2f6c84b4b0fa1e35d6c0b2e8a94", "Legal terms"),
)
_MADE = "2026-09-01T08:00:00Z"


def routes(world: World) -> list[Route]:
    return [
        endpoint(world, "POST", ROOT, create, repeatable=True),
        endpoint(world, "GET", ROOT, list_translations),
        endpoint(world, "GET", f"{ROOT}/languages", languages),
        endpoint(world, "GET", f"{ROOT}/statuses", statuses),
        endpoint(world, "POST", f"{ROOT}/batches", create_batch, repeatable=True),
        endpoint(world, "GET", f"{ROOT}/batches/{{batch_id}}", get_batch),
        endpoint(world, "GET", f"{ROOT}/{{video_translation_id}}", get),
        endpoint(world, "PATCH", f"{ROOT}/{{video_translation_id}}", rename),
        endpoint(world, "DELETE", f"{ROOT}/{{video_translation_id}}", delete),
        endpoint(world, "GET", "/v3/brand-glossaries", glossaries),
    ]


async def create(world: World, request: Request) -> Response:
    jobs = tasks.accept_all(world, request, read_translation(world, read_body(await request.body())))
    return wire.data({"video_translation_ids": [job.id for job in jobs]})


async def get(world: World, request: Request) -> Response:
    job = _job(world, request)
    await world.poll([job])
    return wire.data(_row(world, request, job))


async def list_translations(world: World, request: Request) -> Response:
    jobs, token = tasks.page(world, request, TRANSLATION)
    return wire.page([_row(world, request, job) for job in jobs], token)


async def rename(world: World, request: Request) -> Response:
    job, body = _job(world, request), read_body(await request.body())
    title = body.need_text("title")
    body.end()
    job.title = title
    return wire.data(_row(world, request, job))


async def delete(world: World, request: Request) -> Response:
    job = _job(world, request)
    tasks.delete(world, job)
    return wire.data({"id": job.id})


async def languages(world: World, request: Request) -> Response:
    return wire.data({"languages": list(LANGUAGES)})


async def glossaries(world: World, request: Request) -> Response:
    numbered = list(enumerate(GLOSSARIES))
    rows, token = wire.cut(
        numbered, lambda pair: pair[0], page_limit(request, 10, 100), request.query_params.get("token")
    )
    made: dict[str, Json] = {"created_at": _MADE, "updated_at": _MADE}
    return wire.page([{"brand_glossary_id": found, "name": name, **made} for _, (found, name) in rows], token)


async def create_batch(world: World, request: Request) -> Response:
    body = read_body(await request.body())
    return batches.create(
        world, request, TRANSLATION, body, "video_translations", lambda one: read_translation(world, one)
    )


async def get_batch(world: World, request: Request) -> Response:
    return await batches.get(world, request, TRANSLATION)


async def statuses(world: World, request: Request) -> Response:
    return await batches.statuses(world, request, TRANSLATION, "video_translation_ids")


def _job(world: World, request: Request) -> Job:
    return tasks.need(world, TRANSLATION, request.path_params["video_translation_id"], "not_found", "Video translation")


def _row(world: World, request: Request, job: Job) -> Json:
    """Languages are names in orders and codes in answers. The audio is linked where nothing else was dubbed."""
    made, audio_only = tasks.finished(world, job), bool(job.facts["audio_only"])
    return {
        "id": job.id,
        "status": tasks.word(world, job),
        "title": job.title,
        "input_language": "en",
        "output_language": job.facts["output_language"],
        "duration": made.duration if made else None,
        "translate_audio_only": audio_only,
        "video_url": tasks.link(world, request, job, "video"),
        "audio_url": tasks.link(world, request, job, "audio"),
        "srt_caption_url": tasks.link(world, request, job, "subtitles"),
        "vtt_caption_url": tasks.link(world, request, job, "captions"),
        "failure_message": tasks.failure_message(world, job),
        "created_at": int(job.accepted_at),
        "callback_id": job.callback_id,
    }
