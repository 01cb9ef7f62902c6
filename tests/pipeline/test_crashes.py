"""The machine may stop at any moment, before or after any fact and any result. Then somebody builds again."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from heygen_build.execute.events import Event, StepNote
from heygen_build.pipeline import Options, build
from heygen_build.store.journal import Abandoned, Accepted, AnyFact, Journal
from heygen_build.store.results import ResultStore, StepResult
from tests.workshop import Crash, Studio, outputs

PROJECT = """\
heygen_build: 1
title: Hello
avatars:
  founder: {photo: founder.png}
voices:
  narrator: {name: Chill Brian}
defaults: {avatar: founder, voice: narrator}
scenes:
  - id: founder
    script: I made this.
  - id: card
    card: {text: Thanks}
    script: Thank you.
"""
PAID_ONCE = {"video": 1, "speech": 1}
FACTS, RESULTS = 13, 6  # an upload, a video and a speech; two clips and a film more


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Studio]:
    made = Studio(tmp_path / "small")
    made.write(PROJECT)
    Image.new("RGB", (64, 48), "teal").save(made.folder / "founder.png")
    yield made
    made.close()


class Power:
    """Fails at one moment and stays off: nothing is written after that. `moments` counts what was to be written."""

    def __init__(self, fails_at: float) -> None:
        self.fails_at = fails_at
        self.moments = 0

    def before(self) -> None:
        self.moments += 1
        self._check(self.moments - 0.5)

    def after(self) -> None:
        self._check(float(self.moments))

    def _check(self, moment: float) -> None:
        if moment >= self.fails_at:
            raise Crash


def _failing_journal(monkeypatch: pytest.MonkeyPatch, power: Power) -> None:
    append = Journal.append

    def writes(journal: Journal, fact: AnyFact) -> None:
        power.before()
        append(journal, fact)
        power.after()

    monkeypatch.setattr(Journal, "append", writes)


def _failing_store(monkeypatch: pytest.MonkeyPatch, power: Power) -> None:
    put = ResultStore.put

    def writes(*given: object, **named: object) -> StepResult:
        power.before()
        result = put(*given, **named)  # type: ignore[arg-type]
        power.after()
        return result

    monkeypatch.setattr(ResultStore, "put", writes)


def _published(studio: Studio) -> dict[str, bytes]:
    """What was published; ids that HeyGen chose depend on which order came first, and are left out."""
    files = outputs(studio.folder / "dist")
    manifest = json.loads(files.pop("manifest.json"))
    for film in manifest["films"]:
        for scene in film["scenes"]:
            scene.pop("remote_id")
    return {**files, "manifest": json.dumps(manifest).encode()}


MOMENTS = [("journal", moment / 2) for moment in range(1, 2 * FACTS + 1)]
MOMENTS += [("store", moment / 2) for moment in range(1, 2 * RESULTS + 1)]


@pytest.mark.parametrize(("what", "moment"), MOMENTS, ids=str)
def test_a_build_after_a_crash_gives_the_same_film_and_pays_nothing_twice(
    small: Studio,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    reference: dict[str, bytes],
    what: str,
    moment: float,
) -> None:
    with monkeypatch.context() as patch:
        power = Power(moment)
        (_failing_journal if what == "journal" else _failing_store)(patch, power)
        with pytest.raises(Crash):
            small.build()
    assert small.finish().artifacts.is_complete
    assert _published(small) == reference
    assert small.charged() == PAID_ONCE or _died_while_speaking(small)


def _died_while_speaking(small: Studio) -> bool:
    """Speech is answered once, and no call says whether it was: only its one moment may cost a second order, which a
    person allowed."""
    with closing(Journal(small.folder / ".heygen-build" / "journal.sqlite3")) as journal:
        return any(isinstance(fact, Abandoned) for fact in journal.all()) and small.charged()["speech"] == 2


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a build that nothing disturbs publishes."""
    studio = Studio(tmp_path_factory.mktemp("reference") / "small")
    studio.write(PROJECT)
    Image.new("RGB", (64, 48), "teal").save(studio.folder / "founder.png")
    studio.build()
    studio.close()
    return _published(studio)


def test_the_moments_above_are_all_there_are(small: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    facts, results = Power(99), Power(99)
    _failing_journal(monkeypatch, facts)
    _failing_store(monkeypatch, results)
    small.build()
    assert (facts.moments, results.moments) == (FACTS, RESULTS)


def test_a_lost_cache_is_filled_again_without_a_single_order(small: Studio) -> None:
    small.build()
    small.lose_cache()
    small.forget_requests()
    assert small.build().artifacts.is_complete
    assert small.orders() == {}


def test_the_id_of_an_order_is_written_down_before_anybody_hears_of_it(small: Studio) -> None:
    """A display that fails must not cost us the id of something that was just paid for."""
    known_when_told: list[bool] = []

    def listen(event: Event) -> None:
        if isinstance(event, StepNote) and event.text.startswith("ordered"):
            with closing(Journal(small.folder / ".heygen-build" / "journal.sqlite3")) as journal:
                facts = journal.facts(event.step.key)
            known_when_told.append(any(isinstance(fact, Accepted) for fact in facts))

    asyncio.run(
        build(small.folder / "project.yaml", Options(), small.world, authorize=lambda planned: None, listen=listen)
    )
    assert known_when_told == [True, True]
