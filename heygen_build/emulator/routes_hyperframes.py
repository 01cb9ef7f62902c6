"""v3 HyperFrames renders: an HTML project becomes a video. Here it becomes a card that says what would be drawn."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Literal, cast

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from heygen_build.emulator import tasks, wire
from heygen_build.emulator.effects import CompositionOrder
from heygen_build.emulator.inputs import ARCHIVES, find_file
from heygen_build.emulator.jobs import Job
from heygen_build.emulator.kinds import HYPERFRAMES
from heygen_build.emulator.reader import Reader, read_body
from heygen_build.emulator.serving import endpoint
from heygen_build.emulator.tasks import Terms
from heygen_build.emulator.video_body import need_asset
from heygen_build.emulator.wire import Json, Problem
from heygen_build.emulator.world import World

SIZES = {"16:9": (1920, 1080), "9:16": (1080, 1920), "1:1": (1080, 1080)}
LONGEST_SECONDS = 600.0
DEFAULT_SECONDS = 5.0
LARGEST_PAGE = 4 * 1024 * 1024
_DURATION = re.compile(rb"""data-(?:composition-)?duration\s*=\s*["']?([0-9.]+)""")
_TITLE = re.compile(rb"<title[^>]*>([^<]{1,200})", re.IGNORECASE)


def routes(world: World) -> list[Route]:
    base = "/v3/hyperframes/renders"
    return [
        endpoint(world, "POST", base, create, repeatable=True),
        endpoint(world, "GET", base, list_renders),
        endpoint(world, "GET", f"{base}/{{render_id}}", get),
        endpoint(world, "DELETE", f"{base}/{{render_id}}", delete),
    ]


async def create(world: World, request: Request) -> Response:
    """Refuses projects that are no zip or lack their entry page (`hyperframes_project_invalid`)."""
    body = read_body(await request.body())
    facts = _facts(body)
    project = find_file(need_asset(body, "project"), world.state, world.folder, ARCHIVES)
    page = _entry(project, str(facts["composition"]))
    variables = body.record("variables")
    title, callback_id = body.text("title"), body.text("callback_id")
    callback_url = body.text("callback_url")
    order = _order(world, facts, page, variables)
    terms = Terms(
        HYPERFRAMES,
        order,
        what=f"hyperframes {facts['resolution']}",
        title=title,
        output_format=order.format,
        callback_id=callback_id,
        callback_url=callback_url,
        facts=facts,
    )
    return wire.data({"render_id": tasks.accept(world, request, terms).id})


def _facts(body: Reader) -> dict[str, Json]:
    facts: dict[str, Json] = {
        "composition": body.text("composition", longest=500) or "index.html",
        "fps": body.whole("fps", 1, 240) or 30,
        "quality": body.choice("quality", "draft", "standard", "high") or "standard",
        "format": body.choice("format", "mp4", "webm", "mov") or "mp4",
        "resolution": body.choice("resolution", "1080p", "4k") or "1080p",
        "aspect_ratio": body.choice("aspect_ratio", *SIZES) or "16:9",
    }
    if facts["resolution"] == "4k" and facts["format"] != "mp4":
        body.refuse("resolution", "4k is available for mp4 only")
    return facts


def _entry(project: Path, composition: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(project.read_bytes())) as archive, archive.open(composition) as page:
            return page.read(LARGEST_PAGE)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError, EOFError) as wrong:
        message = f"The project is not a zip file with {composition}"
        raise Problem(400, "hyperframes_project_invalid", message, param="project") from wrong


def _order(world: World, facts: dict[str, Json], page: bytes, variables: Reader | None) -> CompositionOrder:
    width, height = SIZES[str(facts["aspect_ratio"])]
    factor = 2 if facts["resolution"] == "4k" else 1
    found = _TITLE.search(page)
    name = found[1].decode("utf-8", "replace").strip() if found else str(facts["composition"])
    said = [f"{key}: {variables.raw(key)}"[:120] for key in variables.names[:6]] if variables else []
    return CompositionOrder(
        lines=(name or "composition", *said),
        width=width * factor,
        height=height * factor,
        fps=int(str(facts["fps"])),
        seconds=_seconds(page),
        format=cast("Literal['mp4', 'webm', 'mov']", facts["format"]),
        mark=world.config.mark,
    )


def _seconds(page: bytes) -> float:
    """The longest duration that the page declares."""
    declared = []
    for number in _DURATION.findall(page):
        try:
            declared.append(float(number))
        except ValueError:
            continue
    return min(max(declared, default=DEFAULT_SECONDS), LONGEST_SECONDS) or DEFAULT_SECONDS


def _row(world: World, request: Request, job: Job) -> Json:
    made = tasks.finished(world, job)
    return {
        "render_id": job.id,
        "status": tasks.word(world, job),
        "title": job.title,
        "callback_id": job.callback_id,
        "video_url": tasks.link(world, request, job, "video"),
        "thumbnail_url": tasks.link(world, request, job, "thumbnail"),
        "duration": made.duration if made else None,
        **job.facts,
        "created_at": int(job.accepted_at),
        "completed_at": int(job.finished_at) if made and job.finished_at is not None else None,
        "failure_message": tasks.failure_message(world, job),
    }


async def list_renders(world: World, request: Request) -> Response:
    jobs, token = tasks.page(world, request, HYPERFRAMES)
    return wire.page([_row(world, request, job) for job in jobs], token)


async def get(world: World, request: Request) -> Response:
    job = _need(world, request)
    await world.poll([job])
    return wire.data(_row(world, request, job))


async def delete(world: World, request: Request) -> Response:
    job = _need(world, request)
    tasks.delete(world, job)
    return wire.data({"render_id": job.id})


def _need(world: World, request: Request) -> Job:
    return tasks.need(world, HYPERFRAMES, request.path_params["render_id"], "hyperframes_render_not_found", "Render")
