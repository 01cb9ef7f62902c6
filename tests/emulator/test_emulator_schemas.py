"""Answers and checks against the published API description, when it is at hand (`HEYGEN_V3_SCHEMAS`)."""

from __future__ import annotations

import base64
import io
import json
import os
import zipfile
from pathlib import Path
from typing import TypeAlias

import httpx
import jsonschema
import pytest

from heygen_build.emulator.fidelity import ROWS
from tests.emulator.bench import ABIGAIL, BRIAN, Bench, asynchronous, opened
from tests.emulator.dubbed import lipsyncs, translations
from tests.emulator.making import looks_and_voices, uploads
from tests.emulator.talking import agents

Schema: TypeAlias = dict[str, object]
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40

SCHEMAS = os.environ.get("HEYGEN_V3_SCHEMAS")
needs_schemas = pytest.mark.skipif(not SCHEMAS, reason="HEYGEN_V3_SCHEMAS names no file")


def endpoints() -> dict[str, Schema]:
    described: dict[str, Schema] = json.loads(Path(SCHEMAS or "").read_text("utf-8"))["endpoints"]
    return {f"{row['Method']} {row['Endpoint']}": row for row in described.values()}


def strict(schema: object) -> object:
    """`nullable: true` in the words of JSON Schema: null is allowed, also beside an enum."""
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    # Arms that a word tells apart are not exclusive by their shapes alone.
    words = {"oneOf": "anyOf"} if "discriminator" in schema else {}
    plain = {words.get(name, name): strict(value) for name, value in schema.items() if name != "nullable"}
    return {"anyOf": [{"type": "null"}, plain]} if schema.get("nullable") is True else plain


def agree(response: httpx.Response, endpoint: str) -> None:
    assert response.status_code in (200, 202), response.text
    described = endpoints().get(endpoint, {})
    if "ResponseSchema" not in described:  # batch calls that answer 202, and calls that are documented elsewhere
        return
    schema = strict(described["ResponseSchema"])
    assert isinstance(schema, dict)
    jsonschema.Draft202012Validator(schema).validate(response.json())


async def effects(b: Bench) -> dict[str, httpx.Response]:
    inline = {"type": "base64", "media_type": "video/mp4", "data": base64.b64encode(b"\0\0\0\x18ftypisom").decode()}
    asset = await b.client.post("/v3/assets", files={"file": ("a.mp4", b"\0\0\0\x18ftypisom")})
    video = {"type": "asset_id", "asset_id": asset.json()["data"]["asset_id"]}
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as written:
        written.writestr("index.html", "<title>Card</title>")
    zipped = {"type": "base64", "media_type": "application/zip", "data": base64.b64encode(archive.getvalue()).decode()}
    removed = await b.client.post("/v3/background-removals", json={"video": inline, "layers": ["mask"]})
    clipped = await b.client.post("/v3/ai-clipping", json={"video": video})
    rendered = await b.client.post("/v3/hyperframes/renders", json={"project": zipped})
    await b.emulator.settle()
    removal = f"/v3/background-removals/{removed.json()['data']['id']}"
    clipping = f"/v3/ai-clipping/{clipped.json()['data']['id']}"
    render = f"/v3/hyperframes/renders/{rendered.json()['data']['render_id']}"
    return {
        "POST /v3/background-removals": removed,
        "GET /v3/background-removals": await b.client.get("/v3/background-removals"),
        "GET /v3/background-removals/{job_id}": await b.client.get(removal),
        "DELETE /v3/background-removals/{job_id}": await b.client.delete(removal),
        "POST /v3/ai-clipping": clipped,
        "GET /v3/ai-clipping": await b.client.get("/v3/ai-clipping"),
        "GET /v3/ai-clipping/{job_id}": await b.client.get(clipping),
        "DELETE /v3/ai-clipping/{job_id}": await b.client.delete(clipping),
        "POST /v3/hyperframes/renders": rendered,
        "GET /v3/hyperframes/renders": await b.client.get("/v3/hyperframes/renders"),
        "GET /v3/hyperframes/renders/{render_id}": await b.client.get(render),
        "DELETE /v3/hyperframes/renders/{render_id}": await b.client.delete(render),
    }


async def webhooks(b: Bench) -> dict[str, httpx.Response]:
    created = await b.client.post("/v3/webhooks/endpoints", json={"url": "http://127.0.0.1:9/hook"})
    one = f"/v3/webhooks/endpoints/{created.json()['data']['endpoint_id']}"
    await b.emulator.deliver()
    return {
        "POST /v3/webhooks/endpoints": created,
        "GET /v3/webhooks/endpoints": await b.client.get("/v3/webhooks/endpoints"),
        "PATCH /v3/webhooks/endpoints/{endpoint_id}": await b.client.patch(one, json={"events": ["batch.finished"]}),
        "POST /v3/webhooks/endpoints/{endpoint_id}/rotate-secret": await b.client.post(f"{one}/rotate-secret"),
        "GET /v3/webhooks/event-types": await b.client.get("/v3/webhooks/event-types"),
        "GET /v3/webhooks/events": await b.client.get("/v3/webhooks/events"),
        "DELETE /v3/webhooks/endpoints/{endpoint_id}": await b.client.delete(one),
    }


