"""What existing clients send and insist on (observed): each must work with nothing but the address changed."""

from __future__ import annotations

import io
from pathlib import Path

import httpx
import pytest
from PIL import Image

from heygen_build.emulator.wire import SUNSET
from tests.emulator.bench import ABIGAIL, BRIAN, JsonObject, asynchronous, avatar_body, data_of, opened, problem_of

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
SCENE = {
    "character": {"type": "avatar", "avatar_id": ABIGAIL.id, "avatar_style": "normal"},
    "voice": {"type": "text", "input_text": "Hello.", "voice_id": BRIAN.id},
}


def keys_of(value: object) -> set[str]:
    assert isinstance(value, dict)
    return set(value)


@pytest.mark.parametrize(
    "headers",
    [{"Authorization": "Bearer abc"}, {"authorization": "bearer abc"}, {"x-api-key": "abc"}, {"X-API-KEY": "abc"}],
)
@asynchronous
async def test_keys_come_in_every_spelling(tmp_path: Path, headers: dict[str, str]) -> None:
    async with opened(tmp_path, keys=frozenset({"abc"})) as b:
        b.client.headers.pop("X-Api-Key")
        assert (await b.client.get("/v3/users/me", headers=headers)).status_code == 200


@asynchronous
async def test_a_wrong_key_is_told_in_the_words_of_each_generation(tmp_path: Path) -> None:
    async with opened(tmp_path, keys=frozenset({"abc"})) as b:
        v1 = await b.client.get("/v1/video_status.get?video_id=x")
        v2 = await b.client.get("/v2/avatars")
        v3 = await b.client.get("/v3/users/me")
        assert [answer.status_code for answer in (v1, v2, v3)] == [401, 401, 401]
        assert v1.json() == {"code": 400112, "message": "Unauthorized"}
        assert v2.json() == {"data": None, "error": {"code": "internal_error", "message": "Unauthorized"}}
        assert problem_of(v3) == (401, "unauthorized", None)


