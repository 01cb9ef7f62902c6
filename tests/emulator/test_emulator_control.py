"""The emulator's own controls: `/_emulator/…`, as a user of another language calls them."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from heygen_build.emulator.control import WORDS, read_fault
from heygen_build.emulator.jobs import AfterSeconds, Realistic
from heygen_build.emulator.wire import Problem
from tests.emulator.bench import Bench, asynchronous, data_of, opened, problem_of, rows_of


async def script(b: Bench, path: str, *faults: object, forever: bool = False) -> None:
    body = {"path": path, "faults": list(faults), "forever": forever}
    assert (await b.client.post("/_emulator/faults", json=body)).status_code == 200


@asynchronous
async def test_controls_need_no_key_and_leave_no_trace(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        await b.client.get("/v3/users/me")
        await script(b, "*", {"kind": "answer", "status": 500}, forever=True)
        b.client.headers.pop("X-Api-Key")
        assert "POST   /_emulator/reset" in (await b.client.get("/_emulator")).text
        assert (await b.client.get("/_emulator/openapi.json")).json()["paths"]["/_emulator/clock"].keys() == {
            "get",
            "post",
        }
        [request] = rows_of(await b.client.get("/_emulator/requests"))
        assert (request["method"], request["path"]) == ("GET", "/v3/users/me")
        assert "x-api-key" not in str(request)


@asynchronous
async def test_faults_are_scripted_listed_and_taken_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        await script(b, "/v3/users/*", None, {"kind": "rate_limited", "retry_after": 7}, "empty_file")
        assert (await b.client.get("/v3/users/me")).status_code == 200
        limited = await b.client.get("/v3/users/me")
        assert (limited.status_code, limited.headers["Retry-After"]) == (429, "7")
        [rule] = rows_of(await b.client.get("/_emulator/faults"))
        assert rule["faults"] == [{"kind": "empty_file"}]
        await b.client.delete("/_emulator/faults")
        assert data_of(await b.client.get("/v3/users/me"))["username"] == "emulator"


@asynchronous
async def test_retired_generations_say_so_in_their_own_words(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        await script(b, "/v[12]/*", "retired", forever=True)
        for _ in range(3):
            old = await b.client.get("/v2/avatars")
            assert (old.status_code, old.json()["data"]) == (410, None)
        assert (await b.client.get("/v1/webhook/endpoint.list")).json()["message"].endswith("retired.")
        assert (await b.client.get("/v3/users/me")).status_code == 200


@asynchronous
async def test_answers_are_garbled_mistyped_emptied_and_late(tmp_path: Path) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async with opened(tmp_path, sleep=sleep) as b:
        await script(b, "/v3/users/me", {"kind": "garbled", "keep": 0.5}, {"kind": "wrong_type"}, "empty_file")
        await script(
            b, "/v3/users/me", {"kind": "delay", "seconds": 9}, {"kind": "delay", "seconds": 4, "before": "body"}
        )
        cut = await b.client.get("/v3/users/me")
        with pytest.raises(ValueError, match=r"JSON|Unterminated|Expecting"):
            cut.json()
        assert cut.headers["Content-Type"] == "application/json"
        assert (await b.client.get("/v3/users/me")).headers["Content-Type"] == "text/html"
        assert (await b.client.get("/v3/users/me")).content == b""
        assert [(await b.client.get("/v3/users/me")).status_code for _ in range(2)] == [200, 200]
        assert slept == [9, 4]


@asynchronous
async def test_a_stuck_job_never_ends_and_a_vanished_one_is_unknown_and_free(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        await script(b, "/v3/videos", "stuck_job", "vanished_job")
        stuck, vanished = await b.video_id(title="stuck"), await b.video_id()
        await b.emulator.settle()
        b.clock.now += 1e6
        assert (await b.detail(stuck))["status"] == "processing"
        assert problem_of(await b.client.get(f"/v3/videos/{vanished}"))[1] == "video_not_found"
        assert [row["id"] for row in rows_of(await b.client.get("/v3/videos"))] == [stuck]
        assert vanished not in {charge.id for charge in b.emulator.charges}


@asynchronous
async def test_time_is_moved_and_stopped(tmp_path: Path) -> None:
    async with opened(tmp_path, progression=AfterSeconds(600)) as b:
        video_id = await b.video_id()
        await b.emulator.settle()
        assert (await b.detail(video_id))["status"] == "pending"
        moved = data_of(await b.client.post("/_emulator/clock", json={"advance": 600, "frozen": True}))
        assert moved == {"now": b.clock.now + 600, "frozen": True}
        b.clock.now += 5
        assert data_of(await b.client.get("/_emulator/clock")) == moved
        assert (await b.detail(video_id))["status"] == "completed"
        await b.client.post("/_emulator/clock", json={"frozen": False})
        b.clock.now += 5
        assert data_of(await b.client.get("/_emulator/clock"))["now"] == b.clock.now + 595


@asynchronous
async def test_the_wallet_is_set_and_what_happened_is_listed_and_reset(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        assert data_of(await b.client.put("/_emulator/balance", json={"usd": 0.001}))["usd"] == 0.001
        assert problem_of(await b.order(script="Many words. " * 50))[1] == "insufficient_credit"
        await b.client.put("/_emulator/balance", json={"usd": 5})
        video_id = await b.video_id()
        assert data_of(await b.client.post("/_emulator/settle")) == {"unfinished": 0}
        [job] = rows_of(await b.client.get("/_emulator/jobs?kind=video"))
        assert (job["id"], job["status"]) == (video_id, "completed")
        [charge] = rows_of(await b.client.get("/_emulator/charges"))
        assert (charge["id"], charge["usd"]) == (video_id, 0.1)
        await b.client.post("/_emulator/reset")
        assert rows_of(await b.client.get("/_emulator/jobs")) == []
        assert data_of(await b.client.get("/_emulator/balance")) == {"usd": 1000.0, "charged_usd": 0}


@asynchronous
async def test_jobs_can_be_as_slow_as_at_heygen(tmp_path: Path) -> None:
    async with opened(tmp_path, progression=Realistic(0.5)) as b:
        video_id = await b.video_id()
        await b.emulator.settle()
        b.clock.now += 239
        assert (await b.detail(video_id))["status"] == "pending"
        b.clock.now += 1
        assert (await b.detail(video_id))["status"] == "completed"


@pytest.mark.parametrize("word", WORDS)
def test_every_kind_of_fault_can_be_written_with_its_defaults(word: str) -> None:
    needed = {"answer": {"status": 500}, "delay": {"seconds": 1}}.get(word, {})
    assert read_fault({"kind": word, **needed}, "faults[0]") is not None


@pytest.mark.parametrize(
    ("value", "param"),
    [
        (5, "f"),
        ("unheard_of", "f.kind"),
        ({"kind": "fail_job", "color": 1}, "f.color"),
        ({"kind": "answer"}, "f.status"),
        ({"kind": "delay", "seconds": "long"}, "f.seconds"),
        ({"kind": "rate_limited", "retry_after": "soon"}, "f.retry_after"),
        ({"kind": "retired", "code": 1}, "f.code"),
    ],
)
def test_faults_that_make_no_sense_are_refused_by_name(value: object, param: str) -> None:
    with pytest.raises(Problem) as caught:
        read_fault(value, "f")
    assert caught.value.param == param


@asynchronous
async def test_a_browser_may_call(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        asked = {"Origin": "http://localhost:3000", "Access-Control-Request-Method": "POST"}
        headers = asked | {"Access-Control-Request-Headers": "x-api-key,content-type"}
        allowed: httpx.Response = await b.client.options("/v3/videos", headers=headers)
        assert allowed.status_code == 204
        assert allowed.headers["Access-Control-Allow-Origin"] == "http://localhost:3000"
        assert allowed.headers["Access-Control-Allow-Headers"] == "x-api-key,content-type"
        answer = await b.client.get("/v3/users/me", headers={"Origin": "http://localhost:3000"})
        assert answer.headers["Access-Control-Allow-Origin"] == "http://localhost:3000"


@asynchronous
async def test_the_front_page_tells_programs_about_jobs_files_uploads_and_calls(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        video_id = await b.video_id(title="intro", callback_url="http://127.0.0.1:9/")
        await b.client.post("/v3/assets", files={"file": ("logo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40)})
        await script(b, "/v3/videos", {"kind": "fail_job", "message": "no luck"})
        await b.video_id()
        await b.emulator.settle()
        await b.emulator.deliver()
        page = (await b.client.get("/", headers={"Accept": "application/json"})).json()
        failed, made = page["jobs"]
        assert (failed["status"], failed["error"]) == ("failed", "rendering_failed: no luck")
        assert (made["id"], made["title"], made["seconds"]) == (video_id, "intro", 2.0)
        assert (await b.client.get(made["files"]["video"])).status_code == 200
        assert page["charged_usd"] == 0.1
        assert [upload["name"] for upload in page["uploads"]] == ["logo.png"]
        assert [call["state"] for call in page["deliveries"]] == ["waiting"]
        shown = (await b.client.get("/")).text
        assert all(text in shown for text in ("no luck", "logo.png", "avatar_video.success", "thumbnail</a>"))
