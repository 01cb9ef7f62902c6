"""Twenty videos and more of one build travel in one request (v3 videos/batches)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest

from heygen_build.emulator.app import AfterPolls, Config, RecordedRequest
from heygen_build.emulator.batches import Batch
from heygen_build.emulator.faults import Answer, LostAfterAcceptance
from heygen_build.execute.convoys import FEWEST, Convoys
from heygen_build.heygen.api.batches import BatchCalls
from heygen_build.heygen.client import HeyGen
from heygen_build.heygen.errors import ApiError
from heygen_build.heygen.wire import Request
from heygen_build.heygen.wire.batches import BatchCreated, BatchRoute
from heygen_build.places import journal_path
from heygen_build.store.journal import Accepted, AnyFact, Intended, Journal
from tests.routes.orders import at, matches_the_schema, the_body
from tests.workshop import Crash, Studio, codes

HEAD = "heygen_build: 1\ntitle: Hello\navatars: {host: {look: Abigail}}\ndefaults: {avatar: host}\nscenes:\n"


def project(scenes: int, extra: str = "") -> str:
    return HEAD + "".join(f"  - {{script: Number {number} is here.}}\n" for number in range(scenes)) + extra


def facts(studio: Studio) -> tuple[AnyFact, ...]:
    with closing(Journal(journal_path(studio.folder / "project.yaml"))) as journal:
        return journal.all()


def test_twenty_videos_are_one_request(studio: Studio) -> None:
    studio.write(project(20))
    assert studio.build().artifacts.is_complete
    assert studio.orders() == {"batches": 1}
    assert studio.charged() == {"video": 20}
    body = the_body(studio, "/v3/videos/batches")
    assert all(matches_the_schema(at(body, "videos", number), "POST /v3/videos") for number in range(20))
    assert {at(body, "videos", number, "script") for number in range(20)} == {
        f"Number {number} is here." for number in range(20)
    }


def test_nineteen_videos_are_nineteen_requests(studio: Studio) -> None:
    studio.write(project(19))
    assert studio.build().artifacts.is_complete
    assert studio.orders() == {"videos": 19}


def test_a_batch_holds_a_hundred_videos_and_the_rest_goes_its_own_way(studio: Studio) -> None:
    studio.write(project(103))
    assert studio.build().artifacts.is_complete
    assert studio.orders() == {"batches": 1, "videos": 3}
    assert studio.charged() == {"video": 103}


def test_every_intent_is_written_before_the_batch_leaves_and_every_video_after_it(studio: Studio) -> None:
    studio.write(project(20))
    studio.build()
    written = facts(studio)
    keys = {fact.idempotency_key for fact in written if isinstance(fact, Intended)}
    assert sum(key.startswith("hb-batch-") for key in keys) == 20
    videos = {fact.remote_id for fact in written if isinstance(fact, Accepted) and ":" not in fact.remote_id}
    assert videos == {charge.id for charge in studio.emulator.charges}


def test_an_item_that_is_refused_fails_alone_at_its_line(studio: Studio) -> None:
    sofa = "sofa: {look: Daniel on the Sofa, remove_background: true}"
    text = project(20, "  - {script: Without matting., avatar: sofa}\n")
    studio.write(text.replace("Abigail}}", f"Abigail}}, {sofa}}}"))
    built = studio.build()
    assert codes(built) == ["HB0701"]
    (failure,) = built.artifacts.failures
    assert failure.step.place == "scene-21/video"
    assert "matting" in failure.diagnostic.message
    assert studio.charged() == {"video": 20}


def test_a_batch_whose_answer_was_lost_is_sent_again_under_its_key_and_paid_once(studio: Studio) -> None:
    studio.write(project(20))
    studio.emulator.script("POST", "/v3/videos/batches", LostAfterAcceptance())
    assert studio.build().artifacts.is_complete
    assert studio.charged() == {"video": 20}
    assert len({request.headers["idempotency-key"] for request in _batches(studio)}) == 1


def test_videos_of_a_batch_that_never_answered_are_found_by_their_titles(studio: Studio) -> None:
    studio.write(project(20))
    studio.emulator.script("POST", "/v3/videos/batches", *[LostAfterAcceptance()] * 8)
    assert not studio.build().artifacts.is_complete
    studio.forget_requests()
    assert studio.build().artifacts.is_complete
    assert studio.orders() == {}
    assert studio.charged() == {"video": 20}


def test_a_batch_that_was_refused_orders_nothing(studio: Studio) -> None:
    studio.write(project(20))
    studio.emulator.script("POST", "/v3/videos/batches", Answer(402, "insufficient_credit", "Too little"))
    built = studio.build()
    assert set(codes(built)) == {"HB0603"}
    assert studio.charged() == {}
    assert studio.build().artifacts.is_complete


def test_open_videos_of_a_batch_are_asked_about_together(tmp_path: Path) -> None:
    slow = Studio(tmp_path / "slow", Config(workers=0, progression=AfterPolls(2), folder=tmp_path / "emulator"))
    slow.write(project(24))
    assert slow.build().artifacts.is_complete
    asked = [request.path for request in slow.emulator.requests if request.method == "GET"]
    assert sum(path == "/v3/videos/statuses" for path in asked) <= 4
    slow.close()


def _batches(studio: Studio) -> list[RecordedRequest]:
    return [request for request in studio.emulator.requests if request.path == "/v3/videos/batches"]


@pytest.mark.parametrize("moment", [10, 30, 41, 50, 61, 75, 90])
def test_a_crash_around_a_batch_pays_for_nothing_twice(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    studio.write(project(20))
    append, written = Journal.append, 0

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


def test_a_batch_that_is_refused_because_of_one_video_is_ordered_one_by_one(studio: Studio) -> None:
    body = '{"error": {"code": "invalid_parameter", "message": "videos[3]: the script is refused"}}'
    alone = '{"error": {"code": "invalid_parameter", "message": "the script is refused", "param": "script"}}'
    studio.emulator.script("POST", "/v3/videos/batches", Answer(400, body=body, content_type="application/json"))
    studio.emulator.script("POST", "/v3/videos", Answer(400, body=alone, content_type="application/json"))
    studio.write(project(20))
    built = studio.build()
    (failure,) = built.artifacts.failures
    assert failure.diagnostic.code == "HB0604"
    assert studio.orders() == {"batches": 1, "videos": 20}
    assert studio.charged() == {"video": 19}
    assert studio.build().artifacts.is_complete
    assert studio.charged() == {"video": 20}


NO_VIDEOS = Answer(200, body='{"data": [], "has_more": false, "next_token": null}', content_type="application/json")
"""A list that is not as far as the orders: videos of a batch are listed when their turn comes."""


def test_a_refused_batch_that_kept_its_orders_all_the_same_is_not_ordered_again(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = BatchCalls.create

    async def refuses_late(
        calls: BatchCalls, route: BatchRoute, bodies: Sequence[Request], *, title: str, idempotency_key: str
    ) -> BatchCreated:
        await create(calls, route, bodies[:12], title=title, idempotency_key=idempotency_key)
        raise ApiError(400, "invalid_parameter", "videos[12]: the script is refused")

    monkeypatch.setattr(BatchCalls, "create", refuses_late)
    studio.write(project(20))
    assert studio.build().artifacts.is_complete
    assert studio.orders() == {"batches": 1, "videos": 8}
    assert studio.charged() == {"video": 20}


@pytest.mark.parametrize(
    ("status", "code"),
    [(413, "payload_too_large"), (403, "resource_access_denied"), (409, "resource_not_ready"), (404, "not_found")],
)
def test_what_is_too_much_or_denied_together_is_tried_one_by_one(studio: Studio, status: int, code: str) -> None:
    studio.emulator.script("POST", "/v3/videos/batches", Answer(status, code, "Not like this"))
    studio.write(project(20))
    assert studio.build().artifacts.is_complete
    assert studio.orders() == {"batches": 1, "videos": 20}
    assert studio.charged() == {"video": 20}


@pytest.mark.parametrize(("is_kept", "expected"), [(True, []), (False, ["HB0709"] * 20)], ids=["listed", "deleted"])
def test_videos_outlive_the_batch_they_traveled_in(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, is_kept: bool, expected: list[str]
) -> None:
    studio.write(project(20))
    append = Journal.append

    def stops(journal: Journal, fact: AnyFact) -> None:
        if isinstance(fact, Accepted) and ":" not in fact.remote_id:
            raise Crash
        append(journal, fact)

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "append", stops)
        with pytest.raises(Crash):
            studio.build()
    studio.emulator._world.state.table("batches", Batch).clear()
    if not is_kept:
        studio.emulator.script("GET", "/v3/videos", NO_VIDEOS, forever=True)
    assert codes(studio.build()) == expected
    assert studio.orders() == {"batches": 1}
    assert studio.charged() == {"video": 20}


def test_an_order_of_a_batch_is_not_repeated_alone_however_keys_are_honored(studio: Studio) -> None:
    studio.environ["HEYGEN_BUILD_HONORED_KEYS"] = "agent,video"
    studio.write(project(20))
    studio.emulator.script("POST", "/v3/videos/batches", *[LostAfterAcceptance()] * 8)
    studio.build()
    studio.emulator.script("GET", "/v3/videos", *[NO_VIDEOS] * 20)
    built = studio.build()
    assert codes(built) == ["HB0708"] * 20
    assert "the next build looks for it again" in built.artifacts.failures[0].diagnostic.message
    assert studio.build().artifacts.is_complete
    assert studio.charged() == {"video": 20}


def test_whoever_gives_up_its_seat_hears_nothing_of_the_batch(studio: Studio) -> None:
    studio.write(project(20))
    steps = [step for step in studio.plan().plan.steps if step.kind == "video"]

    class Refusing:
        async def create(self, *given: object, **named: object) -> BatchCreated:
            raise ApiError(400, "invalid_parameter", "videos[3]: the script is refused")

    class Client:
        batches = Refusing()

    async def nobody(key: str) -> None:
        return

    journal = Journal(None)
    for step in steps:
        journal.append(
            Intended(
                key=step.key, at=0, attempt=1, idempotency_key=step.key, body_digest="", usd=None, account="somebody"
            )
        )

    async def travel() -> list[object]:
        convoys = Convoys(cast("HeyGen", Client()), journal, studio.time, studio.time.sleep, "hello", nobody)
        convoys.expect(steps)
        assert await asyncio.gather(*map(convoys.board, steps)) == [True] * FEWEST
        waiting = [asyncio.ensure_future(convoys.order(step, Request(), step.key)) for step in steps[1:]]
        await asyncio.sleep(0)
        await convoys.leave(steps[0])
        return list(await asyncio.gather(*waiting, return_exceptions=True))

    heard = asyncio.run(travel())
    assert [getattr(error, "code", None) for error in heard] == ["invalid_parameter"] * (FEWEST - 1)
