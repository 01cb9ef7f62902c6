"""v3 assets: upload, get, list, search, delete."""

from __future__ import annotations

import asyncio
import re
from http import HTTPStatus
from pathlib import Path

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from heygen_build.emulator import wire
from heygen_build.emulator.account import SPACE_ID, USERNAME
from heygen_build.emulator.front import refused_link
from heygen_build.emulator.library import LIBRARY, draw
from heygen_build.emulator.serving import endpoint, page_limit, query_choice
from heygen_build.emulator.sniff import EXTENSIONS, agrees, sniff
from heygen_build.emulator.state import Asset
from heygen_build.emulator.stills import size_of
from heygen_build.emulator.wire import Json, Problem, invalid
from heygen_build.emulator.world import World

LARGEST_UPLOAD = 32 * 1024 * 1024


def routes(world: World) -> list[Route]:
    return [
        endpoint(world, "POST", "/v3/assets", upload, repeatable=True),
        endpoint(world, "GET", "/v3/assets", list_assets),
        endpoint(world, "GET", "/v3/assets/search", search),
        endpoint(world, "GET", "/v3/assets/{asset_id}", get),
        endpoint(world, "DELETE", "/v3/assets/{asset_id}", delete),
        Route("/files/library/{name}", library_file),
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
    asset = store(world, content, name, _type(content, declared))
    url = asset_url(world, request, asset)
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


def store(world: World, content: bytes, name: str, mime: str) -> Asset:
    """A new asset of these bytes."""
    asset_id = world.state.new_id()
    part = world.folder / "assets" / f"{asset_id}.part"
    part.parent.mkdir(parents=True, exist_ok=True)
    part.write_bytes(content)
    return keep(world, asset_id, part, name, mime)


def keep(world: World, asset_id: str, file: Path, name: str, mime: str) -> Asset:
    """A file of the emulator's own folder becomes an asset: it is moved to where assets lie."""
    path = world.folder / "assets" / (asset_id + EXTENSIONS[mime])
    path.parent.mkdir(parents=True, exist_ok=True)
    file.replace(path)
    size, now = path.stat().st_size, int(world.clock())
    asset = Asset(asset_id, world.state.new_number(), name, mime, size, path, now)
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


async def search(world: World, request: Request) -> Response:
    """Pictures and icons by words: `personal` looks among the account's own pictures by their names."""
    query = request.query_params
    words = set(re.findall(r"\w+", query.get("query", "").casefold()))
    if not words:
        raise invalid("query", "query is required")
    kind = query_choice(request, "type", "image", "icon")
    scope = query_choice(request, "scope", "public", "personal") or "public"
    rows = _own_pictures(world, request, words, kind) if scope == "personal" else _library(world, request, words, kind)
    indexed = list(enumerate(rows))
    page, token = wire.cut(indexed, lambda pair: pair[0], page_limit(request, 20, 50), query.get("token"))
    return wire.page([row for _, row in page], token)


def _own_pictures(world: World, request: Request, words: set[str], kind: str | None) -> list[Json]:
    assets = [asset for asset in world.state.assets.values() if asset.mime.startswith("image/") and kind != "icon"]
    found = [asset for asset in assets if words & set(re.findall(r"[^\W_]+", asset.name.casefold()))]
    return [_found(asset.id, "image", asset_url(world, request, asset), *_size(asset)) for asset in found]


def _size(asset: Asset) -> tuple[int | None, int | None]:
    try:
        return size_of(asset.path, "file")
    except Problem:
        return None, None


def _library(world: World, request: Request, words: set[str], kind: str | None) -> list[Json]:
    found = [item for item in LIBRARY if kind in (None, item.kind) and words & item.words]
    found.sort(key=lambda item: -len(words & item.words))
    base = f"{world.base_url(request)}/files/library"
    return [_found(item.id, item.kind, f"{base}/{item.id}.png", item.width, item.height) for item in found]


def _found(found_id: str, kind: str, url: str, width: int | None, height: int | None) -> Json:
    orientation = None
    if width and height:
        orientation = "square" if width == height else "landscape" if width > height else "portrait"
    return {
        "id": found_id,
        "type": kind,
        "url": url,
        "width": width,
        "height": height,
        "orientation": orientation,
        "is_transparent": kind == "icon",
    }


async def library_file(request: Request) -> Response:
    name = request.path_params["name"]
    item = next((item for item in LIBRARY if f"{item.id}.png" == name), None)
    if item is None:
        return refused_link(HTTPStatus.NOT_FOUND, "NoSuchKey", "The specified key does not exist.")
    return Response(await asyncio.to_thread(draw, item), media_type="image/png")


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
        "url": asset_url(world, request, asset),
    }


def asset_url(world: World, request: Request, asset: Asset) -> str:
    """Public and stable, unlike the links of videos."""
    return f"{world.base_url(request)}/files/assets/{asset.id}/original{asset.path.suffix}"
