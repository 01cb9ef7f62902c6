"""Looks, groups and voices: what is there, and how it is found."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from heygen_build.emulator import wardrobe
from heygen_build.emulator.catalog_looks import CATALOG
from heygen_build.emulator.catalog_voices import BY_NAME
from heygen_build.emulator.locales import speak_in
from heygen_build.emulator.ssml import from_ssml
from heygen_build.emulator.wire import Problem
from tests.emulator.bench import BRIAN, asynchronous, data_of, opened, problem_of, rows_of


def test_the_catalog_is_as_large_and_varied_as_promised() -> None:
    assert len(CATALOG.looks) >= 20
    assert len(CATALOG.voices) == 30
    assert {look.orientation for look in CATALOG.looks} == {"landscape", "portrait", "square"}
    assert {look.avatar_type for look in CATALOG.looks} == {"studio_avatar", "digital_twin", "photo_avatar"}
    assert any("starfish" not in voice.engines for voice in CATALOG.voices)
    assert {"Chill Brian", "Marta"} <= set(BY_NAME)


def test_ids_are_unique_and_every_reference_leads_somewhere() -> None:
    ids = [item.id for items in (CATALOG.groups, CATALOG.looks, CATALOG.voices) for item in items]
    assert len(set(ids)) == len(ids)
    for look in CATALOG.looks:
        assert CATALOG.voice(look.default_voice_id) is not None
        assert CATALOG.group(look.group_id) is not None


def test_the_ids_that_people_may_have_written_down_never_change() -> None:
    assert BRIAN.id == "2ec51fed43ff212ed64080b27f7cc1fb"
    assert next(look.id for look in CATALOG.looks if look.name == "Abigail") == "75c10bd326594fafeeea4f683fb1ed4a"


def test_abigail_is_one_look_and_business_casual_is_three() -> None:
    names = Counter(look.name for look in CATALOG.looks)
    assert (names["Abigail"], names["Business Casual"], names["Daniel in Blazer"]) == (1, 3, 2)


def test_every_look_has_its_own_costume_in_the_wardrobe() -> None:
    assert wardrobe.costumes() == {look.costume for look in CATALOG.looks}
    assert len({wardrobe.appearance(look.costume) for look in CATALOG.looks}) == len(CATALOG.looks)


@pytest.mark.parametrize("path", ["/v3/avatars/looks", "/v3/avatars", "/v3/voices"])
@asynchronous
async def test_pages_together_are_the_whole_list(tmp_path: Path, path: str) -> None:
    async with opened(tmp_path) as b:
        seen: list[object] = []
        token: str | None = ""
        while token is not None:
            answer = (await b.client.get(path, params={"limit": 4, "token": token})).json()
            assert answer["has_more"] == (answer["next_token"] is not None)
            seen += [row.get("id") or row["voice_id"] for row in answer["data"]]
            token = answer["next_token"]
        whole = rows_of(await b.client.get(path, params={"limit": 50}))
        assert seen == [row.get("id") or row["voice_id"] for row in whole]


@asynchronous
async def test_looks_are_filtered_by_group_type_and_owner(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        group_id = CATALOG.looks[0].group_id
        of_group = rows_of(await b.client.get("/v3/avatars/looks", params={"group_id": group_id}))
        photos = rows_of(await b.client.get("/v3/avatars/looks?avatar_type=photo_avatar"))
        private = rows_of(await b.client.get("/v3/avatars/looks?ownership=private"))
        assert {row["group_id"] for row in of_group} == {group_id}
        assert {row["avatar_type"] for row in photos} == {"photo_avatar"}
        assert [row["status"] for row in private] == ["completed", "pending_consent"]
        wrong = await b.client.get("/v3/avatars/looks?avatar_type=video_avatar")
        assert problem_of(wrong) == (400, "invalid_parameter", "avatar_type")
        assert problem_of(await b.client.get("/v3/avatars/looks?limit=51")) == (400, "invalid_parameter", "limit")


@asynchronous
async def test_private_voices_are_listed_only_when_asked_for(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        public = rows_of(await b.client.get("/v3/voices?limit=100"))
        private = rows_of(await b.client.get("/v3/voices?type=private"))
        assert (len(public), len(private)) == (29, 1)
        voice = data_of(await b.client.get(f"/v3/voices/{private[0]['voice_id']}"))
        assert voice["status"] == "complete"


@asynchronous
async def test_voices_are_filtered_by_language_gender_and_engine(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        query = {"language": "Spanish", "gender": "female", "engine": "starfish"}
        assert [row["name"] for row in rows_of(await b.client.get("/v3/voices", params=query))] == ["Marta"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/v3/avatars/nobody", "avatar_group_not_found"),
        ("/v3/avatars/looks/nobody", "avatar_not_found"),
        ("/v3/voices/nobody", "voice_not_found"),
    ],
)
@asynchronous
async def test_what_is_not_there_is_404(tmp_path: Path, path: str, code: str) -> None:
    async with opened(tmp_path) as b:
        assert problem_of(await b.client.get(path)) == (404, code, None)


@asynchronous
async def test_speech_answers_with_sound_and_timed_words_between_sentinels(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        spoken = data_of(await b.client.post("/v3/voices/speech", json={"text": "Hello there.", "voice_id": BRIAN.id}))
        assert spoken["duration"] == 1.5
        assert spoken["word_timestamps"] == [
            {"word": "<start>", "start": 0.0, "end": 0.0},
            {"word": "Hello", "start": 0.1, "end": 0.5},
            {"word": "there.", "start": 0.6, "end": 1.2},
            {"word": "<end>", "start": 1.5, "end": 1.5},
        ]
        audio = await b.client.get(str(spoken["audio_url"]))
        assert (audio.headers["Content-Type"], audio.content[:4]) == ("audio/wav", b"RIFF")
        (charge,) = b.emulator.charges
        assert charge.what == "speech"
        assert charge.usd == pytest.approx(1.5 * 0.000667, abs=1e-6)


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"voice_id": BY_NAME["Upbeat Milo"].id}, (400, "voice_not_usable", "voice_id")),
        ({"voice_id": "nobody"}, (404, "voice_not_found", "voice_id")),
        ({"text": ""}, (400, "invalid_parameter", "text")),
        ({"text": "x" * 5001}, (400, "invalid_parameter", "text")),
        ({"text": "  "}, (400, "tts_text_invalid", "text")),
        ({"speed": 2.1}, (400, "invalid_parameter", "speed")),
        ({"input_type": "plain_text"}, (400, "invalid_parameter", "input_type")),
        ({"language": "tlh"}, (400, "invalid_parameter", "language")),
        ({"input_type": "ssml", "text": "<speak>open"}, (400, "tts_text_invalid", "text")),
        ({"input_type": "ssml", "text": '<break time="300ms"/> x'}, (400, "tts_text_invalid", "text")),
    ],
)
@asynchronous
async def test_speech_that_cannot_be_made_is_refused(
    tmp_path: Path, fields: dict[str, object], answer: tuple[int, str, str]
) -> None:
    async with opened(tmp_path) as b:
        body = {"text": "Hello.", "voice_id": BRIAN.id, **fields}
        assert problem_of(await b.client.post("/v3/voices/speech", json=body)) == answer
        assert b.emulator.charges == []


def test_ssml_keeps_words_and_breaks_in_their_order() -> None:
    text = '<speak>One <p>two <b>three</b> four</p><break time="0.5s"/> five &amp; six</speak>'
    assert from_ssml(text).split() == ["One", "two", "three", "four", "<break", 'time="0.5s"/>', "five", "&", "six"]
    assert from_ssml("<a>" * 700 + "deep" + "</a>" * 700) == "deep"
    with pytest.raises(Problem, match="Declarations"):
        from_ssml('<!DOCTYPE x [<!ENTITY a "b">]><speak>&a;</speak>')


def test_a_locale_changes_the_language_of_voices_that_support_locales() -> None:
    assert speak_in(BRIAN, "pt-BR", "locale").language == "pt-br"
    assert speak_in(BRIAN, "de-AT", "locale").language == "de"
    assert speak_in(BY_NAME["Anke"], "en-US", "locale").language == "de"


@asynchronous
async def test_the_first_generation_speaks_too_and_takes_a_speed_in_words(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        body = {"text": "Hello.", "voice_id": BRIAN.id, "speed": "1.2"}
        answer = (await b.client.post("/v1/audio/text_to_speech", json=body)).json()
        assert answer["error"] is None
        assert answer["data"]["audio_url"].split("?")[0].endswith(".wav")
        voices = (await b.client.get("/v1/audio/voices")).json()["data"]["voices"]
        assert BRIAN.id in {voice["voice_id"] for voice in voices}
        refused = await b.client.post("/v1/audio/text_to_speech", json=body | {"speed": "fast"})
        assert refused.status_code == 400
