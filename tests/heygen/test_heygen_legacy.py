"""Answers of v1 and v2 in the shapes that were seen, and templates of all generations."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, TypeVar

import pytest

from heygen_build.heygen.errors import ApiError
from heygen_build.heygen.transport import httpx
from heygen_build.heygen.wire.legacy import CreateLegacyVideo, SceneInput, SilenceVoice
from heygen_build.heygen.wire.templates import Dimension, FilledVariable, GenerateTemplate, TextValue

if TYPE_CHECKING:
    from tests.heygen.play import Play

T = TypeVar("T")
QUIET = CreateLegacyVideo(
    video_inputs=(SceneInput(voice=SilenceVoice(duration=1)),), dimension=Dimension(width=1280, height=720)
)
FILLED = GenerateTemplate(
    variables={"who": FilledVariable(name="who", type="text", properties=TextValue(content="Ana"))}
)


def answer(body: object, status: int = 200) -> httpx.Response:
    return httpx.Response(status, json=body)


async def _all(items: AsyncIterator[T]) -> list[T]:
    return [item async for item in items]


def test_an_order_of_v2_leaves_out_what_was_left_open(play: Play) -> None:
    video_id = asyncio.run(
        play.then(answer({"error": None, "data": {"video_id": "v"}})).client().legacy.create_video(QUIET)
    )
    assert video_id == "v"
    (request,) = play.requests
    assert json.loads(request.content) == {
        "video_inputs": [{"voice": {"type": "silence", "duration": 1.0}}],
        "dimension": {"width": 1280, "height": 720},
    }
    assert "Idempotency-Key" not in request.headers


def test_an_order_of_v2_whose_answer_is_lost_is_not_repeated(play: Play) -> None:
    client = play.then(httpx.ReadTimeout("slow")).client()
    with pytest.raises(Exception, match="timeout") as lost:
        asyncio.run(client.legacy.create_video(QUIET))
    assert getattr(lost.value, "may_have_acted", False)
    assert len(play.requests) == 1


STATUS = {"status": "completed", "video_url": "https://x/v.mp4", "duration": 8.2, "callback_id": None, "error": None}


@pytest.mark.parametrize("name", ["id", "video_id"])
def test_the_status_of_v1_names_the_video_in_either_way(play: Play, name: str) -> None:
    body = {"code": 100, "data": {**STATUS, name: "v"}, "message": "Success"}
    video = asyncio.run(play.then(answer(body)).client().legacy.video("v"))
    assert (video.id, video.state, video.duration) == ("v", "done", 8.2)


ERRORS = [
    (
        {"code": 40119, "message": "video too long", "detail": "the plan ends at 3 min"},
        "40119",
        "the plan ends at 3 min",
    ),
    (
        {"code": "MOVIO_PAYMENT_INSUFFICIENT_CREDIT", "message": "no credit"},
        "MOVIO_PAYMENT_INSUFFICIENT_CREDIT",
        "no credit",
    ),
    ("Rendering failed", None, "Rendering failed"),
]


@pytest.mark.parametrize(("error", "code", "words"), ERRORS)
def test_reasons_of_v1_are_read_in_every_shape(play: Play, error: object, code: str | None, words: str) -> None:
    body = {"code": 100, "data": {"id": "v", "status": "failed", "error": error}, "message": "Success"}
    video = asyncio.run(play.then(answer(body)).client().legacy.video("v"))
    assert video.state == "failed"
    assert video.error is not None
    assert (video.error.code, video.error.words) == (code, words)


def test_the_list_of_v1_goes_on_until_there_is_no_token(play: Play) -> None:
    pages = [
        answer({"code": 100, "data": {"videos": [{"video_id": "a", "status": "completed"}], "token": "t"}}),
        answer({"code": 100, "data": {"videos": [{"video_id": "b", "status": "processing"}], "token": None}}),
    ]
    videos = asyncio.run(_all(play.then(*pages).client().legacy.videos(title="hb-1")))
    assert [video.video_id for video in videos] == ["a", "b"]
    assert [request.url.params.get("title") for request in play.requests] == ["hb-1", "hb-1"]
    assert play.requests[1].url.params["token"] == "t"


def test_a_list_that_never_ends_is_an_error(play: Play) -> None:
    page = {"code": 100, "data": {"videos": [], "token": "t"}}
    with pytest.raises(ApiError, match="repeats"):
        asyncio.run(_all(play.then(answer(page), answer(page)).client().legacy.videos()))


def test_a_video_that_is_not_there_counts_as_deleted_already(play: Play) -> None:
    missing = answer({"code": 40104, "message": "Video not found"}, 404)
    assert asyncio.run(play.then(missing).client().legacy.delete_video("v")) is False


@pytest.mark.parametrize("data", [{"url": "https://x"}, {"share_url": "https://x"}, "https://x"])
def test_the_page_of_a_shared_video_is_read_in_every_shape(play: Play, data: object) -> None:
    assert asyncio.run(play.then(answer({"code": 100, "data": data})).client().legacy.share_video("v")) == "https://x"


def test_lists_of_v2_are_read_with_the_names_of_all_clients(play: Play) -> None:
    body = {
        "error": None,
        "data": {
            "avatars": [{"avatar_id": "a", "avatar_name": "Ann", "type": None, "tags": None}],
            "talking_photos": [{"id": "p", "image_url": "https://x/p.jpg"}],
        },
    }
    found = asyncio.run(play.then(answer(body)).client().legacy.avatars())
    assert (found.avatars[0].avatar_name, found.talking_photos[0].talking_photo_id) == ("Ann", "p")


VARIABLE = {"name": "who", "type": "text", "properties": {"content": "Ana"}}


@pytest.mark.parametrize("variables", [{"who": VARIABLE}, [VARIABLE], {"who": {"type": "text", "properties": None}}])
def test_variables_of_a_template_come_as_an_object_or_as_a_list(play: Play, variables: object) -> None:
    body = {"error": None, "data": {"version": "4", "variables": variables, "scenes": None}}
    detail = asyncio.run(play.then(answer(body)).client().templates.get_v2("t"))
    assert {name: variable.type for name, variable in detail.variables.items()} == {"who": "text"}
    assert detail.variables["who"].name == "who"
    assert detail.scenes == ()


def test_details_of_v2_come_from_the_other_call_where_the_first_does_not_know_the_template(play: Play) -> None:
    missing = answer({"data": None, "error": {"code": "not_found", "message": "no"}}, 404)
    found = answer({"error": None, "data": {"variables": {"who": VARIABLE}}})
    asyncio.run(play.then(missing, found).client().templates.get_v2("t"))
    assert [request.url.path for request in play.requests] == ["/v3/template/t", "/v2/template/t"]


def test_an_order_of_a_template_is_repeated_under_its_key_when_the_server_fails(play: Play) -> None:
    made = answer({"data": {"id": "v", "status": "pending"}})
    client = play.then(answer({"error": {"code": "internal_error", "message": "x"}}, 500), made).client()
    assert asyncio.run(client.templates.generate("t", FILLED, idempotency_key="k")).id == "v"
    assert [request.headers["Idempotency-Key"] for request in play.requests] == ["k", "k"]