@asynchronous
async def test_old_generations_say_that_they_end_and_new_ones_do_not(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        for path in ("/v1/user/me", "/v2/user/remaining_quota", "/v2/avatars", "/v1/video.list"):
            answer = await b.client.get(path)
            assert answer.status_code == 200, path
            assert (answer.headers["Deprecation"], answer.headers["Sunset"]) == ("true", SUNSET)
        refused = await b.client.get("/v1/video_status.get?video_id=none")
        assert refused.headers["Sunset"] == SUNSET
        assert "Deprecation" not in (await b.client.get("/v3/users/me")).headers


@asynchronous
async def test_envelopes_are_those_of_each_generation(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        v1 = (await b.client.get("/v1/user/me")).json()
        assert v1["code"] == 100
        assert {"username", "email", "first_name", "last_name"} <= keys_of(v1["data"])
        v2 = (await b.client.get("/v2/user/remaining_quota")).json()
        assert v2["error"] is None
        assert isinstance(v2["data"]["remaining_quota"], int)
        v3 = (await b.client.get("/v3/users/me")).json()
        assert "error" not in v3
        assert "code" not in v3


@asynchronous
async def test_every_answer_has_an_id_of_its_own(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        answers = [await b.client.get(path) for path in ("/v3/users/me", "/v1/user/me", "/v9/none", "/")]
        assert len({answer.headers["X-Request-Id"] for answer in answers}) == 4


@asynchronous
async def test_gets_may_carry_a_json_content_type_and_posts_an_empty_body(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        kind = {"Content-Type": "application/json"}
        assert (await b.client.get("/v3/users/me", headers=kind)).status_code == 200
        made = data_of(await b.client.post("/v3/webhooks/endpoints", json={"url": "https://hooks.example"}))
        rotate = f"/v3/webhooks/endpoints/{made['endpoint_id']}/rotate-secret"
        for content in (b"", b"{}", b"null"):
            assert (await b.client.post(rotate, content=content, headers=kind)).status_code == 200
        assert problem_of(await b.client.post("/v3/videos", content=b"", headers=kind))[2] == "type"


@asynchronous
async def test_the_official_mcp_server_sends_nulls_to_v2(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        body: JsonObject = {
            "title": "from an assistant",
            "video_inputs": [SCENE],
            "test": False,
            "callback_id": None,
            "aspect_ratio": None,
            "dimension": {"width": 320, "height": 240},
            "caption": False,
        }
        video_id = (await b.client.post("/v2/video/generate", json=body)).json()["data"]["video_id"]
        await b.emulator.settle()
        answer = (await b.client.get("/v1/video_status.get", params={"video_id": video_id})).json()
        assert (answer["code"], answer["message"]) == (100, "Success")
        wanted = {"id", "status", "created_at", "duration", "error", "gif_url", "thumbnail_url", "video_url"}
        assert wanted <= keys_of(answer["data"])
        assert answer["data"]["status"] == "completed"
        listed = (await b.client.get("/v1/video.list")).json()["data"]["videos"]
        assert [row["video_id"] for row in listed] == [video_id]
        assert data_of(await b.client.get(f"/v3/videos/{video_id}"))["title"] == "from an assistant"


@asynchronous
async def test_lists_of_v2_hold_what_typed_clients_require(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        voices = (await b.client.get("/v2/voices")).json()["data"]["voices"]
        fields = {"voice_id", "language", "gender", "name", "preview_audio", "support_pause", "emotion_support"}
        assert all(fields <= keys_of(voice) and voice["preview_audio"].startswith("http") for voice in voices)
        cast = (await b.client.get("/v2/avatars")).json()["data"]
        fields = {
            "avatar_id",
            "avatar_name",
            "gender",
            "preview_image_url",
            "preview_video_url",
            "premium",
            "type",
            "tags",
        }
        assert all(fields <= keys_of(avatar) for avatar in cast["avatars"])
        fields = {"talking_photo_id", "talking_photo_name", "preview_image_url"}
        assert cast["talking_photos"]
        assert all(fields <= keys_of(photo) for photo in cast["talking_photos"])


@asynchronous
async def test_video_groups_and_photo_groups_have_items_of_their_own_shape(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        own = (await b.client.get("/v2/avatar_group.list")).json()["data"]
        everything = (await b.client.get("/v2/avatar_group.list?include_public=true")).json()["data"]
        assert 0 < own["total_count"] < everything["total_count"]
        shapes: dict[bool, set[str]] = {}
        for group in everything["avatar_group_list"]:
            assert group["preview_image"].startswith("http")
            answer = await b.client.get(f"/v2/avatar_group/{group['id']}/avatars")
            looks = answer.json()["data"]["avatar_list"]
            assert len(looks) == group["num_looks"]
            shapes |= {"image_url" in look: keys_of(look) for look in looks}
        video, photo = shapes[False], shapes[True]
        assert {"avatar_id", "avatar_name", "gender", "preview_video_url", "premium"} <= video
        assert {"id", "name", "image_url", "group_id", "is_motion", "business_type", "upscale_availability"} <= photo
        missing = await b.client.get("/v2/avatar_group/none/avatars")
        assert (missing.status_code, missing.json()["data"]) == (404, None)


@asynchronous
async def test_raw_uploads_answer_with_ids_and_keys(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        answer = (await b.client.post("/v1/asset", content=PNG, headers={"Content-Type": "image/png"})).json()
        assert (answer["code"], answer["msg"], answer["message"]) == (100, None, None)
        data = answer["data"]
        assert (data["name"], data["file_type"], data["meta"]) == (data["id"], "image", None)
        assert data["image_key"] == f"image/{data['id']}/original"
        assert (await b.client.get(data["url"])).content == PNG
        assert data_of(await b.client.get(f"/v3/assets/{data['id']}"))["type"] == "image"
        listed = (await b.client.get("/v1/asset/list")).json()["data"]
        assert (listed["total"], listed["assets"][0]["id"]) == (1, data["id"])
        lie = await b.client.post("/v1/asset", content=PNG, headers={"Content-Type": "image/jpeg"})
        assert (lie.status_code, lie.json()["code"]) == (400, 400543)
        gone = (
            await b.client.post(f"/v1/asset/{data['id']}/delete", headers={"Content-Type": "application/json"})
        ).json()
        assert gone["error"] is None
        assert gone["data"]["id"] == data["id"]
        assert (await b.client.post(f"/v1/asset/{data['id']}/delete")).status_code == 404
        assert (await b.client.get("/v1/asset/list?page=0")).json()["code"] == 40012


@asynchronous
async def test_media_links_carry_the_address_that_the_client_used(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        video_id = await b.video_id()
        await b.emulator.settle()
        host = {"Host": "heygen.local:8080"}
        video = data_of(await b.client.get(f"/v3/videos/{video_id}", headers=host))
        assert str(video["video_url"]).startswith("http://heygen.local:8080/files/")
        old = await b.client.get(f"/v1/video_status.get?video_id={video_id}", headers=host)
        assert old.json()["data"]["video_url"].startswith("http://heygen.local:8080/files/")


@asynchronous
async def test_what_the_n8n_node_sends_is_refused_as_the_schema_says_and_passes_leniently(tmp_path: Path) -> None:
    extra = {"test": True, "enable_caption": True, "voice_settings": {"speed": 1.1}}
    async with opened(tmp_path) as b:
        assert problem_of(await b.order(**extra))[2] == "enable_caption"
    async with opened(tmp_path, lenient=True) as b:
        assert (await b.order(**extra)).status_code == 200
        assert problem_of(await b.order(**extra, script="")) == (400, "invalid_parameter", "script")
    async with opened(tmp_path) as b:
        assert (await b.order(**extra)).status_code == 400


@pytest.mark.parametrize("by", ["image_url", "image_asset_id"])
@asynchronous
async def test_pictures_of_the_n8n_node_are_taken_leniently(tmp_path: Path, by: str) -> None:
    for lenient, status in ((True, 200), (False, 400)):
        async with opened(tmp_path / str(lenient), lenient=lenient) as b:
            file = io.BytesIO()
            Image.new("RGB", (64, 64), "teal").save(file, "PNG")
            asset = data_of(await b.client.post("/v3/assets", files={"file": ("a.png", file.getvalue(), "image/png")}))
            picture = {"image_url": asset["url"], "image_asset_id": asset["asset_id"]}[by]
            body = {"type": "image", "script": "Hello.", "voice_id": BRIAN.id, by: picture}
            assert (await b.client.post("/v3/videos", json=body)).status_code == status


@asynchronous
async def test_ignored_fields_are_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with opened(tmp_path, lenient=True) as b:
        await b.order(test=True, enable_caption=False)
    assert "ignored unknown fields: enable_caption, test" in caplog.text


@asynchronous
async def test_nothing_is_redirected(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        slashed: httpx.Response = await b.client.post("/v3/videos/", json=avatar_body())
        assert slashed.status_code == 404
        assert not slashed.has_redirect_location


@asynchronous
async def test_folders_and_old_templates_answer_as_the_community_server_reads_them(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        made = (await b.client.post("/v1/folders/create", json={"name": "x"})).json()["data"]
        listed = (await b.client.get("/v1/folders")).json()["data"]
        assert [folder["name"] for folder in listed["folders"]] == ["x"]
        assert {"total", "token"} <= keys_of(listed)
        folder_id = listed["folders"][0]["id"]
        assert made
        for path in (f"/v1/folders/{folder_id}/trash", f"/v1/folders/{folder_id}/restore"):
            assert (await b.client.post(path, json={})).status_code == 200
        templates = (await b.client.get("/v2/templates")).json()["data"]["templates"]
        old = (await b.client.get(f"/v3/template/{templates[0]['template_id']}")).json()["data"]
        assert isinstance(old["variables"], list)
        assert {"name", "type", "properties"} <= keys_of(old["variables"][0])


@asynchronous
async def test_translations_of_v2_have_their_own_words(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        files = {"file": ("a.mp4", b"\0\0\0\x18ftypisom")}
        source = data_of(await b.client.post("/v3/assets", files=files))["url"]
        languages = (await b.client.get("/v2/video_translate/target_languages")).json()["data"]["languages"]
        body = {"video_url": source, "output_language": languages[0], "title": "dubbed"}
        made = (await b.client.post("/v2/video_translate", json=body)).json()
        assert made["error"] is None
        await b.emulator.settle()
        state = (await b.client.get(f"/v2/video_translate/{made['data']['video_translate_id']}")).json()["data"]
        assert (state["status"], state["title"]) == ("success", "dubbed")
        assert state["url"].startswith("http://emulator/files/")
        body = {"video_url": source, "output_languages": languages[:2]}
        many = (await b.client.post("/v2/video_translate", json=body)).json()["data"]
        assert len(many["video_translate_ids"]) == 2
        missing = await b.client.post("/v2/video_translate", json={"video_id": "none", "output_language": languages[0]})
        assert missing.status_code == 404


@asynchronous
async def test_brand_voices_are_listed_in_both_envelopes_and_changed(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        first = (await b.client.get("/v1/brand_voice/list?name_only=true")).json()["data"]["list"][0]
        change = {"name": "Ours", "whitelist": [["HeyGen", "Hey Gen"]]}
        changed = (await b.client.post(f"/v1/brand_voice/{first['id']}", json=change)).json()
        assert (changed["code"], changed["data"]["name"]) == (100, "Ours")
        listed = (await b.client.get("/v2/brand_voice/list")).json()["data"]["list"][0]
        assert listed == changed["data"]
        assert (await b.client.post("/v1/brand_voice/none", json=change)).status_code == 404


@asynchronous
async def test_where_clients_disagree_about_names_an_answer_has_both(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        photo = (await b.client.get("/v2/avatars")).json()["data"]["talking_photos"][0]
        assert (photo["id"], photo["image_url"]) == (photo["talking_photo_id"], photo["preview_image_url"])
        template = (await b.client.get("/v2/templates")).json()["data"]["templates"][0]
        assert template["thumbnail_url"] == template["thumbnail_image_url"]
        assert keys_of(template["variables"][0]) == {"name", "type", "properties"}
        group = ABIGAIL.group_id
        below = (await b.client.get(f"/v3/avatars/{group}/looks")).json()
        assert below == (await b.client.get("/v3/avatars/looks", params={"group_id": group})).json()
        assert problem_of(await b.client.get("/v3/avatars/none/looks"))[:2] == (404, "avatar_group_not_found")


@asynchronous
async def test_templates_are_ordered_under_the_plural_path_that_one_client_uses(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        template = (await b.client.get("/v2/templates")).json()["data"]["templates"][0]["template_id"]
        named = {"customer": {"name": "customer", "type": "text", "properties": {"content": "Bo"}}}
        ordered = await b.client.post(f"/v2/templates/{template}/generate", json={"title": "x", "variables": named})
        assert keys_of(ordered.json()["data"]) == {"video_id"}


@pytest.mark.parametrize("query", ["video_ids=a,b", "video_ids=a&video_ids=b", "video_ids[]=a&video_ids[]=b"])
@asynchronous
async def test_lists_in_a_query_come_in_every_form(tmp_path: Path, query: str) -> None:
    async with opened(tmp_path) as b:
        rows = (await b.client.get(f"/v3/videos/statuses?{query}")).json()["data"]
        assert [row["video_id"] for row in rows] == ["a", "b"]
