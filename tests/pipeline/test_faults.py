"""Trouble of every kind on every route: a build succeeds or says why and where, and nothing is paid twice."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from heygen_build.diagnostics import BuildError
from heygen_build.emulator.faults import Answer as Answered
from heygen_build.emulator.faults import (
    ExpiredLink,
    FailJob,
    Fault,
    LostAfterAcceptance,
    LostBeforeAcceptance,
    TruncatedFile,
    gateway_page,
    rate_limited,
)
from heygen_build.execute.answers import Answer
from heygen_build.store.journal import Accepted, Journal
from tests.workshop import Studio, code_of, codes, ran

PAID_ONCE = {"video": 2, "speech": 1}
CREATE, SPEAK, UPLOAD = ("POST", "/v3/videos"), ("POST", "/v3/voices/speech"), ("POST", "/v3/assets")
POLL, VIDEO_FILE = ("GET", "/v3/videos/*"), ("GET", "/files/videos/*.mp4")
SUBTITLES, SPEECH_FILE = ("GET", "/files/videos/*.srt"), ("GET", "/files/speech/*")


@dataclass(frozen=True)
class Case:
    """`faults` meet the next requests to `route`; `code` None means that the build succeeds all the same."""

    route: tuple[str, str]
    faults: tuple[Fault, ...]
    code: str | None = None
    exit_code: int = 1

    @property
    def was_spoken(self) -> bool:
        return self.route == SPEAK and self.faults == (LostAfterAcceptance(),)

    def __str__(self) -> str:
        trouble = ",".join(f"{type(fault).__name__}{getattr(fault, 'status', '')}" for fault in self.faults)
        return f"{self.route[1]} {trouble} gives {self.code or 'a film'}"


def refused(status: int, code: str) -> Answered:
    return Answered(status, code, "No.")


UNREADABLE = Answered(200, body='{"data": {"video_', content_type="application/json")
TABLE = [
    Case(CREATE, (LostAfterAcceptance(),)),
    Case(CREATE, (LostAfterAcceptance(),) * 3, "HB0605"),
    Case(CREATE, (LostBeforeAcceptance(),) * 3, "HB0605"),
    Case(CREATE, (rate_limited(7),)),
    Case(CREATE, (rate_limited(7),) * 3),
    Case(CREATE, (rate_limited(7),) * 60, "HB0607"),
    Case(CREATE, (Answered(503), gateway_page())),
    Case(CREATE, (Answered(503),) * 3, "HB0606"),
    Case(CREATE, (gateway_page(),) * 3, "HB0606"),
    Case(CREATE, (UNREADABLE,) * 3, "HB0606"),
    Case(CREATE, (LostAfterAcceptance(), Answered(503), refused(400, "invalid_parameter")), "HB0604"),
    Case(CREATE, (refused(400, "invalid_parameter"),), "HB0604"),
    Case(CREATE, (refused(401, "unauthorized"),), "HB0601", 3),
    Case(CREATE, (refused(402, "insufficient_credit"),), "HB0603"),
    Case(CREATE, (refused(403, "forbidden"),), "HB0602"),
    Case(CREATE, (refused(404, "avatar_not_found"),), "HB0609"),
    Case(CREATE, (refused(409, "resource_not_ready"),), "HB0604"),
    Case(CREATE, (refused(409, "request_in_progress"),) * 14, "HB0607"),
    Case(CREATE, (refused(413, "payload_too_large"),), "HB0604"),
    Case(CREATE, (refused(418, "teapot"),), "HB0608"),
    Case(CREATE, (FailJob(),), "HB0701"),
    Case(POLL, (Answered(503),) * 3),
    Case(POLL, (LostBeforeAcceptance(),) * 5),
    Case(POLL, (refused(404, "video_not_found"),)),
    Case(POLL, (Answered(503),) * 18, "HB0606"),
    Case(VIDEO_FILE, (ExpiredLink(),)),
    Case(VIDEO_FILE, (ExpiredLink(),) * 6, "HB0703"),
    Case(VIDEO_FILE, (TruncatedFile(), TruncatedFile(0.0))),
    Case(VIDEO_FILE, (Answered(503),) * 6, "HB0606"),
    Case(VIDEO_FILE, (Answered(200, body="not a film"),) * 2, "HB0703"),
    Case(SUBTITLES, (ExpiredLink(),) * 6),
    Case(SPEAK, (rate_limited(),)),
    Case(SPEAK, (LostAfterAcceptance(),), "HB0605"),
    Case(SPEAK, (LostBeforeAcceptance(),), "HB0605"),
    Case(SPEAK, (Answered(500),), "HB0606"),
    Case(SPEAK, (refused(400, "voice_not_usable"),), "HB0620"),
    Case(SPEECH_FILE, (TruncatedFile(),)),
    Case(SPEECH_FILE, (Answered(503),) * 3, "HB0606"),
    Case(UPLOAD, (LostAfterAcceptance(),)),
    Case(UPLOAD, (LostAfterAcceptance(),) * 3, "HB0605"),
    Case(UPLOAD, (Answered(503),) * 3, "HB0606"),
    Case(UPLOAD, (refused(400, "invalid_parameter"),), "HB0604"),
]


@pytest.mark.parametrize("case", TABLE, ids=str)
def test_whatever_happens_the_next_build_finishes_and_nothing_is_paid_twice(studio: Studio, case: Case) -> None:
    studio.emulator.script(*case.route, *case.faults)
    first = studio.build()
    assert set(codes(first)) == ({case.code} if case.code else set())
    assert {failure.exit_code for failure in first.artifacts.failures} == ({case.exit_code} if case.code else set())
    assert studio.finish().artifacts.is_complete
    paid = studio.charged()
    # Nobody but the person who was asked orders speech again that HeyGen may have spoken already.
    assert paid == PAID_ONCE or (case.was_spoken and paid == {**PAID_ONCE, "speech": 2})


@pytest.mark.parametrize("case", [case for case in TABLE if case.code], ids=str)
def test_each_failure_names_the_scene_that_asked_and_what_to_do(studio: Studio, case: Case) -> None:
    studio.emulator.script(*case.route, *case.faults)
    for failure in studio.build().artifacts.failures:
        told = failure.diagnostic
        assert told.labels[0].span.file.path.endswith("project.yaml")
        assert told.labels[0].span.start.line > 7  # below `scenes` or the photo's scene, never at the top of the file
        assert told.hint


def test_an_answer_of_the_api_is_told_with_its_request_id(studio: Studio) -> None:
    studio.emulator.script(*CREATE, refused(400, "invalid_parameter"))
    (failure,) = studio.build().artifacts.failures
    notes = " ".join(failure.diagnostic.notes)
    assert "HTTP 400 invalid_parameter" in notes
    assert "request id: 00000001-" in notes


def test_after_a_refused_key_or_an_empty_wallet_nothing_else_is_ordered(studio: Studio) -> None:
    studio.emulator.script("POST", "/v3/*", *[refused(402, "insufficient_credit")] * 9)
    built = studio.build()
    assert "HB0603" in codes(built)
    assert len(codes(built)) + len(built.artifacts.skipped) == len(ran(built)) - 1  # only the card could be made
    assert studio.charged() == {}


def test_a_failed_job_is_ordered_again_as_a_new_attempt(studio: Studio) -> None:
    studio.emulator.script(*CREATE, FailJob("rendering_failed", "Avatar rendering timed out"))
    (failure,) = studio.build().artifacts.failures
    assert "Avatar rendering timed out" in failure.diagnostic.message
    studio.forget_requests()
    studio.build()
    (again,) = [request for request in studio.emulator.requests if (request.method, request.path) == CREATE]
    assert again.headers["idempotency-key"].endswith("-2")


def test_a_lost_order_is_found_by_its_title_after_the_window_of_idempotency(studio: Studio) -> None:
    studio.emulator.script(*CREATE, *[LostAfterAcceptance()] * 3)
    studio.build()
    studio.time.now += 25 * 3600
    studio.forget_requests()
    assert studio.build().artifacts.is_complete
    lookups = [request.query for request in studio.emulator.requests if request.path == "/v3/videos"]
    assert any("title=hb-" in query for query in lookups)
    assert studio.charged() == PAID_ONCE


def test_speech_that_may_have_been_spoken_is_shown_with_its_price_before_it_is_ordered_again(studio: Studio) -> None:
    studio.emulator.script(*SPEAK, LostBeforeAcceptance())
    studio.build()
    decisions = {decision.step.place: decision for decision in studio.plan().decisions}
    assert decisions["chart/speech"].reason == "unconfirmed"
    assert decisions["chart/speech"].cost is not None


def test_an_expired_link_to_speech_is_a_question_and_not_a_second_order(studio: Studio) -> None:
    studio.emulator.script(*SPEECH_FILE, ExpiredLink())
    (failure,) = studio.build().artifacts.failures
    assert failure.diagnostic.code == "HB0709"
    assert "--step chart/speech --order-again" in (failure.diagnostic.hint or "")
    planned = {decision.step.place: decision for decision in studio.plan().decisions}["chart/speech"]
    assert (planned.reason, planned.cost) == ("question", None)
    assert codes(studio.build()) == ["HB0709"]
    assert studio.charged()["speech"] == 1
    assert studio.build(answers=[Answer(None, None)]).artifacts.is_complete
    assert studio.charged()["speech"] == 2


def test_a_lost_order_that_no_list_shows_is_a_question_once_its_key_is_forgotten(studio: Studio) -> None:
    studio.write(ONE_SCENE)
    studio.emulator.script(*CREATE, *[LostAfterAcceptance()] * 3)
    studio.build()
    studio.time.now += 25 * 3600
    nothing = Answered(200, body='{"data": [], "has_more": false}', content_type="application/json")
    studio.emulator.script("GET", "/v3/videos", nothing, nothing)
    (failure,) = studio.build().artifacts.failures
    assert failure.diagnostic.code == "HB0708"
    assert "--adopt ID" in (failure.diagnostic.hint or "")
    assert studio.charged() == {"video": 1}
    (video_id,) = [charge.id for charge in studio.emulator.charges]
    assert studio.build(answers=[Answer("scene-1/video", video_id)]).artifacts.is_complete
    assert studio.charged() == {"video": 1}


def test_a_clock_that_was_set_back_ends_the_trust_in_a_key(studio: Studio) -> None:
    studio.write(ONE_SCENE)
    studio.emulator.script(*CREATE, *[LostAfterAcceptance()] * 3)
    studio.build()
    studio.time.now -= 3600
    nothing = Answered(200, body='{"data": [], "has_more": false}', content_type="application/json")
    studio.emulator.script("GET", "/v3/videos", nothing)
    assert codes(studio.build()) == ["HB0708"]
    assert studio.charged() == {"video": 1}


def test_an_answer_to_another_order_is_not_taken_for_ours(studio: Studio) -> None:
    studio.write(ONE_SCENE)
    studio.build()
    (video_id,) = remote_ids(studio)
    studio.write(ONE_SCENE.replace("Hello there.", "Hello again."))
    body = json.dumps({"data": {"video_id": video_id, "status": "waiting"}})
    studio.emulator.script(*CREATE, Answered(200, body=body, content_type="application/json"))
    studio.forget_requests()
    assert studio.build().artifacts.is_complete
    assert studio.orders() == {"videos": 2}
    assert studio.charged() == {"video": 2}


def test_a_video_without_a_link_yet_is_asked_for_again_after_half_a_minute(studio: Studio) -> None:
    studio.emulator.script(*VIDEO_FILE, *[ExpiredLink()] * 6)
    studio.build()
    for video_id in remote_ids(studio):
        body = json.dumps({"data": {"id": video_id, "status": "completed", "video_url": None}})
        studio.emulator.script(
            "GET", f"/v3/videos/{video_id}", Answered(200, body=body, content_type="application/json")
        )
    studio.time.slept.clear()
    assert studio.build().artifacts.is_complete
    assert studio.time.slept.count(30.0) == 2
    assert studio.charged() == PAID_ONCE


def test_a_picture_that_is_gone_from_the_account_is_uploaded_again_by_the_next_build(studio: Studio) -> None:
    studio.emulator.script(*CREATE, *[FailJob()] * 2)
    studio.build()
    studio.emulator.script(*CREATE, *[refused(404, "asset_not_found")] * 2)
    studio.build()
    studio.forget_requests()
    assert studio.build().artifacts.is_complete
    assert studio.orders()["assets"] == 1


def test_a_job_of_another_account_is_not_taken_for_ours(studio: Studio) -> None:
    studio.emulator.script(*VIDEO_FILE, *[ExpiredLink()] * 6)
    studio.build()
    me = json.dumps({"data": {"username": "somebody-else"}})
    studio.emulator.script("GET", "/v3/users/me", Answered(200, body=me, content_type="application/json"))
    reasons = {decision.step.place: decision.reason for decision in studio.plan().decisions}
    assert (reasons["hook/video"], reasons["founder/photo"]) == ("new", "new")


def test_a_job_that_takes_too_long_is_left_and_collected_by_a_later_build(studio_of_slow_jobs: Studio) -> None:
    studio = studio_of_slow_jobs
    stuck = studio.build()
    assert {(failure.diagnostic.code, failure.exit_code) for failure in stuck.artifacts.failures} == {("HB0702", 4)}
    studio.time.now += 3600
    studio.forget_requests()
    assert studio.build().artifacts.is_complete
    assert studio.orders() == {}
    assert studio.charged() == PAID_ONCE


def test_status_is_asked_after_two_seconds_and_then_ever_more_slowly(studio_of_slow_jobs: Studio) -> None:
    studio = studio_of_slow_jobs
    studio.write(ONE_SCENE)
    studio.build()
    assert studio.time.slept[:6] == [2, 4, 8, 16, 30, 30]
    assert sum(studio.time.slept) == pytest.approx(20 * 60, abs=30)


def test_many_open_videos_are_asked_about_at_once(studio_of_slow_jobs: Studio) -> None:
    studio = studio_of_slow_jobs
    studio.write(ONE_SCENE + "".join(f"  - script: Sentence {number}.\n" for number in range(7)))
    studio.build()
    polls = studio.polls()
    # Only near the end, when most have given up and fewer than six are open, each is asked about by itself.
    assert polls.count("one") < 6
    assert 0 < polls.count("bulk") < 45


def test_a_failing_bulk_answer_reaches_everybody_who_waits_for_it(studio_of_slow_jobs: Studio) -> None:
    studio = studio_of_slow_jobs
    studio.write(ONE_SCENE + "".join(f"  - script: Sentence {number}.\n" for number in range(7)))
    studio.emulator.script("GET", "/v3/videos/statuses", *[refused(403, "forbidden")] * 99)
    assert codes(studio.build()) == ["HB0602"] * 8


@pytest.mark.parametrize(
    ("answer", "code", "exit_code"),
    [
        (refused(401, "unauthorized"), "HB0601", 3),
        (refused(403, "forbidden"), "HB0602", 1),
        (Answered(503), "HB0606", 1),
        (gateway_page(), "HB0606", 1),
        (LostBeforeAcceptance(), "HB0605", 1),
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["/v3/users/me", "/v3/avatars/looks", "/v3/voices"])
def test_trouble_before_any_step_ends_the_build_with_its_own_exit_code(
    studio: Studio, path: str, answer: Fault, code: str, exit_code: int
) -> None:
    studio.emulator.script("GET", path, *[answer] * 3)
    with pytest.raises(BuildError) as caught:
        studio.build()
    assert (code_of(caught.value), caught.value.exit_code) == ([code], exit_code)
    assert studio.orders() == {}


def remote_ids(studio: Studio) -> list[str]:
    journal = Journal(studio.folder / ".heygen-build" / "journal.sqlite3")
    ids = [fact.remote_id for fact in journal.all() if isinstance(fact, Accepted) and fact.answer is None]
    journal.close()
    return ids


ONE_SCENE = """\
heygen_build: 1
title: Slow
avatars:
  host: {look: Abigail}
