"""Films that are sound alone: every scene is spoken by Starfish, and nothing is rendered."""

from __future__ import annotations

import pytest

from heygen_build.diagnostics import BuildError
from tests.routes.orders import at, bodies, matches_the_schema
from tests.workshop import Studio, outputs

PROJECT = """\
heygen_build: 1
title: Hello
output: {format: FORMAT}
avatars: {host: {look: Abigail}}
voices: {narrator: {name: Chill Brian, speed: 1.1}}
defaults: {avatar: host, voice: narrator}
scenes:
  - {id: one, script: "Salt & pepper. <break time=\\"0.5s\\"/> That is all."}
  - {id: two, audio: speech.wav}
  - {id: three, script: Thank you.}
"""


@pytest.mark.parametrize("form", ["wav", "mp3"])
def test_a_scene_without_a_picture_orders_speech_only(studio: Studio, form: str) -> None:
    studio.write(PROJECT.replace("FORMAT", form))
    built = studio.build()
    assert built.artifacts.is_complete
    assert studio.orders() == {"speech": 2}
    assert studio.charged() == {"speech": 2}
    assert f"film.{form}" in outputs(studio.folder / "dist")


def test_pauses_are_sent_as_ssml_and_plain_text_as_text(studio: Studio) -> None:
    studio.write(PROJECT.replace("FORMAT", "wav"))
    studio.build()
    spoken = {str(at(body, "input_type")): body for body in bodies(studio, "/v3/voices/speech")}
    assert all(matches_the_schema(body, "POST /v3/voices/speech") for body in spoken.values())
    assert at(spoken["ssml"], "text") == 'Salt &amp; pepper. <break time="0.5s"/> That is all.'
    assert at(spoken["text"], "text") == "Thank you."
    assert at(spoken["text"], "speed") == 1.1


def test_speech_alone_may_be_faster_than_a_presenter_and_say_its_language(studio: Studio) -> None:
    voice = "speed: 2, language: pt"
    studio.write(PROJECT.replace("FORMAT", "wav").replace("speed: 1.1", voice))
    assert studio.build().artifacts.is_complete
    body = bodies(studio, "/v3/voices/speech")[0]
    assert (at(body, "speed"), at(body, "language")) == (2.0, "pt")
    assert matches_the_schema(body, "POST /v3/voices/speech")
    studio.write(PROJECT.replace("FORMAT", "mp4").replace("speed: 1.1", voice))
    with pytest.raises(BuildError) as refused:
        studio.plan()
    told = [(found.code, found.severity) for found in refused.value.diagnostics]
    assert ("HB0433", "error") in told
    assert ("HB0470", "warning") in told, "nobody hears the language"
