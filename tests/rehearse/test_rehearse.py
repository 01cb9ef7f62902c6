"""A rehearsal from project to clip: the page, the session behind it, and what cannot be rehearsed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import ClassVar

import httpx
import pytest

from heygen_build.diagnostics import BuildError
from heygen_build.emulator.faults import Answer, FailJob
from heygen_build.pipeline import Options
from heygen_build.rehearse.session import rehearsal
from tests.workshop import CANARY, Studio, code_of

PROJECT = """\
heygen_build: 1
title: Rehearsed
avatars:
  host: {look: Abigail}
  teacher: {look: Marta}
scenes:
  - {avatar: host, script: 'Hello [there](say:over there). <break time="1s"/> Welcome.'}
  - {card: Chapter one, hold: 2s}
  - {avatar: host, script: Goodbye.}
  - {avatar: teacher, script: Adieu.}
"""


SANDBOX = "00000000-0000-0000-0000-000000000000"


def rehearse(
    studio: Studio,
    act: Callable[[httpx.AsyncClient], Awaitable[None]],
    *,
    draft: bool = False,
    liveavatar: str | None = None,
) -> None:
    """Opens the page's server in this process and acts on it as a browser would."""

    async def both() -> None:
        options = Options(draft=draft)
        async with rehearsal(studio.folder / "project.yaml", options, studio.world, "token", liveavatar) as app:
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1/token/") as browser:
                await act(browser)

    asyncio.run(both())


def calls(studio: Studio) -> list[str]:
    paths = [request.path for request in studio.emulator.requests]
    return [path.rpartition("streaming.")[2] for path in paths if path.startswith("/v1/streaming.")]


def live_calls(studio: Studio) -> list[str]:
    paths = [request.path for request in studio.emulator.requests]
    return [path.removeprefix("/v1/sessions/") for path in paths if path.startswith("/v1/sessions/")]


class Noting(httpx.ASGITransport):
    """The way to the emulator, with what vouched for each call."""

    keys: ClassVar[dict[str, tuple[str | None, str | None]]] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        scheme = request.headers.get("authorization", "").partition(" ")[0] or None
        self.keys[request.url.path] = (request.headers.get("x-api-key"), scheme)
        return await super().handle_async_request(request)


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    made = Studio(tmp_path, base_url="http://127.0.0.1:9")
    made.write(PROJECT)
    return made


def test_lines_are_spoken_one_session_for_each_look_and_closed_at_the_end(studio: Studio) -> None:
    async def act(browser: httpx.AsyncClient) -> None:
        told = (await browser.get("lines")).json()
        assert told["film"] == "Rehearsed"
        assert [line["text"] for line in told["lines"]] == ["Hello over there. Welcome.", "Goodbye.", "Adieu."]
        assert len(told["skipped"]) == 1
        assert "retired" in told["notes"][0]
        for number in range(3):
            said = (await browser.post(f"say/{number}")).json()
            assert said["seconds"] > 0
            clip = await browser.get(said["clip"])
            assert (clip.status_code, clip.headers["Content-Type"]) == (200, "video/mp4")
            assert clip.content[4:8] == b"ftyp"

    rehearse(studio, act)
    assert calls(studio) == ["new", "start", "task", "task", "stop", "new", "start", "task", "stop"]
    assert studio.emulator.charges == []


def test_a_session_that_fell_asleep_is_opened_again(studio: Studio) -> None:
    async def act(browser: httpx.AsyncClient) -> None:
        await browser.post("say/0")
        studio.time.now += 3600
        assert (await browser.post("say/1")).status_code == 200
        assert (await browser.post("hush")).status_code == 200

    rehearse(studio, act)
    assert calls(studio).count("new") == 2


def test_what_goes_wrong_is_told_on_the_page(studio: Studio) -> None:
    async def act(browser: httpx.AsyncClient) -> None:
        studio.emulator.script("POST", "/v1/streaming.new", Answer(410, "gone", "This endpoint has been retired."))
        gone = await browser.post("say/0")
        assert (gone.status_code, "retired" in gone.json()["error"]) == (502, True)
        studio.emulator.script("POST", "/v1/streaming.task", FailJob(message="no voice today"))
        failed = await browser.post("say/0")
        assert failed.json() == {"error": "no voice today"}
        assert (await browser.post("say/9")).status_code == 404

    rehearse(studio, act)


