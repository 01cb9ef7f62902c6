"""Which video requests are refused, with which code, and which field they name."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from heygen_build.emulator.catalog_looks import CATALOG
from heygen_build.emulator.catalog_voices import BY_NAME
from heygen_build.emulator.orders import Recording, Saying
from heygen_build.units import Color
from tests.emulator.bench import ABIGAIL, BRIAN, asynchronous, avatar_body, data_of, opened, problem_of

TWIN = next(look for look in CATALOG.looks if look.name == "Priya in the Lab")
SOFA = next(look for look in CATALOG.looks if look.name == "Daniel on the Sofa")
BARISTA = next(look for look in CATALOG.looks if look.name == "Luca the Barista")
PENDING = next(look for look in CATALOG.looks if look.status == "pending_consent")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
PHOTO = {"type": "base64", "media_type": "image/png", "data": base64.b64encode(PNG).decode()}

ELEVEN_V3 = {"engine_type": "elevenlabs", "model": "eleven_v3", "stability": 0.3}

REFUSED: list[tuple[dict[str, object], str]] = [
    ({"type": None}, "type"),
    ({"type": "hologram"}, "type"),
    ({"type": 3}, "type"),
    ({"avatar_id": None}, "avatar_id"),
    ({"avatar_id": ["a"]}, "avatar_id"),
    ({"test": True}, "test"),
    ({"image": PHOTO}, "image"),
    ({"dimension": {"width": 1280}}, "dimension"),
    ({"script": None}, "script"),
    ({"script": ""}, "script"),
    ({"script": "x" * 5001}, "script"),
    ({"script": 7}, "script"),
    ({"script": "\ud800"}, "script"),
    ({"audio_url": "https://example.com/a.mp3"}, "audio_url"),
    ({"resolution": "8k"}, "resolution"),
    ({"aspect_ratio": "21:9"}, "aspect_ratio"),
    ({"fit": "crop"}, "fit"),
    ({"output_format": "mov"}, "output_format"),
    ({"remove_background": "yes"}, "remove_background"),
    ({"title": 5}, "title"),
    ({"background": {"type": "video"}}, "background.type"),
    ({"background": {"type": "color"}}, "background.value"),
    ({"background": {"type": "color", "value": "navy"}}, "background.value"),
    ({"background": {"type": "image"}}, "background.url"),
    ({"background": {"type": "image", "url": "u", "asset_id": "a"}}, "background.url"),
    ({"background": "#101820"}, "background"),
    ({"background": {"type": "color", "value": "#101820"}, "output_format": "webm"}, "background"),
    ({"caption": {"file_format": "vtt"}}, "caption.file_format"),
    ({"caption": {"style": "fancy"}}, "caption.style"),
    ({"caption": True}, "caption"),
    ({"voice_settings": {"speed": 1.6}}, "voice_settings.speed"),
    ({"voice_settings": {"speed": True}}, "voice_settings.speed"),
    ({"voice_settings": {"speed": 10**400}}, "voice_settings.speed"),
    ({"voice_settings": {"pitch": -51}}, "voice_settings.pitch"),
    ({"voice_settings": {"volume": 1.1}}, "voice_settings.volume"),
    ({"voice_settings": {"locale": "not a tag"}}, "voice_settings.locale"),
    ({"voice_settings": {"engine_settings": {"engine_type": "espeak"}}}, "voice_settings.engine_settings.engine_type"),
    ({"voice_settings": {"engine_settings": ELEVEN_V3}}, "voice_settings.engine_settings.stability"),
    ({"voice_settings": {"engine_settings": {"engine_type": "fish"}}}, "voice_settings.engine_settings"),
    ({"engine": {"type": "avatar_4_quality"}}, "engine.type"),
    ({"engine": {"type": "avatar_v", "reference_look_id": TWIN.id}}, "engine.reference_look_id"),
    ({"avatar_id": BARISTA.id}, "engine"),
    ({"avatar_id": TWIN.id, "motion_prompt": "waves"}, "motion_prompt"),
    ({"avatar_id": TWIN.id, "expressiveness": "high"}, "expressiveness"),
    ({"engine": {"type": "avatar_v"}, "expressiveness": "high"}, "expressiveness"),
    ({"engine": {"type": "avatar_iii"}, "motion_prompt": "waves"}, "motion_prompt"),
    ({"engine": {"type": "avatar_iii"}, "resolution": "4k"}, "resolution"),
    ({"avatar_id": SOFA.id, "output_format": "webm"}, "output_format"),
    ({"avatar_id": SOFA.id, "remove_background": True}, "remove_background"),
    ({"watermark": {"image": PHOTO, "scale": 0}}, "watermark.scale"),
    ({"watermark": {"image": {"type": "url"}}}, "watermark.image.url"),
    ({"watermark": {"image": {**PHOTO, "content_type": "image/png"}}}, "watermark.image.content_type"),
    ({"watermark": {"image": PHOTO, "placement": {"position": "middle"}}}, "watermark.placement.position"),
]


@pytest.mark.parametrize(("fields", "param"), REFUSED, ids=lambda value: str(value)[:60])
@asynchronous
async def test_a_wrong_field_is_refused_by_name(tmp_path: Path, fields: dict[str, object], param: str) -> None:
    async with opened(tmp_path) as b:
        if fields.get("script") == "\ud800":
            body = '{"type":"avatar","avatar_id":"x","script":"\\ud800"}'
            response = await b.client.post("/v3/videos", content=body)
        else:
            response = await b.order(**fields)
        assert problem_of(response) == (400, "invalid_parameter", param)
        assert b.artist.drawn == []


@pytest.mark.parametrize("name", ["output_format", "voice_settings.speed", "caption.file_format"])
@asynchronous
async def test_null_is_refused_where_the_schema_does_not_allow_it(tmp_path: Path, name: str) -> None:
    async with opened(tmp_path) as b:
        outer, _, inner = name.partition(".")
        body = {**avatar_body(), outer: {inner: None} if inner else None}
        assert problem_of(await b.client.post("/v3/videos", json=body)) == (400, "invalid_parameter", name)


@asynchronous
async def test_null_passes_where_the_schema_allows_it(tmp_path: Path) -> None:
    nullable = ("voice_id", "audio_url", "audio_asset_id", "title", "resolution", "aspect_ratio", "fit", "background")
    more = ("remove_background", "caption", "voice_settings", "motion_prompt", "expressiveness", "engine", "watermark")
    async with opened(tmp_path) as b:
        body = {**avatar_body(), **dict.fromkeys(nullable + more + ("callback_url", "callback_id"))}
        assert (await b.client.post("/v3/videos", json=body)).status_code == 200


@pytest.mark.parametrize("body", [b"[]", b"{", b'"x"', b'{"type": NaN}', b"[" * 100_000, b"\xff\xfe"])
@asynchronous
async def test_a_body_that_is_no_json_object_is_refused(tmp_path: Path, body: bytes) -> None:
    async with opened(tmp_path) as b:
        response = await b.client.post("/v3/videos", content=body, headers={"Content-Type": "application/json"})
        assert problem_of(response) == (400, "invalid_parameter", "body")


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"avatar_id": "0" * 32}, (404, "avatar_not_found", "avatar_id")),
        ({"avatar_id": ABIGAIL.group_id}, (404, "avatar_not_found", "avatar_id")),
        ({"avatar_id": PENDING.id, "engine": {"type": "avatar_iv"}}, (400, "avatar_consent_required", "avatar_id")),
        ({"voice_id": "nobody"}, (404, "voice_not_found", "voice_id")),
        ({"script": "   "}, (400, "script_too_short", "script")),
        ({"background": {"type": "image", "asset_id": "gone"}}, (404, "asset_not_found", "background.asset_id")),
        (
            {"background": {"type": "image", "url": "https://x.example/a.png"}},
            (400, "download_failed", "background.url"),
        ),
        ({"script": None, "audio_asset_id": "gone"}, (404, "asset_not_found", "audio_asset_id")),
        ({"script": None, "audio_url": "https://x.example/a.wav"}, (400, "download_failed", "audio_url")),
        ({"watermark": {"image": PHOTO}}, (402, "plan_upgrade_required", "watermark")),
    ],
)
@asynchronous
async def test_what_does_not_exist_or_may_not_be_used_has_its_own_code(
    tmp_path: Path, fields: dict[str, object], answer: tuple[int, str, str]
) -> None:
    async with opened(tmp_path) as b:
        assert problem_of(await b.order(**fields)) == answer


@asynchronous
async def test_the_image_arm_needs_a_voice_and_takes_a_picture(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        body = {"type": "image", "image": PHOTO, "script": "Hello."}
        assert problem_of(await b.client.post("/v3/videos", json=body)) == (400, "invalid_parameter", "voice_id")
        data_of(await b.client.post("/v3/videos", json={**body, "voice_id": BRIAN.id}))
        await b.emulator.settle()
        (order,) = b.artist.videos
        assert order.costume is None
        assert order.photo is not None
        assert order.photo.read_bytes() == PNG


@pytest.mark.parametrize(
    "image",
    [
        {"type": "base64", "media_type": "image/png", "data": "%%%"},
        {**PHOTO, "data": base64.b64encode(b"hello").decode()},
    ],
)
@asynchronous
async def test_an_image_that_is_none_is_refused(tmp_path: Path, image: dict[str, object]) -> None:
    async with opened(tmp_path) as b:
        body = {"type": "image", "image": image, "script": "Hello.", "voice_id": BRIAN.id}
        assert problem_of(await b.client.post("/v3/videos", json=body)) == (400, "invalid_parameter", "image.data")


@asynchronous
async def test_settings_reach_the_drawing(tmp_path: Path) -> None:
    async with opened(tmp_path, mark="SKETCH") as b:
        settings = {"speed": 1.2, "pitch": -5, "volume": 0.5, "locale": "en-GB"}
        color = {"type": "color", "value": "#102030"}
        await b.order(voice_id=BRIAN.id, voice_settings=settings, background=color, aspect_ratio="9:16", caption={})
        await b.emulator.settle()
        (order,) = b.artist.videos
        assert (order.width, order.height, order.mark, order.subtitles) == (720, 1280, "SKETCH", True)
        assert (order.background, order.costume) == (Color(16, 32, 48), ABIGAIL.costume)
        assert isinstance(order.sound, Saying)
        assert (order.sound.speed, order.sound.pitch, order.sound.volume) == (1.2, -5.0, 0.5)
        assert order.sound.timbre.language == "en-gb"


@pytest.mark.parametrize(
    ("fields", "size"),
    [
        ({}, (1280, 720)),
        ({"resolution": None}, (1920, 1080)),
        ({"resolution": "4k"}, (3840, 2160)),
        ({"aspect_ratio": "1:1"}, (720, 720)),
        ({"aspect_ratio": "4:5"}, (720, 900)),
        ({"aspect_ratio": "5:4"}, (900, 720)),
        ({"aspect_ratio": "auto"}, (1280, 720)),
        ({"aspect_ratio": "auto", "avatar_id": "Abigail_standing_public"}, (720, 1280)),
    ],
)
@asynchronous
async def test_ratio_and_resolution_give_the_frame(
    tmp_path: Path, fields: dict[str, object], size: tuple[int, int]
) -> None:
    async with opened(tmp_path) as b:
        assert (await b.order(**fields)).status_code == 200
        await b.emulator.settle()
        assert (b.artist.videos[0].width, b.artist.videos[0].height) == size


@asynchronous
async def test_without_a_voice_the_look_speaks_with_its_own(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        await b.order()
        await b.emulator.settle()
        sound = b.artist.videos[0].sound
        assert isinstance(sound, Saying)
        assert sound.timbre == BY_NAME["Abigail"].timbre


@asynchronous
async def test_a_voice_that_cannot_pause_loses_its_breaks(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        script = 'One <break time="0.5s"/> two.'
        await b.order(script=script, voice_id=BY_NAME["Layla"].id)
        await b.order(script=script, voice_id=BRIAN.id)
        await b.emulator.settle()
        texts = [order.sound.text for order in b.artist.videos if isinstance(order.sound, Saying)]
        assert texts == ["One two.", script]


@asynchronous
async def test_speech_ordered_before_can_be_lip_synced_by_its_link(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        spoken = data_of(await b.client.post("/v3/voices/speech", json={"text": "Hello.", "voice_id": BRIAN.id}))
        assert (await b.order(script=None, audio_url=spoken["audio_url"])).status_code == 200
        await b.emulator.settle()
        assert isinstance(b.artist.videos[0].sound, Recording)


STUDIO_SCENE = {"type": "image", "source": PHOTO, "duration": 4}
SPEAKER = {"type": "avatar", "avatar_id": ABIGAIL.id, "script": "Hello there."}
CINEMATIC = {"type": "cinematic_avatar", "avatar_id": [ABIGAIL.id], "prompt": "She walks."}


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ({**CINEMATIC, "duration": 3}, (400, "invalid_parameter", "duration")),
        ({**CINEMATIC, "duration": 4.5}, (400, "invalid_parameter", "duration")),
        ({**CINEMATIC, "duration": 8, "auto_duration": True}, (400, "invalid_parameter", "duration")),
        ({**CINEMATIC, "resolution": "4k"}, (400, "invalid_parameter", "resolution")),
        ({**CINEMATIC, "avatar_id": [ABIGAIL.id] * 4}, (400, "invalid_parameter", "avatar_id")),
        ({**CINEMATIC, "avatar_id": ["nobody"]}, (404, "avatar_not_found", "avatar_id")),
        ({**CINEMATIC, "script": "Hello."}, (400, "invalid_parameter", "script")),
        (
            {
                "type": "studio",
                "scenes": [STUDIO_SCENE, {"type": "avatar_video", "input": SPEAKER | {"avatar_id": "x"}}],
            },
            (404, "avatar_not_found", "scenes[1].input.avatar_id"),
        ),
        (
            {"type": "studio", "scenes": [{"type": "video", "source": PHOTO}]},
            (400, "invalid_parameter", "scenes[0].source.data"),
        ),
        ({"type": "studio", "scenes": []}, (400, "invalid_parameter", "scenes")),
        ({"type": "studio", "scenes": [STUDIO_SCENE] * 51}, (400, "invalid_parameter", "scenes")),
        ({"type": "studio", "scenes": ["x"]}, (400, "invalid_parameter", "scenes[0]")),
        (
            {"type": "studio", "scenes": [{**STUDIO_SCENE, "script": "Hi.", "voice_id": "v"}]},
            (400, "invalid_parameter", "scenes[0].duration"),
        ),
        (
            {"type": "studio", "scenes": [STUDIO_SCENE], "output_format": "webm"},
            (400, "invalid_parameter", "output_format"),
        ),
    ],
)
@asynchronous
async def test_cinematic_and_studio_requests_are_checked(
    tmp_path: Path, body: dict[str, object], answer: tuple[int, str, str]
) -> None:
    async with opened(tmp_path) as b:
        assert problem_of(await b.client.post("/v3/videos", json=body)) == answer
