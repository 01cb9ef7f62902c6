"""What the prompt guide takes for a mistake, and what it lets pass. The words of findings are in tests/diagnostics."""

from __future__ import annotations

from dataclasses import replace

import pytest

from heygen_build.brief.compile import compile_brief
from heygen_build.brief.lint import lint
from heygen_build.brief.motion import examples, layout_word, moves
from heygen_build.brief.styles import suggested
from heygen_build.brief.words import literals, target_seconds
from heygen_build.resolve.model import AgentBrief, BriefScene, BriefStyle
from tests.builders import avatar, origin, photo

RAIN = "Every roof collects more water than its garden needs."
GOOD = AgentBrief(
    origin("agent"), script=RAIN, avatar=avatar(), look_orientation="landscape", style=BriefStyle(name="swiss-pulse")
)
ROLL = BriefScene(RAIN, kind="a-roll")


def rules(brief: AgentBrief) -> list[str]:
    return [found.rule for found in lint(brief, "16:9")]


def test_a_good_brief_has_no_findings() -> None:
    assert rules(GOOD) == []


@pytest.mark.parametrize(
    "text",
    ["a tank FILLS", "numbers COUNT UP", "counting up to ten", "text types on", "a bar snapping shut", "coins dropped",
     "a map that fades in", "leaves drifting", "a card flies past", "sliding doors", "it was drawn by hand"],
)  # fmt: skip
def test_verbs_of_motion_are_known_in_all_their_forms(text: str) -> None:
    assert moves(text)


@pytest.mark.parametrize("text", ["a blue tank beside the house", "a logo", "ein Tank füllt sich", "the drawer"])
def test_an_element_without_such_a_verb_stands_still(text: str) -> None:
    assert not moves(text)


def test_verbs_are_suggested_as_people_write_them() -> None:
    assert examples("high") == "SLAMS, CRASHES, PUNCHES"
    assert examples("low") == "TYPES ON, FADES IN, FLOATS"


@pytest.mark.parametrize("text", ["in the upper-left corner", "at (120, 400)", "48 px high", "10 % from the top"])
def test_places_of_a_layout_are_found(text: str) -> None:
    assert layout_word(text)


@pytest.mark.parametrize("text", ["it drifts to the left", "31 % less driving", "the upper hand"])
def test_directions_and_shares_are_no_layout(text: str) -> None:
    assert layout_word(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It holds 1,200 liters.", ["1,200"]),
        ("Write to @aurora or see aurora.example/rain.", ["@aurora", "aurora.example/rain"]),
        ("It says “never dry” and 'maybe'.", ["never dry"]),
        ("31 % less, $49 a month", ["31 %", "$49"]),
        ("Every roof collects water", []),
        ("mail@aurora", []),
    ],
)
def test_literals_are_numbers_quotes_handles_and_addresses(text: str, expected: list[str]) -> None:
    found = list(literals(text))
    assert [literal.text for literal in found] == expected
    assert all(text[literal.start : literal.end] == literal.text for literal in found)


def test_a_number_inside_another_is_not_listed_by_it() -> None:
    scenes = (replace(ROLL, voiceover="It holds 412 liters."),)
    brief = replace(GOOD, script=None, scenes=scenes)
    assert "P13" in rules(replace(brief, critical_text=("1,412 liters",)))
    assert "P13" in rules(replace(brief, critical_text=("4120 liters",)))
    assert "P13" not in rules(replace(brief, critical_text=("412 liters",)))


def test_words_may_fill_the_time_by_either_reading_of_the_guide() -> None:
    script = " ".join(["water"] * 75)  # 30 s at 150 words a minute, 42 s with pictures
    told = {
        seconds
        for seconds in (20, 25, 30, 42, 50, 55)
        if "P14" in rules(replace(GOOD, script=script, duration=seconds))
    }
    assert told == {20, 55}


def test_a_prohibition_is_no_request() -> None:
    prompt = "A film in the style of a newspaper. {} Show the roof."
    brief = replace(GOOD, script=None, style=None)
    assert rules(replace(brief, prompt=prompt.format("Read it word for word."))) == ["P18"]
    assert rules(replace(brief, prompt=prompt.format("Never read it word for word."))) == []