async def templates(b: Bench) -> dict[str, httpx.Response]:
    listed = await b.client.get("/v3/templates")
    one = f"/v3/templates/{listed.json()['data'][0]['id']}"
    text = {"name": "customer", "type": "text", "properties": {"content": "Ben"}}
    return {
        "GET /v3/templates": listed,
        "GET /v3/templates/{template_id}": await b.client.get(one),
        "POST /v3/templates/{template_id}": await b.client.post(one, json={"variables": {"customer": text}}),
        "GET /v3/template/{template_id}": await b.client.get(one.replace("templates", "template")),
    }


async def everything(b: Bench) -> dict[str, httpx.Response]:
    """One good answer of every endpoint, deletions last."""
    created = await b.order(title="one", caption={})
    video = f"/v3/videos/{created.json()['data']['video_id']}"
    uploaded = await b.client.post("/v3/assets", files={"file": ("a.png", PNG)})
    asset = f"/v3/assets/{uploaded.json()['data']['asset_id']}"
    looks = await b.client.get("/v3/avatars/looks?limit=50")
    look = looks.json()["data"][0]
    speech = {"text": "Hello.", "voice_id": BRIAN.id}
    spoken = {"type": "avatar", "avatar_id": ABIGAIL.id, "script": "Hello there."}
    batch = await b.client.post("/v3/videos/batches", json={"videos": [spoken, spoken]})
    return {
        "POST /v3/videos/batches": batch,
        "GET /v3/videos/batches/{batch_id}": await b.client.get(
            f"/v3/videos/batches/{batch.json()['data']['batch_id']}"
        ),
        **await looks_and_voices(b),
        **await uploads(b),
        **await webhooks(b),
        **await effects(b),
        **await lipsyncs(b),
        **await translations(b),
        **await agents(b),
        **await templates(b),
        "POST /v3/videos": created,
        "GET /v3/videos/{video_id}": await b.client.get(video),
        "GET /v3/videos": await b.client.get("/v3/videos"),
        "GET /v3/videos/statuses": await b.client.get(f"/v3/videos/statuses?video_ids={video[11:]},other"),
        "POST /v3/assets": uploaded,
        "GET /v3/assets/{asset_id}": await b.client.get(asset),
        "GET /v3/assets": await b.client.get("/v3/assets?username=emulator"),
        "GET /v3/avatars/looks": looks,
        "GET /v3/avatars/{group_id}/looks": await b.client.get(f"/v3/avatars/{look['group_id']}/looks"),
        "GET /v3/avatars/looks/{look_id}": await b.client.get(f"/v3/avatars/looks/{look['id']}"),
        "GET /v3/avatars": await b.client.get("/v3/avatars"),
        "GET /v3/avatars/{group_id}": await b.client.get(f"/v3/avatars/{look['group_id']}"),
        "GET /v3/voices": await b.client.get("/v3/voices?limit=100"),
        "GET /v3/voices/{voice_id}": await b.client.get(f"/v3/voices/{BRIAN.id}"),
        "POST /v3/voices/speech": await b.client.post("/v3/voices/speech", json=speech),
        "GET /v3/users/me": await b.client.get("/v3/users/me"),
        "DELETE /v3/videos/{video_id}": await b.client.delete(video),
        "DELETE /v3/assets/{asset_id}": await b.client.delete(asset),
    }


@needs_schemas
@asynchronous
async def test_every_answer_fits_the_published_schema(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        for endpoint, response in (await everything(b)).items():
            agree(response, endpoint)


@asynchronous
async def test_every_v3_endpoint_that_claims_to_work_answers(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        answers = await everything(b)
        claimed = {f"{row.method} {row.path}" for row in ROWS if row.path.startswith("/v3/")}
        assert set(answers) == claimed
        assert {response.status_code for response in answers.values()} <= {200, 202}


@asynchronous
async def test_the_fidelity_table_names_what_is_served_and_nothing_else(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        claimed = [(row.method, row.path) for row in ROWS]
        assert sorted(set(b.emulator.routes)) == sorted(claimed)


@needs_schemas
def test_the_fidelity_table_names_every_published_endpoint() -> None:
    assert set(endpoints()) <= {f"{row.method} {row.path}" for row in ROWS}


@needs_schemas
@asynchronous
async def test_private_groups_and_failed_jobs_fit_the_schema_too(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        agree(await b.client.get("/v3/avatars?ownership=private"), "GET /v3/avatars")
        agree(await b.client.get("/v3/avatars/looks?ownership=private"), "GET /v3/avatars/looks")
        agree(await b.client.get("/v3/voices?type=private"), "GET /v3/voices")
        video_id = await b.video_id(script="unspeakable")
        agree(await b.client.get(f"/v3/videos/{video_id}"), "GET /v3/videos/{video_id}")
        agree(await b.client.get(f"/v3/videos/statuses?video_ids={video_id}"), "GET /v3/videos/statuses")


@asynchronous
async def test_the_status_page_shows_jobs_charges_and_fidelity_without_a_key(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        await b.video_id(title="<b>intro</b>")
        await b.emulator.settle()
        b.client.headers.pop("X-Api-Key")
        page = await b.client.get("/")
        assert page.headers["Content-Type"].startswith("text/html")
        assert "&lt;b&gt;intro" in page.text
        assert "<b>intro" not in page.text
        assert all(text in page.text for text in ("$0.1000", "/v3/video-agents", "avatar_iv photo_avatar"))
