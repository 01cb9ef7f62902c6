"""What each call sends, what it makes of the answer, and when it asks again."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

from heygen_build.heygen.address import AddressError
from heygen_build.heygen.client import HeyGen
from heygen_build.heygen.errors import ApiError, TransportFailure
from heygen_build.heygen.transport import httpx
from heygen_build.heygen.wire import ColorBackground, CreateAvatarVideo, CreateSpeech, Video

if TYPE_CHECKING:
    from tests.heygen.play import Play

T = TypeVar("T")
HELLO = CreateAvatarVideo(avatar_id="look_1", script="Hello.", background=ColorBackground(value="#101820"))
SPOKEN = CreateSpeech(text="Hello.", voice_id="v")
ACCEPTED = httpx.Response(200, json={"data": {"video_id": "v_1", "status": "waiting", "output_format": "mp4"}})
VIDEO = httpx.Response(200, json={"data": {"id": "v_1", "status": "completed", "duration": 5.27673, "video_url": "u"}})


async def _all(items: AsyncIterator[T]) -> list[T]:
    return [item async for item in items]


def test_an_order_carries_the_body_the_key_and_its_idempotency_key(play: Play) -> None:
    created = asyncio.run(play.then(ACCEPTED).client().create_video(HELLO, idempotency_key="hb:1-a"))
    (request,) = play.requests
    assert (request.method, str(request.url)) == ("POST", "https://api.heygen.com/v3/videos")
    assert json.loads(request.content) == HELLO.body()
    assert request.headers["Content-Type"] == "application/json"
    assert request.headers["Idempotency-Key"] == "hb:1-a"
    assert request.headers["X-Api-Key"].startswith("sk_V2_Canary")
    assert request.headers["User-Agent"].startswith("heygen-build/")
    assert (created.video_id, created.status) == ("v_1", "waiting")


@pytest.mark.parametrize("key", ["", "a b", "ä", "x" * 256, "a/b", "a\n"])
def test_an_idempotency_key_that_the_api_would_refuse_is_never_sent(play: Play, key: str) -> None:
    with pytest.raises(ValueError, match="idempotency key"):
        asyncio.run(play.then(ACCEPTED).client().create_video(HELLO, idempotency_key=key))
    assert play.requests == []


def test_a_server_error_on_a_keyed_order_is_repeated_with_the_same_key(play: Play) -> None:
    play.then(httpx.Response(503), httpx.ReadError("broke"), ACCEPTED)
    created = asyncio.run(play.client().create_video(HELLO, idempotency_key="k"))
    assert created.video_id == "v_1"
    assert [request.headers["Idempotency-Key"] for request in play.requests] == ["k", "k", "k"]
    assert len({request.content for request in play.requests}) == 1
    assert play.slept == [1, 2]


def test_a_lost_speech_order_is_not_repeated_because_its_key_may_not_be_honored(play: Play) -> None:
    with pytest.raises(TransportFailure) as caught:
        asyncio.run(play.then(httpx.ReadError("broke")).client().speech(SPOKEN, idempotency_key="k"))
    assert (caught.value.kind, caught.value.sent, len(play.requests)) == ("reset", True, 1)


def test_a_rate_limited_speech_order_is_repeated_because_nothing_was_done(play: Play) -> None:
    spoken = httpx.Response(200, json={"data": {"audio_url": "u", "duration": 1.5, "word_timestamps": None}})
    play.then(httpx.Response(429, headers={"Retry-After": "12"}), spoken)
    speech = asyncio.run(play.client().speech(SPOKEN, idempotency_key="k"))
    assert (speech.duration, speech.word_timestamps, play.slept) == (1.5, (), [12])


def test_an_order_that_still_runs_under_its_key_is_waited_for(play: Play) -> None:
    running = httpx.Response(409, json={"error": {"code": "request_in_progress", "message": "…"}})
    play.then(running, running, running, running, ACCEPTED)
    assert asyncio.run(play.client().create_video(HELLO, idempotency_key="k")).video_id == "v_1"
    assert play.slept == [1, 2, 4, 8]


def test_a_refusal_is_reported_at_once_with_the_request_id(play: Play) -> None:
    refused = httpx.Response(
        402, headers={"X-Request-Id": "req_9"}, json={"error": {"code": "insufficient_credit", "message": "5 of 10"}}
    )
    with pytest.raises(ApiError) as caught:
        asyncio.run(play.then(refused).client().create_video(HELLO, idempotency_key="k"))
    assert (caught.value.category, caught.value.request_id, play.slept) == ("credit", "req_9", [])


def test_every_request_is_heard_of_with_its_outcome(play: Play) -> None:
    play.then(httpx.Response(500), httpx.ConnectError("no"), VIDEO)
    asyncio.run(play.client().get_video("v_1"))
    assert [(event.attempt, event.status, event.failure, event.repeat_in) for event in play.events] == [
        (0, 500, "server", 1.0),
        (1, None, "unreachable", 2.0),
        (2, 200, None, None),
    ]
    assert {event.url for event in play.events} == {"https://api.heygen.com/v3/videos/v_1"}


@pytest.mark.parametrize(
    ("video_id", "path"),
    [("a/../../users/me", b"a%2F..%2F..%2Fusers%2Fme"), ("a?b#c", b"a%3Fb%23c"), ("ü x", b"%C3%BC%20x")],
)
def test_an_id_is_one_piece_of_the_path_whatever_it_contains(play: Play, video_id: str, path: bytes) -> None:
    asyncio.run(play.then(VIDEO).client().get_video(video_id))
    assert play.requests[0].url.raw_path == b"/v3/videos/" + path


@pytest.mark.parametrize("video_id", ["", ".", ".."])
def test_an_id_that_would_lead_elsewhere_is_refused(play: Play, video_id: str) -> None:
    with pytest.raises(ValueError, match="is not an id"):
        asyncio.run(play.then(VIDEO).client().get_video(video_id))


def test_statuses_are_asked_for_a_hundred_at_a_time_and_once_each(play: Play) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        ids = request.url.params["video_ids"].split(",")
        rows = [{"video_id": item, "status": "queued"} for item in ids if item != "v_7"]
        return httpx.Response(200, json={"data": [*rows, {"video_id": None, "status": "failed"}], "has_more": False})

    wanted = [f"v_{number}" for number in range(250)] + ["v_0"]
    found = asyncio.run(play.then(answer).client().video_statuses(wanted))
    assert [len(request.url.params["video_ids"].split(",")) for request in play.requests] == [100, 100, 50]
    assert found.keys() == set(wanted) - {"v_7"}
    assert found["v_249"].state == "in_progress"


def test_asking_for_no_statuses_asks_nobody(play: Play) -> None:
    assert asyncio.run(play.then(VIDEO).client().video_statuses([])) == {}
    assert play.requests == []


def _page(ids: list[str], token: str | None, has_more: bool | None) -> httpx.Response:
    body: dict[str, object] = {"data": [{"id": item, "status": "completed"} for item in ids], "next_token": token}
    return httpx.Response(200, json=body if has_more is None else {**body, "has_more": has_more})


@pytest.mark.parametrize("last", [_page(["c"], None, False), _page(["c"], "t3", False), _page(["c"], None, None)])
def test_a_list_is_read_to_its_end(play: Play, last: httpx.Response) -> None:
    play.then(_page(["a"], "t1", True), _page([], "t2", None), last)
    videos = asyncio.run(_all(play.client().list_videos(title="intro #9f & more")))
    assert [video.id for video in videos] == ["a", "c"]
    assert [request.url.params.get("token") for request in play.requests] == [None, "t1", "t2"]
    assert {request.url.params["title"] for request in play.requests} == {"intro #9f & more"}
    assert {request.url.params["limit"] for request in play.requests} == {"100"}


def test_a_list_that_turns_in_circles_is_an_error_because_its_end_is_missing(play: Play) -> None:
    play.then(_page(["a"], "t1", True), _page(["b"], "t2", True), _page(["c"], "t1", True))
    with pytest.raises(ApiError, match="repeats the page token"):
        asyncio.run(_all(play.client().list_videos()))


def test_each_list_sends_its_own_filters_and_the_largest_page_allowed(play: Play) -> None:
    async def calls(client: HeyGen) -> None:
        await _all(client.looks(group_id="g", avatar_type="photo_avatar", ownership="private"))
        await _all(client.groups(ownership="public"))
        await _all(client.voices(type="private", engine="starfish", language="English", gender="female"))

    asyncio.run(calls(play.then(httpx.Response(200, json={"data": []})).client()))
    assert [request.url.raw_path.decode() for request in play.requests] == [
        "/v3/avatars/looks?group_id=g&avatar_type=photo_avatar&ownership=private&limit=50",
        "/v3/avatars?ownership=public&limit=50",
        "/v3/voices?type=private&engine=starfish&language=English&gender=female&limit=100",
    ]


def test_single_things_come_by_their_paths(play: Play) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"data": {"id": "x", "voice_id": "x", "username": "u", "support_pause": True}})

    async def calls(client: HeyGen) -> None:
        assert (await client.look("x")).usable
        assert (await client.voice("x")).support_pause
        assert (await client.account()).balance_usd is None

    asyncio.run(calls(play.then(answer).client()))
    assert [request.url.path for request in play.requests] == ["/v3/avatars/looks/x", "/v3/voices/x", "/v3/users/me"]


def test_deleting_what_is_gone_already_is_no_error(play: Play) -> None:
    gone = httpx.Response(404, json={"error": {"code": "video_not_found", "message": "Video v not found"}})
    assert asyncio.run(play.then(gone).client().delete_video("v")) is False


def test_deleting_says_when_something_was_deleted(play: Play) -> None:
    deleted = httpx.Response(200, json={"data": {"id": "v", "deleted": True}})
    assert asyncio.run(play.then(deleted).client().delete_video("v")) is True
    assert play.requests[0].method == "DELETE"


def test_an_upload_is_a_form_with_the_file_its_type_and_its_length(play: Play, tmp_path: Path) -> None:
    picture = tmp_path / 'a "naïve" name.png'
    picture.write_bytes(b"\x89PNG" * 1000)
    answer = httpx.Response(200, json={"data": {"asset_id": "ast_1", "url": "u", "mime_type": "image/png"}})
    client = play.then(httpx.Response(502), answer).client()
    asset = asyncio.run(client.upload_asset(picture, mime="image/png", idempotency_key="k"))
    assert asset.asset_id == "ast_1"
    for request in play.requests:
        assert request.headers["Content-Type"].startswith("multipart/form-data; boundary=")
        assert int(request.headers["Content-Length"]) == len(request.content)
        assert b'name="file"; filename="' in request.content
        assert b"Content-Type: image/png\r\n\r\n" + picture.read_bytes() in request.content


@pytest.mark.parametrize(
    "url",
    [
        "http://api.heygen.com",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "ftp://api.heygen.com",
        "https://user:pw@api.heygen.com",
        "https://",
        "api.heygen.com",
        "https://api.heygen.com?x=1",
        "https://[::1",
    ],
)
def test_an_address_over_which_the_key_could_leak_is_refused(play: Play, url: str) -> None:
    with pytest.raises(AddressError):
        play.client(base_url=url)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:8787", "http://localhost:1/", "http://[::1]:8787", "http://draft.localhost", "https://x/gw"],
)
def test_this_machine_and_https_are_accepted(play: Play, url: str) -> None:
    asyncio.run(play.then(VIDEO).client(base_url=url).get_video("v"))
    assert str(play.requests[0].url) == f"{url.rstrip('/')}/v3/videos/v"


def test_null_fields_and_unknown_words_are_read_leniently(play: Play) -> None:
    body: dict[str, object] = {
        "id": "v",
        "status": "brand_new_word",
        "title": None,
        "created_at": "2024-01-15T10:30:00Z",
        "extra": {},
    }
    video = asyncio.run(play.then(httpx.Response(200, json={"data": body})).client().get_video("v"))
    assert video == Video(id="v", status="brand_new_word", created_at=1705314600.0)
    assert video.state == "in_progress"


@pytest.mark.parametrize(
    "last",
    [httpx.ConnectError("refused"), httpx.Response(429), httpx.Response(402), httpx.Response(400)],
    ids=repr,
)
def test_a_doubt_from_an_earlier_attempt_is_not_forgotten(play: Play, last: httpx.Response | Exception) -> None:
    play.then(httpx.ReadError("broke"), last)
    with pytest.raises((ApiError, TransportFailure)) as caught:
        asyncio.run(play.client().create_video(HELLO, idempotency_key="k"))
    assert caught.value.may_have_acted


@pytest.mark.parametrize("refusal", [httpx.ConnectError("refused"), httpx.Response(429), httpx.Response(402)], ids=repr)
def test_where_nothing_was_accepted_there_is_no_doubt(play: Play, refusal: httpx.Response | Exception) -> None:
    with pytest.raises((ApiError, TransportFailure)) as caught:
        asyncio.run(play.then(refusal).client().create_video(HELLO, idempotency_key="k"))
    assert not caught.value.may_have_acted
