"""v3 background removals and AI clipping: jobs on an uploaded video (v3, "POST /v3/background-removals")."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from heygen_build.emulator import tasks, wire
from heygen_build.emulator.effects import LAYERS, Cut, CutsOrder, Layer, MatteOrder
from heygen_build.emulator.inputs import VIDEOS, find_file
from heygen_build.emulator.jobs import Job, Made
from heygen_build.emulator.kinds import BACKGROUND_REMOVAL, CLIPPING
from heygen_build.emulator.reader import Reader, read_body
from heygen_build.emulator.serving import endpoint
from heygen_build.emulator.tasks import Terms
from heygen_build.emulator.video_body import need_asset
from heygen_build.emulator.wire import Json
from heygen_build.emulator.world import World

DURATION_TYPES = ("30", "60", "180", "long")
ASPECTS = {"landscape": (1280, 720), "portrait": (720, 1280), "square": (720, 720)}
LONG_SECONDS = 600.0


def routes(world: World) -> list[Route]:
    removals, clips = "/v3/background-removals", "/v3/ai-clipping"
    return [
        endpoint(world, "POST", removals, remove_background),
        endpoint(world, "GET", removals, list_removals),
        endpoint(world, "GET", f"{removals}/{{job_id}}", get_removal),
        endpoint(world, "DELETE", f"{removals}/{{job_id}}", delete_removal),
        endpoint(world, "POST", clips, clip),
        endpoint(world, "GET", clips, list_clippings),
        endpoint(world, "GET", f"{clips}/{{job_id}}", get_clipping),
        endpoint(world, "DELETE", f"{clips}/{{job_id}}", delete_clipping),
    ]


async def remove_background(world: World, request: Request) -> Response:
    """`request_id` is the only idempotency key here: the same one gives the first job, even with another video."""
    body = read_body(await request.body())
    source, layers = need_asset(body, "video"), _layers(body)
    title, request_id = body.text("title"), body.text("request_id")
    known = _by_request_id(world, request_id)
    if known is None:
        path = find_file(source, world.state, world.folder, VIDEOS)
        facts: dict[str, Json] = {"request_id": request_id}
        terms = Terms(BACKGROUND_REMOVAL, MatteOrder(path, layers), title=title, facts=facts)
        known = tasks.accept(world, request, terms)
    return wire.data(_removal(world, request, known))


def _layers(body: Reader) -> tuple[Layer, ...]:
    asked = body.items("layers", 0, 3)
    unknown = [name for name in asked if name not in LAYERS]
    if unknown:
        body.refuse("layers", f"must be of {', '.join(LAYERS)}")
    return tuple(layer for layer in LAYERS if layer in asked) or LAYERS


def _by_request_id(world: World, request_id: str | None) -> Job | None:
    if not request_id:
        return None
    jobs = world.state.jobs(kind=BACKGROUND_REMOVAL.name)
    return next((job for job in jobs if job.facts.get("request_id") == request_id), None)


def _removal(world: World, request: Request, job: Job) -> Json:
    made = tasks.finished(world, job)
    return {
        "id": job.id,
        "status": tasks.word(world, job),
        "created_at": int(job.accepted_at),
        "completed_at": int(job.finished_at) if made and job.finished_at is not None else None,
        "duration": made.duration if made else None,
        "layers": {label: tasks.link(world, request, job, label) for label in made.files} if made else {},
        "error": tasks.failure_message(world, job),
    }


async def list_removals(world: World, request: Request) -> Response:
    jobs, token = tasks.page(world, request, BACKGROUND_REMOVAL)
    return wire.page([_removal(world, request, job) for job in jobs], token)


async def get_removal(world: World, request: Request) -> Response:
    job = tasks.need(world, BACKGROUND_REMOVAL, request.path_params["job_id"], "not_found")
    await world.poll([job])
    return wire.data(_removal(world, request, job))


async def delete_removal(world: World, request: Request) -> Response:
    job = tasks.need(world, BACKGROUND_REMOVAL, request.path_params["job_id"], "not_found")
    tasks.delete(world, job)
    return wire.data({"id": job.id, "deleted": True})


@dataclass(frozen=True, slots=True)
class Clipping:
    """A request for clips, well shaped."""

    types: tuple[str, ...]
    aspect: str
    captions: bool
    caption_style: str | None
    prompt: str | None
    title: str | None
    language: str | None

    def settings(self) -> Json:
        return {
            "duration_types": list(self.types),
            "aspect_ratio": self.aspect,
            "captions": self.captions,
            "caption_style": self.caption_style,
            "prompt": self.prompt,
        }


async def clip(world: World, request: Request) -> Response:
    """The answer's shape is unpublished; it says the id in the two ways that clients may look for."""
    body = read_body(await request.body())
    source = need_asset(body, "video")
    if source.kind == "base64":
        body.refuse("video", "must be of type url or asset_id")
    wanted = _clipping(body)
    callback_id, callback_url = body.text("callback_id"), body.text("callback_url")
    path = find_file(source, world.state, world.folder, VIDEOS)
    seconds = _seconds(path)
    cuts = tuple(_cut(kind, index, seconds) for index, kind in enumerate(wanted.types))
    facts: dict[str, Json] = {
        "settings": wanted.settings(),
        "language": wanted.language,
        "source_duration": seconds,
        "seconds": [cut.seconds for cut in cuts],
    }
    order = CutsOrder(path, cuts, *ASPECTS[wanted.aspect], world.config.mark)
    terms = Terms(CLIPPING, order, title=wanted.title, callback_id=callback_id, callback_url=callback_url, facts=facts)
    job = tasks.accept(world, request, terms)
    return wire.data({"id": job.id, "job_id": job.id, "status": "pending"})


