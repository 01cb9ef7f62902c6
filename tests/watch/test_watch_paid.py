"""Watching with real orders asks and keeps what was paid for; and the page's server keeps to itself."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import httpx
import pytest

from heygen_build.backends import Workplace, connect, credential_of
from heygen_build.cli import money
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.execute.events import StepNote
from heygen_build.execute.runner import InlineRunner
from heygen_build.pipeline import Options, Planned
from heygen_build.watch.compare import word_runs
from heygen_build.watch.loop import Broken, Finished, Happened, Loop, Saved, Update
from heygen_build.watch.view import DeskView, PlanView
from tests.watch.watching import PATIENCE, Watching
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


def allowed(planned: Planned) -> None:
    """What the program asks where nobody sits: a budget or a limit is a yes to what it reaches."""
    money.authorize(planned, money.Consent(yes=False, ask=None))


def saves(studio: Studio, options: Options, texts: list[str]) -> list[Update]:
    """One watch in which each text is saved when the one before it is built or refused."""
    told: list[Update] = []
    left = iter(texts)

    async def once() -> None:
        stop = asyncio.Event()

        def hear(update: Update) -> None:
            if isinstance(update, Finished | Broken):
                told.append(update)
                text = next(left, None)
                stop.set() if text is None else studio.write(text)

        studio.write(next(left))
        await Loop(studio.folder / "project.yaml", options, studio.world, authorize=allowed, tell=hear).run(stop)

    asyncio.run(once())
    return told


THREE = ["Hello there.", "Hello maybe.", "Hello again."]
"""Each is estimated at $0.04, and costs $0.02 in this world. A budget counts payments, a limit what was agreed to."""


@pytest.mark.parametrize(
    ("budget", "limit"), [("budget: {max_usd: 0.07}\n", None), ("", 0.09)], ids=["budget", "--max-cost"]
)
def test_what_may_be_spent_bounds_all_saves_of_a_watch_together(tmp_path: Path, budget: str, limit: float) -> None:
    studio = Studio(tmp_path)
    told = saves(studio, Options(max_usd=limit), [PROJECT.replace(THREE[0], text) + budget for text in THREE])
    assert [type(update) for update in told] == [Finished, Finished, Broken]
    assert isinstance(told[-1], Broken)
    assert told[-1].exit_code == 5
    assert studio.charged()["video"] == 2
    studio.close()


def test_the_plan_on_the_page_of_a_draft_leaves_out_what_is_paid_for(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    studio.write(PROJECT)
    watched(studio, yes=True)
    plans: list[PlanView | None] = []
    with Watching(studio.folder / "project.yaml", world=studio.world) as watching:
        watching.built()
        with httpx.stream("GET", f"{watching.address}events", timeout=PATIENCE) as events:
            for _ in events.iter_lines():
                shown = DeskView.model_validate_json(httpx.get(f"{watching.address}view").content)
                plans.append(shown.plan)
                if shown.plan and shown.plan.knows_account:
                    break
    assert plans[-1] is not None
    assert plans[-1].orders == ()
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


MATRIX = """matrix: {word: [eins, uno]}
output: {path: "dist/{{ word }}.mp4"}
"""


def test_another_film_that_is_looked_at_does_not_break_off_real_orders(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    studio.write(PROJECT.replace("Hello there.", '"{{ word }}."') + MATRIX)
    told: list[Update] = []

    async def once() -> None:
        stop = asyncio.Event()

        def hear(update: Update) -> None:
            told.append(update)
            if isinstance(update, Happened) and isinstance(update.event, StepNote) and update.event.ordered:
                loop.pick("word=uno", is_made=False)
            elif isinstance(update, Finished | Broken):
                stop.set()

        path = studio.folder / "project.yaml"
        loop = Loop(path, Options(), studio.world, authorize=agree, tell=hear, is_seen=True)
        await loop.run(stop)

    asyncio.run(once())
    assert len([update for update in told if isinstance(update, Saved)]) == 1
    assert isinstance(told[-1], Finished)
    assert studio.charged() == {"video": 2}
    studio.close()


def test_the_wallet_is_read_before_every_paid_build_of_a_watch(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    studio.write(PROJECT)
    seen: list[float | None] = []
    left = iter(THREE[1:])

    async def watch() -> None:
        stop = asyncio.Event()

        def hear(update: Update) -> None:
            if isinstance(update, Finished | Broken):
                text = next(left, None)
                stop.set() if text is None else studio.write(PROJECT.replace(THREE[0], text))

        async with connect(studio.world, credential_of(studio.world)) as connection:
            world = replace(studio.world, workplace=Workplace(connection, InlineRunner()))
            path = studio.folder / "project.yaml"
            await Loop(path, Options(), world, authorize=lambda now: seen.append(now.balance_usd), tell=hear).run(stop)

    asyncio.run(watch())
    balances = [usd for usd in seen if usd is not None]
    assert len(balances) == 3
    assert balances[0] > balances[1] > balances[2]
    studio.close()
