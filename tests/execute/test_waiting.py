"""Waiting for videos: patient, sparing, and never for ever."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest

from heygen_build.execute.bells import Bells
from heygen_build.execute.waiting import GaveUpError, Patience, Waiting
from heygen_build.heygen.client import HeyGen
from heygen_build.heygen.credentials import Credential
from heygen_build.heygen.errors import ApiError
from heygen_build.heygen.transport import httpx
from heygen_build.heygen.wire import Video
from tests.bench.open_jobs import measure
from tests.workshop import Time


@dataclass
class Server:
    """Videos that are done from their n-th status request on; `broken` answers come before any other."""

    done_after: int = 0
    asked: dict[str, int] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request.url.path)
        if self.broken:
            return httpx.Response(self.broken.pop(0), json={"error": {"code": "", "message": "no"}})
        if request.url.path.endswith("/statuses"):
            ids = request.url.params["video_ids"].split(",")
            return httpx.Response(200, json={"data": [{"video_id": one, "status": self._status(one)} for one in ids]})
        video_id = request.url.path.rsplit("/", 1)[1]
        return httpx.Response(200, content=json.dumps({"data": {"id": video_id, "status": self._status(video_id)}}))

    def _status(self, video_id: str) -> str:
        self.asked[video_id] = self.asked.get(video_id, 0) + 1
        return "completed" if self.asked[video_id] > self.done_after else "processing"


def wait(
    server: Server,
    story: Callable[[Waiting], Awaitable[object]],
    time: Time | None = None,
    bells: Bells | None = None,
) -> object:
    """Run `story` with a Waiting that asks `server`; requests are not repeated by the client, only by who waits."""
    clock = time or Time()

    async def tell() -> object:
        client = HeyGen(
            base_url="https://api.heygen.com",
            credential=Credential("key-0123456789", "test"),
            transport=httpx.MockTransport(server.answer),
            sleep=Time().sleep,
            random=lambda: 0.5,
            clock=clock,
        )
        async with client:
            waiting = Waiting(client, sleep=clock.sleep, clock=clock, patience=Patience(), bells=bells)
            try:
                return await asyncio.wait_for(story(waiting), timeout=10)
            finally:
                await waiting.close()

    return asyncio.run(tell())


def test_a_video_is_asked_about_until_it_is_done() -> None:
    server, time = Server(done_after=5), Time()
    video = wait(server, lambda waiting: waiting.until_done("v1"), time)
    assert isinstance(video, Video)
    assert (video.id, video.state) == ("v1", "done")
    assert time.slept == [2, 4, 8, 16, 30, 30]


def test_it_is_given_up_after_twenty_minutes() -> None:
    time = Time()
    with pytest.raises(GaveUpError):
        wait(Server(done_after=10**9), lambda waiting: waiting.until_done("v1"), time)
    assert 20 * 60 <= sum(time.slept) < 21 * 60


def test_a_gateway_that_restarts_does_not_lose_a_job() -> None:
    video = wait(Server(broken=[503] * 6), lambda waiting: waiting.until_done("v1"))
    assert isinstance(video, Video)


def test_a_refusal_reaches_whoever_waits_at_once() -> None:
    server = Server(broken=[403])
    with pytest.raises(ApiError) as caught:
        wait(server, lambda waiting: waiting.until_done("v1"))
    assert (caught.value.category, len(server.requests)) == ("forbidden", 1)


def test_six_open_videos_share_one_answer_and_each_is_fetched_once() -> None:
    server = Server(done_after=2)

    async def all_six(waiting: Waiting) -> list[Video]:
        return await asyncio.gather(*(waiting.until_done(f"v{number}") for number in range(6)))

    videos = wait(server, all_six)
    assert isinstance(videos, list)
    assert [video.id for video in videos] == [f"v{number}" for number in range(6)]
    singles = [path for path in server.requests if not path.endswith("/statuses")]
    assert sorted(set(singles)) == sorted(f"/v3/videos/v{number}" for number in range(6))
    assert len(server.requests) - len(singles) <= 6


def test_an_answer_that_breaks_reaches_all_who_share_it() -> None:
    async def all_six(waiting: Waiting) -> list[object]:
        waits = (waiting.until_done(f"v{number}") for number in range(6))
        return await asyncio.gather(*waits, return_exceptions=True)

    found = wait(Server(broken=[403] * 99), all_six)
    assert isinstance(found, list)
    assert all(isinstance(error, ApiError) for error in found)


def test_one_who_stops_waiting_does_not_stop_the_others() -> None:
    async def story(waiting: Waiting) -> list[object]:
        tasks = [asyncio.create_task(waiting.until_done(f"v{number}")) for number in range(6)]
        await asyncio.sleep(0)
        tasks[0].cancel()
        return await asyncio.gather(*tasks, return_exceptions=True)

    found = wait(Server(done_after=3), story)
    assert isinstance(found, list)
    assert isinstance(found[0], asyncio.CancelledError)
    assert all(isinstance(video, Video) for video in found[1:])


def test_a_thousand_jobs_take_a_few_bulk_requests_a_round_whenever_they_began() -> None:
    assert measure(1000).worst_round <= 10
    assert measure(1000, spread=100.0).worst_round <= 2 * 10


class Slow(Time):
    """A clock whose pauses end by a ring only, once `after` of them are over."""

    after: int = 0

    async def sleep(self, seconds: float) -> None:
        await super().sleep(seconds)
        if len(self.slept) > self.after:
            await asyncio.Event().wait()


def test_an_event_ends_the_pause_and_its_video_is_asked_about_by_itself() -> None:
    server, bells = Server(), Bells()

    async def story(waiting: Waiting) -> Video:
        tasks = [asyncio.create_task(waiting.until_done(f"v{number}")) for number in range(8)]
        await asyncio.sleep(0)
        bells.ring(["v3"])
        done = await tasks[3]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return done

    video = wait(server, story, Slow(), bells)
    assert isinstance(video, Video)
    assert server.requests == ["/v3/videos/v3"]


def test_an_event_that_is_ahead_of_the_answers_makes_the_next_question_come_soon() -> None:
    server, time, bells = Server(done_after=2), Time(), Bells()
    bells.ring(["v1"])

    async def look(waiting: Waiting) -> object:
        async def ended() -> Video | None:
            video = await waiting._client.get_video("v1")
            return None if video.state == "in_progress" else video

        return await waiting.until("v1", ended, Patience(first=300, longest=600, give_up=3600))

    assert isinstance(wait(server, look, time, bells), Video)
    assert [seconds for seconds in time.slept if seconds > 30] == []


def test_the_end_of_a_batch_rings_for_all_of_its_items() -> None:
    bells = Bells()

    async def story(waiting: Waiting) -> list[str]:
        async def there() -> str:
            return "there"

        patience = Patience(first=300, longest=600)
        tasks = [asyncio.create_task(waiting.until(f"b1:{item}", there, patience)) for item in range(3)]
        await asyncio.sleep(0)
        bells.ring(["b1"])
        return await asyncio.gather(*tasks)

    assert wait(Server(), story, Slow(), bells) == ["there"] * 3
