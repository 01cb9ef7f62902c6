"""Films rendered whole (v3 create-video, studio): what is ordered, what comes of it, what cannot be expressed."""

from __future__ import annotations

import pytest

from heygen_build.diagnostics import BuildError
from heygen_build.emulator.faults import Answer
from tests.routes.orders import at, bodies, matches_the_schema, the_body
from tests.workshop import SECONDS, Studio, codes, outputs

PROJECT = """\
heygen_build: 1
title: Hello
render: {unit: video}
avatars:
  host: {look: Abigail}
  founder: {photo: face.png}
voices:
  narrator: {name: Chill Brian, speed: 1.1}
defaults: {avatar: host, voice: narrator}
scenes:
  - {id: hook, script: Hello there., background: navy}
  - {id: founder, avatar: founder, script: I made this.}
  - {id: chart, image: face.png, script: The numbers are good.}
  - {id: pause, image: face.png, hold: 2s}
  - {id: screen, video: screen.mp4, volume: -6dB}
  - {id: recorded, audio: speech.wav}
"""


def test_all_scenes_are_one_order(studio: Studio) -> None:
    studio.write(PROJECT)
    built = studio.build()
    assert built.artifacts.is_complete
    body = the_body(studio)
    assert matches_the_schema(body, "POST /v3/videos")
    kinds = [at(body, "scenes", number, "type") for number in range(6)]
    assert kinds == ["avatar_video", "avatar_video", "image", "image", "video", "avatar_video"]
    assert studio.orders() == {"assets": 3, "videos": 1}
    assert studio.charged() == {"video": 1}


def test_each_scene_says_what_it_is_made_of(studio: Studio) -> None:
    studio.write(PROJECT)
    studio.build()
    body = the_body(studio)
    assert at(body, "scenes", 0, "input", "background") == {"type": "color", "color": "#000080"}
    assert at(body, "scenes", 0, "input", "voice_settings") == {"speed": 1.1}
    assert at(body, "scenes", 1, "input", "type") == "image"
    assert at(body, "scenes", 2, "script") == "The numbers are good."
    assert at(body, "scenes", 3, "duration") == 2.0
    assert at(body, "scenes", 4, "playback") == {"volume": 0.5012}
    assert at(body, "scenes", 5, "input", "audio_asset_id")


def test_the_film_has_captions_and_every_scene_its_share_of_the_time(studio: Studio) -> None:
    studio.write(PROJECT)
    built = studio.build()
    assert built.outputs is not None
    film = built.outputs.films[0]
    assert [scene.id for scene in film.scenes] == ["hook", "founder", "chart", "pause", "screen", "recorded"]
    assert film.scenes[0].start == 0.0
    assert [scene.end for scene in film.scenes[:-1]] == [scene.start for scene in film.scenes[1:]]
    assert film.scenes[-1].end == film.seconds == pytest.approx(SECONDS, abs=0.05)
    assert b"Hello there." in outputs(studio.folder / "dist")["film.srt"]


def test_one_word_orders_the_whole_film_again_and_the_plan_says_so(studio: Studio) -> None:
    studio.write(PROJECT)
    studio.build()
    studio.write(PROJECT.replace("I made this", "We made this"))
    running = [decision.step.place for decision in studio.plan().decisions if decision.runs]
    assert running == ["video/studio", "video/clip", "film"]


def test_a_price_that_no_page_states_is_unknown(studio: Studio) -> None:
    studio.write(PROJECT)
    assert studio.plan().cost.unknown == 1
    studio.write(PROJECT[: PROJECT.index("  - {id: chart")])
    assert studio.plan().cost.unknown == 0


NOT_FOR_ONE_JOB = [
    ("transition: {fade: 400ms}", "transition"),
    ("pad: {after: 1s}", "pad"),
    ("background: {image: face.png}", "background"),
    ("captions: false", "captions"),
    ("fit: contain", "fit"),
]


@pytest.mark.parametrize(("line", "key"), NOT_FOR_ONE_JOB)
def test_what_one_job_cannot_express_is_told_at_its_line_with_the_other_way(
    studio: Studio, line: str, key: str
) -> None:
    first = "{id: first, script: Hello there.}"
    studio.write(PROJECT.split("scenes:")[0] + f"scenes:\n  - {first}\n  - {{id: next, script: Hello., {line}}}\n")
    with pytest.raises(BuildError) as caught:
        studio.build()
    (found,) = [found for found in caught.value.diagnostics if found.severity == "error"]
    assert found.code == "HB0431"
    assert f"`{key}` of the scene `next`" in found.message
    assert "unit: scene" in (found.hint or "")
    assert bodies(studio) == []


def test_a_scene_that_fails_fails_the_film_and_is_not_charged(studio: Studio) -> None:
    from heygen_build.emulator.faults import FailJob

    studio.write(PROJECT)
    studio.emulator.script("POST", "/v3/videos", FailJob("rendering_failed", "Avatar rendering timed out"))
    built = studio.build()
    assert codes(built) == ["HB0701"]
    assert studio.charged() == {}


def test_what_goes_wrong_with_the_job_is_told_where_one_job_was_asked_for(studio: Studio) -> None:
    from heygen_build.emulator.faults import FailJob

    studio.write(PROJECT)
    studio.emulator.script("POST", "/v3/videos", FailJob("rendering_failed", "Avatar rendering timed out"))
    (failure,) = studio.build().artifacts.failures
    assert failure.diagnostic.labels[0].span.start.line == PROJECT.splitlines().index("render: {unit: video}")


def test_speech_may_come_first_for_every_scene_of_the_job(studio: Studio) -> None:
    studio.write(PROJECT.replace("{unit: video}", "{unit: video, speech: audio_first}"))
    assert studio.build().artifacts.is_complete
    body = the_body(studio)
    assert matches_the_schema(body, "POST /v3/videos")
    assert [at(body, "scenes", 0, "input", "audio_asset_id"), at(body, "scenes", 2, "audio_asset_id")]
    assert studio.orders() == {"speech": 3, "assets": 6, "videos": 1}


def test_an_avatar_that_is_made_first_may_speak_in_the_job(studio: Studio) -> None:
    project = PROJECT.replace("{photo: face.png}", "{create: {photo: large-face.png}}")
    studio.write(project)
    assert studio.build().artifacts.is_complete
    assert at(the_body(studio), "scenes", 1, "input", "type") == "avatar"


REFUSED = (
    """{"error": {"code": "invalid_parameter", "message": "the script is refused", "param": "scenes[2].script"}}"""
)
OLD_REFUSED = """{"data": null, "error": {"code": "400175", "message":
"ensure this value has at most 2000 characters at `video_inputs.1.voice.TextVoiceSettings.input_text`"}}"""


@pytest.mark.parametrize(
    ("path", "answer", "line"), [("/v3/videos", REFUSED, 12), ("/v2/video/generate", OLD_REFUSED, 11)]
)
def test_a_scene_that_is_refused_is_told_at_its_line(studio: Studio, path: str, answer: str, line: int) -> None:
    text = PROJECT.replace("volume: -6dB", "mute: true")
    studio.write(text if path == "/v3/videos" else text.replace("unit: video", "unit: video, api: v2"))
    studio.emulator.script("POST", path, Answer(400, body=answer, content_type="application/json"))
    built = studio.build()
    told = built.artifacts.failures[0].diagnostic
    assert told.code == "HB0604"
    assert [label.span.start.line for label in told.labels] == [line, 2], "the scene, and then what asked for one job"
