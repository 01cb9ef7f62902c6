"""v3 direct uploads: an id and a signed address, the bytes, and the word that they are complete (assets)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from heygen_build.emulator import wire
from heygen_build.emulator.front import LARGEST_BODY, refused_link
from heygen_build.emulator.reader import Reader, read_body
from heygen_build.emulator.routes_assets import asset_url, keep
from heygen_build.emulator.serving import endpoint, page_limit
from heygen_build.emulator.sniff import EXTENSIONS, agrees, sniff
from heygen_build.emulator.tasks import asked_ids
from heygen_build.emulator.wire import Json, Problem, invalid
from heygen_build.emulator.world import World

LIFETIME_SECONDS = 3600
MAX_BYTES = LARGEST_BODY
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a file. `path` is where its bytes are once they came, `batch` what it belongs to, if anything."""

    id: str
    name: str
    mime: str
    size: int
    checksum: str | None
    batch: str | None = None
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    id: str
    slots: tuple[str, ...]
    created_at: int


def routes(world: World) -> list[Route]:
    async def put(request: Request) -> Response:
        return await receive(world, request)

    return [
        endpoint(world, "POST", "/v3/assets/direct-uploads", create, repeatable=True),
        endpoint(world, "POST", "/v3/assets/direct-uploads/batches", create_batch, repeatable=True),
        endpoint(world, "POST", "/v3/assets/complete/batches", complete_batch),
        endpoint(world, "GET", "/v3/assets/batches/{batch_id}", get_batch),
        endpoint(world, "GET", "/v3/assets/statuses", statuses),
        endpoint(world, "POST", "/v3/assets/{asset_id}/complete", complete),
        Route("/files/uploads/{asset_id}", put, methods=["PUT"]),
    ]


def _slots(world: World) -> dict[str, Slot]:
    return world.state.table("slots", Slot)


async def create(world: World, request: Request) -> Response:
    return wire.data(_offer(world, request, _new_slot(world, read_body(await request.body()))))


def _new_slot(world: World, body: Reader, batch: str | None = None) -> Slot:
    mime = body.need_text("content_type", longest=200)
    size = body.whole("size_bytes", 1, MAX_BYTES)
    if size is None:
        body.refuse("size_bytes", "is required")
    if mime.partition(";")[0].strip().lower() not in EXTENSIONS:
        body.refuse("content_type", f"{mime} is not supported")
    checksum = body.text("checksum_sha256", longest=64)
    name = body.need_text("filename", longest=500)
    slot = Slot(world.state.new_id(), name, mime, size, checksum.lower() if checksum else None, batch)
    _slots(world)[slot.id] = slot
    return slot


def _offer(world: World, request: Request, slot: Slot) -> dict[str, Json]:
    headers: dict[str, Json] = {"Content-Type": slot.mime}
    if slot.checksum:
        headers["x-amz-meta-sha256"] = slot.checksum
    return {
        "asset_id": slot.id,
        "upload_url": world.signed(request, f"/files/uploads/{slot.id}"),
        "upload_headers": headers,
        "expires_in_seconds": LIFETIME_SECONDS,
        "max_bytes": MAX_BYTES,
        "status": "pending_upload",
    }


async def receive(world: World, request: Request) -> Response:
    """The object store's side: no API key, the headers as they were given, exactly the promised bytes."""
    query, slot = request.query_params, _slots(world).get(request.path_params["asset_id"])
    signature = query.get("expires", ""), query.get("signature", "")
    verdict = world.signer.verdict(request.url.path, *signature, world.clock())
    if slot is None or verdict is not None:
        return refused_link(HTTPStatus.FORBIDDEN, verdict or "AccessDenied", "Access denied")
    if request.headers.get("content-type") != slot.mime:
        return refused_link(HTTPStatus.FORBIDDEN, "SignatureDoesNotMatch", "Content-Type was not signed")
    folder = world.folder / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    part, size, seen = folder / f"{slot.id}.part", 0, sha256()
    with part.open("wb") as file:
        async for chunk in request.stream():
            size += len(chunk)
            seen.update(chunk)
            file.write(chunk)
    if size != slot.size:
        return refused_link(HTTPStatus.BAD_REQUEST, "EntityTooLarge", f"{slot.size} bytes were promised, {size} came")
    if slot.checksum and seen.hexdigest() != slot.checksum:
        return refused_link(HTTPStatus.BAD_REQUEST, "BadDigest", "The checksum does not match")
    path = part.replace(folder / slot.id)
    _slots(world)[slot.id] = replace(slot, path=path)
    return Response(status_code=200)


async def complete(world: World, request: Request) -> Response:
    """Repeatable; the body is optional."""
    asset_id = request.path_params["asset_id"]
    slot = _slots(world).get(asset_id)
    if slot is None:
        raise Problem(404, "asset_not_found", f"Asset {asset_id} not found")
    content = await request.body()
    checksum = read_body(content).text("checksum_sha256") if content.strip() else None
    return wire.data(_finish(world, request, slot, checksum))


