"""The bodies against the published description of the API, and against what is known to arrive besides it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import JsonValue, ValidationError

from heygen_build.heygen import wire
from heygen_build.heygen.wire import (
    Account,
    Asset,
    AssetById,
    AssetByUrl,
    AssetInline,
    AvatarIII,
    AvatarIV,
    AvatarV,
    Caption,
    ColorBackground,
    CreateAvatarVideo,
    CreateImageVideo,
    CreateSpeech,
    CreateVideo,
    ElevenLabs,
    Fish,
    Group,
    ImageBackground,
    Look,
    Page,
    Placement,
    Request,
    Response,
    Speech,
    Starfish,
    Video,
    VideoCreated,
    VideoDeleted,
    VideoStatus,
    Voice,
    VoiceSettings,
    Watermark,
    job_state,
)

Made = TypeVar("Made", bound=Request)
_SCHEMAS = os.environ.get("HEYGEN_V3_SCHEMAS")
published = pytest.mark.skipif(_SCHEMAS is None, reason="HEYGEN_V3_SCHEMAS names no file")


def _nulls_allowed(schema: JsonValue) -> JsonValue:
    """The description says `nullable` where JSON Schema wants null among the types and values (its _notes)."""
    if isinstance(schema, list):
        return [_nulls_allowed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inner: dict[str, JsonValue] = {name: _nulls_allowed(value) for name, value in schema.items()}
    return {"anyOf": [inner, {"type": "null"}]} if inner.pop("nullable", False) is True else inner


@cache
def _endpoint(name: str) -> Mapping[str, JsonValue]:
    assert _SCHEMAS is not None
    document = json.loads(Path(_SCHEMAS).read_text())
    found: Mapping[str, JsonValue] = document["endpoints"][name]
    return found


@cache
def _validator(name: str) -> Draft202012Validator:
    schema = _nulls_allowed(_endpoint(name)["RequestSchema"])
    assert isinstance(schema, dict)
    return Draft202012Validator(schema)


def _properties(schema: JsonValue, *path: str) -> set[str]:
    for step in path:
        assert isinstance(schema, dict)
        schema = schema[step]
    assert isinstance(schema, dict)
    found = schema["properties"]
    assert isinstance(found, dict)
    return set(found)


def _arm(kind: str) -> JsonValue:
    schema = _endpoint("VideoCreate")["RequestSchema"]
    assert isinstance(schema, dict)
    arms = schema.get("oneOf") or schema.get("anyOf")
    assert isinstance(arms, list)
    return next(arm for arm in arms if f'"enum": ["{kind}"]' in json.dumps(arm["properties"]["type"]))  # type: ignore[call-overload, index]


# Bodies


def _made(kind: type[Made], **fields: st.SearchStrategy[object]) -> st.SearchStrategy[Made]:
    """Any object of `kind` with any selection of `fields` that the class itself accepts."""

    def build(values: dict[str, object]) -> Made | None:
        try:
            return kind.model_validate(values)
        except ValidationError:
            return None

    chosen = st.fixed_dictionaries({}, optional=fields).map(build)
    return chosen.filter(lambda made: made is not None)  # type: ignore[return-value]


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
SHARE = st.floats(0, 1)
BLACK = {"type": "color", "value": "#000000"}
ASSET = (
    st.builds(AssetByUrl, url=TEXT)
    | st.builds(AssetById, asset_id=TEXT)
    | st.builds(AssetInline, media_type=st.just("image/png"), data=st.just("iVBORw0KGgo="))
)
VOICE_SETTINGS = _made(
    VoiceSettings,
    speed=st.floats(0.5, 1.5),
    pitch=st.floats(-50, 50),
    volume=SHARE,
    locale=st.sampled_from(["en-US", "zh-TW"]),
    engine_settings=_made(
        ElevenLabs,
        model=st.sampled_from(["eleven_multilingual_v2", "eleven_v3"]),
        stability=SHARE | st.sampled_from([0.0, 0.5, 1.0]),
        similarity_boost=SHARE,
        style=SHARE,
        use_speaker_boost=st.booleans(),
    )
    | _made(Fish, model=st.sampled_from(["s1", "s2-pro"]), stability=SHARE, similarity=SHARE)
    | st.builds(Starfish),
)
WATERMARK = st.builds(
    Watermark,
    image=ASSET,
    scale=st.none() | st.floats(0.01, 2),
    opacity=st.none() | SHARE,
    placement=st.none()
    | _made(
        Placement,
        position=st.sampled_from(["top_left", "bottom_right"]),
        offset_x=st.floats(-1, 1),
        offset_y=st.floats(-1, 1),
    ),
)
SHARED: dict[str, st.SearchStrategy[object]] = {
    "title": TEXT,
    "voice_id": TEXT,
    "voice_settings": VOICE_SETTINGS,
    "resolution": st.sampled_from(["4k", "1080p", "720p"]),
    "aspect_ratio": st.sampled_from(["16:9", "9:16", "4:5", "5:4", "1:1", "auto"]),
    "fit": st.sampled_from(["contain", "cover"]),
    "background": st.builds(ColorBackground, value=st.from_regex(r"#[0-9A-Fa-f]{6}", fullmatch=True))
    | st.builds(ImageBackground, url=TEXT)
    | st.builds(ImageBackground, asset_id=TEXT),
    "remove_background": st.booleans(),
    "output_format": st.sampled_from(["mp4", "webm"]),
    "caption": _made(Caption, file_format=st.just("srt"), style=st.just("default")),
    "motion_prompt": TEXT,
    "expressiveness": st.sampled_from(["high", "medium", "low"]),
    "watermark": WATERMARK,
    "callback_url": TEXT,
    "callback_id": TEXT,
}
SOUND = st.sampled_from(["script", "audio_url", "audio_asset_id"])
ENGINE = st.builds(AvatarIV) | st.builds(AvatarIII) | st.builds(AvatarV, reference_look_id=st.none() | TEXT)


@st.composite
def videos(draw: st.DrawFn) -> CreateVideo:
    values: dict[str, object] = {**draw(st.fixed_dictionaries({}, optional=SHARED)), draw(SOUND): draw(TEXT)}
    if values.get("output_format") == "webm":
        values.pop("background", None)
    if draw(st.booleans()):
        return CreateImageVideo.model_validate({"voice_id": "v", **values, "image": draw(ASSET)})
    engine = draw(st.none() | ENGINE)
    if engine is not None and not isinstance(engine, AvatarIV):
        values.pop("expressiveness", None)
    if isinstance(engine, AvatarIII):
        values.pop("motion_prompt", None)
    return CreateAvatarVideo.model_validate({**values, "avatar_id": draw(TEXT), "engine": engine})


SPEECHES = st.builds(
    CreateSpeech,
    text=TEXT,
    voice_id=TEXT,
    input_type=st.sampled_from([None, "text", "ssml"]),
    speed=st.none() | st.floats(0.5, 2),
    language=st.none() | TEXT,
    locale=st.none() | TEXT,
)


@published
@given(videos())
@settings(max_examples=300, deadline=None)
def test_every_video_order_that_can_be_built_is_valid_by_the_published_description(order: CreateVideo) -> None:
    _validator("VideoCreate").validate(order.body())


@published
@given(SPEECHES)
@settings(max_examples=200, deadline=None)
def test_every_speech_order_that_can_be_built_is_valid_by_the_published_description(order: CreateSpeech) -> None:
    _validator("VoiceSpeechCreate").validate(order.body())


def _has_null(value: JsonValue) -> bool:
    if isinstance(value, dict):
        return any(_has_null(item) for item in value.values())
    return value is None or (isinstance(value, list) and any(_has_null(item) for item in value))


@given(videos() | SPEECHES)
@settings(max_examples=150, deadline=None)
def test_what_is_sent_reads_back_as_the_same_order_and_holds_no_null(order: CreateVideo | CreateSpeech) -> None:
    assert type(order).model_validate_json(order.json_bytes()) == order
    assert json.loads(order.json_bytes()) == order.body()
    assert not _has_null(order.body())


@published
@pytest.mark.parametrize(("model", "kind"), [(CreateAvatarVideo, "avatar"), (CreateImageVideo, "image")])
def test_an_order_knows_exactly_the_published_fields(model: type[Request], kind: str) -> None:
    assert set(model.model_fields) == _properties(_arm(kind))
    assert set(VoiceSettings.model_fields) == _properties(_arm(kind), "properties", "voice_settings")
    assert set(Watermark.model_fields) == _properties(_arm(kind), "properties", "watermark")
    assert set(Caption.model_fields) == _properties(_arm(kind), "properties", "caption")
    background = set(ColorBackground.model_fields) | set(ImageBackground.model_fields)
    assert background == _properties(_arm(kind), "properties", "background")
    assert set(CreateSpeech.model_fields) == _properties(_endpoint("VoiceSpeechCreate")["RequestSchema"])


@published
@pytest.mark.parametrize(
    ("model", "endpoints"),
    [
        (VideoCreated, ["VideoCreate"]),
        (Video, ["VideoGet", "VideoList"]),
        (VideoStatus, ["VideoStatusesList"]),
        (VideoDeleted, ["VideoDelete"]),
        (Speech, ["VoiceSpeechCreate"]),
        (Look, ["AvatarLooksGet", "AvatarLooksList"]),
        (Group, ["AvatarGet", "AvatarList"]),
        (Voice, ["VoiceGet", "VoiceList"]),
        (Asset, ["AssetCreate"]),
        (Account, ["UserMeGet"]),
    ],
)
def test_a_response_knows_exactly_the_published_fields(model: type[Response], endpoints: list[str]) -> None:
    found: set[str] = set()
    for endpoint in endpoints:
        schema = _endpoint(endpoint)["ResponseSchema"]
        steps = ["properties", "data", "items"] if "List" in endpoint else ["properties", "data"]
        found |= _properties(schema, *steps)
    assert set(model.model_fields) == found


@pytest.mark.parametrize(
    ("model", "fields", "why"),
    [
        (CreateAvatarVideo, {"avatar_id": "a"}, "exactly one of script"),
        (CreateAvatarVideo, {"avatar_id": "a", "script": "x", "audio_url": "u"}, "exactly one of script"),
        (CreateAvatarVideo, {"avatar_id": "a", "script": ""}, "at least 1 character"),
        (CreateAvatarVideo, {"avatar_id": "a", "script": "x", "test": True}, "Extra inputs"),
        (CreateAvatarVideo, {"avatar_id": "a", "script": "x", "voice_settings": {"speed": 1.6}}, "less than or equal"),
        (CreateAvatarVideo, {"avatar_id": "a", "script": "x", "voice_settings": {"speed": float("nan")}}, "finite"),
        (
            CreateAvatarVideo,
            {
                "avatar_id": "a",
                "script": "x",
                "output_format": "webm",
                "background": {"type": "color", "value": "#000000"},
            },
            "transparent",
        ),
        (
            CreateAvatarVideo,
            {"avatar_id": "a", "script": "x", "background": {"type": "color", "value": "red"}},
            "pattern",
        ),
        (CreateAvatarVideo, {"avatar_id": "a", "script": "x", "background": {"type": "image"}}, "exactly one of url"),
        (
            CreateAvatarVideo,
            {"avatar_id": "a", "script": "x", "engine": {"type": "avatar_v"}, "expressiveness": "low"},
            "avatar_iv",
        ),
        (
            CreateAvatarVideo,
            {"avatar_id": "a", "script": "x", "engine": {"type": "avatar_iii"}, "motion_prompt": "nod"},
            "motion_prompt",
        ),
        (CreateImageVideo, {"image": {"type": "url", "url": "u"}, "script": "x"}, "needs a voice_id"),
        (CreateImageVideo, {"image": {"type": "url", "url": "u", "x": 1}, "audio_url": "u"}, "Extra inputs"),
        (ElevenLabs, {"model": "eleven_v3", "stability": 0.4}, "0, 0.5 or 1"),
        (CreateSpeech, {"text": "x" * 5001, "voice_id": "v"}, "at most 5000"),
    ],
)
def test_an_order_that_the_api_would_refuse_cannot_be_built(
    model: type[Request], fields: dict[str, object], why: str
) -> None:
    with pytest.raises(ValidationError, match=why):
        model.model_validate(fields)


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("waiting", "in_progress"),
        ("queued", "in_progress"),
        ("thinking", "in_progress"),
        ("", "in_progress"),
        ("Completed", "done"),
        ("complete", "done"),
        ("succeeded", "done"),
        ("success", "done"),
        ("failed", "failed"),
        ("not_found", "missing"),
    ],
)
def test_status_words_are_understood_and_unknown_ones_mean_in_progress(word: str, state: str) -> None:
    assert job_state(word) == state
    assert Video(id="v", status=word).state == state


def test_the_sentinels_around_spoken_words_are_dropped() -> None:
    rows = [{"word": word, "start": 0, "end": 0.5} for word in ("<start>", "Hello", "a<b", "<end>")]
    speech = Speech.model_validate({"audio_url": "u", "duration": 1, "word_timestamps": rows})
    assert [word.word for word in speech.word_timestamps] == ["Hello", "a<b"]


def test_the_answers_of_the_documents_are_read() -> None:
    failed = Video.model_validate({"id": "v_3", "status": "failed", "failure_code": "rendering_failed"})
    assert (failed.state, failed.failure_code) == ("failed", "rendering_failed")
    balance = {"username": "u1", "email": "a@example.com", "wallet": {"currency": "usd", "remaining_balance": 42.5}}
    assert Account.model_validate(balance).balance_usd == 42.5
    assert Account.model_validate({"username": "u", "wallet": {"currency": "credits"}}).balance_usd is None
    look = Look.model_validate({"id": "l", "name": "Ada", "avatar_type": "video_avatar", "tags": None, "status": None})
    assert (look.avatar_type, look.tags, look.usable) == ("digital_twin", (), True)
    assert not Look.model_validate({"id": "l", "status": "pending_consent"}).usable
    assert Voice.model_validate({"voice_id": "v", "gender": "Female", "preview_audio_url": ""}).gender == "female"
    rows = [
        {"video_id": "v", "status": "failed", "error": "no credit"},
        {"status": "not_found", "error": {"code": "x"}},
    ]
    page = Page[VideoStatus].model_validate({"data": rows, "has_more": False, "next_token": None})
    assert [(row.state, row.error and row.error.message) for row in page.data] == [
        ("failed", "no credit"),
        ("missing", None),
    ]


@pytest.mark.parametrize("stamp", ["yesterday", "", {}, [], True])
def test_an_unreadable_date_does_not_spoil_a_paid_job(stamp: object) -> None:
    assert Video.model_validate({"id": "v", "status": "completed", "created_at": stamp}).created_at is None


def test_bodies_and_requests_do_not_change_once_made() -> None:
    order = CreateSpeech(text="x", voice_id="v")
    with pytest.raises(ValidationError, match="frozen"):
        order.text = "y"  # type: ignore[misc]


def test_the_bodies_can_be_used_without_loading_the_network() -> None:
    code = "import sys, heygen_build.heygen.wire; print({'httpx', 'aiohttp', 'httpx_aiohttp'} & set(sys.modules))"
    environment = {**os.environ, "PYTHONPATH": str(Path(wire.__file__).parents[3])}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.strip() == "set()"


def test_the_client_loads_no_aiohttp_until_it_speaks_to_a_network() -> None:
    code = "import sys, heygen_build.heygen.client; print({'aiohttp', 'httpx_aiohttp'} & set(sys.modules))"
    environment = {**os.environ, "PYTHONPATH": str(Path(wire.__file__).parents[3])}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.strip() == "set()"
