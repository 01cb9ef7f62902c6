"""One good answer of every endpoint that makes or changes looks, voices and files."""

from __future__ import annotations

import io
import wave

import httpx

from tests.emulator.bench import Bench, JsonObject, data_of


def photo(width: int = 640, height: int = 640) -> bytes:
    """A real PNG."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (width, height), (180, 150, 120)).save(out, "PNG")
    return out.getvalue()


def recording(seconds: float = 12.0) -> bytes:
    """A real WAV of silence."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(int(seconds * 8000) * 2))
    return out.getvalue()


async def uploaded(b: Bench, name: str, content: bytes) -> JsonObject:
    """An asset input for an uploaded file."""
    answer = data_of(await b.client.post("/v3/assets", files={"file": (name, content)}))
    return {"type": "asset_id", "asset_id": answer["asset_id"]}


async def make_look(b: Bench, name: str = "Founder") -> httpx.Response:
    file = await uploaded(b, "face.png", photo())
    return await b.client.post("/v3/avatars", json={"type": "photo", "name": name, "file": file})


async def looks_and_voices(b: Bench) -> dict[str, httpx.Response]:
    made = await make_look(b)
    item, group = data_of(made)["avatar_item"], data_of(made)["avatar_group"]
    assert isinstance(item, dict)
    assert isinstance(group, dict)
    again = data_of(await make_look(b, "Another"))["avatar_item"]
    assert isinstance(again, dict)
    sample = await uploaded(b, "voice.wav", recording())
    clone = await b.client.post("/v3/voices/clone", json={"audio": sample, "voice_name": "Narrator", "language": "de"})
    look = f"/v3/avatars/looks/{item['id']}"
    return {
        "POST /v3/avatars": made,
        "POST /v3/avatars/{group_id}/consent": await b.client.post(f"/v3/avatars/{group['id']}/consent", json={}),
        "PATCH /v3/avatars/looks/{look_id}": await b.client.patch(look, json={"name": "The founder"}),
        "DELETE /v3/avatars/looks/{look_id}": await b.client.delete(look),
        "DELETE /v3/avatars/{group_id}": await b.client.delete(f"/v3/avatars/{again['group_id']}"),
        "POST /v3/voices/clone": clone,
        "POST /v3/voices": await b.client.post("/v3/voices", json={"prompt": "warm, calm narrator", "locale": "en-GB"}),
        "DELETE /v3/voices/{voice_id}": await b.client.delete(f"/v3/voices/{data_of(clone)['voice_clone_id']}"),
        "GET /v3/audio/sounds": await b.client.get("/v3/audio/sounds?query=calm piano"),
    }


async def uploads(b: Bench) -> dict[str, httpx.Response]:
    content = recording(1)
    offer = {"filename": "a.wav", "content_type": "audio/wav", "size_bytes": len(content)}
    created = await b.client.post("/v3/assets/direct-uploads", json=offer)
    slot = data_of(created)
    await put(b, slot, content)
    batch = await b.client.post("/v3/assets/direct-uploads/batches", json={"files": [offer, offer]})
    batch_id, items = data_of(batch)["batch_id"], data_of(batch)["items"]
    assert isinstance(items, list)
    for item in items:
        await put(b, item, content)
    asset = f"/v3/assets/{slot['asset_id']}"
    return {
        "POST /v3/assets/direct-uploads": created,
        "POST /v3/assets/{asset_id}/complete": await b.client.post(f"{asset}/complete", json={}),
        "POST /v3/assets/direct-uploads/batches": batch,
        "POST /v3/assets/complete/batches": await b.client.post(
            "/v3/assets/complete/batches", json={"batch_id": batch_id}
        ),
        "GET /v3/assets/batches/{batch_id}": await b.client.get(f"/v3/assets/batches/{batch_id}"),
        "GET /v3/assets/statuses": await b.client.get(f"/v3/assets/statuses?batch_ids={batch_id}&asset_ids=nobody"),
        "GET /v3/assets/search": await b.client.get("/v3/assets/search?query=mountain lake"),
    }


async def put(b: Bench, slot: JsonObject, content: bytes) -> httpx.Response:
    """The bytes of a direct upload, without the key, as an object store gets them."""
    headers = slot["upload_headers"]
    assert isinstance(headers, dict)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(b.emulator.app)) as stranger:
        return await stranger.put(str(slot["upload_url"]), content=content, headers=headers)
