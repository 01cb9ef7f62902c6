"""Keys, request ids, repeatable POSTs, and trouble on demand."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

import httpx
import pytest

from heygen_build.emulator.faults import (
    Answer,
    ExpiredLink,
    FailJob,
    LostAfterAcceptance,
    LostBeforeAcceptance,
    Slow,
    TruncatedFile,
    gateway_page,
    rate_limited,
)
from heygen_build.emulator.ledger import Kept, Ledger
from heygen_build.emulator.wire import Problem
from tests.emulator.bench import BRIAN, asynchronous, avatar_body, data_of, opened, problem_of, rows_of

DOWN = Answer(503, "service_unavailable")
SPEECH = {"text": "Hello there.", "voice_id": BRIAN.id}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"X-Api-Key": ""}, 401),
        ({"X-Api-Key": "wrong"}, 401),
        ({"Authorization": "Basic right"}, 401),
        ({"Authorization": "Bearer wrong"}, 401),
        ({"x-api-key": "right"}, 200),
        ({"Authorization": "bearer right"}, 200),
    ],
)
@asynchronous
async def test_a_missing_and_a_wrong_key_get_the_same_answer(
    tmp_path: Path, headers: dict[str, str], status: int
) -> None:
    async with opened(tmp_path, keys=frozenset({"right"})) as b:
        b.client.headers.pop("X-Api-Key")
        response = await b.client.get("/v3/users/me", headers=headers)
        assert response.status_code == status
        if status == 401:
            url = "https://developers.heygen.com/docs/error-codes#unauthorized"
            assert response.json() == {"error": {"code": "unauthorized", "message": "Unauthorized", "doc_url": url}}


@asynchronous
async def test_every_answer_has_its_own_request_id(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        answers = [await b.client.get(path) for path in ("/v3/videos", "/v3/nothing", "/files/x", "/", "/v3/users/me")]
        ids = [answer.headers["X-Request-Id"] for answer in answers]
        assert len(set(ids)) == 5


@asynchronous
async def test_requests_are_recorded_without_the_key(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        await b.order(title="intro")
        await b.client.get("/v3/videos?title=intro", headers={"Authorization": "Bearer canary-token"})
        created, listed = b.emulator.requests
        assert (created.method, created.path, created.json()) == ("POST", "/v3/videos", avatar_body(title="intro"))
        assert (listed.method, listed.path, listed.query) == ("GET", "/v3/videos", "title=intro")
        assert "canary" not in repr(b.emulator.requests)


@pytest.mark.parametrize(
    ("method", "path", "answer"),
    [
        ("GET", "/v3/nothing", (404, "not_found", None)),
        ("DELETE", "/v3/ai-clipping/some", (404, "not_found", None)),
        ("PUT", "/v3/videos", (405, "method_not_allowed", None)),
    ],
)
@asynchronous
async def test_a_gap_of_the_emulator_is_told_from_a_wrong_path(
    tmp_path: Path, method: str, path: str, answer: tuple[int, str, None]
) -> None:
    async with opened(tmp_path) as b:
        assert problem_of(await b.client.request(method, path)) == answer


@asynchronous
async def test_a_key_repeats_the_first_answer_even_to_another_body(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        key = {"Idempotency-Key": "hb:intro:1"}
        first = await b.client.post("/v3/videos", json=avatar_body(), headers=key)
        again = await b.client.post("/v3/videos", json=avatar_body(script="Other words."), headers=key)
        assert again.content == first.content
        assert len(rows_of(await b.client.get("/v3/videos"))) == 1


@asynchronous
async def test_a_key_is_forgotten_after_24_hours(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        order = partial(b.client.post, "/v3/videos", json=avatar_body(), headers={"Idempotency-Key": "k"})
        first = data_of(await order())
        b.clock.now += 24 * 3600 - 1
        assert data_of(await order()) == first
        b.clock.now += 1
        assert data_of(await order()) != first


@asynchronous
async def test_a_refused_request_leaves_its_key_free(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        key = {"Idempotency-Key": "k"}
        assert (await b.client.post("/v3/videos", json={}, headers=key)).status_code == 400
        assert (await b.client.post("/v3/videos", json=avatar_body(), headers=key)).status_code == 200


@pytest.mark.parametrize("key", ["", "a b", "ü".encode().decode("latin-1"), "x" * 256])
@asynchronous
async def test_a_malformed_key_is_refused(tmp_path: Path, key: str) -> None:
    async with opened(tmp_path) as b:
        headers = {b"Idempotency-Key": key.encode("latin-1")}
        response = await b.client.post("/v3/videos", json=avatar_body(), headers=headers)
        assert problem_of(response) == (400, "invalid_parameter", "Idempotency-Key")


@asynchronous
async def test_a_key_in_flight_answers_409(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        b.artist.gate.clear()
        post = partial(b.client.post, "/v3/voices/speech", json=SPEECH, headers={"Idempotency-Key": "k"})
        running = asyncio.create_task(post())
        await asyncio.to_thread(b.artist.speaking.wait)
        assert problem_of(await post()) == (409, "request_in_progress", None)
        b.artist.gate.set()
        first = await running
        assert (await post()).content == first.content
        assert len(b.emulator.charges) == 1


def test_keys_of_two_endpoints_are_two_keys() -> None:
    ledger = Ledger()
    assert ledger.begin("POST /v3/videos", "k", 0.0) is None
    assert ledger.begin("POST /v3/assets", "k", 0.0) is None
    with pytest.raises(Problem, match="request_in_progress"):
        ledger.begin("POST /v3/videos", "k", 0.0)
    ledger.finish("POST /v3/videos", "k", Kept(200, b"{}", 0.0))
    assert ledger.begin("POST /v3/videos", "k", 1.0) == Kept(200, b"{}", 0.0)


@asynchronous
async def test_scripted_answers_are_used_up_in_order(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        b.emulator.script("POST", "/v3/videos", rate_limited(7), None, gateway_page(), DOWN)
        limited, fine, page, down, again = [await b.order() for _ in range(5)]
        assert problem_of(limited) == (429, "rate_limit_exceeded", None)
        assert limited.headers["Retry-After"] == "7"
        assert (page.status_code, page.headers["Content-Type"]) == (502, "text/html; charset=utf-8")
        assert problem_of(down) == (503, "service_unavailable", None)
        assert fine.status_code == again.status_code == 200
        assert len(rows_of(await b.client.get("/v3/videos"))) == 2


@asynchronous
async def test_a_lost_answer_leaves_a_job_that_its_title_finds(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        b.emulator.script("POST", "/v3/videos", LostAfterAcceptance())
        with pytest.raises(httpx.TransportError):
            await b.order(title="intro 3f9c")
        (found,) = rows_of(await b.client.get("/v3/videos?title=3f9c"))
        await b.emulator.settle()
        assert [charge.id for charge in b.emulator.charges] == [found["id"]]


@asynchronous
async def test_a_lost_answer_is_repeated_by_its_key(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        b.emulator.script("POST", "/v3/videos", LostAfterAcceptance())
        order = partial(b.client.post, "/v3/videos", json=avatar_body(), headers={"Idempotency-Key": "k"})
        with pytest.raises(httpx.TransportError):
            await order()
        (found,) = rows_of(await b.client.get("/v3/videos"))
        assert data_of(await order())["video_id"] == found["id"]


@asynchronous
async def test_a_connection_lost_before_acceptance_orders_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        b.emulator.script("*", "/v3/videos", LostBeforeAcceptance())
        with pytest.raises(httpx.TransportError):
            await b.order()
        assert rows_of(await b.client.get("/v3/videos")) == []


@asynchronous
async def test_a_job_told_to_fail_fails_with_http_200(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        b.emulator.script("POST", "/v3/videos", FailJob("rendering_failed", "Avatar rendering timed out"))
        video_id = await b.video_id()
        video = await b.detail(video_id)
        assert (video["status"], video["failure_code"]) == ("failed", "rendering_failed")
        (row,) = rows_of(await b.client.get(f"/v3/videos/statuses?video_ids={video_id}"))
        assert row["error"] == {"code": "rendering_failed", "message": "Avatar rendering timed out"}
        assert b.emulator.charged_usd == 0


@asynchronous
async def test_a_slow_request_waits_for_its_event(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        started, event = asyncio.Event(), asyncio.Event()

        async def until() -> None:
            started.set()
            await event.wait()

        b.emulator.script("GET", "/v3/users/me", Slow(until))
        slow = asyncio.create_task(b.client.get("/v3/users/me"))
        await started.wait()
        assert (await b.client.get("/v3/users/me")).status_code == 200
        assert not slow.done()
        event.set()
        assert (await slow).status_code == 200


@asynchronous
async def test_downloads_expire_and_break_off_on_demand(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        link = str((await b.detail(await b.video_id()))["video_url"])
        b.emulator.script("GET", "/files/videos/*", ExpiredLink(), TruncatedFile(0.25))
        assert (await b.client.get(link)).status_code == 403
        cut, whole = await b.client.get(link), await b.client.get(link)
        assert (len(cut.content), cut.headers["Content-Length"]) == (25, "100")
        assert len(whole.content) == 100
