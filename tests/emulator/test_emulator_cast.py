"""Looks, consent, clones, direct uploads and sounds: what an account makes and finds."""

from __future__ import annotations

import hashlib
import io
import wave
from pathlib import Path

import httpx
import pytest
from PIL import Image

from heygen_build.emulator.app import AfterPolls
from heygen_build.emulator.catalog_looks import CATALOG
from heygen_build.emulator.routes_own_avatars import AVATAR_SLOTS
from tests.emulator.bench import BRIAN, Bench, JsonObject, asynchronous, data_of, opened, problem_of, rows_of
from tests.emulator.making import make_look, photo, put, recording, uploaded
from tests.workshop import sample


def item(response: httpx.Response) -> JsonObject:
    found = data_of(response)["avatar_item"]
    assert isinstance(found, dict)
    return found


async def look(b: Bench, look_id: object) -> JsonObject:
    return data_of(await b.client.get(f"/v3/avatars/looks/{look_id}"))


async def make_twin(b: Bench) -> JsonObject:
    file = await uploaded(b, "me.mp4", sample()[0])
    return item(await b.client.post("/v3/avatars", json={"type": "digital_twin", "name": "Me", "file": file}))


@asynchronous
async def test_a_look_has_a_preview_once_it_is_made_and_not_before(tmp_path: Path) -> None:
    async with opened(tmp_path, progression=AfterPolls(1)) as b:
        made = item(await make_look(b))
        assert (made["status"], made["preview_image_url"]) == ("processing", None)
        await look(b, made["id"])
        later = await look(b, made["id"])
        assert later["status"] == "completed"
        picture = await b.client.get(str(later["preview_image_url"]))
        assert Image.open(io.BytesIO(picture.content)).size == (360, 360)


@asynchronous
async def test_a_made_look_is_private_listed_and_charged_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        made = item(await make_look(b))
        private = await b.client.get("/v3/avatars/looks?ownership=private&limit=50")
        public = await b.client.get("/v3/avatars/looks?ownership=public&limit=50")
        assert made["id"] in {row["id"] for row in rows_of(private)}
        assert made["id"] not in {row["id"] for row in rows_of(public)}
        assert [charge.usd for charge in b.emulator.charges] == [1.0]


@asynchronous
async def test_nobody_can_use_a_twin_before_the_person_agrees(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        twin = await make_twin(b)
        assert (await look(b, twin["id"]))["status"] == "pending_consent"
        refused = await b.order(avatar_id=twin["id"], engine={"type": "avatar_v"})
        assert problem_of(refused) == (400, "avatar_consent_required", "avatar_id")
        body = {"reroute_url": "https://example.com/thanks"}
        page = str(data_of(await b.client.post(f"/v3/avatars/{twin['group_id']}/consent", json=body))["url"])
        assert "I agree" in (await b.client.get(page)).text
        assert (await look(b, twin["id"]))["status"] == "pending_consent"
        agreed = await b.client.post(page)
        assert agreed.headers["Location"] == "https://example.com/thanks"
        assert (await look(b, twin["id"]))["status"] == "completed"
        assert (await b.order(avatar_id=twin["id"])).status_code == 200


@asynchronous
async def test_a_page_of_consent_with_another_signature_is_closed(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        twin = await make_twin(b)
        assert (await b.client.post(f"/consent/{twin['group_id']}?expires=9&signature=guess")).status_code == 403
        assert (await look(b, twin["id"]))["status"] == "pending_consent"


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        ({"type": "video"}, (400, "invalid_parameter", "type")),
        ({"name": ""}, (400, "invalid_parameter", "name")),
        ({"file": {"type": "asset_id", "asset_id": "nobody"}}, (404, "asset_not_found", "file.asset_id")),
        ({"avatar_group_id": "nobody"}, (404, "avatar_group_not_found", "avatar_group_id")),
        ({"avatar_group_id": CATALOG.groups[0].id}, (404, "avatar_group_not_found", "avatar_group_id")),
    ],
)
@asynchronous
async def test_a_wrong_order_for_a_look_is_refused_and_free(
    tmp_path: Path, change: JsonObject, answer: tuple[int, str, str]
) -> None:
    async with opened(tmp_path) as b:
        file = await uploaded(b, "face.png", photo())
        body = {"type": "photo", "name": "Me", "file": file} | change
        assert problem_of(await b.client.post("/v3/avatars", json=body)) == answer
        assert b.emulator.charges == []


