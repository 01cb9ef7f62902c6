"""Times in a scene: what users write, and what it means."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heygen_build import moments
from heygen_build.moments import Moment, parse_moment, parse_offset, parse_stretch
from heygen_build.units import UnitError


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("1.5s", Moment(1.5, "s")),
        ("800ms", Moment(0.8, "s")),
        ("00:01:02.5", Moment(62.5, "s")),
        ("50%", Moment(50, "%")),
        ("end", Moment(0, "end")),
        ("end-2s", Moment(2, "end")),
        ("end-00:01", Moment(1, "end")),
    ],
)
def test_a_time_is_counted_from_the_start_or_the_end_or_is_a_share(text: str, moment: Moment) -> None:
    assert parse_moment(text) == moment
    assert re.fullmatch(moments.MOMENT_PATTERN, text)


@pytest.mark.parametrize(("text", "seconds"), [("200ms", 0.2), ("-200ms", -0.2), ("-00:01", -1.0)])
def test_an_offset_may_be_less_than_zero(text: str, seconds: float) -> None:
    assert parse_offset(text) == seconds
    assert re.fullmatch(moments.OFFSET_PATTERN, text)


@pytest.mark.parametrize(
    ("text", "message", "perhaps"),
    [
        ("2", "`2` has no unit", "`2s`"),
        ("end-2", "`end-2` has no unit", "`end-2s`"),
        ("end+2s", "`end+2s` is not a time in the scene", None),
        ("1,5s", "`1,5s` is not a time in the scene", "`1.5s`"),
        ("end-1,5s", "`end-1,5s` is not a time in the scene", "`end-1.5s`"),
        ("150%", "`150%` is more than the whole scene", None),
        ("-1s", "`-1s` is negative, and a time in the scene cannot be", None),
    ],
)
def test_a_wrong_time_is_told_as_a_whole_with_what_was_probably_meant(
    text: str, message: str, perhaps: str | None
) -> None:
    with pytest.raises(UnitError) as caught:
        parse_moment(text)
    assert caught.value.message == message
    assert caught.value.expected == moments.MOMENT_FORMS + (f"; perhaps {perhaps}" if perhaps else "")


def test_a_length_of_time_is_not_counted_from_the_end() -> None:
    assert parse_stretch("50%") == Moment(50, "%")
    with pytest.raises(UnitError, match="a time goes to `to`"):
        parse_stretch("end-2s")


@given(st.text("0123456789.:%-smend+ ,", max_size=12))
def test_what_is_read_fits_the_pattern_of_the_schema(text: str) -> None:
    for parse, pattern in (
        (parse_moment, moments.MOMENT_PATTERN),
        (parse_stretch, moments.STRETCH_PATTERN),
        (parse_offset, moments.OFFSET_PATTERN),
    ):
        try:
            parse(text)
        except UnitError:
            continue
        assert re.fullmatch(pattern, text, re.ASCII)