defaults: {avatar: host}
scenes:
  - script: Hello there.
"""


def test_a_setting_that_the_voice_does_not_have_is_told_with_its_place_in_the_project(studio: Studio) -> None:
    settings = "engine_settings: {engine_type: elevenlabs, stability: 0.5}"
    project = (studio.folder / "project.yaml").read_text("utf-8")
    studio.write(project.replace("{name: Chill Brian}", f"{{name: Marcia, {settings}}}"))
    failed = studio.build().artifacts.failures
    hints = {failure.diagnostic.hint for failure in failed if failure.diagnostic.code == "HB0604"}
    assert hints == {"change the settings of the voice under `voices`; nothing was ordered"}


def test_an_order_that_heygen_forgot_is_not_called_free_of_charge(studio: Studio) -> None:
    studio.emulator.script(*POLL, *[refused(404, "video_not_found")] * 60)
    told = [failure.diagnostic for failure in studio.build().artifacts.failures]
    assert {one.code for one in told} == {"HB0709"}
    assert all("any more" in one.message for one in told)
    assert all("--order-again" in (one.hint or "") for one in told)
    studio.forget_requests()
    assert set(codes(studio.build())) == {"HB0709"}
    assert studio.orders()["videos"] == 0, "it may have been charged, so that a person has to say it"