def _clipping(body: Reader) -> Clipping:
    settings = body.record("output_settings", nullable=False) or Reader({}, "output_settings")
    types = settings.items("duration_types", 0, 20)
    if any(kind not in DURATION_TYPES for kind in types):
        settings.refuse("duration_types", f"must be of {', '.join(DURATION_TYPES)}")
    return Clipping(
        types=tuple(str(kind) for kind in types) or ("60",),
        aspect=settings.choice("aspect_ratio", *ASPECTS, nullable=False) or "portrait",
        captions=not settings.given("captions") or settings.flag("captions", nullable=False),
        caption_style=settings.text("caption_style"),
        prompt=settings.text("prompt", longest=500),
        title=body.text("title"),
        language=body.text("input_language"),
    )


def _seconds(path: Path) -> float:
    """The source's length; 0 for a file that cannot be read, whose job fails when it is drawn."""
    from heygen_build.media.model import MediaError
    from heygen_build.media.probe import probe

    try:
        return probe(path).duration
    except MediaError:
        return 0.0


def _cut(kind: str, index: int, seconds: float) -> Cut:
    """One clip for each entry: at most that long, each beginning a little later than the one before."""
    longest = LONG_SECONDS if kind == "long" else float(kind)
    length = min(longest, seconds)
    return Cut(min(index * 5.0, max(0.0, seconds - length)), length)


def _job(world: World, request: Request, job: Job) -> Json:
    status = world.status(job)
    made = tasks.finished(world, job)
    clips = _clips(world, request, job, made) if isinstance(made, Made) else []
    return {
        "id": job.id,
        "status": tasks.word(world, job),
        "progress": {"pending": 0, "processing": 50}.get(status, 100),
        "clips": clips,
        "source_duration": job.facts.get("source_duration"),
        "input_language": job.facts.get("language"),
        "output_settings": job.facts.get("settings"),
        "failure_message": tasks.failure_message(world, job),
        "created_at": int(job.accepted_at),
        "callback_id": job.callback_id,
    }


def _clips(world: World, request: Request, job: Job, made: Made) -> list[Json]:
    """Scores fall from clip to clip: a draft has no opinion."""
    settings, seconds = job.facts["settings"], job.facts["seconds"]
    aspect = settings["aspect_ratio"] if isinstance(settings, dict) else None
    lengths = seconds if isinstance(seconds, list) else []
    status: Literal["completed"] = "completed"
    return [
        {
            "id": f"{job.id}-{index}",
            "status": status,
            "video_url": tasks.link(world, request, job, f"clip{index}"),
            "thumbnail_url": tasks.link(world, request, job, f"thumbnail{index}"),
            "title": job.title or f"Clip {index + 1}",
            "duration_seconds": length,
            "aspect_ratio": aspect,
            "virality_score": max(10, 90 - 5 * index),
            "failure_message": None,
        }
        for index, length in enumerate(lengths)
        if f"clip{index}" in made.files
    ]


async def list_clippings(world: World, request: Request) -> Response:
    jobs, token = tasks.page(world, request, CLIPPING)
    return wire.page([_job(world, request, job) for job in jobs], token)


async def get_clipping(world: World, request: Request) -> Response:
    job = tasks.need(world, CLIPPING, request.path_params["job_id"], "not_found")
    await world.poll([job])
    return wire.data(_job(world, request, job))


async def delete_clipping(world: World, request: Request) -> Response:
    job = tasks.need(world, CLIPPING, request.path_params["job_id"], "not_found")
    tasks.delete(world, job)
    return wire.data({"id": job.id})
