"""A rehearsal from project to clip: the page, the session behind it, and what cannot be rehearsed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import pytest

from heygen_build.diagnostics import BuildError
from heygen_build.emulator.faults import Answer, FailJob
from heygen_build.pipeline import Options
from heygen_build.rehearse.session import rehearsal
from tests.workshop import Studio, code_of

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


def rehearse(studio: Studio, act: Callable[[httpx.AsyncClient], Awaitable[None]], *, draft: bool = False) -> None:
    """Opens the page's server in this process and acts on it as a browser would."""

    async def both() -> None:
        options = Options(draft=draft)
        async with rehearsal(studio.folder / "project.yaml", options, studio.world, "token") as app:
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1/token/") as browser:
                await act(browser)

    asyncio.run(both())


def calls(studio: Studio) -> list[str]:
    paths = [request.path for request in studio.emulator.requests]
    return [path.rpartition("streaming.")[2] for path in paths if path.startswith("/v1/streaming.")]


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    made = Studio(tmp_path, base_url="http://127.0.0.1:9")
    made.write(PROJECT)
    return made


def test_lines_are_spoken_one_session_for_each_look_and_closed_at_the_end(studio: Studio) -> None:
    async def act(browser: httpx.AsyncClient) -> None:
        told = (await browser.get("lines")).json()
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
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
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
