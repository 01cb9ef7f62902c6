"""Watching with real orders asks and keeps what was paid for; and the page's server keeps to itself."""

from __future__ import annotations

import asyncio
from importlib.resources import files
from pathlib import Path

import httpx
import pytest

from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.pipeline import Options, Planned
from heygen_build.watch.compare import word_runs
from heygen_build.watch.loop import Broken, Finished, Loop, Update
from tests.watch.watching import Watching
from tests.workshop import Studio

PROJECT = """\
heygen_build: 1
title: Paid
avatars: {host: {look: Abigail}}
scenes:
  - {id: hello, avatar: host, script: Hello there.}
"""


def refuse(planned: Planned) -> None:
    raise BuildError([Diagnostic("HB0710", "not agreed to")], exit_code=5)


def agree(planned: Planned) -> None:
    """A yes."""


def watched(studio: Studio, *, yes: bool) -> list[Update]:
    """One build of a watch with real orders."""
    told: list[Update] = []

    async def once() -> None:
        stop = asyncio.Event()

        def hear(update: Update) -> None:
            told.append(update)
            if isinstance(update, Finished | Broken):
                stop.set()

        authorize = agree if yes else refuse
        await Loop(studio.folder / "project.yaml", Options(), studio.world, authorize=authorize, tell=hear).run(stop)

    asyncio.run(once())
    return told


def test_nothing_is_ordered_without_a_yes_and_nothing_twice(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    studio.write(PROJECT)
    assert [type(update).__name__ for update in watched(studio, yes=False)] == ["Saved", "PlanMade", "Broken"]
    assert not studio.charged()
    assert isinstance(watched(studio, yes=True)[-1], Finished)
    watched(studio, yes=True)
    assert studio.charged()["video"] == 1
    studio.close()


@pytest.mark.parametrize(
    ("address", "host"),
    [("/", None), ("/view", None), ("/wrong-token/", None), ("{token}view", "evil.example")],
)
def test_without_the_token_or_under_another_name_there_is_nothing(
    watching: Watching, address: str, host: str | None
) -> None:
    origin, _, token = watching.address.rstrip("/").rpartition("/")
    headers = {"host": host} if host else {}
    answer = httpx.get(origin + address.format(token=f"/{token}/"), headers=headers)
    assert answer.status_code in (400, 404)
    assert "First" not in answer.text


def test_the_page_may_load_nothing_from_anywhere_else(watching: Watching) -> None:
    answer = httpx.get(watching.address)
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in answer.text


def test_every_part_of_the_page_is_in_the_package() -> None:
    names = {file.name for file in files("heygen_build.watch").joinpath("assets").iterdir()}
    assert {"index.html", "desk.css", "desk.js", "player.js", "timeline.js", "panels.js", "dom.js", "icon.svg"} <= names
    assert "report.html" in names


def test_words_are_compared_and_not_letters() -> None:
    runs = [(run.kind, run.text) for run in word_runs("It is late.", "It is very late.")]
    assert runs == [("same", "It is "), ("come", "very "), ("same", "late.")]
