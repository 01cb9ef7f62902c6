"""Of a matrix, the film that is looked at comes first, and everybody can see which films are not made yet."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest

from heygen_build.execute.events import StepDone, StepStarted
from heygen_build.pipeline import Options
from heygen_build.watch.loop import Finished, Happened, Loop, PlanMade, Ready, Saved, Update
from heygen_build.watch.view import DeskView
from tests.watch.watching import CARDS, PATIENCE, Watching, free_world

MATRIX = (
    CARDS.replace("slug: cards\n", "slug: cards\nmatrix: {word: [Eins, Uno]}\n")
    .replace("text: First", "text: '{{ word }}'")
    .replace("dist/cards.mp4", "'dist/{{ word }}.mp4'")
)
EINS, UNO = "word=Eins", "word=Uno"


@pytest.fixture
def matrix(cards: Path) -> Path:
    cards.write_text(MATRIX)
    return cards


def view(watching: Watching, film: str) -> DeskView:
    return DeskView.model_validate_json(httpx.get(f"{watching.address}view", params={"film": film}).content)


def until_built(watching: Watching) -> list[Update]:
    """Everything that is told of a build, up to its end."""
    told: list[Update] = []
    while not isinstance(told[-1] if told else None, Finished):
        told.append(watching.updates.get(timeout=PATIENCE))
    return told


def beginnings(told: list[Update]) -> list[str]:
    """The film of each step in the order in which they began, where it is made for one film alone."""
    events = [update.event for update in told if isinstance(update, Happened)]
    places = [event.step.place for event in events if isinstance(event, StepStarted)]
    return [place.partition("/")[0] for place in places if place.endswith(("first/clip", "/film"))]


def test_the_film_that_is_looked_at_is_whole_before_another_begins(matrix: Path) -> None:
    with Watching(matrix) as watching:
        told = until_built(watching)
        assert beginnings(told) == [EINS, EINS, UNO, UNO]
        ready = next(update for update in told if isinstance(update, Ready))
        assert (ready.film, ready.others) == (EINS, 1)
        assert httpx.post(f"{watching.address}pick", params={"film": UNO}).status_code == 204
        watching.save(MATRIX.replace("'{{ word }}'", "'{{ word }}!'"))
        assert beginnings(until_built(watching)) == [UNO, UNO, EINS, EINS]


def test_every_film_says_whether_it_is_what_the_project_says_now(matrix: Path) -> None:
    """Asked of the page's own state in the moment in which the film that is looked at is ready."""
    with Watching(matrix) as watching:
        until_built(watching)
        shown = view(watching, UNO)
        assert [film.is_made for film in shown.films] == [True, True]
        assert shown.status == "ready"
        assert shown.film is not None
        assert shown.film.video is not None
        assert httpx.get(watching.address + shown.film.video).headers["content-type"] == "video/mp4"
        watching.save(MATRIX.replace("hold: 1s", "hold: 2s").replace("scenes:", "scnes:"))
        watching.broken()
        assert view(watching, UNO).status == "broken"


def test_a_save_does_not_wait_for_films_that_nobody_looks_at(matrix: Path) -> None:
    told: list[Update] = []
    stop = asyncio.Event()

    def tell(update: Update) -> None:
        told.append(update)
        if isinstance(update, Ready) and len([one for one in told if isinstance(one, Ready)]) == 1:
            matrix.write_text(MATRIX.replace("'{{ word }}'", "'{{ word }}!'"))
        elif isinstance(update, Finished):
            stop.set()

    world = free_world(matrix.parent / "home")
    loop = Loop(matrix, Options(draft=True), world, authorize=lambda planned: None, tell=tell, is_seen=True)
    asyncio.run(asyncio.wait_for(loop.run(stop), PATIENCE))
    turns = [type(update) for update in told if isinstance(update, Saved | Ready | Finished)]
    assert turns == [Saved, Ready, Saved, Ready, Finished]
    second = next(update for update in reversed(told) if isinstance(update, PlanMade))
    # What was made of the first build is kept: the scenes that both films share were not made again.
    again = {decision.step.place.rpartition("/")[0] for decision in second.planned.decisions if decision.runs}
    assert not again & {"second", "third"}


def test_a_film_that_is_picked_while_it_is_not_made_comes_next(matrix: Path) -> None:
    told: list[Update] = []
    stop = asyncio.Event()

    def tell(update: Update) -> None:
        told.append(update)
        if isinstance(update, Happened) and isinstance(update.event, StepDone) and not picked:
            picked.append(UNO)
            loop.pick(UNO, is_made=False)
        elif isinstance(update, Finished):
            stop.set()

    picked: list[str] = []
    world = free_world(matrix.parent / "home")
    loop = Loop(matrix, Options(draft=True), world, authorize=lambda planned: None, tell=tell, is_seen=True)
    asyncio.run(asyncio.wait_for(loop.run(stop), PATIENCE))
    ready = [update.film for update in told if isinstance(update, Ready)]
    assert ready == [UNO]
    assert [update.files for update in told if isinstance(update, Saved)] == [(), ()]
