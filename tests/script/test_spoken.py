"""Scripts on their way to HeyGen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heygen_build.script.spoken import BREAK, model_seconds, normalize, shown_text, to_ssml


def test_wrapping_a_script_differently_is_the_same_script() -> None:
    assert normalize("Hello\n  there,\tfriend.\n") == normalize("Hello there, friend.")


def test_paragraphs_are_kept() -> None:
    assert normalize("One.\n\n \nTwo.") == "One.\n\nTwo."


@given(st.text())
def test_normalizing_twice_changes_nothing_more(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


def test_breaks_are_not_shown() -> None:
    assert shown_text('Meet Aurora. <break time="0.5s"/> It is here.') == "Meet Aurora. It is here."


def test_a_script_without_breaks_needs_no_ssml() -> None:
    assert to_ssml("Fish & chips") is None


def test_ssml_escapes_the_text_and_leaves_one_blank_around_breaks() -> None:
    assert to_ssml('Fish & chips.<break time="1s"/>Now.') == 'Fish &amp; chips. <break time="1s"/> Now.'


@pytest.mark.parametrize(
    ("script", "seconds"),
    [("word " * 75, 30.0), ("word " * 75 + '<break time="1.5s"/>', 31.5), ("", 0.0)],
)
def test_seconds_follow_the_word_model(script: str, seconds: float) -> None:
    assert model_seconds(script, 150.0) == pytest.approx(seconds)


def test_speaking_twice_as_fast_takes_half_the_time_but_breaks_do_not_shrink() -> None:
    script = "word " * 75 + '<break time="2s"/>'
    assert model_seconds(script, 300.0) == pytest.approx(17.0)


def test_languages_without_blanks_are_counted_by_characters() -> None:
    assert model_seconds("你" * 280, 150.0) == pytest.approx(60.0)


@given(st.lists(st.floats(0.1, 2).map(lambda s: round(s, 1)), max_size=5))
def test_breaks_add_up(breaks: list[float]) -> None:
    script = " ".join(f'<break time="{seconds}s"/>' for seconds in breaks)
    assert len(BREAK.findall(script)) == len(breaks)
    assert model_seconds(script, 150.0) == pytest.approx(sum(breaks), abs=1e-3)
