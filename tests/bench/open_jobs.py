"""Ten thousand open jobs: `python -m tests.bench.open_jobs`.

Prints how many status requests a round takes, and how much memory the waiting does. Time is a test's: nothing sleeps.
Goals: fewer than 150 requests a round, under 500 MB.
"""

from __future__ import annotations

import argparse
import asyncio
import heapq
import json
import math
import resource
import sys
import time
from dataclasses import dataclass, field

from heygen_build.execute.waiting import Patience, Waiting
from heygen_build.heygen.client import HeyGen
from heygen_build.heygen.credentials import Credential
from heygen_build.heygen.transport import httpx
from heygen_build.heygen.wire import Video

MOST_REQUESTS = 150
MOST_MEGABYTES = 500
TOGETHER = 5.0
GRAIN = 0.5
"""Seconds by which time moves at least: whoever wakes within them wakes together, as on a real, busy machine."""


@dataclass
class Clock:
    """Seconds that pass only when everybody sleeps. The number only orders those who wake at one moment."""

    now: float = 0.0
    sleepers: list[tuple[float, int, asyncio.Future[None]]] = field(default_factory=list)
    number: int = 0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.number += 1
        heapq.heappush(self.sleepers, (self.now + seconds, self.number, waiting))
        await waiting

    def wake(self) -> None:
        """Move on to where somebody wakes, and wake all who sleep until then."""
        self.now = self.sleepers[0][0] + GRAIN
        while self.sleepers and self.sleepers[0][0] <= self.now:
            sleeper = heapq.heappop(self.sleepers)[2]
            if not sleeper.done():
                sleeper.set_result(None)


@dataclass
class Server:
    """Every video is done at once, `done_at` seconds after the start."""

    clock: Clock
    done_at: float
    bulk: list[float] = field(default_factory=list)
    single: int = 0

    def answer(self, request: httpx.Request) -> httpx.Response:
        status = "completed" if self.clock() >= self.done_at else "processing"
        if request.url.path.endswith("/statuses"):
            self.bulk.append(self.clock())
            ids = request.url.params["video_ids"].split(",")
            return httpx.Response(200, json={"data": [{"video_id": one, "status": status} for one in ids]})
        self.single += 1
        video_id = request.url.path.rsplit("/", 1)[1]
        return httpx.Response(200, content=json.dumps({"data": {"id": video_id, "status": status}}))


@dataclass(frozen=True)
class Measured:
    """Status requests of the dearest round, of an average half minute, and in all; peak memory in MB; seconds of the
    machine."""

    worst_round: int
    half_minute: float
    requests: int
    megabytes: float
    seconds: float


def measure(jobs: int, *, spread: float = 0.0) -> Measured:
    """Wait for so many jobs; the waiting begins over `spread` seconds."""
    clock = Clock()
    server = Server(clock, done_at=400.0)
    started = time.perf_counter()
    asyncio.run(_wait(jobs, spread, clock, server))
    rounds = _rounds(server.bulk)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    steady = rounds[3:] or rounds  # the first rounds come faster, after 2, 4, 8 and 16 s
    lasted = steady[-1].at - steady[0].at
    return Measured(
        max((one.requests for one in rounds), default=0),
        sum(one.requests for one in steady[:-1]) * 30 / lasted if lasted else 0.0,
        len(server.bulk) + server.single,
        peak,
        time.perf_counter() - started,
    )


@dataclass
class Round:
    """Bulk requests that follow each other within `TOGETHER` seconds."""

    at: float
    requests: int = 0


def _rounds(bulk: list[float]) -> list[Round]:
    found: list[Round] = []
    last = -math.inf
    for at in bulk:
        if at - last > TOGETHER:
            found.append(Round(at))
        found[-1].requests += 1
        last = at
    return found


async def _wait(jobs: int, spread: float, clock: Clock, server: Server) -> None:
    client = HeyGen(
        base_url="https://api.heygen.com",
        credential=Credential("key-0123456789", "bench"),
        transport=httpx.MockTransport(server.answer),
        sleep=clock.sleep,
        random=lambda: 0.5,
        clock=clock,
    )
    waiting = Waiting(client, sleep=clock.sleep, clock=clock, patience=Patience())

    async def one(number: int) -> Video:
        if spread:
            await clock.sleep(spread * number / jobs)
        return await waiting.until_done(f"video-{number:05}")

    async with client:
        tasks = [asyncio.create_task(one(number)) for number in range(jobs)]
        everything = asyncio.gather(*tasks)
        while not everything.done():
            before = -1
            while before != (before := len(server.bulk) + server.single + len(clock.sleepers)):
                for _ in range(50):
                    await asyncio.sleep(0)
            if clock.sleepers and not everything.done():
                clock.wake()
        await waiting.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=10_000)
    parser.add_argument("--spread", type=float, default=0.0, help="seconds over which the waiting begins")
    given = parser.parse_args()
    made = measure(given.jobs, spread=given.spread)
    print(
        f"{given.jobs} jobs, arriving over {given.spread:.0f} s: at most {made.worst_round} status requests a round, "
        f"{made.half_minute:.0f} in 30 s on average, {made.requests} in all, {made.megabytes:.0f} MB, "
        f"{made.seconds:.1f} s"
    )
    sys.exit(max(made.worst_round, made.half_minute) >= MOST_REQUESTS or made.megabytes >= MOST_MEGABYTES)