def _finish(world: World, request: Request, slot: Slot, checksum: str | None = None) -> dict[str, Json]:
    asset = world.state.assets.get(slot.id)
    if asset is None:
        if slot.path is None:
            raise Problem(409, "asset_not_available", f"Asset {slot.id} was not uploaded yet")
        if checksum and sha256(slot.path.read_bytes()).hexdigest() != checksum.lower():
            raise invalid("checksum_sha256", "the checksum does not match the uploaded file")
        asset = keep(world, slot.id, slot.path, slot.name, _type(slot, slot.path))
    return {
        "asset_id": asset.id,
        "url": asset_url(world, request, asset),
        "mime_type": asset.mime,
        "size_bytes": asset.size,
        "status": "processing",
    }


def _type(slot: Slot, path: Path) -> str:
    with path.open("rb") as file:
        found = sniff(file.read(_HEAD))
    if found is None:
        raise invalid("file", "Unsupported file type; use png, jpeg, mp4, webm, mp3, wav, pdf or srt")
    if not agrees(slot.mime, found):
        raise invalid("file", f"Content type not match {slot.mime} != {found}")
    return found


async def create_batch(world: World, request: Request) -> Response:
    body = read_body(await request.body())
    files, batch_id = body.records("files", 1, 100), world.state.new_id()
    slots = [_new_slot(world, record, batch_id) for record in files]
    batches = world.state.table("upload_batches", Batch)
    batches[batch_id] = Batch(batch_id, tuple(slot.id for slot in slots), int(world.clock()))
    return wire.data({"batch_id": batch_id, "items": [_offer(world, request, slot) for slot in slots]})


async def complete_batch(world: World, request: Request) -> Response:
    """202; files that did not come stay `queued`, files that are none become `failed`."""
    batch = _batch(world, read_body(await request.body()).need_text("batch_id"))
    for slot in _of(world, batch):
        if slot.path is not None and slot.id not in world.state.assets:
            _try_to_finish(world, request, slot)
    return JSONResponse({"data": {"batch_id": batch.id}}, 202)


def _try_to_finish(world: World, request: Request, slot: Slot) -> None:
    try:
        _finish(world, request, slot)
    except Problem as problem:
        world.state.table("bad_slots", str)[slot.id] = problem.message


async def get_batch(world: World, request: Request) -> Response:
    batch = _batch(world, request.path_params["batch_id"])
    rows = [_status(world, slot) | {"item_index": index} for index, slot in enumerate(_of(world, batch))]
    words = [str(row["status"]) for row in rows]
    limit, token = page_limit(request, 100, 100), request.query_params.get("token")
    indexed = list(enumerate(rows))
    page, token = wire.cut(indexed, lambda pair: pair[0], limit, token)
    over = all(word in ("completed", "failed") for word in words)
    return wire.data(
        {
            "batch_id": batch.id,
            "status": "processing" if not over else "completed" if "completed" in words else "failed",
            "total_items": len(rows),
            "counts_by_status": {word: words.count(word) for word in dict.fromkeys(words)},
            "created_at": batch.created_at,
            "items": [row for _, row in page],
            "has_more": token is not None,
            "next_token": token,
        }
    )


async def statuses(world: World, request: Request) -> Response:
    """Assets are named `video_id` here, as in the other bulk calls (assets)."""
    ids, batch_ids = asked_ids(request, "asset_ids"), asked_ids(request, "batch_ids")
    slots, rows = _slots(world), list[Json]()
    for asset_id in ids:
        known = slots.get(asset_id)
        word = "completed" if asset_id in world.state.assets else "not_found"
        rows.append(_status(world, known) if known else {"video_id": asset_id, "status": word})
    for batch_id in batch_ids:
        batch = world.state.table("upload_batches", Batch).get(batch_id)
        if batch is None:
            rows.append({"batch_id": batch_id, "status": "not_found"})
            continue
        for index, slot in enumerate(_of(world, batch)):
            rows.append(_status(world, slot) | {"batch_id": batch_id, "item_index": index})
    return wire.page(rows, None)


def _batch(world: World, batch_id: str) -> Batch:
    batch = world.state.table("upload_batches", Batch).get(batch_id)
    if batch is None:
        raise Problem(404, "not_found", f"Batch {batch_id} not found")
    return batch


def _of(world: World, batch: Batch) -> list[Slot]:
    return [_slots(world)[slot_id] for slot_id in batch.slots]


def _status(world: World, slot: Slot) -> dict[str, Json]:
    wrong = world.state.table("bad_slots", str).get(slot.id)
    done = slot.id in world.state.assets
    word = "failed" if wrong else "completed" if done else "processing" if slot.path else "queued"
    error: Json = {"code": "invalid_parameter", "message": wrong} if wrong else None
    return {"video_id": slot.id, "status": word, "error": error}
