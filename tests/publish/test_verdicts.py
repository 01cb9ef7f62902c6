"""Tests that people write: each measures the finished film, and fails at its line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from heygen_build.backends import World
from heygen_build.cli.main import main
from heygen_build.pipeline import Built
from tests.workshop import Studio, ran

HEAD = """\
heygen_build: 1
title: Plans
avatars: {host: {look: Abigail}}
defaults: {avatar: host}
music: {file: bed.wav}
"""
SCENES = """\
scenes:
  - id: hook
    script: Hello there.
  - id: night
    card: {text: " ", background: "#000000"}
    hold: 600ms
  - id: brand
    image: logo.png
    fit: contain
    background: "#dddddd"
    hold: 600ms
"""
SECONDS = 0.4 + 0.6 + 0.6


def built(room: Studio, tests: str, scenes: str = SCENES) -> Built:
    room.write(f"{HEAD}tests:\n{tests}{scenes}")
    made = room.build()
    assert made.artifacts.is_complete, [failure.diagnostic for failure in made.artifacts.failures]
    return made


def test_a_film_of_the_right_length_passes(room: Studio) -> None:
    (verdict,) = built(room, "  duration: {min: 1s, max: 2s}\n").verdicts
    assert (verdict.passed, verdict.name, verdict.measured) == (True, "duration", "1.60 s")
    assert verdict.wanted == "at least 1 s and at most 2 s"


@pytest.mark.parametrize(
    ("test", "code", "line", "message"),
    [
        ("duration: {max: 1s}", "HB0811", 7, "the film lasts 1.60 s"),
        ("max_wpm: 60", "HB0812", 7, "300 words a minute are said in scene `hook`"),
        ("loudness: {max: -40LUFS}", "HB0813", 7, "the film has -"),
        ("max_black: 500ms", "HB0814", 7, "the film is black for 0.60 s"),
        ("max_frozen: 500ms", "HB0815", 7, "the film is frozen for 0.60 s"),
        ("captions_readable: true", "HB0816", 7, "1 caption is hard to read"),
        ("visible: [{image: logo.png, at: 200ms}]", "HB0818", 7, "logo.png is not seen at 0.20 s, in scene `hook`"),
        ("visible: [{image: logo.png, at: {word: nobody}}]", "HB0818", 7, "nobody says `nobody`"),
        ("visible: [{image: logo.png, at: 50s}]", "HB0818", 7, "cannot be seen at 50.00 s: the film lasts 1.60 s"),
    ],
)
def test_a_test_that_fails_is_told_at_its_line(room: Studio, test: str, code: str, line: int, message: str) -> None:
    (verdict,) = built(room, f"  {test}\n").verdicts
    assert not verdict.passed
    assert (verdict.diagnostic.code, verdict.diagnostic.labels[0].span.start.line + 1) == (code, line)
    assert message in verdict.diagnostic.message


@pytest.mark.parametrize(
    "test",
    [
        "max_wpm: 320",
        "loudness: {min: -40LUFS, max: -5LUFS}",
        "max_black: 700ms",
        "max_frozen: 2s",
        "overlays_in_safe_area: true",
        "visible: [{image: logo.png, at: 1300ms}, {image: logo.png, at: end}]",
    ],
)
def test_a_film_that_is_as_it_should_be_passes(room: Studio, test: str) -> None:
    verdicts = built(room, f"  {test}\n").verdicts
    assert verdicts
    assert [verdict.diagnostic.message for verdict in verdicts if not verdict.passed] == []


def test_an_overlay_that_reaches_out_of_the_safe_area_is_named(room: Studio) -> None:
    pushed, kept = "{text: Read more, at: top-left, offset: {x: -60px}}", "{image: logo.png, width: 10%, at: right}"
    overlays = f"    overlays: [{pushed}, {kept}]\n"
    (verdict,) = built(room, "  overlays_in_safe_area: true\n", SCENES + overlays).verdicts
    assert (verdict.passed, verdict.diagnostic.code) == (False, "HB0817")
    assert verdict.diagnostic.notes == ("scene `brand`: “Read more”, 60 pixels out at the left",)


def test_nothing_is_seen_in_a_film_of_sound_alone(room: Studio) -> None:
    silent = SCENES.replace("  - id: hook\n    script: Hello there.\n", "")
    (verdict,) = built(room, "  visible: [{image: logo.png, at: 1s}]\n", f"output: {{format: mp3}}\n{silent}").verdicts
    assert (verdict.passed, verdict.diagnostic.message) == (False, "logo.png cannot be seen in a film of sound alone")


def test_a_note_names_the_stretch_and_its_scene(room: Studio) -> None:
    (verdict,) = built(room, "  max_black: 500ms\n").verdicts
    assert verdict.diagnostic.notes == ("0.40 to 1.00 s, in scene `night`",)


def test_a_film_is_measured_once_however_its_bounds_change(room: Studio) -> None:
    first = built(room, "  loudness: {max: -40LUFS}\n")
    assert "film/measures" in ran(first)
    again = built(room, "  loudness: {max: -5LUFS}\n")
    assert ran(again) == []
    assert [verdict.passed for verdict in again.verdicts] == [True]


def test_silence_has_no_loudness_to_pass(room: Studio) -> None:
    scenes = "scenes:\n  - {card: Hi, hold: 400ms}\n"
    room.write(
        f"heygen_build: 1\ntitle: Plans\noutput: {{format: gif, path: dist/film.gif}}\n"
        f"tests: {{loudness: {{min: -20LUFS}}}}\n{scenes}"
    )
    (verdict,) = room.build().verdicts
    assert (verdict.passed, verdict.measured) == (False, "no sound")


@pytest.fixture
def command(room: Studio, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    monkeypatch.chdir(room.folder)

    def world() -> World:
        return room.world

    return lambda *words: main(list(words), world=world)


def test_a_failing_test_ends_a_build_with_6(
    room: Studio, command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    room.write(f"{HEAD}tests: {{duration: {{max: 1s}}, max_wpm: 400}}\n{SCENES}")
    assert command("build", "--yes") == 6
    said = capsys.readouterr().err
    assert "HB0811" in said
    assert "1 of 2 tests failed" in said
    assert (room.folder / "dist" / "film.mp4").is_file()


def test_the_verb_orders_nothing_and_says_what_to_do(
    room: Studio, command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    room.write(f"{HEAD}tests: {{duration: {{max: 2s}}}}\n{SCENES}")
    assert command("test") == 1
    assert "HB0810" in capsys.readouterr().err
    assert room.orders() == {}


def test_the_verb_reports_as_text_json_and_junit(
    room: Studio, command: Callable[..., int], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    room.write(f"{HEAD}tests: {{duration: {{max: 2s}}, max_black: 500ms}}\n{SCENES}")
    assert command("build", "--yes", "--quiet") == 6
    room.forget_requests()
    capsys.readouterr()
    assert command("test", "--junit", str(tmp_path / "tests.xml")) == 6
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines[1:]] == [["ok", "duration"], ["FAILED", "max_black"]]
    suite = ElementTree.parse(tmp_path / "tests.xml").getroot()
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    failure = suite.find("testcase[@name='max_black']/failure")
    assert failure is not None
    assert failure.get("type") == "HB0814"
    assert command("test", "--json") == 6
    report = json.loads(capsys.readouterr().out)
    assert (report["passed"], [verdict["line"] for verdict in report["verdicts"]]) == (False, [6, 6])
    assert room.orders() == {}
