"""v2 photo avatars: from a description or an upload to a look that v3 knows as well."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from heygen_build.emulator.app import AfterPolls
from heygen_build.emulator.drawing import draw
from heygen_build.emulator.jobs import Made
from heygen_build.emulator.portraits import PortraitsOrder
from tests.emulator.bench import Bench, JsonObject, asynchronous, data_of, opened

GUIDE: JsonObject = {
    "name": "Guide",
    "age": "Young Adult",
    "gender": "Woman",
    "ethnicity": "Unspecified",
    "orientation": "vertical",
    "pose": "half_body",
    "style": "Realistic",
    "appearance": "Navy jacket, soft light, plain wall",
}


async def post(b: Bench, path: str, **body: object) -> JsonObject:
    return data_of(await b.client.post(f"/v2/photo_avatar/{path}", json=body))


async def get(b: Bench, path: str) -> JsonObject:
    return data_of(await b.client.get(f"/v2/photo_avatar/{path}"))


async def uploaded_key(b: Bench) -> str:
    file = io.BytesIO()
    Image.new("RGB", (640, 640), (90, 120, 150)).save(file, "JPEG")
    answer = await b.client.post("/v1/asset", content=file.getvalue(), headers={"Content-Type": "image/jpeg"})
    return str(answer.json()["data"]["image_key"])


@asynchronous
async def test_a_photo_becomes_a_group_a_look_and_a_video(tmp_path: Path) -> None:
    async with opened(tmp_path, progression=AfterPolls(1)) as b:
        made = await post(b, "avatar_group/create", name="Ada", image_key=await uploaded_key(b))
        assert made["status"] == "pending"
        assert [(await get(b, str(made["id"])))["status"] for _ in range(2)] == ["pending", "completed"]
        video = {"type": "avatar", "avatar_id": made["id"], "script": "Hello."}
        assert (await b.client.post("/v3/videos", json=video)).status_code == 200
        looks = (await b.client.get(f"/v2/avatar_group/{made['group_id']}/avatars")).json()["data"]["avatar_list"]
        assert [(look["id"], look["business_type"]) for look in looks] == [(made["id"], "uploaded")]
        moving = await post(b, "add_motion", id=made["id"])
        await get(b, str(moving["id"]))
        assert (await get(b, str(moving["id"])))["is_motion"] is True
        assert (await post(b, "add_sound_effect", id=made["id"]))["sound_effect_id"]
        await b.client.delete(f"/v2/photo_avatar/{moving['id']}")
        assert (await b.client.get(f"/v2/photo_avatar/{moving['id']}")).status_code == 404
        await b.client.delete(f"/v2/photo_avatar_group/{made['group_id']}")
        assert (await b.client.get(f"/v3/avatars/{made['group_id']}")).status_code == 404


@asynchronous
async def test_the_id_of_a_new_group_is_that_of_its_first_look_wherever_it_is_used(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        made = await post(b, "avatar_group/create", name="Ada", image_key=await uploaded_key(b))
        both = str(made["id"])
        assert made["group_id"] == both
        await post(b, "avatar_group/add", group_id=both, image_keys=[await uploaded_key(b)], name="Second")
        assert await post(b, "upscale", id=both) == {"id": both}
        assert (await get(b, both))["upscaled"] is True
        await b.client.delete(f"/v2/photo_avatar/{both}")
        assert (await b.client.get(f"/v2/photo_avatar/{both}")).status_code == 404
        [left] = (await b.client.get(f"/v2/avatar_group/{both}/avatars")).json()["data"]["avatar_list"]
        await b.client.delete(f"/v2/photo_avatar/{left['id']}")
        assert (await b.client.get(f"/v3/avatars/{both}")).status_code == 404


@asynchronous
async def test_looks_are_generated_for_trained_groups_only(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        group = (await post(b, "avatar_group/create", name="Ada", image_key=await uploaded_key(b)))["group_id"]
        wanted = {"group_id": group, "prompt": "in a garden", "pose": "close_up", "style": "Noir"}
        body = wanted | {"orientation": "square"}
        early = await b.client.post("/v2/photo_avatar/look/generate", json=body)
        assert (early.status_code, early.json()["error"]["code"]) == (400, "resource_not_ready")
        assert (await get(b, f"train/status/{group}"))["status"] == "pending"
        await b.client.post("/v2/photo_avatar/train", json={"group_id": group})
        assert (await get(b, f"train/status/{group}"))["status"] == "ready"
        assert (await post(b, "look/generate", **body))["generation_id"]
        more = await post(b, "avatar_group/add", group_id=group, image_keys=[await uploaded_key(b)], name="Other")
        assert isinstance(more["photo_avatar_list"], list)


@asynchronous
async def test_every_field_of_a_generation_is_required(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        for name in GUIDE:
            body = {field: value for field, value in GUIDE.items() if field != name}
            answer = await b.client.post("/v2/photo_avatar/photo/generate", json=body)
            assert answer.status_code == 400, name
            assert name in answer.json()["error"]["message"]
        made = await post(b, "photo/generate", **GUIDE)
        state = await get(b, f"generation/{made['generation_id']}")
        assert state["status"] == "success"
        assert isinstance(state["image_key_list"], list)
        unknown = await b.client.post(
            "/v2/photo_avatar/avatar_group/create", json={"name": "x", "image_key": "image/none/original"}
        )
        assert unknown.status_code == 400


def test_portraits_are_four_different_pictures(tmp_path: Path) -> None:
    made = draw(PortraitsOrder("Guide, blue", 180, 320), tmp_path)
    assert isinstance(made, Made)
    pictures = {(tmp_path / name).read_bytes() for name in made.files.values()}
    assert len(pictures) == 4
    with Image.open(tmp_path / made.files["image1"]) as picture:
        assert (picture.format, picture.size) == ("JPEG", (180, 320))
