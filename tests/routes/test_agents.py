"""Films and scenes of the Video Agent: what is ordered, how sessions are waited for and answered, what comes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from heygen_build.emulator.app import AfterSeconds, Config
from heygen_build.emulator.catalog_agents import AGENT_STYLES, BRAND_KITS
from heygen_build.emulator.faults import Answer, FailJob, LostAfterAcceptance, LostBeforeAcceptance, StuckJob
from heygen_build.execute.events import StepNote
from heygen_build.publish.manifest import read_manifest
from tests.emulator.bench import ABIGAIL
from tests.routes.orders import Body, bodies, matches_the_schema, the_body
from tests.workshop import SECONDS, Studio, codes, outputs, ran

AGENTS = "/v3/video-agents"
HEAD = """\
heygen_build: 1
title: Rain
avatars: {host: {look: Abigail}}
voices: {calm: {name: Ivy, speed: 0.9}}
"""
CHAT = HEAD + "agent: {prompt: A film about rain., avatar: host, mode: chat, messages: [For gardeners.]}\n"
VIDEOS = json.dumps({"data": [{"id": "v_1", "status": "completed"}]})
PLAIN = HEAD + "agent: {prompt: A film about rain., avatar: host}\n"


def order(studio: Studio, project: str) -> Body:
    """Build a film that orders once; what was asked for."""
    studio.write(project)
    built = studio.build()
    assert built.artifacts.is_complete, [failure.diagnostic for failure in built.artifacts.failures]
    body = the_body(studio, AGENTS)
    assert matches_the_schema(body, f"POST {AGENTS}")
    return body


def notes(studio: Studio) -> list[str]:
    return [event.text for event in studio.events if isinstance(event, StepNote)]


@pytest.fixture
def slow(tmp_path: Path) -> Studio:
    """At a HeyGen where a film takes twenty minutes."""
    progression = AfterSeconds(20 * 60.0)
    return Studio(tmp_path / "slow", Config(workers=0, progression=progression, folder=tmp_path / "emulator"))


def test_everything_a_brief_says_is_sent(studio: Studio) -> None:
    body = order(
        studio,
        HEAD
        + """
agent:
  format: explainer
  duration: 20s
  avatar: host
  voice: calm
  style: {id: Paper Theater}
  brand_kit: Larkfield
  files: [{file: face.png, use: in the first scene}]
  critical_text: [1200 liters]
  orientation: landscape
  incognito: true
  script: Every roof collects water.
""",
    )
    prompt = str(body["prompt"])
    style = next(found for found in AGENT_STYLES if found.name == "Paper Theater")
    assert {name: value for name, value in body.items() if name not in ("prompt", "voice_id", "files")} == {
        "avatar_id": ABIGAIL.id,
        "style_id": style.id,
        "brand_kit_id": BRAND_KITS[1].id,
        "orientation": "landscape",
        "incognito_mode": True,
    }
    assert "Total length: about 20 seconds" in prompt
    assert "- 1200 liters" in prompt
    assert "File 1 (image): in the first scene" in prompt
    assert "Pace: 0.9 times the usual." in prompt
    assert "\nSTYLE:" not in prompt
    assert studio.orders() == {"assets": 1, "video-agents": 1}


def test_a_plain_prompt_is_sent_as_it_is(studio: Studio) -> None:
    prompt = "A film about rain.\n\nKeep it short — please.  Two blanks stay."
    body = order(studio, HEAD + f'agent: {{prompt: "{prompt.encode("unicode_escape").decode()}", avatar: host}}\n')
    assert body["prompt"] == prompt
    assert set(body) == {"prompt", "avatar_id", "orientation"}


def test_a_film_from_one_brief_is_published_like_any_other(studio: Studio) -> None:
    order(studio, PLAIN.replace("A film", "An 8-second film") + "captions: {sidecar: [srt]}\n")
    assert set(outputs(studio.folder / "dist")) == {"film.mp4", "film.srt", "film.jpg", "manifest.json"}
    assert b"Hello there." in outputs(studio.folder / "dist")["film.srt"]
    manifest = read_manifest(studio.folder / "dist" / "manifest.json")
    assert manifest is not None
    (scene,) = manifest.films[0].scenes
    assert (scene.id, scene.source.line, scene.timing) == ("agent", 5, "HeyGen subtitles")
    assert scene.remote_id is not None


def test_the_manifest_says_how_long_a_film_was_asked_to_be(studio: Studio) -> None:
    order(studio, HEAD + "agent: {script: Every roof collects water., duration: 30s, avatar: host}\n")
    manifest = read_manifest(studio.folder / "dist" / "manifest.json")
    assert manifest is not None
    (scene,) = manifest.films[0].scenes
    assert scene.asked_seconds == 30.0
    assert scene.end == pytest.approx(SECONDS)
    assert f"the film has {SECONDS} s, 1 % of the 30 s that were asked for" in notes(studio)


def test_a_scene_of_the_agent_stands_between_others(studio: Studio) -> None:
    project = """
