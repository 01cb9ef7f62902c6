"""Avatar scenes (v3 create-video, arms avatar and image): every setting, recordings, speech first, transparency."""

from __future__ import annotations

import pytest

from heygen_build.plan.model import Estimate
from tests.routes.orders import Body, matches_the_schema, the_body
from tests.workshop import SECONDS, Studio, outputs

HEAD = "heygen_build: 1\ntitle: Hello\n"


def order(studio: Studio, project: str) -> Body:
    """Build a project that orders one video; what was asked for."""
    studio.write(HEAD + project)
    built = studio.build()
    assert built.artifacts.is_complete, [failure.diagnostic for failure in built.artifacts.failures]
    body = the_body(studio)
    assert matches_the_schema(body, "POST /v3/videos")
    return body


def test_every_setting_of_a_look_and_its_voice_is_sent(studio: Studio) -> None:
    body = order(
        studio,
        """
avatars:
  host: {look: Amara, engine: avatar_v, reference_look: Amara, motion: nods while speaking, remove_background: true}
voices:
  narrator:
    name: Ivy
    speed: 1.1
    pitch: 2
    volume: 0.8
    engine_settings: {engine_type: elevenlabs, model: eleven_v3, stability: 0.5, style: 0.2, use_speaker_boost: true}
scenes: [{avatar: host, voice: narrator, fit: contain, background: navy, script: Hello there.}]
""",
    )
    assert body["engine"] == {"type": "avatar_v", "reference_look_id": body["avatar_id"]}
    assert (body["motion_prompt"], body["remove_background"], body["fit"]) == ("nods while speaking", True, "contain")
    assert body["background"] == {"type": "color", "value": "#000080"}
    assert body["voice_settings"] == {
        "speed": 1.1,
        "pitch": 2.0,
        "volume": 0.8,
        "engine_settings": {
            "engine_type": "elevenlabs",
            "model": "eleven_v3",
            "stability": 0.5,
            "style": 0.2,
            "use_speaker_boost": True,
        },
    }


def test_an_avatar_speaks_to_a_recording(studio: Studio) -> None:
    body = order(studio, "avatars: {host: {look: Abigail}}\nscenes: [{avatar: host, audio: speech.wav}]")
    assert "script" not in body
    assert "voice_id" not in body
    assert body["audio_asset_id"]
    assert studio.orders() == {"assets": 1, "videos": 1}


def test_the_price_of_a_recording_is_exact(studio: Studio) -> None:
    studio.write(HEAD + "avatars: {host: {look: Abigail}}\nscenes: [{avatar: host, audio: speech.wav}]")
    estimates = [step.estimate for step in studio.plan().plan.steps if step.is_paid]
    assert [(round(e.seconds, 3), e.is_measured) for e in estimates if e] == [(SECONDS, True)]


def test_captions_of_a_recording_come_from_what_heygen_heard(studio: Studio) -> None:
    order(studio, "avatars: {host: {look: Abigail}}\nscenes: [{avatar: host, audio: speech.wav}]")
    assert b"Hello there." in outputs(studio.folder / "dist")["film.srt"]


AUDIO_FIRST = """
render: {speech: audio_first}
avatars: {host: {look: Abigail}}
voices: {narrator: {name: Chill Brian}}
defaults: {avatar: host, voice: narrator}
scenes: [{script: "Hello <break time=\\"0.5s\\"/> there."}]
"""


def test_speech_that_comes_first_is_uploaded_and_lip_synced(studio: Studio) -> None:
    body = order(studio, AUDIO_FIRST)
    assert [request.path for request in studio.emulator.requests if request.method == "POST"] == [
        "/v3/voices/speech",
        "/v3/assets",
        "/v3/videos",
    ]
    assert the_body(studio, "/v3/voices/speech")["input_type"] == "ssml"
    assert body["audio_asset_id"]
    assert "script" not in body


def test_speech_that_is_there_makes_the_price_exact(studio: Studio) -> None:
    studio.write(HEAD + AUDIO_FIRST)
    assert not estimate_of_the_video(studio).is_measured
    studio.build()
    assert estimate_of_the_video(studio).is_measured
    assert estimate_of_the_video(studio).seconds == pytest.approx(SECONDS, abs=0.05)


def estimate_of_the_video(studio: Studio) -> Estimate:
    (estimate,) = [step.estimate for step in studio.plan().plan.steps if step.kind == "video"]
    assert estimate is not None
    return estimate


def test_the_words_of_speech_that_came_first_time_the_captions(studio: Studio) -> None:
    studio.write(HEAD + AUDIO_FIRST)
    built = studio.build()
    assert built.outputs is not None
    assert [scene.timing for scene in built.outputs.films[0].scenes] == ["speech words"]


def test_a_presenter_is_ordered_without_a_background(studio: Studio) -> None:
    body = order(
        studio,
        """
avatars: {host: {look: Abigail}}
scenes: [{image: face.png, presenter: {avatar: host, shape: circle}, script: Hello there.}]
""",
    )
    assert body["output_format"] == "webm"
    assert "background" not in body


def test_a_presenter_without_matting_is_ordered_on_green(studio: Studio) -> None:
    body = order(
        studio,
        """
avatars: {host: {look: Daniel on the Sofa}}
scenes: [{image: face.png, presenter: {avatar: host, matte: green}, script: Hello there.}]
""",
    )
    assert body["background"] == {"type": "color", "value": "#00ff00"}
    assert "output_format" not in body


def test_a_background_that_heygen_cannot_draw_goes_behind_a_transparent_clip(studio: Studio) -> None:
    body = order(
        studio,
        "avatars: {host: {look: Abigail}}\n"
        "scenes: [{avatar: host, background: {video: screen.mp4}, script: Hello there.}]",
    )
    assert body["output_format"] == "webm"
    assert studio.orders() == {"videos": 1}


def test_a_transparent_film_is_made_of_transparent_renders(studio: Studio) -> None:
    body = order(
        studio,
        "output: {format: webm}\navatars: {host: {look: Abigail}}\nscenes: [{avatar: host, script: Hello there.}]",
    )
    assert body["output_format"] == "webm"


def test_a_look_without_matting_is_told_at_its_line_with_the_way_out(studio: Studio) -> None:
    studio.write(
        HEAD + "avatars: {host: {look: Daniel on the Sofa}}\n"
        "scenes: [{image: face.png, presenter: {avatar: host}, script: Hello there.}]"
    )
    built = studio.build()
    (failure,) = built.artifacts.failures
    assert failure.diagnostic.code == "HB0626"
    assert "matte: green" in (failure.diagnostic.hint or "")
    assert studio.charged() == {}
