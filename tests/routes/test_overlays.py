"""Overlays and captions from a project to a film: what they show, when, and that they are never paid for."""

from __future__ import annotations

import json
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from heygen_build.diagnostics import BuildError
from heygen_build.media.stills import frame_at
from tests.workshop import Studio, sample

HEAD = """\
heygen_build: 1
title: Hello
avatars: {host: {look: Abigail}}
voices: {narrator: {name: Chill Brian}}
defaults: {avatar: host, voice: narrator}
"""
SPEECH = "scenes:\n  - {id: a, script: Hello there.%s}\n"


@pytest.fixture
def room(studio: Studio) -> Studio:
    Image.new("RGB", (64, 36), (230, 40, 40)).save(studio.folder / "logo.png")
    return studio


def built(studio: Studio, text: str) -> Path:
    studio.write(HEAD + text)
    made = studio.build()
    assert made.artifacts.is_complete, [failure.diagnostic for failure in made.artifacts.failures]
    return studio.folder / "dist"


def reds(film: Path, at: float) -> int:
    pixels = np.asarray(frame_at(film, at)).astype(int)
    return int(((pixels[..., 0] > 180) & (pixels[..., 1] < 90) & (pixels[..., 2] < 90)).sum())


def test_an_overlay_comes_when_its_word_is_said_and_orders_nothing(room: Studio) -> None:
    built(room, SPEECH % "")
    orders = room.orders()
    film = built(room, SPEECH % ", overlays: [{image: logo.png, at: top-left, from: {word: there}}]") / "film.mp4"
    assert room.orders() == orders, "what lies over the picture is never paid for"
    assert reds(film, 0.05) == 0
    assert reds(film, 0.35) > 1500


def test_an_overlay_of_the_project_is_on_every_scene(room: Studio) -> None:
    text = "overlays: [{image: logo.png, at: top-left}]\nscenes: [{card: One, hold: 1s}, {card: Two, hold: 1s}]\n"
    film = built(room, text) / "film.mp4"
    assert min(reds(film, 0.5), reds(film, 1.5)) > 1500


WHOLE = "render: {unit: video}\n%sscenes:\n  - {script: Hello there.}\n  - {script: It is quick.%s}\n"


def test_an_overlay_of_the_project_is_on_a_film_that_is_rendered_whole(room: Studio) -> None:
    film = built(room, WHOLE % ("overlays: [{image: logo.png, at: top-left}]\n", "")) / "film.mp4"
    assert min(reds(film, at) for at in (0.0, 0.2, 0.36)) > 1500
    assert room.orders() == {"videos": 1}


def test_a_film_that_is_rendered_whole_takes_overlays_that_wait_for_words(room: Studio) -> None:
    word = ", overlays: [{image: logo.png, at: top-left, from: {word: there}}]}"
    film = built(room, (WHOLE % ("", "")).replace("there.}", "there." + word)) / "film.mp4"
    assert reds(film, 0.0) == 0


def test_a_film_that_is_rendered_whole_refuses_overlays_that_need_to_know_its_cuts(room: Studio) -> None:
    room.write(HEAD + WHOLE % ("", ", overlays: [{image: logo.png, at: top-left, from: 1s}]"))
    with pytest.raises(BuildError) as caught:
        room.build()
    (found,) = [found for found in caught.value.diagnostics if found.severity == "error"]
    assert found.code == "HB0431"
    assert "from: {word:" in found.message


def test_a_progress_bar_goes_on_from_scene_to_scene(room: Studio) -> None:
    bar = 'overlays: [{progress: {color: "#e62828", height: 10px}}]\n'
    film = built(room, bar + "scenes: [{card: One, hold: 1s}, {card: Two, hold: 3s}]\n") / "film.mp4"
    shares = [reds(film, at) / (1280 * 10) for at in (0.98, 1.02, 3.98)]
    assert shares == pytest.approx([0.25, 0.26, 1.0], abs=0.03)


def test_captions_of_another_language_come_from_a_file(room: Studio) -> None:
    (room.folder / "es.srt").write_text("1\n00:00:00,280 --> 00:00:00,400\nHola.\n", encoding="utf-8")
    captions = "captions: {language: es, file: es.srt, track: true, sidecar: [srt, ttml], burn_in: {style: outline}}\n"
    folder = built(room, captions + SPEECH % "")
    assert "Hola." in (folder / "film.srt").read_text("utf-8")
    assert 'xml:lang="es"' in (folder / "film.ttml").read_text("utf-8")
    with av.open(str(folder / "film.mp4")) as film:
        assert film.streams.subtitles[0].metadata["language"] == "spa"
    white = [int((np.asarray(frame_at(folder / "film.mp4", at).convert("L"))[560:] > 220).sum()) for at in (0.0, 0.32)]
    assert white[0] == 0 < white[1]


def test_the_rules_of_the_project_break_captions_and_the_manifest_names_their_times(room: Studio) -> None:
    folder = built(room, "captions: {sidecar: [srt], rules: {max_chars: 10, max_lines: 1}}\n" + SPEECH % "")
    lines = (folder / "film.srt").read_text("utf-8").splitlines()
    assert [line for line in lines if line.isalpha() or line.endswith(".")] == ["Hello", "there."]
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["films"][0]["scenes"][0]["timing"] in ("HeyGen subtitles", "speech words")


RECORDED = """\
captions: {burn_in: {style: outline}, sidecar: [srt]}
scenes:
  - id: a
    card: {text: Hi, background: navy}
    audio: {file: speech.wav, script: "%s"}
    overlays: [{image: logo.png, at: top-left, from: {word: there}}]
"""


def test_what_is_written_down_of_a_recording_times_its_captions_and_overlays(room: Studio) -> None:
    (room.folder / "speech.wav").write_bytes(sample()[1])
    folder = built(room, RECORDED % "Hello over there.")
    assert "Hello over there." in (folder / "film.srt").read_text("utf-8")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["films"][0]["scenes"][0]["timing"] == "word model"
    assert reds(folder / "film.mp4", 0.05) == 0
    assert reds(folder / "film.mp4", 0.38) > 1500
    assert room.orders() == {}


def test_a_word_that_is_not_in_a_recording_is_told(room: Studio) -> None:
    (room.folder / "speech.wav").write_bytes(sample()[1])
    room.write(HEAD + RECORDED % "Hello over here.")
    with pytest.raises(BuildError) as caught:
        room.build()
    assert [found.code for found in caught.value.diagnostics if found.severity == "error"] == ["HB0418"]
