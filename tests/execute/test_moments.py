"""When things happen in a scene that is there."""

from __future__ import annotations

import pytest

from heygen_build.execute.moments import seconds_at, word_start
from heygen_build.media.model import Word
from heygen_build.moments import parse_moment
from heygen_build.resolve.model import When

SAID = (Word("Say", 0.0, 0.2), Word("“now”,", 0.4, 0.6), Word("and", 0.7, 0.8), Word("Now!", 1.0, 1.4))


@pytest.mark.parametrize(
    ("text", "seconds"), [("0s", 0.0), ("1.5s", 1.5), ("50%", 2.0), ("end", 4.0), ("end-500ms", 3.5), ("9s", 4.0)]
)
def test_times_count_from_the_start_or_the_end_and_stay_in_the_scene(text: str, seconds: float) -> None:
    assert seconds_at(When(parse_moment(text)), (), 0.5, 4.0) == pytest.approx(seconds)


def test_a_word_is_found_whatever_stands_around_it_and_counts_from_the_end_of_the_pad() -> None:
    assert seconds_at(When(word="NOW"), SAID, 0.5, 4.0) == pytest.approx(0.9)
    assert seconds_at(When(word="now", nth=2, offset=-0.2), SAID, 0.5, 4.0) == pytest.approx(1.3)


def test_a_word_that_nobody_says_has_no_time() -> None:
    assert seconds_at(When(word="now", nth=3), SAID, 0.0, 4.0) is None
    assert seconds_at(When(word="never"), SAID, 0.0, 4.0) is None


def test_a_word_of_a_script_without_blanks_is_found_inside_its_pieces() -> None:
    said = (Word("今天我们", 0.0, 0.8), Word("宣布新品。", 1.0, 1.8))
    assert word_start(said, "我们") == pytest.approx(0.4)
    assert word_start(said, "新品") == pytest.approx(1.4)
