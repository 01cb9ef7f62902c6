"""Templates: v3's list, detail and order, v2's the same, and v2's details that are called v3 (templates.md)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from heygen_build.emulator import prices, tasks, wire
from heygen_build.emulator.catalog_templates import TEMPLATES, Template, TemplateScene, TemplateVariable, template
from heygen_build.emulator.jobs import Job
from heygen_build.emulator.kinds import VIDEO
from heygen_build.emulator.reader import read_body
from heygen_build.emulator.routes_videos import detail
from heygen_build.emulator.serving import endpoint, page_limit
from heygen_build.emulator.tasks import Terms
from heygen_build.emulator.template_body import read_template
from heygen_build.emulator.wire import Json, Problem
from heygen_build.emulator.world import World

_ORIENTATIONS = {"16:9": "landscape", "9:16": "portrait", "1:1": "square"}


def routes(world: World) -> list[Route]:
    return [
        endpoint(world, "GET", "/v3/templates", list_templates),
        endpoint(world, "GET", "/v3/templates/{template_id}", get),
        endpoint(world, "POST", "/v3/templates/{template_id}", generate, repeatable=True),
        endpoint(world, "GET", "/v2/templates", list_v2),
        endpoint(world, "GET", "/v2/template/{template_id}", get_v2),
        endpoint(world, "GET", "/v2/templates/{template_id}", get_v2),
        endpoint(world, "POST", "/v2/template/{template_id}/generate", generate_v2),
        endpoint(world, "POST", "/v2/templates/{template_id}/generate", generate_v2),
        endpoint(world, "GET", "/v3/template/{template_id}", get_old_v3, generation="v2"),
    ]


async def list_templates(world: World, request: Request) -> Response:
    """Those of the current editor that have variables."""
    rows = list(enumerate(found for found in TEMPLATES if found.is_current))
    page, token = wire.cut(rows, lambda row: row[0], page_limit(request, 10, 100), request.query_params.get("token"))
    return wire.page([_summary(world, request, found) for _, found in page], token)


async def get(world: World, request: Request) -> Response:
    found = _current(request)
    content: dict[str, Json] = {
        **_summary(world, request, found),
        "scene_ids": [scene.id for scene in found.scenes],
        "variables": _variables(world, request, found),
        "scenes": [{"scene_id": scene.id, **_scene(found, scene, "variable_type")} for scene in found.scenes],
    }
    return wire.data(content)


async def generate(world: World, request: Request) -> Response:
    """The answer is the video, as it is at that moment; a replayed key gives it again unchanged."""
    job = await _order(world, request, _current(request))
    return wire.data(detail(world, request, job))


async def list_v2(world: World, request: Request) -> Response:
    """`thumbnail_url` and `variables` as well, because one document has them and clients read them (observed)."""
    rows: list[Json] = [
        {
            "template_id": found.id,
            "name": found.name,
            "thumbnail_image_url": _thumbnail(world, request, found),
            "thumbnail_url": _thumbnail(world, request, found),
            "aspect_ratio": _ORIENTATIONS[found.aspect_ratio],
            "variables": list(_variables(world, request, found).values()),
        }
        for found in TEMPLATES
    ]
    return wire.v2_data({"templates": rows}, successor="GET /v3/templates")


async def get_v2(world: World, request: Request) -> Response:
    found = _any(request)
    return wire.v2_data({"variables": _variables(world, request, found)}, successor="GET /v3/templates/{template_id}")


async def get_old_v3(world: World, request: Request) -> Response:
    """v2's templates with their scenes; only for those of the current editor. Variables are a list (observed)."""
    found = _current(request)
    content: dict[str, Json] = {
        "version": "4",
        "id": found.id,
        "name": found.name,
        "thumbnail_image_url": _thumbnail(world, request, found),
        "variables": list(_variables(world, request, found).values()),
        "scenes": [{"id": scene.id, **_scene(found, scene, "type")} for scene in found.scenes],
    }
    return wire.v2_data(content, successor="GET /v3/templates/{template_id}")


async def generate_v2(world: World, request: Request) -> Response:
    job = await _order(world, request, _any(request))
    return wire.v2_data({"video_id": job.id}, successor="POST /v3/templates/{template_id}")


async def _order(world: World, request: Request, found: Template) -> Job:
    body = read_body(await request.body())
    filled = read_template(world, found, body)
    is_test = request.url.path.startswith("/v2/") and body.flag("test")
    # Other fields are ignored: the published schema does not refuse them, and clients send `test` and more.
    rate = 0.0 if is_test else prices.TEMPLATE
    seconds = prices.spoken_seconds(filled.script, 1.0)
    terms = Terms(
        VIDEO,
        filled.order,
        f"template {found.aspect_ratio}",
        usd_per_second=rate,
        estimate=seconds * rate,
        title=filled.title or found.name,
        callback_id=filled.callback_id,
        callback_url=filled.callback_url,
        facts={"folder_id": filled.folder_id} if filled.folder_id else {},
    )
    return tasks.accept(world, request, terms)


def _any(request: Request) -> Template:
    template_id = request.path_params["template_id"]
    found = template(template_id)
    if found is None:
        raise Problem(404, "not_found", f"Template {template_id} not found")
    return found


def _current(request: Request) -> Template:
    found = _any(request)
    if not found.is_current:
        raise Problem(404, "not_found", f"Template {found.id} not found")
    return found


def _summary(world: World, request: Request, found: Template) -> dict[str, Json]:
    return {
        "id": found.id,
        "name": found.name,
        "aspect_ratio": found.aspect_ratio,
        "thumbnail_url": _thumbnail(world, request, found),
        "created_at": found.created_at,
        "updated_at": found.updated_at,
    }


def _thumbnail(world: World, request: Request, found: Template) -> str | None:
    """The picture of its first presenter."""
    looks = [variable.default for variable in found.variables.values() if variable.type in ("character", "image")]
    return _preview(world, request, looks[0]) if looks and looks[0] else None


def _preview(world: World, request: Request, look_id: str) -> str:
    return f"{world.base_url(request)}/files/looks/{look_id}/preview.jpg"


def _variables(world: World, request: Request, found: Template) -> dict[str, Json]:
    return {name: _variable(world, request, variable) for name, variable in found.variables.items()}


def _variable(world: World, request: Request, variable: TemplateVariable) -> Json:
    """In the shape that an order takes; without properties where there is no default."""
    default = variable.default
    properties: dict[str, Json] = {}
    match variable.type:
        case "text":
            properties = {"content": default or ""}
        case "voice" if default is not None:
            properties = {"voice_id": default, "locale": None}
        case "character" if default is not None:
            properties = {"character_id": default, "type": "avatar"}
        case "image" if default is not None:
            properties = {"url": _preview(world, request, default), "asset_id": None, "fit": "cover"}
        case _:
            properties = {}
    return {"name": variable.name, "type": variable.type, "properties": properties}


def _scene(found: Template, scene: TemplateScene, type_key: str) -> dict[str, Json]:
    used: list[Json] = [{"name": name, type_key: found.variables[name].type} for name in scene.slots]
    return {"script": scene.script or None, "variables": used}
