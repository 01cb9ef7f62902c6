"""Workflow nodes (workflows.md): clips from prompts, faces in clips, and a presenter that is only known by example."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from heygen_build.emulator import frames, tasks, wire
from heygen_build.emulator.footage import GeneratedOrder, SwapOrder
from heygen_build.emulator.inputs import IMAGES, SOUNDS, VIDEOS, find_file
from heygen_build.emulator.kinds import WORKFLOW
from heygen_build.emulator.orders import Order, Recording, VideoOrder
from heygen_build.emulator.reader import Reader, read_body
from heygen_build.emulator.serving import endpoint
from heygen_build.emulator.tasks import Terms
from heygen_build.emulator.video_body import AssetInput
from heygen_build.emulator.wire import Json, Problem
from heygen_build.emulator.world import World

PROVIDERS = (
    "veo_3_1", "veo_3_1_fast", "veo3", "veo3_fast", "veo2", "kling_pro", "kling_v2", "sora_v2", "sora_v2_pro",
    "runway_gen4", "seedance_lite", "seedance_pro", "ltx_distilled",
)  # fmt: skip
RATIOS = ("16:9", "9:16", "1:1")
SECONDS, LONGEST = 5.0, 15.0
"""How long clips are here where `config.duration` does not say it: HeyGen publishes no length."""


def routes(world: World) -> list[Route]:
    # These paths answer with v3's envelope, and keep no idempotency keys (README, Envelopes and Idempotency).
    return [
        endpoint(world, "POST", "/v1/workflows/executions", create, generation="v3"),
        endpoint(world, "GET", "/v1/workflows/executions/{execution_id}", get, generation="v3"),
    ]


async def create(world: World, request: Request) -> Response:
    body = read_body(await request.body())
    node = body.need_choice("workflow_type", *_NODES)
    given = body.record("input", nullable=False)
    if given is None:
        body.refuse("input", "is required")
    body.end()
    order = _NODES[node](world, given)
    given.end()
    # No page states a price, so that nothing is charged.
    job = tasks.accept(world, request, Terms(WORKFLOW, order, what=node, facts={"node": node}))
    return wire.data({"execution_id": job.id, "status": "submitted"})


async def get(world: World, request: Request) -> Response:
    """An unknown id is a status of a good answer here."""
    execution_id = request.path_params["execution_id"]
    job = tasks.find(world, WORKFLOW, execution_id)
    if job is None:
        return wire.data({"execution_id": execution_id, "status": "not_found"})
    await world.poll([job])
    row: dict[str, Json] = {"execution_id": job.id, "status": tasks.word(world, job)}
    wrong, clip = tasks.failure(world, job), tasks.link(world, request, job, "video")
    if wrong is not None:
        row["error"] = {"message": wrong.message}
    elif clip is not None:
        row["output"] = _output(str(job.facts["node"]), clip, job.id)
    return wire.data(row)


def _output(node: str, clip: str, execution_id: str) -> Json:
    if node == "FaceswapNode":
        return {"video_url": clip}
    return {"video": {"video_url": clip, "video_id": f"v-{execution_id}"}, "asset_id": f"ast-{execution_id}"}


def _generate(world: World, given: Reader) -> Order:
    prompt = given.need_text("prompt")
    provider = given.choice("provider", *PROVIDERS) or PROVIDERS[0]
    width, height = frames.size(given.choice("aspect_ratio", *RATIOS) or RATIOS[0], "720p", None)
    config = given.record("config")
    seconds = config.number("duration", 1, LONGEST, SECONDS) if config is not None else SECONDS
    first = _file(world, given, "reference_image_url", IMAGES)
    last = _file(world, given, "tail_image_url", IMAGES)
    return GeneratedOrder(prompt, provider, width, height, seconds, first, last, world.config.mark)


def _swap(world: World, given: Reader) -> Order:
    face = _need_file(world, given, "source_image_url", IMAGES)
    clip = _need_file(world, given, "target_video_url", VIDEOS)
    return SwapOrder(clip, face, world.config.mark)


def _speak(world: World, given: Reader) -> Order:
    avatar = given.record("avatar", nullable=False)
    if avatar is None:
        given.refuse("avatar", "is required")
    look = world.catalog.look(avatar.need_text("avatar_id"))
    if look is None:
        raise Problem(404, "avatar_not_found", "Avatar not found", param="input.avatar.avatar_id")
    sound = given.records("audio_list", 1, 1)[0]
    width, height = frames.size("16:9", "720p", None)
    recording = Recording(_need_file(world, sound, "audio_url", SOUNDS))
    return VideoOrder(recording, width, height, costume=look.costume, mark=world.config.mark)


def _file(world: World, given: Reader, name: str, accepted: frozenset[str]) -> Path | None:
    return _need_file(world, given, name, accepted) if given.text(name) else None


def _need_file(world: World, given: Reader, name: str, accepted: frozenset[str]) -> Path:
    address = AssetInput("url", given.need_text(name), given.param(name))
    return find_file(address, world.state, world.folder, accepted)


_NODES = {"GenerateVideoNode": _generate, "FaceswapNode": _swap, "AvatarInferenceNode": _speak}
