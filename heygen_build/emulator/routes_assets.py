"""v3 assets: upload, get, list, delete."""

from __future__ import annotations

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from heygen_build.emulator import wire
from heygen_build.emulator.routes_account import SPACE_ID, USERNAME
from heygen_build.emulator.serving import endpoint, page_limit
from heygen_build.emulator.sniff import EXTENSIONS, agrees, sniff
from heygen_build.emulator.state import Asset
from heygen_build.emulator.wire import Json, Problem, invalid
from heygen_build.emulator.world import World

LARGEST_UPLOAD = 32 * 1024 * 1024


def routes(world: World) -> list[Route]:
    return [
        endpoint(world, "POST", "/v3/assets", upload, repeatable=True),
        endpoint(world, "GET", "/v3/assets", list_assets),
        endpoint(world, "GET", "/v3/assets/{asset_id}", get),
        endpoint(world, "DELETE", "/v3/assets/{asset_id}", delete),
    ]


async def upload(world: World, request: Request) -> Response:
    """Multipart field `file`, at most 32 MB. The type is read from the bytes; a declared type must not disagree."""
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise invalid("file", "the body must be multipart/form-data with a field file")
    async with request.form(max_files=4, max_fields=20) as form:
        part = form.get("file")
        if not isinstance(part, UploadFile):
            raise invalid("file", "file is required")
        content, name, declared = await part.read(), part.filename or "file", part.content_type
    asset = _store(world, content, name, _type(content, declared))
    url = _url(world, request, asset)
    return wire.data({"asset_id": asset.id, "url": url, "mime_type": asset.mime, "size_bytes": asset.size})


def _type(content: bytes, declared: str | None) -> str:
    if not content:
        raise invalid("file", "file is empty")
    if len(content) > LARGEST_UPLOAD:
        raise Problem(413, "payload_too_large", "The file is larger than 32 MB", param="file")
    found = sniff(content)
    if found is None:
        raise invalid("file", "Unsupported file type; use png, jpeg, mp4, webm, mp3, wav, pdf or srt")
    if not agrees(declared, found):
        raise invalid("file", f"Content type not match {declared} != {found}")
    return found


def _store(world: World, content: bytes, name: str, mime: str) -> Asset:
    folder = world.folder / "assets"
    folder.mkdir(parents=True, exist_ok=True)
    asset_id = world.state.new_id()
    path = folder / (asset_id + EXTENSIONS[mime])
    path.write_bytes(content)
    asset = Asset(asset_id, world.state.new_number(), name, mime, len(content), path, int(world.clock()))
    world.state.assets[asset_id] = asset
    return asset


async def get(world: World, request: Request) -> Response:
    return wire.data(_row(world, request, _asset(world, request)))


async def list_assets(world: World, request: Request) -> Response:
    """`username` is required while in beta (assets, "Other v3 asset calls"); there is one user and no folder."""
    query = request.query_params
    if not query.get("username"):
        raise invalid("username", "username is required")
    own = query["username"] == USERNAME and not query.get("folder_id")
    assets = list(world.state.assets.values()) if own else []
    page, token = wire.cut(assets, lambda asset: asset.number, page_limit(request, 20, 100), query.get("token"))
    return wire.page([_row(world, request, asset) for asset in page], token)


async def delete(world: World, request: Request) -> Response:
    asset = _asset(world, request)
    del world.state.assets[asset.id]  # the file stays: a drawing that uses it may still be under way
    return wire.data({"id": asset.id})


def _asset(world: World, request: Request) -> Asset:
    asset_id = request.path_params["asset_id"]
    asset = world.state.assets.get(asset_id)
    if asset is None:
        raise Problem(404, "asset_not_found", f"Asset {asset_id} not found")
    return asset


def _row(world: World, request: Request, asset: Asset) -> Json:
    kind = asset.mime.partition("/")[0]
    return {
        "id": asset.id,
        "name": asset.name,
        "type": kind if kind != "application" else asset.path.suffix[1:],
        "owner": USERNAME,
        "space_id": SPACE_ID,
        "folder_id": None,
        "uploaded_at": asset.uploaded_at,
        "url": _url(world, request, asset),
    }


def _url(world: World, request: Request, asset: Asset) -> str:
    """Public and stable, unlike the links of videos."""
    return f"{world.base_url(request)}/files/assets/{asset.id}/original{asset.path.suffix}"