def test_photos_are_no_presenters_of_the_agent() -> None:
    assert rules(replace(GOOD, avatar=photo(), look_orientation=None)) == ["P18"]


def test_a_film_of_graphics_alone_needs_no_presenter() -> None:
    layers = ("clouds DRIFT", "a tank FILLS", "drops FALL", "a bar SLIDES in")
    scenes = tuple(BriefScene(RAIN, kind="b-roll", visuals=layers) for _ in range(2))
    assert rules(replace(GOOD, script=None, avatar=None, look_orientation=None, scenes=scenes)) == []


def test_a_style_in_words_needs_no_artist_and_an_artist_needs_rules() -> None:
    artist = BriefStyle(prompt="Like Saul Bass: orange and black, bold caps, shapes that slide")
    assert rules(replace(GOOD, style=artist)) == []
    assert rules(replace(GOOD, style=BriefStyle(prompt="Like Saul Bass"))) == ["P11"]


def test_the_target_is_what_is_said_or_the_scenes_together_or_the_words() -> None:
    scenes = (replace(ROLL, duration=8.0), replace(ROLL, duration=6.0))
    assert target_seconds(replace(GOOD, duration=30.0, scenes=scenes)) == 30.0
    assert target_seconds(replace(GOOD, script=None, scenes=scenes)) == 14.0
    assert target_seconds(replace(GOOD, script=" ".join(["water"] * 25))) == pytest.approx(10.0)
    assert target_seconds(AgentBrief(origin("agent"), prompt="A film.")) is None


@pytest.mark.parametrize("letters", [9_000, 10_500])
def test_a_prompt_has_ten_thousand_characters_or_an_error(letters: int) -> None:
    brief = replace(GOOD, script="x" * letters)
    length = len(compile_brief(brief, "16:9").text)
    assert ("P01" in rules(brief)) is (length > 10_000)
    assert "P01" in rules(replace(GOOD, script=None, prompt=" \n"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("playful and quick", "play-mode"),
        ("for investors", "velvet-standard"),
        ("calm", "swiss-pulse"),
        ("", "swiss-pulse"),
    ],
)
def test_a_style_is_suggested_by_mood_and_use(text: str, name: str) -> None:
    assert suggested(text) == name


def test_what_a_script_shows_is_listed_as_well() -> None:
    brief = replace(GOOD, script="A tank of 1,200 liters, says @aurora.", critical_text=("@aurora",))
    (found,) = [found for found in lint(brief, "16:9") if found.rule == "P13"]
    assert (found.at, found.text and found.text[found.start : found.end]) == (("script",), "1,200")


@pytest.mark.parametrize(
    "style", [BriefStyle(id="style_01"), BriefStyle(name="swiss-pulse"), BriefStyle(prompt="Red.")]
)
def test_two_styles_are_one_too_many(style: BriefStyle) -> None:
    prompt = "A film about rain.\nSTYLE: paper cut-outs in blue.\nIt ends with a tank."
    assert "P10" in rules(replace(GOOD, script=None, prompt=prompt, style=style))


def test_clothes_on_a_stage_are_those_of_the_look() -> None:
    scenes = (BriefScene("Rain falls.", kind="a-roll", stage="She stands there in a red dress"),)
    (found,) = [found for found in lint(replace(GOOD, script=None, scenes=scenes), "16:9") if found.rule == "P12"]
    assert found.at == ("scenes", 0, "stage")


def test_who_is_no_look_is_described_at_length() -> None:
    nobody = replace(GOOD, avatar=None, look_orientation=None)
    (short,) = [found for found in lint(replace(nobody, presenter="A calm gardener"), "16:9") if found.rule == "P19"]
    assert "60 to 100 words" in str(short.hint)
    (long,) = [found for found in lint(replace(nobody, presenter="calm " * 60), "16:9") if found.rule == "P19"]
    assert "words" not in str(long.hint)
