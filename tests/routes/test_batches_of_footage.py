"""Twenty lipsyncs, and twenty languages, travel in one request as well (v3 lipsyncs/batches, translations/batches)."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from heygen_build.emulator.app import AfterPolls, Config
from heygen_build.emulator.faults import Answer, LostAfterAcceptance
from heygen_build.languages import LANGUAGES
from heygen_build.places import journal_path
from heygen_build.store.journal import Accepted, AnyFact, Intended, Journal
from tests.routes.orders import at, matches_the_schema, the_body
from tests.workshop import Crash, Studio, codes, sample


@dataclass(frozen=True)
class Route:
    """A kind of orders: its address, and the field of a batch that holds them."""

    root: str
    bodies: str

    @property
    def batches(self) -> str:
        return f"{self.root}/batches"


LIPSYNCS = Route("/v3/lipsyncs", "lipsyncs")
TRANSLATIONS = Route("/v3/video-translations", "video_translations")
both = pytest.mark.parametrize("route", [LIPSYNCS, TRANSLATIONS], ids=lambda route: route.bodies)


def write(studio: Studio, route: Route, count: int) -> None:
    """A project with so many orders of a kind."""
    if route is TRANSLATIONS:
        names = json.dumps(list(LANGUAGES)[:count])
        studio.write(f"heygen_build: 1\ntitle: T\nscenes:\n  - {{card: Water, hold: 1s}}\ntranslations: {names}\n")
        return
    # One recording and one voice: twenty uploads would be ready one after another, and travel alone.
    parts = (f"trim: {{to: {100 + 10 * number}ms}}" for number in range(count))
    scenes = (f"  - {{video: screen.mp4, lipsync: true, audio: speech.wav, {part}}}\n" for part in parts)
    studio.write("heygen_build: 1\ntitle: L\nscenes:\n" + "".join(scenes))


def with_media(studio: Studio) -> Studio:
    """A studio with the files that `write` names."""
    film, sound = sample()
    (studio.folder / "screen.mp4").write_bytes(film)
    (studio.folder / "speech.wav").write_bytes(sound)
    return studio


@both
def test_twenty_are_one_request_and_nineteen_are_nineteen(studio: Studio, route: Route, tmp_path: Path) -> None:
    write(studio, route, 20)
    assert studio.build().artifacts.is_complete
    assert route.root.rpartition("/")[2] not in studio.orders()
    body = the_body(studio, route.batches)
    assert all(matches_the_schema(at(body, route.bodies, number), f"POST {route.root}") for number in range(20))
    assert studio.charged() == {"video": 20}
    few = with_media(Studio(tmp_path / "few"))
    write(few, route, 19)
    assert few.build().artifacts.is_complete
    assert (few.orders()[route.root.rpartition("/")[2]], few.orders()["batches"]) == (19, 0)
    few.close()


@both
def test_each_order_is_known_by_its_own_job_afterwards(studio: Studio, route: Route) -> None:
    write(studio, route, 20)
    studio.build()
    with closing(Journal(journal_path(studio.folder / "project.yaml"))) as journal:
        facts = journal.all()
    keys = {fact.key for fact in facts if isinstance(fact, Intended) and fact.idempotency_key.startswith("hb-batch-")}
    last = {fact.key: fact.remote_id for fact in facts if isinstance(fact, Accepted) and fact.key in keys}
    assert set(last.values()) == {charge.id for charge in studio.emulator.charges}
    studio.lose_cache()
    studio.forget_requests()
    assert studio.build().artifacts.is_complete
    assert "batches" not in studio.orders()
    assert studio.charged() == {"video": 20}


@both
def test_a_batch_that_never_answered_is_found_by_the_titles_of_its_jobs(studio: Studio, route: Route) -> None:
    write(studio, route, 20)
    studio.emulator.script("POST", route.batches, *[LostAfterAcceptance()] * 8)
    assert not studio.build().artifacts.is_complete
    studio.forget_requests()
    assert studio.build().artifacts.is_complete
    assert "batches" not in studio.orders()
    assert studio.charged() == {"video": 20}


@both
def test_a_batch_whose_answer_was_lost_once_is_repeated_under_its_key(studio: Studio, route: Route) -> None:
    write(studio, route, 20)
    studio.emulator.script("POST", route.batches, LostAfterAcceptance())
    assert studio.build().artifacts.is_complete
    sent = [request for request in studio.emulator.requests if request.path == route.batches]
    assert len({request.headers["idempotency-key"] for request in sent}) == 1
    assert len({json.dumps(request.json(), sort_keys=True) for request in sent}) == 1
    assert studio.charged() == {"video": 20}


@both
def test_a_batch_that_was_refused_orders_nothing(studio: Studio, route: Route) -> None:
    write(studio, route, 20)
    studio.emulator.script("POST", route.batches, Answer(402, "insufficient_credit", "Too little"))
    assert set(codes(studio.build())) == {"HB0603"}
    assert studio.charged() == {}
    assert studio.build().artifacts.is_complete


@both
def test_many_that_are_open_are_asked_about_together(tmp_path: Path, route: Route) -> None:
    config = Config(workers=0, progression=AfterPolls(3), folder=tmp_path / "emulator")
    slow = with_media(Studio(tmp_path / "slow", config))
    write(slow, route, 20)
    assert slow.build().artifacts.is_complete
    asked = [request.path for request in slow.emulator.requests if request.method == "GET"]
    charged = {charge.id for charge in slow.emulator.charges}
    together = asked.count(f"{route.root}/statuses")
    alone = [path for path in asked if path.startswith(f"{route.root}/") and path.rpartition("/")[2] in charged]
    assert 1 <= together <= 5
    assert len(alone) == 20
    slow.close()


@both
@pytest.mark.parametrize("share", [0.15, 0.4, 0.6, 0.85])
def test_a_crash_around_a_batch_pays_for_nothing_twice(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, route: Route, share: float
) -> None:
    write(studio, route, 20)
    append, written = Journal.append, 0
    moment = round(share * 120)

    def stops(journal: Journal, fact: AnyFact) -> None:
        nonlocal written
        written += 1
        if written >= moment:
            raise Crash
        append(journal, fact)

    monkeypatch.setattr(Journal, "append", stops)
    with pytest.raises(Crash):
        studio.build()
    monkeypatch.undo()
    assert studio.finish().artifacts.is_complete
    assert studio.charged() == {"video": 20}