def test_the_page_is_served_to_this_machine_and_behind_its_token_only(studio: Studio) -> None:
    async def act(browser: httpx.AsyncClient) -> None:
        page = await browser.get("")
        assert "<title>Rehearsal</title>" in page.text
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "https:" not in policy
        for name in ("rehearse.js", "rehearse.css"):
            assert (await browser.get(name)).status_code == 200
        assert (await browser.get("server.py")).status_code == 404
        assert (await browser.get("http://127.0.0.1/lines")).status_code == 404
        assert (await browser.get("lines", headers={"Host": "evil.example"})).status_code == 400
        assert (await browser.get("clip/none.mp4")).status_code == 404

    rehearse(studio, act)


def test_a_film_in_which_nobody_speaks_cannot_be_rehearsed(studio: Studio) -> None:
    studio.write("heygen_build: 1\ntitle: Rehearsed\nscenes:\n  - {card: Silence, hold: 2s}\n")

    async def act(browser: httpx.AsyncClient) -> None:
        raise AssertionError("there is no page")

    with pytest.raises(BuildError) as caught:
        rehearse(studio, act)
    assert code_of(caught.value) == ["HB0624"]


def test_liveavatar_speaks_every_line_in_sandbox_sessions_that_are_closed(studio: Studio) -> None:
    async def act(browser: httpx.AsyncClient) -> None:
        told = (await browser.get("lines")).json()
        assert "sandbox" in told["notes"][0]
        assert "draft clips" in told["notes"][1]
        for number in range(2):
            said = (await browser.post(f"say/{number}")).json()
            assert (await browser.get(said["clip"])).content[4:8] == b"ftyp"
        assert (await browser.post("hush")).json() == {"event": None}
        studio.time.now += 56
        await browser.post("say/2")

    rehearse(studio, act, liveavatar=SANDBOX)
    assert live_calls(studio) == ["token", "start", "stop"] * 2
    assert studio.emulator.charges == []


def test_a_draft_needs_no_key_of_liveavatar(studio: Studio) -> None:
    async def act(browser: httpx.AsyncClient) -> None:
        assert (await browser.get("lines")).status_code == 200

    rehearse(studio, act, draft=True, liveavatar=SANDBOX)


def test_what_liveavatar_refuses_is_told_on_the_page(studio: Studio) -> None:
    async def act(browser: httpx.AsyncClient) -> None:
        refused = await browser.post("say/0")
        assert refused.status_code == 502
        assert "UUID" in refused.json()["error"]

    rehearse(studio, act, liveavatar="Abigail")


def test_without_its_key_liveavatar_is_not_called(studio: Studio) -> None:
    studio.environ["HEYGEN_BASE_URL"] = "https://api.heygen.com"

    async def act(browser: httpx.AsyncClient) -> None:
        raise AssertionError("there is no page")

    with pytest.raises(BuildError) as caught:
        rehearse(studio, act, liveavatar=SANDBOX)
    assert (code_of(caught.value), caught.value.exit_code) == (["HB0625"], 3)


def test_a_real_session_is_told_to_the_page_with_the_event_that_makes_it_speak(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.environ |= {"HEYGEN_BASE_URL": "https://api.heygen.com", "LIVEAVATAR_API_KEY": "la-0123456789"}

    async def act(browser: httpx.AsyncClient) -> None:
        page = await browser.get("")
        assert "wss:" in page.headers["Content-Security-Policy"]
        said = (await browser.post("say/0")).json()
        assert said["clip"] is None
        assert said["room"]["url"].startswith("wss://")
        assert (said["event"]["event_type"], said["event"]["text"]) == (
            "avatar.speak_text",
            "Hello over there. Welcome.",
        )
        assert (await browser.post("hush")).json()["event"]["event_type"] == "avatar.interrupt"

    monkeypatch.setattr("tests.workshop.make_transport", Noting)
    rehearse(studio, act, liveavatar=SANDBOX)
    assert Noting.keys["/v3/users/me"] == (CANARY, None)
    assert Noting.keys["/v1/sessions/token"] == ("la-0123456789", None)
    assert Noting.keys["/v1/sessions/start"] == Noting.keys["/v1/sessions/stop"] == (None, "Bearer")
