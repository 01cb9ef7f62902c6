"""HeyGen repeats its answer to another order, which only the journal of another machine knows."""

from __future__ import annotations

import json
import shutil

import pytest

from heygen_build.emulator.faults import Answer, LostBeforeAcceptance
from heygen_build.execute.answers import Answer as Reply
from tests.faults.samples import SAMPLES, prepare
from tests.workshop import Studio, codes

ONE = "heygen_build: 1\ntitle: Replay\navatars: {host: {look: Abigail}}\nscenes: [{avatar: host, script: Hello.}]\n"
FIELDS = {"lipsync": "lipsync_id", "template": "video_id"}


def another_machine(studio: Studio) -> str:
    """Builds the project where nobody here can see it; gives the id of what it ordered."""
    assert studio.build().artifacts.is_complete
    ordered = studio.emulator.charges[-1].id
    studio.lose_cache()
    shutil.rmtree(studio.folder / ".heygen-build")
    (studio.folder / "project.lock.json").unlink()
    studio.forget_requests()
    return ordered


def answered_with(video_id: str, field: str = "video_id") -> Answer:
    body = json.dumps({"data": {field: video_id, "status": "waiting"}})
    return Answer(200, body=body, content_type="application/json")


def test_a_foreign_job_is_known_by_its_title_and_the_order_goes_out_under_a_new_key(studio: Studio) -> None:
    studio.write(ONE)
    foreign = another_machine(studio)
    studio.write(ONE.replace("Hello.", "Goodbye."))
    studio.emulator.script("POST", "/v3/videos", answered_with(foreign))
    built = studio.build()
    assert built.artifacts.is_complete
    keys = [request.headers["idempotency-key"] for request in studio.emulator.requests if request.method == "POST"]
    assert [key.rsplit("-", 1)[1] for key in keys] == ["1", "2"]
    assert keys[0][:-1] == keys[1][:-1]
    assert studio.charged() == {"video": 2}
    (video,) = [step for step in built.planned.plan.steps if step.is_paid]
    assert getattr(built.artifacts.results[video.key].meta, "remote_id", None) != foreign


def test_a_later_build_that_finds_a_foreign_job_says_so_and_orders_only_with_a_new_price(studio: Studio) -> None:
    studio.write(ONE)
    foreign = another_machine(studio)
    studio.write(ONE.replace("Hello.", "Goodbye."))
    studio.emulator.script("POST", "/v3/videos", answered_with(foreign))
    studio.emulator.script("GET", "/v3/videos/*", *[Answer(503)] * 9)
    assert codes(studio.build()) == ["HB0606"]
    studio.forget_requests()
    late = studio.build()
    assert codes(late) == ["HB0711"]
    assert foreign in late.artifacts.failures[0].diagnostic.message
    assert studio.orders() == {}
    assert studio.plan().cost.orders == 1
    assert studio.build().artifacts.is_complete
    assert studio.charged() == {"video": 2}


@pytest.mark.parametrize(
    ("kind", "here", "there"),
    [("lipsync", "lipsync: true", "lipsync: {mode: precision}"), ("template", "customer: Ben", "customer: Eve")],
)
def test_other_jobs_with_titles_are_told_apart_as_well(studio: Studio, kind: str, here: str, there: str) -> None:
    prepare(studio, SAMPLES[kind])
    foreign = another_machine(studio)
    studio.write(SAMPLES[kind].project.replace(here, there))
    studio.emulator.script("POST", SAMPLES[kind].order, answered_with(foreign, FIELDS[kind]))
    assert studio.build().artifacts.is_complete
    assert len({charge.id for charge in studio.emulator.charges}) == 2


def test_what_a_person_adopted_is_theirs_whatever_its_title_says(studio: Studio) -> None:
    studio.write(ONE)
    foreign = another_machine(studio)
    studio.write(ONE.replace("Hello.", "Goodbye."))
    studio.emulator.script("POST", "/v3/videos", *[LostBeforeAcceptance()] * 3)
    assert codes(studio.build()) == ["HB0605"]
    assert studio.build(answers=[Reply("scene-1/video", foreign)]).artifacts.is_complete
    assert studio.charged() == {"video": 1}
