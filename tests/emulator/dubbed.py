"""One good answer of every call about lipsyncs, translations and proofreading sessions."""

from __future__ import annotations

import httpx

from tests.emulator.bench import Bench, data_of

MP4 = b"\0\0\0\x18ftypisom"
WAV = b"RIFF0000WAVEfmt "
SRT = b"1\n00:00:00,000 --> 00:00:01,000\nHello.\n"
TYPES = {"mp4": "video/mp4", "wav": "audio/wav", "srt": "application/x-subrip"}
LANGUAGE = "German (Germany)"


async def uploaded(b: Bench, content: bytes, form: str) -> dict[str, object]:
    """An asset input for a file that was uploaded."""
    part = (f"file.{form}", content, TYPES[form])
    return {
        "type": "asset_id",
        "asset_id": data_of(await b.client.post("/v3/assets", files={"file": part}))["asset_id"],
    }


async def lipsyncs(b: Bench) -> dict[str, httpx.Response]:
    body = {"video": await uploaded(b, MP4, "mp4"), "audio": await uploaded(b, WAV, "wav"), "title": "one"}
    root = "/v3/lipsyncs"
    created = await b.client.post(root, json=body)
    batch = await b.client.post(f"{root}/batches", json={"lipsyncs": [body, body]})
    await b.emulator.settle()
    one = f"{root}/{data_of(created)['lipsync_id']}"
    batch_id = batch.json()["data"]["batch_id"]
    return {
        "POST /v3/lipsyncs": created,
        "GET /v3/lipsyncs/{lipsync_id}": await b.client.get(one),
        "GET /v3/lipsyncs": await b.client.get(root),
        "PATCH /v3/lipsyncs/{lipsync_id}": await b.client.patch(one, json={"title": "two"}),
        "GET /v3/lipsyncs/statuses": await b.client.get(f"{root}/statuses?lipsync_ids=other&batch_ids={batch_id}"),
        "POST /v3/lipsyncs/batches": batch,
        "GET /v3/lipsyncs/batches/{batch_id}": await b.client.get(f"{root}/batches/{batch_id}"),
        "DELETE /v3/lipsyncs/{lipsync_id}": await b.client.delete(one),
    }


async def translations(b: Bench) -> dict[str, httpx.Response]:
    body: dict[str, object] = {"video": await uploaded(b, MP4, "mp4"), "output_languages": [LANGUAGE]}
    root = "/v3/video-translations"
    created = await b.client.post(root, json=body)
    batch = await b.client.post(f"{root}/batches", json={"video_translations": [body]})
    await b.emulator.settle()
    (found,) = created.json()["data"]["video_translation_ids"]
    batch_id = batch.json()["data"]["batch_id"]
    one = "/v3/video-translations/{video_translation_id}"
    return {
        "POST /v3/video-translations": created,
        f"GET {one}": await b.client.get(f"{root}/{found}"),
        "GET /v3/video-translations": await b.client.get(root),
        "GET /v3/video-translations/languages": await b.client.get(f"{root}/languages"),
        f"PATCH {one}": await b.client.patch(f"{root}/{found}", json={"title": "two"}),
        "GET /v3/video-translations/statuses": await b.client.get(f"{root}/statuses?video_translation_ids={found}"),
        "POST /v3/video-translations/batches": batch,
        "GET /v3/video-translations/batches/{batch_id}": await b.client.get(f"{root}/batches/{batch_id}"),
        f"DELETE {one}": await b.client.delete(f"{root}/{found}"),
        "GET /v3/brand-glossaries": await b.client.get("/v3/brand-glossaries"),
        **await proofreads(b, body),
    }


async def proofreads(b: Bench, body: dict[str, object]) -> dict[str, httpx.Response]:
    root, one = "/v3/video-translations/proofreads", "/v3/video-translations/proofreads/{proofread_id}"
    created = await b.client.post(root, json={**body, "title": "one"})
    await b.emulator.settle()
    session = f"{root}/{created.json()['data']['proofread_ids'][0]}"
    corrected = {"srt": await uploaded(b, SRT, "srt")}
    return {
        f"POST {root}": created,
        f"GET {one}": await b.client.get(session),
        f"GET {one}/srt": await b.client.get(f"{session}/srt"),
        f"PUT {one}/srt": await b.client.put(f"{session}/srt", json=corrected),
        f"POST {one}/generate": await b.client.post(f"{session}/generate", json={"captions": True}),
    }
