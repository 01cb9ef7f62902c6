"""Streaming sessions: signalling, tasks, and the states that the clock brings."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from heygen_build.emulator.orders import VideoOrder
from tests.emulator.bench import ABIGAIL, Bench, JsonObject, asynchronous, data_of, opened


async def call(b: Bench, verb: str, **body: object) -> httpx.Response:
    return await b.client.post(f"/v1/streaming.{verb}", json=body)


async def opened_session(b: Bench, **body: object) -> str:
    answer = (await call(b, "new", avatar_id=ABIGAIL.id, version="v3", **body)).json()
    assert answer["code"] == 100
    return str(answer["data"]["session_id"])


def code_of(answer: httpx.Response) -> tuple[int, int]:
    return answer.status_code, answer.json()["code"]


@asynchronous
async def test_a_session_is_opened_started_speaks_and_stops(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        token = (await call(b, "create_token")).json()
        assert token["error"] is None
        b.client.headers["Authorization"] = f"Bearer {token['data']['token']}"
        session = await opened_session(b, quality="low")
        assert (await call(b, "start", session_id=session)).json()["data"] == {"status": "connected"}
        said: JsonObject = (await call(b, "task", session_id=session, text="Hello from here.")).json()["data"]
        assert said["duration_ms"] == pytest.approx(1200)
        await b.emulator.settle()
        draft = data_of(await b.client.get(f"/_emulator/streaming/{said['task_id']}"))
        assert draft["status"] == "completed"
        assert (await b.client.get(str(draft["video_url"]))).status_code == 200
        (order,) = b.artist.drawn
        assert isinstance(order, VideoOrder)
        assert (order.width, order.height, order.costume) == (640, 360, ABIGAIL.costume)
        [listed] = (await b.client.get("/v1/streaming.list")).json()["data"]["sessions"]
        assert listed == {"session_id": session, "status": "connected", "created_at": int(b.clock.now)}
        assert (await call(b, "interrupt", session_id=session)).status_code == 200
        assert code_of(await call(b, "stop", session_id=session)) == (200, 100)
        assert (await b.client.get("/v1/streaming.list")).json()["data"]["sessions"] == []
        assert b.emulator.charges == []


@asynchronous
async def test_livekit_clients_get_five_strings_and_webrtc_clients_an_offer(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        live = (await call(b, "new", version="v3")).json()["data"]
        for name in ("session_id", "url", "access_token", "realtime_endpoint", "livekit_agent_token"):
            assert isinstance(live[name], str), name
        assert "sdp" not in live
        old = (await call(b, "new", version="v2")).json()["data"]
        assert old["sdp"]["type"] == "offer"
        assert old["ice_servers2"][0]["urls"]
        candidate = {"candidate": "candidate:1", "sdpMid": "0", "sdpMLineIndex": 0}
        assert (await call(b, "ice", session_id=old["session_id"], candidate=candidate)).status_code == 200
        answer = {"type": "answer", "sdp": "v=0"}
        assert (await call(b, "start", session_id=old["session_id"], sdp=answer)).status_code == 200


@asynchronous
async def test_wrong_states_limits_and_unknown_avatars_have_their_numbers(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        session = await opened_session(b)
        assert code_of(await call(b, "task", session_id=session, text="Early.")) == (400, 10001)
        assert code_of(await call(b, "task", session_id="none", text="x")) == (400, 10006)
        assert code_of(await call(b, "new", avatar_id="nobody")) == (400, 10012)
        for _ in range(2):
            await opened_session(b)
        assert code_of(await call(b, "new")) == (400, 10007)
        await call(b, "stop", session_id=session)
        assert code_of(await call(b, "start", session_id=session)) == (400, 10005)
        assert (await call(b, "new")).status_code == 200


@pytest.mark.parametrize(("settings", "seconds"), [({}, 120), ({"disable_idle_timeout": True}, 600)])
@asynchronous
async def test_sessions_end_by_themselves(tmp_path: Path, settings: JsonObject, seconds: int) -> None:
    async with opened(tmp_path) as b:
        session = await opened_session(b, **settings)
        await call(b, "start", session_id=session)
        b.clock.now += seconds - 1
        assert (await b.client.get("/v1/streaming.list")).json()["data"]["sessions"]
        b.clock.now += 1
        assert code_of(await call(b, "task", session_id=session, text="Too late.")) == (400, 10005)


@asynchronous
async def test_sessions_open_for_clients_that_name_the_default_avatar_and_write_emotions_small(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        nulls = {"rate": None, "elevenlabs_settings": None, "voice_id": None}
        small = {"emotion": "excited", **nulls}
        answer = await call(b, "new", avatar_id="default", quality="medium", voice=small, knowledge_base=None)
        assert code_of(answer) == (200, 100)


@asynchronous
async def test_liveavatar_sessions_have_all_that_its_clients_insist_on(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        wanted = {"mode": "LITE", "avatar_id": "1c690fe7-23e0-49f9-bfba-14344450285b", "is_sandbox": True}
        more = {"video_settings": {"encoding": "H264", "quality": "high"}, "video_quality": None}
        opened_one = data_of(await b.client.post("/v1/sessions/token", json={**wanted, **more}))
        b.client.headers.update(
            {"Authorization": f"Bearer {opened_one['session_token']}", "Origin": "https://app.example"}
        )
        started = await b.client.post("/v1/sessions/start")
        room = data_of(started)
        for name in ("session_id", "livekit_url", "livekit_client_token", "livekit_agent_token", "ws_url"):
            assert isinstance(room[name], str), name
        assert room["max_session_duration"] == 60
        assert started.headers["Access-Control-Allow-Credentials"] == "true"
        assert started.headers["Access-Control-Allow-Origin"] == "https://app.example"
        assert (await b.client.post("/v1/sessions/keep-alive")).json()["code"] == 1000
        assert (await b.client.post("/v1/sessions/stop")).json()["code"] == 1000
        assert code_of(await b.client.post("/v1/sessions/keep-alive")) == (400, 4000)