@asynchronous
async def test_a_photo_of_few_pixels_makes_no_look(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        file = await uploaded(b, "face.png", photo(300, 900))
        refused = await b.client.post("/v3/avatars", json={"type": "photo", "name": "Me", "file": file})
        assert problem_of(refused)[:2] == (400, "invalid_parameter")


@asynchronous
async def test_slots_are_limited_and_free_again_after_a_deletion(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        made = [item(await b.client.post("/v3/avatars", json=_prompt(number))) for number in range(AVATAR_SLOTS)]
        full = await b.client.post("/v3/avatars", json=_prompt(-1))
        assert problem_of(full)[:2] == (400, "resource_limit_reached")
        await b.client.delete(f"/v3/avatars/looks/{made[0]['id']}")
        assert (await b.client.post("/v3/avatars", json=_prompt(-1))).status_code == 200


def _prompt(number: int) -> JsonObject:
    return {"type": "prompt", "name": f"Invented {number}", "prompt": "A baker with red hair"}


@asynchronous
async def test_the_last_look_takes_its_group_along_and_public_ones_stay(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        made = item(await make_look(b))
        await b.client.delete(f"/v3/avatars/looks/{made['id']}")
        gone = await b.client.get(f"/v3/avatars/{made['group_id']}")
        assert problem_of(gone)[:2] == (404, "avatar_group_not_found")
        public = await b.client.delete(f"/v3/avatars/looks/{CATALOG.looks[0].id}")
        assert problem_of(public)[:2] == (403, "resource_access_denied")


@asynchronous
async def test_a_clone_can_speak_once_it_is_complete(tmp_path: Path) -> None:
    async with opened(tmp_path, progression=AfterPolls(1)) as b:
        voice = await _cloned(b, recording(12))
        speech = {"text": "Hello.", "voice_id": voice}
        early = await b.client.post("/v3/voices/speech", json=speech)
        assert problem_of(early)[:2] == (400, "voice_not_usable")
        words = [data_of(await b.client.get(f"/v3/voices/{voice}"))["status"] for _ in range(2)]
        assert words == ["processing", "complete"]
        assert (await b.client.post("/v3/voices/speech", json=speech)).status_code == 200


@asynchronous
async def test_a_clone_of_two_seconds_fails_and_says_why(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        found = data_of(await b.client.get(f"/v3/voices/{await _cloned(b, recording(2))}"))
        assert (found["status"], found["failure_message"]) == ("failed", "The audio sample is too short")


async def _cloned(b: Bench, sound: bytes) -> str:
    body = {"audio": await uploaded(b, "voice.wav", sound), "voice_name": "Narrator"}
    return str(data_of(await b.client.post("/v3/voices/clone", json=body))["voice_clone_id"])


@asynchronous
async def test_designing_a_voice_gives_the_same_three_for_a_seed_and_others_for_the_next(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        body: JsonObject = {"prompt": "warm female narrator", "locale": "en-US", "gender": "female"}
        first, again = [data_of(await b.client.post("/v3/voices", json=body)) for _ in range(2)]
        others = data_of(await b.client.post("/v3/voices", json=body | {"seed": 1}))
        voices, more = first["voices"], others["voices"]
        assert isinstance(voices, list)
        assert isinstance(more, list)
        assert (first, len(voices)) == (again, 3)
        assert {row["gender"] for row in voices} == {"female"}
        assert not {row["voice_id"] for row in voices} & {row["voice_id"] for row in more}


@asynchronous
async def test_library_voices_cannot_be_deleted_and_own_ones_can(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        assert problem_of(await b.client.delete(f"/v3/voices/{BRIAN.id}"))[0] == 403
        voice = await _cloned(b, recording(12))
        assert data_of(await b.client.delete(f"/v3/voices/{voice}")) == {"voice_id": voice}
        assert problem_of(await b.client.delete(f"/v3/voices/{voice}"))[:2] == (404, "voice_not_found")


async def _slot(b: Bench, content: bytes, **changes: object) -> JsonObject:
    offer: JsonObject = {"filename": "a.wav", "content_type": "audio/wav", "size_bytes": len(content)}
    return data_of(await b.client.post("/v3/assets/direct-uploads", json=offer | changes))


@asynchronous
async def test_a_direct_upload_cannot_be_used_before_it_is_complete(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        slot = await _slot(b, recording(12))
        early = await b.client.post(f"/v3/assets/{slot['asset_id']}/complete", json={})
        assert problem_of(early)[:2] == (409, "asset_not_available")
        assert (await put(b, slot, recording(12))).status_code == 200
        body = {"audio": {"type": "asset_id", "asset_id": slot["asset_id"]}, "voice_name": "Narrator"}
        assert problem_of(await b.client.post("/v3/voices/clone", json=body))[1] == "asset_not_found"
        for _ in range(2):  # may be repeated
            done = data_of(await b.client.post(f"/v3/assets/{slot['asset_id']}/complete"))
            assert done["mime_type"] == "audio/wav"
        assert (await b.client.post("/v3/voices/clone", json=body)).status_code == 200


@asynchronous
async def test_an_object_store_takes_exactly_what_was_announced(tmp_path: Path) -> None:
    content = recording(1)
    async with opened(tmp_path) as b:
        slot = await _slot(b, content, checksum_sha256=hashlib.sha256(content).hexdigest())
        headers = slot["upload_headers"]
        assert isinstance(headers, dict)
        assert (await put(b, slot, content + b"more")).status_code == 400
        assert (await put(b, slot, content[:-1] + b"x")).status_code == 400
        assert (
            await put(b, slot | {"upload_headers": headers | {"Content-Type": "audio/mpeg"}}, content)
        ).status_code == 403
        assert (await put(b, slot, content)).status_code == 200


@asynchronous
async def test_sounds_are_found_by_words_and_can_be_heard(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        music = rows_of(await b.client.get("/v3/audio/sounds?query=calm piano"))
        assert [row["type"] for row in music] == ["music"] * len(music) != []
        assert rows_of(await b.client.get("/v3/audio/sounds?query=whoosh&type=sound_effects")) == []
        (whoosh,) = rows_of(await b.client.get("/v3/audio/sounds?query=whoosh&type=sound_effects&min_score=0.4"))
        heard = await b.client.get(str(whoosh["audio_url"]))
        with wave.open(io.BytesIO(heard.content)) as file:
            assert file.getnframes() / file.getframerate() == pytest.approx(whoosh["duration"])
        assert problem_of(await b.client.get("/v3/audio/sounds?query="))[2] == "query"


@asynchronous
async def test_pictures_are_found_in_the_library_and_among_ones_own(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        found = rows_of(await b.client.get("/v3/assets/search?query=mountain lake"))
        picture = await b.client.get(str(found[0]["url"]))
        assert Image.open(io.BytesIO(picture.content)).size == (found[0]["width"], found[0]["height"])
        await uploaded(b, "my-garden.png", photo())
        own = rows_of(await b.client.get("/v3/assets/search?query=garden&scope=personal"))
        assert [(row["width"], row["orientation"]) for row in own] == [(640, "square")]
