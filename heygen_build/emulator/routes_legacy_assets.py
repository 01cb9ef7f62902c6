"""v1 assets: raw bytes to the `upload` host, list, delete (assets, "v1"; shapes as observed)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from heygen_build.emulator import wire
from heygen_build.emulator.routes_assets import asset_url, store
from heygen_build.emulator.serving import endpoint
from heygen_build.emulator.sniff import agrees, sniff
from heygen_build.emulator.state import Asset
from heygen_build.emulator.wire import Json, Problem
from heygen_build.emulator.world import World

LARGEST_UPLOAD = 10 * 1024 * 1024
_KINDS = ("image/png", "image/jpeg", "video/mp4", "video/webm", "audio/mpeg", "audio/wav")


def routes(world: World) -> list[Route]:
    return [
        endpoint(world, "POST", "/v1/asset", upload),
        endpoint(world, "GET", "/v1/asset/list", list_assets),
        endpoint(world, "POST", "/v1/asset/{asset_id}/delete", delete, generation="v2"),
    ]


async def upload(world: World, request: Request) -> Response:
    """The body is the file; its declared type must be exactly what the bytes are."""
    content = await request.body()
    kind, declared = sniff(content), request.headers.get("content-type")
    if kind not in _KINDS or not agrees(declared, kind):
        raise Problem(400, "invalid_parameter", f"Content type not match {declared} != {kind}", number=400543)
    if len(content) > LARGEST_UPLOAD:
        raise Problem(413, "payload_too_large", "The file is larger than 10 MB")
    return wire.v1_data(row(world, request, store(world, content, "", kind)))


def row(world: World, request: Request, asset: Asset) -> dict[str, Json]:
    """An asset in v1's words: `name` is the id where none was given, `image_key` is there for pictures only."""
    kind = asset.mime.partition("/")[0]
    fields: dict[str, Json] = {
        "id": asset.id,
        "name": asset.name or asset.id,
        "file_type": kind,
        "folder_id": "",
        "meta": None,
        "created_ts": asset.uploaded_at,
        "url": asset_url(world, request, asset),
    }
    return fields | ({"image_key": f"image/{asset.id}/original"} if kind == "image" else {})


async def list_assets(world: World, request: Request) -> Response:
    """Newest first, by numbered pages."""
    number, size = _number(request, "page", 1, 10_000), _number(request, "page_size", 20, 100)
    assets = sorted(world.state.assets.values(), key=lambda asset: -asset.number)
    shown = assets[(number - 1) * size : number * size]
    rows = [row(world, request, asset) for asset in shown]
    return wire.v1_data({"assets": rows, "total": len(assets), "page": number, "page_size": size})


def _number(request: Request, name: str, default: int, highest: int) -> int:
    text = request.query_params.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and len(text) < 8 and 1 <= int(text) <= highest):
        raise Problem(400, "invalid_parameter", f"{name} must be a whole number from 1 to {highest}", number=40012)
    return int(text)


async def delete(world: World, request: Request) -> Response:
    """Answers in v2's envelope (observed)."""
    asset = world.state.assets.pop(request.path_params["asset_id"], None)
    if asset is None:
        raise Problem(404, "asset_not_found", f"Asset {request.path_params['asset_id']} not found")
    fields = row(world, request, asset)
    kept = ("id", "name", "file_type", "folder_id", "created_ts", "url")
    return JSONResponse({"error": None, "data": {name: fields[name] for name in kept}})
