"""v3 proofreading sessions (translate.md, "Proofread"): subtitles out, corrected subtitles in, dubbing."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from heygen_build.emulator import prices, tasks, wire
from heygen_build.emulator.footage import Line
from heygen_build.emulator.jobs import Job, Made, Render
from heygen_build.emulator.kinds import PROOFREAD, TRANSLATION
from heygen_build.emulator.proofreading import TranscriptOrder
from heygen_build.emulator.reader import read_body
from heygen_build.emulator.routes_lipsyncs import linked
from heygen_build.emulator.routes_translations import ROOT
from heygen_build.emulator.serving import endpoint
from heygen_build.emulator.subtitles import read_lines, write_lines
from heygen_build.emulator.tasks import Terms
from heygen_build.emulator.translation_body import Source, dub, pseudo, read_lines_of, read_source
from heygen_build.emulator.wire import Json, Problem
from heygen_build.emulator.world import World
from heygen_build.languages import LANGUAGES

SESSION_SECONDS = 24 * 3600.0


def routes(world: World) -> list[Route]:
    session = f"{ROOT}/proofreads/{{proofread_id}}"
    return [
        endpoint(world, "POST", f"{ROOT}/proofreads", create, repeatable=True),
        endpoint(world, "GET", session, get),
        endpoint(world, "GET", f"{session}/srt", get_subtitles),
        endpoint(world, "PUT", f"{session}/srt", put_subtitles),
        endpoint(world, "POST", f"{session}/generate", generate, repeatable=True),
    ]


async def create(world: World, request: Request) -> Response:
    body = read_body(await request.body())
    source = read_source(world, body)
    original = read_lines_of(world, linked(body, "srt")) if body.given("srt") else None
    body.raw("srt")
    body.end()
    terms = [_terms(world, source, language, original) for language in source.languages]
    jobs = tasks.accept_all(world, request, terms)
    return wire.data({"proofread_ids": [job.id for job in jobs], "status": "processing"})


def _terms(world: World, source: Source, language: str, original: tuple[Line, ...] | None) -> Terms:
    lines = None if original is None else pseudo(original, language)
    order = TranscriptOrder(dub(world, source.clip, language, lines, None, True, False), original)
    return Terms(
        PROOFREAD,
        order,
        what="proofread",
        usd_per_second=prices.PROOFREAD,
        title=source.title,
        facts={"language": language, "mode": source.mode, "clip": str(source.clip)},
    )


async def get(world: World, request: Request) -> Response:
    job = _session(world, request)
    await world.poll([job])
    return wire.data(_row(world, job))


async def get_subtitles(world: World, request: Request) -> Response:
    job, _ = _ready(world, request)
    edited, original = (tasks.link(world, request, job, label) for label in ("subtitles", "original"))
    return wire.data({"srt_url": edited, "original_srt_url": original})


async def put_subtitles(world: World, request: Request) -> Response:
    """The file takes the place of the session's own."""
    job, made = _ready(world, request)
    body = read_body(await request.body())
    lines = read_lines_of(world, linked(body, "srt"))
    body.end()
    edited = world.studio.folder / f"{job.id}-{world.state.new_number()}.srt"
    write_lines(lines, edited)
    job.outcome = Made(tuple({**made.files, "subtitles": edited.name}.items()), made.duration)
    return wire.data(_row(world, job))


async def generate(world: World, request: Request) -> Response:
    job, made = _ready(world, request)
    body = read_body(await request.body() or b"{}")
    captions, audio_only = body.flag("captions"), body.flag("translate_audio_only")
    callback_url, callback_id = body.text("callback_url"), body.text("callback_id")
    body.end()
    language, mode = str(job.facts["language"]), str(job.facts["mode"])
    lines = read_lines(world.studio.folder / made.files["subtitles"], may_be_empty=True)
    terms = Terms(
        TRANSLATION,
        dub(world, Path(str(job.facts["clip"])), language, lines, None, True, captions),
        what=f"translation {'audio' if audio_only else mode}",
        usd_per_second=prices.TRANSLATION_AUDIO if audio_only else prices.TRANSLATION[mode],
        title=job.title,
        callback_url=callback_url,
        callback_id=callback_id,
        facts={"language": language, "output_language": LANGUAGES[language], "audio_only": audio_only},
    )
    return wire.data({"video_translation_id": tasks.accept(world, request, terms).id, "status": "processing"})


def _session(world: World, request: Request) -> Job:
    """A session lives for about a day ([skills-may]); then nobody knows it."""
    job = tasks.need(world, PROOFREAD, request.path_params["proofread_id"], "not_found")
    if world.clock() - job.accepted_at > SESSION_SECONDS:
        raise Problem(404, "not_found", f"Proofread {job.id} not found")
    return job


def _ready(world: World, request: Request) -> tuple[Job, Made | Render]:
    """A session whose subtitles are there; 409 for one that still works or has failed."""
    job = _session(world, request)
    world.collect()
    made = tasks.finished(world, job)
    if made is None:
        raise Problem(409, "resource_not_ready", f"Proofread {job.id} is {tasks.word(world, job)}")
    return job, made


def _row(world: World, job: Job) -> Json:
    return {
        "id": job.id,
        "status": tasks.word(world, job),
        "title": job.title,
        "input_language": "en",
        "output_language": LANGUAGES[str(job.facts["language"])],
        "failure_message": tasks.failure_message(world, job),
        "submitted_for_review": False,
        "created_at": int(job.accepted_at),
    }
