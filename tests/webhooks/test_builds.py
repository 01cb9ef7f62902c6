"""Builds that wait for HeyGen's calls: from the project to the file, with an emulator that calls back."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
import pytest
from starlette.types import ASGIApp

from heygen_build.backends import World
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.emulator.app import Config
from heygen_build.emulator.faults import Answer, FailJob
from heygen_build.emulator.jobs import Realistic
from heygen_build.emulator.outbox import Post
from heygen_build.pipeline import Built, Options, build
from heygen_build.webhooks.receiver import TOKEN
from heygen_build.webhooks.wish import SECRET_VARIABLE, WebhookWish
from tests.workshop import Studio, code_of, codes, outputs

URL = "https://hooks.example/heygen"
SPOKEN = """\
heygen_build: 1
title: Called
avatars:
  host: {look: Abigail}
defaults: {avatar: host}
scenes:
  - {id: hook, script: Hello there.}
"""
TWO = SPOKEN + "  - {id: more, script: And more.}\n"
AGENT = """\
heygen_build: 1
title: Called
avatars:
  host: {look: Abigail}
scenes:
  - agent: {prompt: Explain tea in ten seconds., avatar: host}
"""
MINUTES = 60.0


@dataclass
class Line:
    """The way from the emulator to the receiver. `lose` calls never arrive; `change` spoils them on the way."""

    app: ASGIApp | None = None
    lose: bool = False
    change: Callable[[Post], Post] = lambda post: post
    answers: list[int] = field(default_factory=list)

    async def send(self, post: Post) -> int:
        if self.lose or self.app is None:
            raise OSError("nobody there")
        sent = self.change(post)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app)) as client:
            answer = await client.post(sent.url, content=sent.body, headers=sent.headers)
        self.answers.append(answer.status_code)
        return answer.status_code

    @contextlib.asynccontextmanager
    async def door(self, app: ASGIApp, host: str, port: int) -> AsyncIterator[int]:
        self.app = app
        try:
            yield port
        finally:
            self.app = None


@dataclass
class Called:
    """A studio whose jobs take minutes, and builds that are called when they end."""

    studio: Studio
    line: Line
    told: list[Diagnostic] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    is_patient: bool = False
    """Whether a pause ends by an event only; else it ends as ever."""

    @property
    def world(self) -> World:
        return replace(self.studio.world, door=self.line.door, sleep=self._sleep)

    async def _sleep(self, seconds: float) -> None:
        """Jobs go on while the build sleeps, and HeyGen calls when one has ended."""
        await self.studio.time.sleep(seconds)
        if self.is_patient and seconds > 0:
            self.studio.time.now += 30 * MINUTES
        await self.studio.emulator.settle()
        await self.studio.emulator.deliver()
        if self.is_patient and seconds > 0:
            await asyncio.Event().wait()

    def build(self, url: str | None = URL, *, callbacks: bool = False, collect_only: bool = False) -> Built:
        wish = WebhookWish(url, "127.0.0.1", 8788, callbacks, self.said.append, self.told.append)
        options = Options(webhook=wish, collect_only=collect_only)
        path = self.studio.folder / "project.yaml"
        making = build(path, options, self.world, authorize=lambda planned: None, listen=lambda event: None)
        return asyncio.run(_soon(making))

    def registered(self) -> list[str]:
        """The addresses that HeyGen would still call."""

        async def ask() -> list[str]:
            transport = httpx.ASGITransport(self.studio.emulator.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                client.headers["X-Api-Key"] = "key"
                rows = (await client.get("/v3/webhooks/endpoints")).json()["data"]
                return [str(row["url"]) for row in rows]

        return asyncio.run(ask())

    def register(self, url: str) -> str:
        """An endpoint of somebody else; gives its secret."""

        async def ask() -> str:
            transport = httpx.ASGITransport(self.studio.emulator.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                client.headers["X-Api-Key"] = "key"
                return str((await client.post("/v3/webhooks/endpoints", json={"url": url})).json()["data"]["secret"])

        return asyncio.run(ask())

    def codes(self) -> list[str]:
        return [found.code for found in self.told]


async def _soon(making: Awaitable[Built]) -> Built:
    """A build that waits for an event which never comes is a failure, not a hanging test."""
    return await asyncio.wait_for(making, 60)


@pytest.fixture
def called(tmp_path: Path) -> Iterator[Called]:
    line = Line()
    config = Config(workers=0, folder=tmp_path / "emulator", progression=Realistic(1.0))
    studio = Studio(tmp_path, config, send=line.send)
    studio.write(SPOKEN)
    yield Called(studio, line)
    studio.close()


@pytest.mark.parametrize("project", [SPOKEN, TWO, AGENT], ids=["a video", "two videos", "an agent"])
def test_a_build_is_finished_by_the_event_and_not_by_the_next_poll(called: Called, project: str) -> None:
    called.studio.write(project)
    called.is_patient = True
    built = called.build()
    assert (codes(built), called.codes()) == ([], [])
    assert built.artifacts.is_complete
    assert any(name.endswith(".mp4") for name in outputs(called.studio.folder))
    assert set(called.line.answers) == {200}


@pytest.mark.parametrize("project", [SPOKEN, AGENT, f"{SPOKEN}render: {{api: v2}}\n"], ids=["v3", "agent", "v2"])
def test_orders_carry_the_address_on_request_and_no_endpoint_is_registered(called: Called, project: str) -> None:
    called.studio.write(project)
    called.is_patient = True
    assert called.build(callbacks=True).artifacts.is_complete
    assert called.studio.orders()["endpoints"] == 0
    (call, *_) = called.studio.emulator.deliveries
    assert call.url.startswith(f"{URL}?{TOKEN}=")
    assert call.secret is None
    assert str(call.event.data["callback_id"]).startswith("hb-")


def test_an_order_has_the_same_key_with_an_address_and_without(called: Called) -> None:
    called.build(callbacks=True)
    called.studio.forget_requests()
    assert called.studio.build().artifacts.is_complete
    assert called.studio.orders()["videos"] == 0


def test_a_later_build_is_called_about_the_orders_of_an_earlier_one(called: Called) -> None:
    called.studio.emulator.script("GET", "/v3/videos/*", Answer(403, "forbidden", "not now"))
    assert codes(called.build(callbacks=True)) == ["HB0602"]
    called.is_patient = True
    assert called.build(callbacks=True, collect_only=True).artifacts.is_complete
    assert (set(called.line.answers), called.codes()) == ({200}, [])


def test_a_callback_at_a_guessed_address_is_ignored(called: Called) -> None:
    called.line.change = lambda post: replace(post, url=f"{URL}?{TOKEN}=guessed")
    assert called.build(callbacks=True).artifacts.is_complete
    assert called.codes()[0] == "HB0623"


def test_lost_events_cost_nothing_but_time(called: Called) -> None:
    called.line.lose = True
    built = called.build()
    assert built.artifacts.is_complete
    assert len(called.studio.time.slept) > 3
    assert called.said[-1] == "0 events received"


def test_a_wrong_signature_is_ignored_and_told_and_polling_finishes(called: Called) -> None:
    called.line.change = lambda post: replace(post, headers=post.headers | {"Heygen-Signature": "0" * 64})
    built = called.build()
    assert built.artifacts.is_complete
    assert set(called.line.answers) == {401}
    assert called.codes()[0] == "HB0623"
    assert "signature" in called.told[0].message


def test_a_job_that_fails_is_told_by_its_event_as_well(called: Called) -> None:
    called.studio.emulator.script("POST", "/v3/videos", FailJob("rendering_failed", "no"))
    called.is_patient = True
    assert codes(called.build()) == ["HB0701"]


def test_the_endpoint_is_there_for_the_build_only_and_its_secret_nowhere(called: Called) -> None:
    seen: list[Post] = []

    def note(post: Post) -> Post:
        seen.append(post)
        return post

    called.line.change = note
    called.build()
    assert {post.url.partition("=")[0] for post in seen} == {f"{URL}?{TOKEN}"}
    assert called.registered() == []
    left = b"".join(path.read_bytes() for path in called.studio.folder.rglob("*") if path.is_file())
    token = seen[0].url.partition("=")[2]
    assert (b"whsec_" in left, token.encode() in left, token in "".join(called.said)) == (False, False, False)


def test_an_endpoint_that_a_killed_build_left_is_removed_and_others_stay(called: Called) -> None:
    called.register(f"{URL}?{TOKEN}=left")
    called.register(URL)
    called.register(f"https://other.example/?{TOKEN}=theirs")
    called.build()
    assert called.registered() == [URL, f"https://other.example/?{TOKEN}=theirs"]


def test_an_endpoint_of_ones_own_is_used_with_its_secret_and_stays(called: Called) -> None:
    called.studio.environ[SECRET_VARIABLE] = called.register(URL)
    called.is_patient = True
    assert called.build().artifacts.is_complete
    assert called.registered() == [URL]
    assert set(called.line.answers) == {200}


def test_a_registration_that_is_refused_is_told_and_the_build_goes_on(called: Called) -> None:
    called.studio.emulator.script("POST", "/v3/webhooks/endpoints", Answer(403, "forbidden", "not in your plan"))
    assert called.build().artifacts.is_complete
    assert called.codes() == ["HB0622"]


def test_an_endpoint_that_cannot_be_removed_is_told(called: Called) -> None:
    called.studio.emulator.script("DELETE", "/v3/webhooks/endpoints/*", *[Answer(500, "internal_error", "no")] * 9)
    assert called.build().artifacts.is_complete
    assert called.codes() == ["HB0622"]
    assert len(called.registered()) == 1


@pytest.mark.parametrize("url", [None, "http://hooks.example/", "hooks.example", "https://me:pw@hooks.example/"])
def test_an_address_that_heygen_cannot_call_is_refused_before_anything_is_ordered(
    called: Called, url: str | None
) -> None:
    with pytest.raises(BuildError) as caught:
        called.build(url)
    assert code_of(caught.value) == ["HB0621"]
    assert not called.studio.emulator.charges


def test_nothing_is_opened_when_there_is_nothing_to_wait_for(called: Called) -> None:
    called.build()
    called.said.clear()
    called.studio.forget_requests()
    assert called.build().artifacts.is_complete
    assert called.said == []


def test_nothing_is_opened_when_no_job_is_open_and_nothing_may_be_ordered(called: Called) -> None:
    called.build(collect_only=True)
    assert called.said == []


def test_open_jobs_are_collected_and_nothing_new_is_ordered(called: Called) -> None:
    called.studio.emulator.script("GET", "/v3/videos/*", Answer(403, "forbidden", "not now"))
    assert codes(called.build()) == ["HB0602"]
    called.studio.write(TWO)
    called.is_patient = True
    called.studio.forget_requests()
    built = called.build(collect_only=True)
    assert codes(built) == []
    assert [step.place for step in built.artifacts.skipped if step.is_paid] == ["more/video"]
    assert called.studio.orders()["videos"] == 0
    assert [step.key in built.artifacts.results for step in built.planned.plan.steps if step.is_paid] == [True, False]
