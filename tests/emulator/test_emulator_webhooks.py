"""Webhooks: who is called, with what, how often, and how endpoints are managed."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from heygen_build.emulator.app import AfterPolls
from heygen_build.emulator.faults import FailJob
from heygen_build.emulator.outbox import Post, sign
from heygen_build.emulator.sending import send
from tests.emulator.bench import Bench, asynchronous, avatar_body, data_of, opened, problem_of, rows_of

HOOK = "http://127.0.0.1:9/hook"


@dataclass
class Receiver:
    """Answers calls with the given statuses, then with 200; 0 is nobody there."""

    answers: list[int] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)

    async def __call__(self, post: Post) -> int:
        self.posts.append(post)
        status = self.answers.pop(0) if self.answers else 200
        if status == 0:
            raise OSError("connection refused")
        return status

    @property
    def events(self) -> list[dict[str, object]]:
        return [json.loads(post.body) for post in self.posts]

    @property
    def types(self) -> list[object]:
        return [event["event_type"] for event in self.events]


async def register(b: Bench, **fields: object) -> dict[str, object]:
    return data_of(await b.client.post("/v3/webhooks/endpoints", json={"url": HOOK, **fields}))


@asynchronous
async def test_a_finished_video_is_told_to_endpoints_signed_and_to_its_callback_unsigned(tmp_path: Path) -> None:
    receiver = Receiver()
    async with opened(tmp_path, send=receiver) as b:
        secret = str((await register(b))["secret"])
        video_id = await b.video_id(callback_url="http://localhost:1/own", callback_id="proj:intro")
        await b.emulator.settle()
        await b.emulator.deliver()
        signed, own = receiver.posts
        assert (signed.url, own.url) == (HOOK, "http://localhost:1/own")
        assert signed.headers["Heygen-Signature"] == sign(signed.body, secret)
        assert signed.headers["Heygen-Timestamp"] == str(int(b.clock.now))
        assert "Heygen-Signature" not in own.headers
        event = receiver.events[0]
        assert event["event_type"] == "avatar_video.success"
        assert event["event_id"] == signed.headers["Heygen-Event-Id"]
        told = event["event_data"]
        assert isinstance(told, dict)
        assert (told["video_id"], told["callback_id"]) == (video_id, "proj:intro")
        assert (await b.client.get(told["url"], headers={"X-Api-Key": ""})).status_code == 200


def test_the_signature_is_that_of_the_documented_test_vector() -> None:
    body = b'{"event_id":"evt_1","event_type":"avatar_video.success","event_data":{"video_id":"v_1"}}'
    assert sign(body, "whsec_example") == "faf651e5895178035875e93da6749ce214d9211d4beb7e72375dbf61920dffc5"


@asynchronous
async def test_an_endpoint_is_called_for_its_own_events_only(tmp_path: Path) -> None:
    receiver = Receiver()
    async with opened(tmp_path, send=receiver) as b:
        await register(b, events=["avatar_video.fail"])
        b.emulator.script("POST", "/v3/videos", FailJob(message="no luck"))
        await b.video_id()
        await b.video_id()
        await b.emulator.settle()
        await b.emulator.deliver()
        assert receiver.types == ["avatar_video.fail"]
        told = receiver.events[0]["event_data"]
        assert isinstance(told, dict)
        assert told["msg"] == "no luck"
        types = [row["event_type"] for row in rows_of(await b.client.get("/v3/webhooks/events"))]
        assert sorted(map(str, types)) == ["avatar_video.fail", "avatar_video.success"]


@asynchronous
async def test_a_call_that_fails_is_repeated_later_with_the_same_event_id(tmp_path: Path) -> None:
    receiver = Receiver([500, 0])
    async with opened(tmp_path, send=receiver) as b:
        await register(b)
        await b.video_id()
        await b.emulator.settle()
        for pause in (0, 5, 5, 20):
            b.clock.now += pause
            await b.emulator.deliver()
        assert len(receiver.posts) == 3
        assert len({post.headers["Heygen-Event-Id"] for post in receiver.posts}) == 1
        assert [(one.state, one.attempts) for one in b.emulator.deliveries] == [("delivered", 3)]


@asynchronous
async def test_after_a_day_nobody_is_called_any_more(tmp_path: Path) -> None:
    receiver = Receiver([503] * 100)
    async with opened(tmp_path, send=receiver) as b:
        await register(b)
        await b.video_id()
        await b.emulator.settle()
        for _ in range(40):
            await b.emulator.deliver()
            b.clock.now += 3600
        assert [one.state for one in b.emulator.deliveries] == ["given up"]
        assert len(receiver.posts) < 20


@asynchronous
async def test_endpoints_of_v1_get_bodies_and_signatures_of_v1(tmp_path: Path) -> None:
    receiver = Receiver()
    async with opened(tmp_path, send=receiver) as b:
        added = (await b.client.post("/v1/webhook/endpoint.add", json={"url": HOOK, "events": []})).json()
        assert (added["code"], added["data"]["status"]) == (100, "enabled")
        await b.video_id(caption={})
        await b.emulator.settle()
        await b.emulator.deliver()
        assert receiver.types == ["avatar_video.success", "avatar_video_caption.success"]
        assert all(set(event) == {"event_type", "event_data"} for event in receiver.events)
        assert receiver.posts[0].headers["Signature"] == sign(receiver.posts[0].body, added["data"]["secret"])
        listed = (await b.client.get("/v1/webhook/endpoint.list")).json()["data"]
        assert listed == [added["data"]]
        query = {"endpoint_id": added["data"]["endpoint_id"]}
        gone = await b.client.delete("/v1/webhook/endpoint.delete", params=query)
        assert gone.json() == {"code": 100, "data": None, "msg": None, "message": None}
        again = await b.client.delete("/v1/webhook/endpoint.delete", params=query)
        assert (again.status_code, again.json()["code"]) == (404, 400131)


@asynchronous
async def test_secrets_are_shown_once_and_rotated(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        made = await register(b)
        [listed] = rows_of(await b.client.get("/v3/webhooks/endpoints"))
        assert listed == made | {"secret": None}
        path = f"/v3/webhooks/endpoints/{made['endpoint_id']}"
        rotated = data_of(await b.client.post(f"{path}/rotate-secret"))
        assert rotated["secret"] != made["secret"]
        changed = data_of(await b.client.patch(path, json={"url": "https://hooks.example/h", "events": None}))
        assert (changed["url"], changed["events"]) == ("https://hooks.example/h", None)
        assert (await b.client.delete(path)).status_code == 200
        assert problem_of(await b.client.delete(path)) == (404, "webhook_not_found", None)


@asynchronous
async def test_addresses_that_nobody_may_call_are_refused(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        for url in (
            "http://hooks.example/h",
            "ftp://localhost/",
            "no address",
            "https://",
            "http://[::1",
            "https://a:b/",
        ):
            answer = await b.client.post("/v3/webhooks/endpoints", json={"url": url})
            assert problem_of(answer) == (400, "invalid_parameter", "url"), url
        unknown = await b.client.post("/v3/webhooks/endpoints", json={"url": HOOK, "events": ["video.done"]})
        assert problem_of(unknown) == (400, "invalid_parameter", "events")
        old = await b.client.post("/v1/webhook/endpoint.add", json={"url": "nowhere", "events": []})
        assert old.json() == {"code": 400542, "message": "Url of this webhook endpoint is invalid"}


async def answering(status: int) -> tuple[asyncio.Server, str, list[bytes]]:
    """A receiver on a real port, which keeps what it hears."""
    heard: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split()[0])
        heard.append(head + await reader.readexactly(length))
        writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    return server, f"http://127.0.0.1:{port}/hook", heard


@pytest.mark.parametrize("status", [204, 302, 500])
@asynchronous
async def test_calls_go_out_byte_for_byte_and_redirects_are_answers(status: int) -> None:
    server, url, heard = await answering(status)
    async with server:
        assert (
            await send(Post(url, {"Heygen-Event-Id": "evt_1", "Content-Type": "application/json"}, b'{"a": 1}'))
            == status
        )
    assert heard[0].endswith(b'\r\n\r\n{"a": 1}')
    assert b"heygen-event-id: evt_1" in heard[0].lower()


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://[::1", "nonsense"])
@asynchronous
async def test_a_receiver_that_cannot_be_reached_is_an_os_error(url: str) -> None:
    with pytest.raises(OSError, match=r"."):
        await send(Post(url, {}, b"{}"))


@asynchronous
async def test_a_batch_is_told_once_when_its_last_item_is_over(tmp_path: Path) -> None:
    receiver = Receiver()
    async with opened(tmp_path, send=receiver, progression=AfterPolls(1)) as b:
        await register(b, events=["batch.finished"])
        videos = [avatar_body(script="One."), avatar_body(script="Two."), avatar_body(script="")]
        body = {"videos": videos, "callback_url": "http://localhost:1/batch"}
        batch = (await b.client.post("/v3/videos/batches", json=body)).json()["data"]["batch_id"]
        await b.emulator.settle()
        await b.emulator.deliver()
        assert receiver.posts == []
        for _ in range(2):
            await b.client.get(f"/v3/videos/batches/{batch}")
        for _ in range(2):
            await b.emulator.deliver()
        assert sorted(post.url for post in receiver.posts) == [HOOK, "http://localhost:1/batch"]
        told = receiver.events[0]["event_data"]
        assert told == {
            "batch_id": batch,
            "status": "completed",
            "total_items": 3,
            "counts_by_status": {"completed": 2, "failed": 1},
        }