defaults: {avatar: host}
scenes:
  - script: Hello there.
  - id: rain
    agent: {prompt: A film about rain., avatar: host}
  - {card: Thanks, hold: 400ms}
"""
    order(studio, HEAD + project)
    assert studio.orders() == {"videos": 1, "video-agents": 1}
    manifest = read_manifest(studio.folder / "dist" / "manifest.json")
    assert manifest is not None
    assert [scene.end for scene in manifest.films[0].scenes] == pytest.approx([SECONDS, 2 * SECONDS, 3 * SECONDS])


def test_a_second_build_orders_nothing_and_a_changed_word_orders_again(studio: Studio) -> None:
    order(studio, PLAIN)
    assert ran(studio.build()) == []
    studio.write(PLAIN.replace("rain.", "snow."))
    studio.build()
    assert len(bodies(studio, AGENTS)) == 2


def test_the_name_of_a_file_and_the_music_of_the_film_do_not_order_again(studio: Studio) -> None:
    project = HEAD + "agent: {script: Every roof collects water., avatar: host, files: [NAME]}\n"
    studio.write(project.replace("NAME", "face.png"))
    studio.build()
    (studio.folder / "face.png").rename(studio.folder / "tank.png")
    studio.write(project.replace("NAME", "tank.png") + "captions: {burn_in: true}\n")
    studio.build()
    assert len(bodies(studio, AGENTS)) == 1


def test_a_session_that_asks_is_answered_in_order(studio: Studio) -> None:
    body = order(studio, CHAT)
    assert body["mode"] == "chat"
    (session,) = [path for path in studio.orders() if path not in ("video-agents", "assets")]
    (message,) = bodies(studio, f"{AGENTS}/{session}")
    assert message == {"message": "For gardeners."}
    assert matches_the_schema(message, f"POST {AGENTS}/{{session_id}}")


def test_a_session_that_asks_too_much_is_stopped_and_told(studio: Studio) -> None:
    studio.write(CHAT.replace(", messages: [For gardeners.]", ""))
    built = studio.build()
    assert codes(built) == ["HB0713"]
    diagnostic = built.artifacts.failures[0].diagnostic
    assert diagnostic.labels[0].span.start.line == 4
    assert "who is this film for" in diagnostic.notes[0]
    assert studio.orders()["stop"] == 1
    assert studio.charged() == {}
    studio.write(CHAT)
    assert studio.build().artifacts.is_complete


def test_an_answer_that_never_arrived_is_sent_again(studio: Studio) -> None:
    studio.emulator.script("POST", f"{AGENTS}/*", LostBeforeAcceptance())
    order(studio, CHAT)
    assert studio.charged() == {"video": 1}


def test_an_answer_whose_receipt_was_lost_is_not_sent_twice(studio: Studio) -> None:
    studio.emulator.script("POST", f"{AGENTS}/*", LostAfterAcceptance())
    order(studio, CHAT)
    assert studio.charged() == {"video": 1}
    assert sum(count for path, count in studio.orders().items() if path != "video-agents") == 1


def test_answers_that_nobody_asks_for_are_told(studio: Studio) -> None:
    order(studio, CHAT.replace("[For gardeners.]", "[For gardeners., In blue.]"))
    assert "the agent never asked for 1 of the `messages`" in notes(studio)


def completed(**fields: object) -> Answer:
    """What a session says when it has ended, with nothing else in it."""
    content = {"data": {"session_id": "s", "status": "completed", "created_at": 1, **fields}}
    return Answer(200, body=json.dumps(content), content_type="application/json")


def test_the_video_of_a_session_is_looked_up_where_the_session_does_not_name_it(studio: Studio) -> None:
    studio.emulator.script("GET", f"{AGENTS}/*", None, completed())
    studio.emulator.script("GET", f"{AGENTS}/*/videos", Answer(200, body=VIDEOS, content_type="application/json"))
    studio.write(PLAIN)
    assert codes(studio.build()) == ["HB0709"]  # the video of this list is not there, but it was asked for
    assert "/v3/videos/v_1" in [request.path for request in studio.emulator.requests]


def test_a_session_without_a_film_is_told_with_the_last_words_of_the_agent(studio: Studio) -> None:
    words = {"role": "model", "type": "text", "content": "I could not decide."}
    studio.emulator.script("GET", f"{AGENTS}/*", None, completed(messages=[words]))
    studio.emulator.script("GET", f"{AGENTS}/*/videos", Answer(200, body='{"data": []}', content_type="text/json"))
    studio.write(PLAIN)
    built = studio.build()
    assert codes(built) == ["HB0713"]
    assert built.artifacts.failures[0].diagnostic.notes[0] == "the agent: I could not decide."
    assert studio.build().artifacts.is_complete


def test_a_failed_session_is_told_at_the_brief_and_ordered_anew_by_the_next_build(studio: Studio) -> None:
    studio.emulator.script("POST", AGENTS, FailJob("rendering_failed", "Talking Photo not found"))
    studio.write(PLAIN)
    built = studio.build()
    assert codes(built) == ["HB0701"]
    assert "Talking Photo not found" in built.artifacts.failures[0].diagnostic.message
    assert studio.build().artifacts.is_complete
    assert studio.charged() == {"video": 1}


def test_a_session_is_first_asked_after_five_minutes_and_then_every_minute(slow: Studio) -> None:
    order(slow, PLAIN)
    asked = [pause for pause in slow.time.slept if pause >= 60.0]
    assert asked == [300.0, *[60.0] * 15]
    assert "the agent is generating, 55 %" in notes(slow)
    slow.close()


def test_three_sessions_are_open_at_once(slow: Studio) -> None:
    scenes = "".join(f"  - agent: {{prompt: Film {number} about rain., avatar: host}}\n" for number in range(5))
    slow.write(f"{HEAD}scenes:\n{scenes}")
    assert slow.build().artifacts.is_complete
    requests = [(request.method, request.path) for request in slow.emulator.requests]
    ordered = [place for place, request in enumerate(requests) if request == ("POST", AGENTS)]
    downloaded = next(place for place, (_, path) in enumerate(requests) if path.startswith("/files/"))
    assert len(ordered) == 5
    assert ordered[2] < downloaded < ordered[3]
    slow.close()


def test_a_stuck_session_is_given_up_and_collected_later(slow: Studio) -> None:
    slow.emulator.script("POST", AGENTS, StuckJob())
    slow.write(PLAIN)
    built = slow.build()
    assert codes(built) == ["HB0702"]
    assert built.artifacts.failures[0].exit_code == 4
    assert any("HeyGen's queue is long" in note for note in notes(slow))
    slow.build()
    assert len(bodies(slow, AGENTS)) == 1
    slow.close()


def test_an_order_whose_answer_was_lost_is_found_by_its_prompt(studio: Studio) -> None:
    studio.emulator.script("POST", AGENTS, LostAfterAcceptance())
    studio.write(PLAIN)
    assert codes(studio.build()) == ["HB0605"]
    assert studio.build().artifacts.is_complete
    assert len(bodies(studio, AGENTS)) == 1
    assert studio.charged() == {"video": 1}


def test_sessions_of_others_are_not_taken_for_ours(studio: Studio) -> None:
    order(studio, PLAIN)
    studio.emulator.script("POST", AGENTS, LostAfterAcceptance())
    studio.write(PLAIN.replace("avatar: host", "orientation: portrait"))
    assert codes(studio.build()) == ["HB0605"]
    assert studio.build().artifacts.is_complete
    assert studio.charged() == {"video": 2}


def test_the_price_is_by_the_second_that_is_asked_for_and_open_for_a_plain_prompt(studio: Studio) -> None:
    studio.write(HEAD + "agent: {script: Every roof collects water., duration: 30s, avatar: host}\n")
    assert studio.plan().cost.usd == pytest.approx(30 * 0.0333)
    studio.write(PLAIN)
    assert (studio.plan().cost.usd, studio.plan().cost.unknown) == (0, 1)


def test_the_first_form_of_the_agent_is_ordered_on_request(studio: Studio) -> None:
    project = "render: {api: v1}\nagent: {script: Every roof collects water., duration: 30s, avatar: host}\n"
    studio.write(HEAD + project)
    built = studio.build()
    assert built.artifacts.is_complete, [failure.diagnostic for failure in built.artifacts.failures]
    body = the_body(studio, "/v1/video_agent/generate")
    assert body["config"] == {"duration_sec": 30, "avatar_id": ABIGAIL.id, "orientation": "landscape"}
    assert {warning.code for warning in built.planned.project.warnings} >= {"HB0458"}


def test_a_presenter_that_is_made_first_is_given_to_the_agent(studio: Studio) -> None:
    head = HEAD.replace("{look: Abigail}", "{create: {prompt: A calm gardener}}")
    body = order(studio, head + "agent: {prompt: A film about rain., avatar: host}\n")
    assert isinstance(body["avatar_id"], str)
    assert body["avatar_id"] != ABIGAIL.id
