"""Laws of the checks: contrast, times of overlays, languages, and that nothing is checked twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.moments import Moment, parse_moment
from heygen_build.resolve.checks import run
from heygen_build.resolve.checks.contrast import contrast, luminance
from heygen_build.resolve.checks.evidence import Evidence, Shown, span_in_text
from heygen_build.resolve.checks.lengths import scene_seconds, speech_seconds
from heygen_build.resolve.checks.overlays import seconds_of
from heygen_build.resolve.checks.voices import language_fits_the_film, locale_fits
from heygen_build.resolve.given import Given
from heygen_build.resolve.model import CinematicPicture, FileRef, Film, Recording, RenderRoute, Scene, When
from heygen_build.resolve.resolve import resolve
from heygen_build.source.load import load
from heygen_build.source.model import SourceDocument
from heygen_build.spec.validate import validate
from heygen_build.units import Color
from tests.builders import VOICE, avatar, card, film, origin, scene
from tests.catalogs import emulator_catalog

COLORS = st.builds(Color, *[st.integers(0, 255)] * 3)
WHITE, BLACK = Color(255, 255, 255), Color(0, 0, 0)


def document(tmp_path: Path, text: str) -> SourceDocument:
    path = tmp_path / "project.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path)


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    text = "heygen_build: 1\ntitle: x\nscenes:\n  - id: hook\n    script: Hello there.\n"
    return Evidence(document(tmp_path, text), emulator_catalog())


def found(tmp_path: Path, text: str) -> list[str]:
    """The codes that a project gets, errors or else warnings."""
    made = document(tmp_path, "heygen_build: 1\ntitle: x\n" + text)
    try:
        return [one.code for one in resolve(made, validate(made), Given(), emulator_catalog()).warnings]
    except BuildError as error:
        return [one.code for one in error.diagnostics]


# Contrast (WCAG 2.2, 1.4.3)


def test_black_on_white_has_the_largest_contrast_and_equal_colors_the_smallest() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast(WHITE, WHITE) == pytest.approx(1)


def test_the_gray_that_is_known_to_just_pass_passes() -> None:
    assert contrast(Color(118, 118, 118), WHITE) == pytest.approx(4.54, abs=0.01)


@given(COLORS, COLORS)
def test_contrast_does_not_depend_on_which_color_is_in_front(one: Color, other: Color) -> None:
    assert contrast(one, other) == pytest.approx(contrast(other, one))
    assert 1 <= contrast(one, other) <= 21


@given(COLORS, st.integers(0, 255), st.integers(0, 255))
def test_the_more_of_the_background_shines_through_the_smaller_the_contrast(back: Color, one: int, other: int) -> None:
    text = WHITE if luminance(back) < 0.5 else BLACK
    low, high = sorted((one, other))
    faint, strong = (contrast(replace(text, alpha=alpha), back) for alpha in (low, high))
    assert faint <= strong + 1e-6


# Lengths and times


def test_a_scene_lasts_as_long_as_its_speech_and_its_pads() -> None:
    spoken = scene("a", avatar(), "word " * 75, before=0.5, after=1.0)
    assert speech_seconds(spoken) == pytest.approx(30)
    assert scene_seconds(spoken) == pytest.approx(31.5)


def test_a_silent_scene_lasts_as_long_as_it_is_held() -> None:
    assert scene_seconds(scene("a", card(), None, hold=3.0)) == pytest.approx(3)


def test_a_faster_voice_takes_less_time() -> None:
    slow = scene("a", avatar(), "word " * 75)
    assert slow.speech is not None
    fast = replace(slow, speech=replace(slow.speech, voice=replace(VOICE, speed=1.5)))
    assert speech_seconds(fast) == pytest.approx(20)


def shown(made: Scene, evidence: Evidence, **changes: object) -> Shown:
    return Shown(made, film(made, **changes), evidence)


@pytest.mark.parametrize(("text", "seconds"), [("1.5s", 1.5), ("50%", 5.0), ("end-2s", 8.0), ("end", 10.0)])
def test_times_of_a_scene_count_from_its_start_its_end_or_as_a_share(
    text: str, seconds: float, evidence: Evidence
) -> None:
    made = shown(scene("a", card(), None, hold=10.0), evidence)
    assert seconds_of(When(parse_moment(text)), made, 10.0) == pytest.approx(seconds)
    assert seconds_of(When(parse_moment(text), offset=0.5), made, 10.0) == pytest.approx(seconds + 0.5)


@pytest.mark.parametrize(("word", "nth", "index"), [("two", 1, 1), ("TWO", 1, 1), ("two", 2, 3), ("four!", 1, 4)])
def test_a_word_is_found_as_it_is_shown_whatever_its_case_and_punctuation(
    word: str, nth: int, index: int, evidence: Evidence
) -> None:
    made = shown(scene("a", avatar(), "One, two. Three two four", before=1.0), evidence)
    moment = seconds_of(When(Moment(0, "s"), word=word, nth=nth), made, 10.0)
    assert moment == pytest.approx(1.0 + speech_seconds(made.scene) * index / 5)


def test_a_word_that_is_not_said_has_no_time(evidence: Evidence) -> None:
    made = shown(scene("a", avatar(), "One two."), evidence)
    assert seconds_of(When(Moment(0, "s"), word="three"), made, 10.0) is None
    assert seconds_of(When(Moment(0, "s"), word="one", nth=2), made, 10.0) is None


# Languages


def voiced(name: str, evidence: Evidence, locale: str | None = None, **changes: object) -> Shown:
    listed = next(voice for voice in evidence.catalog.voices if voice.name == name)
    made = scene("a", avatar(), "Hello.")
    assert made.speech is not None
    voice = replace(VOICE, voice_id=listed.id, name=name, locale=locale)
    return shown(replace(made, speech=replace(made.speech, voice=voice)), evidence, **changes)


@pytest.mark.parametrize(
    ("name", "locale", "codes"),
    [
        ("Chill Brian", "en-GB", []),
        ("Marta", "es-MX", []),
        ("Mei", "zh-TW", []),
        ("Multilingual Noa", "sv-SE", []),
        ("Chill Brian", "es-ES", ["HB0409"]),
        ("Callum", "en-GB", ["HB0409"]),
        ("Chill Brian", None, []),
    ],
)
def test_a_locale_belongs_to_a_voice_of_its_language_with_several_accents(
    name: str, locale: str | None, codes: list[str], evidence: Evidence
) -> None:
    assert [one.code for one in locale_fits(voiced(name, evidence, locale))] == codes


@pytest.mark.parametrize(
    ("name", "locale", "codes"),
    [("Chill Brian", "en-US", []), ("Chill Brian", "es-ES", ["HB0461"]), ("Multilingual Noa", "es-ES", [])],
)
def test_a_film_of_a_locale_is_spoken_in_its_language(
    name: str, locale: str, codes: list[str], evidence: Evidence
) -> None:
    made = voiced(name, evidence, cell={"locale": locale})
    assert [one.code for one in language_fits_the_film(made)] == codes


# What is fine


@pytest.mark.parametrize(
    "text",
    [
        "scenes:\n  - {card: Hello, hold: 3s}\n",
        "scenes:\n  - {card: {text: Hello, color: black, background: '#ffd400'}, hold: 3s}\n",
        "scenes:\n  - {card: Hello, hold: 3s, overlays: [{text: New, at: top-right, offset: {x: -2%}, for: 2s}]}\n",
        "avatars: {host: {look: Abigail}}\nscenes:\n"
        "  - {avatar: host, script: 'Meet Aurora. <break time=\"0.5s\"/> It is here, and it is yours.'}\n",
        "avatars: {host: {look: Abigail}}\nvoices: {v: {name: Chill Brian, speed: 1.1, locale: en-GB}}\nscenes:\n"
        "  - {avatar: host, voice: v, script: 'Welcome to [HeyGen](say:Hey Jen) and to https://example.com/a-long-path.'}\n",
    ],
)
def test_an_ordinary_project_gets_no_warning(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == []


def test_warnings_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = "scenes:\n" + "".join(
        f"  - {{id: s{n}, card: {{text: a, color: white, background: white}}, hold: 1s}}\n" for n in range(5)
    )
    made = document(tmp_path, "heygen_build: 1\ntitle: x\n" + text)
    warnings = resolve(made, validate(made), Given(), emulator_catalog()).warnings
    assert len(warnings) == 5
    assert all(one.sort_key() < other.sort_key() for one, other in pairwise(warnings))
    assert {one.severity for one in warnings} == {"warning"}


def test_a_scene_that_many_films_share_is_checked_once(evidence: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Scene] = []

    def check(one: Shown) -> Iterator[Diagnostic]:
        seen.append(one.scene)
        return iter(())

    monkeypatch.setattr(run, "CHECKS", (check,))
    made = scene("a", avatar())
    checks = run.Checks(evidence)
    films: list[Film] = [film(made, name=name) for name in ("a", "b", "c")]
    for one in films:
        list(checks.film(one))
    assert len(seen) == 1
    list(checks.film(replace(films[0], aspect_ratio="9:16")))
    assert len(seen) == 2


# Places


def test_a_piece_of_a_rendered_text_is_found_where_it_was_written(tmp_path: Path) -> None:
    made = document(tmp_path, 'a: "x {{ y }} <b> z"\nb: "<b> {{ y }} <b>"\n')

    def place(route: str, text: str) -> str:
        start = text.rindex("<b>")
        span = span_in_text(made, (route,), text, start, start + 3)
        return span.file.text[span.start.offset : span.end.offset]

    assert place("a", "x long text <b> z") == "<b>"
    assert place("b", "<b> long <b>") == '"<b> {{ y }} <b>"'


# Limits at their edges


def described(made: Scene, evidence: Evidence, **changes: object) -> list[str]:
    return [one.code for one in run.Checks(evidence).film(film(made, **changes))]


def recorded(seconds: float, kind: str = "audio/wav", size: int = 1000, name: str = "a.wav") -> Scene:
    file = FileRef(Path(name), "a" * 64, size, kind, seconds)
    return scene("a", avatar(), None, hold=0.0, audio=Recording(file, origin("scenes", 0, "audio")))


@pytest.mark.parametrize(("seconds", "codes"), [(600.0, []), (600.5, ["HB0410"]), (1900.0, ["HB0410", "HB0410"])])
def test_an_avatar_speaks_to_ten_minutes_of_sound(seconds: float, codes: list[str], evidence: Evidence) -> None:
    assert described(recorded(seconds), evidence) == codes


@pytest.mark.parametrize(("size", "codes"), [(50 * 2**20, []), (50 * 2**20 + 1, ["HB0402"])])
def test_a_recording_has_at_most_50_megabytes(size: int, codes: list[str], evidence: Evidence) -> None:
    assert described(recorded(1.0, size=size), evidence) == codes


@pytest.mark.parametrize(
    ("kind", "name", "codes"),
    [
        ("audio/mpeg", "a.mp3", []),
        ("audio/wav", "a.WAV", []),
        ("audio/mpeg", "a.wav", ["HB0460"]),
        ("audio/flac", "a.flac", ["HB0402"]),
    ],
)
def test_the_bytes_decide_what_a_recording_is(kind: str, name: str, codes: list[str], evidence: Evidence) -> None:
    assert described(recorded(1.0, kind, name=name), evidence) == codes


@pytest.mark.parametrize(("count", "codes"), [(50, []), (51, ["HB0414"])])
def test_one_job_takes_fifty_scenes(count: int, codes: list[str], evidence: Evidence) -> None:
    scenes = [scene(f"s{index}", avatar()) for index in range(count)]
    made = film(*scenes, render=RenderRoute(unit="video"))
    assert [one.code for one in run.Checks(evidence).film(made)] == codes
    assert list(run.Checks(evidence).film(film(*scenes))) == []


@pytest.mark.parametrize(("api", "codes"), [("auto", []), ("v3", []), ("v2", ["HB0458"]), ("v1", ["HB0458"])])
def test_only_the_old_interfaces_have_an_end(
    api: Literal["auto", "v3", "v2", "v1"], codes: list[str], evidence: Evidence
) -> None:
    assert described(scene("a", card(), None), evidence, render=RenderRoute(api=api)) == codes


@pytest.mark.parametrize(
    ("videos", "images", "codes"),
    [(3, 8, []), (4, 0, ["HB0411"]), (0, 9, ["HB0411"]), (4, 9, ["HB0411", "HB0411"])],
)
def test_a_cinematic_shot_takes_three_videos_and_nine_pictures(
    videos: int, images: int, codes: list[str], evidence: Evidence
) -> None:
    clip, still = FileRef(Path("a.mp4"), "v", 1, "video/mp4"), FileRef(Path("a.png"), "i", 1, "image/png")
    picture = CinematicPicture("She walks.", (avatar(),), (clip,) * videos + (still,) * images, 8.0)
    assert described(scene("a", picture, None, hold=0.0), evidence) == codes


@pytest.mark.parametrize(("length", "codes"), [(10_000, []), (10_001, ["HB0412"])])
def test_a_prompt_has_ten_thousand_characters(length: int, codes: list[str], evidence: Evidence) -> None:
    picture = CinematicPicture("x" * length, (avatar(),), (), 8.0)
    assert described(scene("a", picture, None, hold=0.0), evidence) == codes
