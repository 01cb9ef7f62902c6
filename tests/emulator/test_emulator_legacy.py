"""v1, v2 and templates as clients of those years met them: what is drawn, what is refused and how, what is listed."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from heygen_build.emulator.catalog_templates import TEMPLATES
from heygen_build.emulator.scenes import ScenesOrder, Silence
from heygen_build.units import Color
from tests.emulator.bench import ABIGAIL, BRIAN, Bench, JsonObject, asynchronous, data_of, opened

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
WELCOME, TOUR = TEMPLATES[0], TEMPLATES[1]


def scene(**fields: object) -> JsonObject:
    made: JsonObject = {
        "character": {"type": "avatar", "avatar_id": ABIGAIL.id, "avatar_style": "normal"},
        "voice": {"type": "text", "voice_id": BRIAN.id, "input_text": "Hello."},
        "background": {"type": "color", "value": "#102030"},
    }
    return {name: value for name, value in {**made, **fields}.items() if value is not None}


async def generate(b: Bench, *scenes: JsonObject, **fields: object) -> httpx.Response:
    return await b.client.post("/v2/video/generate", json={"video_inputs": scenes, **fields})


def drawn(b: Bench) -> ScenesOrder:
    (order,) = (order for order in b.artist.drawn if isinstance(order, ScenesOrder))
    return order


async def status(b: Bench, video_id: object) -> JsonObject:
    answer = await b.client.get("/v1/video_status.get", params={"video_id": str(video_id)})
    assert answer.json()["code"] == 100
    return data_of(answer)


@asynchronous
async def test_every_scene_of_a_v2_video_is_drawn_as_it_was_asked_for(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        circle = {"type": "avatar", "avatar_id": ABIGAIL.id, "avatar_style": "circle", "scale": 0.5}
        placed = scene(character={**circle, "offset": {"x": 0.2, "y": -0.1}}, background=None)
        quiet = scene(character=None, voice={"type": "silence", "duration": "1.5"})
        made = await generate(b, scene(), placed, quiet, dimension={"width": 1080, "height": 1920}, caption=True)
        await b.emulator.settle()
        order = drawn(b)
    assert made.json()["error"] is None
    assert (order.width, order.height, order.subtitles, order.burned_in) == (1080, 1920, True, True)
    first, second, third = order.scenes
    assert first.backdrop.color == Color(16, 32, 48)
    assert second.person is not None
    assert (second.person.framed, second.person.scale, second.person.x, second.person.y) == ("circle", 0.5, 0.2, -0.1)
    assert (third.person, third.sound) == (None, Silence(1.5))


@asynchronous
async def test_a_v2_video_is_told_of_by_v1_v2_and_v3(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        video_id = data_of(await generate(b, scene(), title="Intro", callback_id="cb"))["video_id"]
        told = await status(b, video_id)
        assert (told["status"], told["callback_id"], told["error"]) == ("completed", "cb", None)
        assert (await b.client.get(str(told["video_url"]))).status_code == 200
        v2 = data_of(await b.client.get(f"/v2/videos/{video_id}"))
        assert str(v2["created_at"]).endswith("Z")
        assert (await b.detail(str(video_id)))["title"] == "Intro"


@asynchronous
async def test_old_answers_say_in_headers_and_body_that_they_end(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        answer = await generate(b, scene())
    assert (answer.headers["deprecation"], answer.headers["sunset"]) == ("true", "Sat, 31 Oct 2026 00:00:00 GMT")
    assert answer.json()["warning"]["v3_endpoint"] == "POST /v3/videos"


REFUSED: list[tuple[JsonObject, str]] = [
    ({"video_inputs": []}, "video_inputs"),
    ({"video_inputs": [scene()] * 51}, "video_inputs"),
    ({"video_inputs": [scene(voice=None)]}, "voice"),
    ({"video_inputs": [scene(voice={"type": "text", "voice_id": BRIAN.id, "input_text": "x" * 5001})]}, "input_text"),
    ({"video_inputs": [scene(voice={"type": "silence", "duration": "nan"})]}, "duration"),
    ({"video_inputs": [scene(background={"type": "color", "value": "blue"})]}, "value"),
    ({"video_inputs": [scene(background={"type": "image"})]}, "url"),
    ({"video_inputs": [scene()], "dimension": {"width": 127, "height": 720}}, "dimension"),
]


@pytest.mark.parametrize(("body", "field"), REFUSED)
def test_a_wrong_field_is_refused_in_the_envelope_of_v2(body: JsonObject, field: str, tmp_path: Path) -> None:
    @asynchronous
    async def story() -> None:
        async with opened(tmp_path) as b:
            answer = await b.client.post("/v2/video/generate", json=body)
            assert answer.status_code == 400
            assert answer.json()["data"] is None
            assert field in answer.json()["error"]["message"]

    story()


@asynchronous
async def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        nobody = scene(character={"type": "avatar", "avatar_id": "nobody"})
        assert (await generate(b, nobody)).json()["error"]["code"] == "avatar_not_found"
        missing = await b.client.get("/v1/video_status.get?video_id=none")
        assert (missing.status_code, missing.json()) == (404, {"code": 40104, "message": "Video not found"})
        unasked = await b.client.get("/v1/video_status.get")
        assert (unasked.status_code, unasked.json()["code"]) == (400, 400)


@asynchronous
async def test_test_mode_is_free_and_all_else_is_charged_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        await generate(b, scene(), test=True)
        await b.emulator.settle()
        assert b.emulator.charged_usd == 0.0
        await generate(b, scene(), scene())
        await b.emulator.settle()
        assert len([charge for charge in b.emulator.charges if charge.usd]) == 1


@asynchronous
async def test_an_uploaded_photo_speaks_in_v2(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        sent = await b.client.post("/v1/talking_photo", content=PNG, headers={"Content-Type": "image/png"})
        photo_id = data_of(sent)["talking_photo_id"]
        await generate(b, scene(character={"type": "talking_photo", "talking_photo_id": photo_id}))
        await b.emulator.settle()
        (one,) = drawn(b).scenes
        assert one.person is not None
        assert one.person.photo is not None
        own, *seeded = (await b.client.get("/v1/talking_photo.list")).json()["data"]
        assert own["id"] == photo_id
        assert {ABIGAIL.id} <= {photo["id"] for photo in seeded}
        assert (await b.client.get(seeded[0]["image_url"])).headers["Content-Type"] == "image/jpeg"
        assert (await b.client.delete(f"/v2/talking_photo/{photo_id}")).status_code == 200
        assert (await b.client.get("/v1/talking_photo.list")).json()["data"] == seeded


@asynchronous
async def test_a_photo_by_its_image_key_speaks_with_avatar_iv(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        asset = await b.client.post("/v1/asset", content=PNG, headers={"Content-Type": "image/png"})
        body = {"image_key": data_of(asset)["image_key"], "script": "Hi.", "voice_id": BRIAN.id, "video_title": "Hi"}
        made = await b.client.post("/v2/video/av4/generate", json={**body, "video_orientation": "portrait"})
        await b.emulator.settle()
        (order,) = b.artist.videos
        assert (order.width, order.height) == (720, 1280)
        assert (await status(b, data_of(made)["video_id"]))["status"] == "completed"
        unknown = await b.client.post("/v2/video/av4/generate", json={**body, "image_key": "image/x/original"})
        assert unknown.status_code == 404


@asynchronous
async def test_v1_makes_transparent_videos_of_looks_that_can(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        body = {"avatar_pose_id": ABIGAIL.id, "avatar_style": "normal", "input_text": "Hi.", "voice_id": BRIAN.id}
        assert (await b.client.post("/v1/video.webm", json=body)).json()["code"] == 100
        await b.emulator.settle()
        assert b.artist.videos[0].is_transparent
        both = await b.client.post("/v1/video.webm", json={**body, "input_audio": "http://x/a.wav"})
        assert (both.status_code, both.json()["code"]) == (400, 400175)


@asynchronous
async def test_videos_are_listed_by_title_in_pages_and_deleted(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        ids = [data_of(await generate(b, scene(), title=f"part {number}"))["video_id"] for number in range(3)]
        first = data_of(await b.client.get("/v1/video.list?limit=2&title=part"))
        assert [video["video_id"] for video in first["videos"]] == [ids[2], ids[1]]  # type: ignore[attr-defined]
        second = data_of(await b.client.get("/v1/video.list", params={"limit": 2, "token": str(first["token"])}))
        assert [video["video_title"] for video in second["videos"]] == ["part 0"]  # type: ignore[attr-defined]
        assert second["token"] is None
        gone = await b.client.delete(f"/v1/video.delete?video_id={ids[0]}")
        assert gone.json() == {"code": 100, "data": None, "msg": None, "message": None}
        assert (await b.client.delete(f"/v1/video.delete?video_id={ids[0]}")).json()["code"] == 40104


@asynchronous
async def test_folders_are_made_renamed_thrown_away_and_brought_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        folder = data_of(await b.client.post("/v1/folders/create", json={"name": "Ads"}))["id"]
        await b.client.post(f"/v1/folders/{folder}", json={"name": "Spots"})
        await b.client.post(f"/v1/folders/{folder}/trash")
        assert data_of(await b.client.get("/v1/folders"))["total"] == 0
        await b.client.post(f"/v1/folders/{folder}/restore")
        kept = data_of(await b.client.get("/v1/folders"))["folders"][0]  # type: ignore[index]
        assert kept["name"] == "Spots"
        assert (await b.client.post("/v1/folders/none/trash")).status_code == 404


@asynchronous
async def test_a_v2_single_video_is_read_as_v3s(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        body = {"avatar_id": ABIGAIL.id, "voice_id": BRIAN.id, "script": "One line.", "resolution": "720p"}
        video_id = data_of(await b.client.post("/v2/videos", json=body))["video_id"]
        assert data_of(await b.client.get("/v2/videos"))["videos"][0]["id"] == video_id  # type: ignore[index]
        assert (await b.client.delete(f"/v2/videos/{video_id}")).status_code == 200
        neither = await b.client.post("/v2/videos", json={"script": "x"})
        assert neither.status_code == 400


async def fill(b: Bench, template_id: str, **fields: object) -> httpx.Response:
    return await b.client.post(f"/v3/templates/{template_id}", json=fields)


def text(name: str, content: str) -> JsonObject:
    return {"name": name, "type": "text", "properties": {"content": content}}


@asynchronous
async def test_a_template_is_drawn_with_its_values_in_the_order_of_the_scenes(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        customer = {"customer": text("customer", "Ben")}
        made = await fill(b, WELCOME.id, variables=customer, scene_ids=["s3", "s1", "s1"], title="For Ben")
        assert data_of(made)["status"] in ("pending", "processing", "completed")
        await b.emulator.settle()
        order = drawn(b)
    assert [one.headline for one in order.scenes] == [None, "Welcome, Ben", "Welcome, Ben"]
    assert (order.width, order.height) == WELCOME.size


@asynchronous
async def test_the_defaults_of_a_template_can_be_sent_back_as_they_were_read(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        variables = data_of(await b.client.get(f"/v3/templates/{WELCOME.id}"))["variables"]
        assert (await fill(b, WELCOME.id, variables=variables)).status_code == 200


WRONG: list[tuple[str, JsonObject, str]] = [
    (WELCOME.id, {"variables": {}}, "variables"),
    (WELCOME.id, {"variables": {"x": text("x", "y")}}, "variables.x"),
    (WELCOME.id, {"variables": {"logo": text("logo", "y")}}, "variables.logo.type"),
    (WELCOME.id, {"variables": {"customer": text("customer", "x")}, "scene_ids": ["s9"]}, "scene_ids"),
    (WELCOME.id, {"variables": {"customer": text("customer", "x")}, "fps": 26}, "fps"),
    (
        WELCOME.id,
        {"variables": {"customer": text("customer", "x")}, "dimension": {"width": 720, "height": 1280}},
        "dimension",
    ),
    (WELCOME.id, {"variables": {"customer": text("customer", "x" * 5001)}}, "variables"),
]


@pytest.mark.parametrize(("template_id", "body", "param"), WRONG)
def test_a_wrong_value_is_refused_by_its_name(template_id: str, body: JsonObject, param: str, tmp_path: Path) -> None:
    @asynchronous
    async def story() -> None:
        async with opened(tmp_path) as b:
            answer = await fill(b, template_id, **body)
            assert answer.status_code == 400
            assert answer.json()["error"]["param"] == param

    story()


@asynchronous
async def test_v2_lists_templates_that_v3_does_not(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        v3 = {row["id"] for row in (await b.client.get("/v3/templates?limit=100")).json()["data"]}
        v2 = {row["template_id"] for row in (await b.client.get("/v2/templates")).json()["data"]["templates"]}
        (old,) = v2 - v3
        assert (await b.client.get(f"/v2/template/{old}")).json()["data"]["variables"]["name"]["type"] == "text"
        assert (await b.client.get(f"/v3/templates/{old}")).status_code == 404
        assert (await b.client.get(f"/v3/template/{WELCOME.id}")).json()["data"]["scenes"][0]["id"] == "s1"


def test_the_templates_have_variables_of_every_type() -> None:
    kinds = {variable.type for template in TEMPLATES for variable in template.variables.values()}
    assert kinds == {"text", "image", "video", "audio", "voice", "character"}
