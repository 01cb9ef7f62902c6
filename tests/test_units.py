"""Units read what language.md shows, and say exactly what is wrong with anything else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heygen_build.units import (
    COLOR_PATTERN,
    DURATION_PATTERN,
    GAIN_PATTERN,
    LENGTH_PATTERN,
    LOUDNESS_PATTERN,
    AspectRatio,
    Color,
    Length,
    Resolution,
    UnitError,
    css_colors,
    frame_size,
    parse_color,
    parse_duration,
    parse_gain,
    parse_length,
    parse_loudness,
)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1.5s", 1.5),
        ("800ms", 0.8),
        ("00:01:02.5", 62.5),
        ("01:02", 62),
        ("100:00:00", 360000),
        (".5s", 0.5),
        ("0s", 0),
    ],
)
def test_durations_are_seconds(text: str, seconds: float) -> None:
    assert parse_duration(text) == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("3", "`3` has no unit"),
        ("-1s", "`-1s` is negative, and a duration cannot be"),
        ("00:99:00", "`00:99:00` has more than 59 minutes or seconds in one place"),
        ("1.5 s", "`1.5 s` is not a duration"),
        ("", "`` is not a duration"),
        ("٣s", "`٣s` is not a duration"),
        ("1s\n", "`1s\n` is not a duration"),
    ],
)
def test_what_is_not_a_duration_is_told_why(text: str, message: str) -> None:
    with pytest.raises(UnitError) as caught:
        parse_duration(text)
    assert caught.value.message == message
    assert "1.5s" in caught.value.expected


def test_a_number_without_unit_is_shown_with_one() -> None:
    with pytest.raises(UnitError) as caught:
        parse_duration("3")
    assert caught.value.expected.endswith("perhaps `3s`")


@pytest.mark.parametrize(
    ("text", "color"),
    [
        ("#123", Color(0x11, 0x22, 0x33)),
        ("#1238", Color(0x11, 0x22, 0x33, 0x88)),
        ("#101820", Color(16, 24, 32)),
        ("#101820CC", Color(16, 24, 32, 204)),
        ("White", Color(255, 255, 255)),
        ("rebeccapurple", Color(0x66, 0x33, 0x99)),
        ("transparent", Color(0, 0, 0, 0)),
    ],
)
def test_colors_have_four_forms_and_names(text: str, color: Color) -> None:
    assert parse_color(text) == color


@pytest.mark.parametrize("text", ["", "#", "#12", "#12345", "#gggggg", "101820", "whitee", "rgb(1,2,3)", "#101820\n"])
def test_anything_else_is_not_a_color(text: str) -> None:
    with pytest.raises(UnitError):
        parse_color(text)


def test_all_color_names_of_css_are_known() -> None:
    assert len(css_colors()) == 149  # the 148 of CSS Color 4, and `transparent`


@given(st.builds(Color, *[st.integers(0, 255)] * 4))
def test_a_color_survives_being_written_and_read(color: Color) -> None:
    assert parse_color(color.hex()) == color


@given(st.floats(min_value=0, max_value=1e6, allow_nan=False))
def test_any_plain_number_of_seconds_is_read_as_itself(seconds: float) -> None:
    text = f"{seconds:.6f}"
    assert parse_duration(f"{text}s") == float(text)
    assert parse_duration(f"{text}ms") == pytest.approx(float(text) / 1000)


@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59), st.integers(0, 999))
def test_a_clock_counts_hours_minutes_and_seconds(hours: int, minutes: int, seconds: int, thousandths: int) -> None:
    text = f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"
    assert parse_duration(text) == pytest.approx(hours * 3600 + minutes * 60 + seconds + thousandths / 1000)


def test_lengths_gains_and_loudness_keep_their_units() -> None:
    assert parse_length("48px") == Length(48, "px")
    assert parse_length("-12.5%") == Length(-12.5, "%")
    assert parse_length("12%").pixels(1280) == pytest.approx(153.6)
    assert parse_length("48px").pixels(1280) == 48
    assert parse_gain("-18dB") == -18
    assert parse_gain("+3dB") == 3
    assert parse_loudness("-16LUFS") == -16


@pytest.mark.parametrize(
    ("text", "nearest"), [("-18db", "perhaps `-18dB`"), ("-18", "perhaps `-18dB`"), ("-18 dB", "perhaps `-18dB`")]
)
def test_a_gain_that_is_nearly_right_is_corrected(text: str, nearest: str) -> None:
    with pytest.raises(UnitError) as caught:
        parse_gain(text)
    assert caught.value.expected.endswith(nearest)


@pytest.mark.parametrize("text", ["12", "12em", "px", "1 %", "loud"])
def test_a_length_needs_a_number_and_one_of_two_units(text: str) -> None:
    with pytest.raises(UnitError):
        parse_length(text)


@pytest.mark.parametrize(
    ("ratio", "resolution", "size"),
    [
        ("16:9", "720p", (1280, 720)),
        ("16:9", "1080p", (1920, 1080)),
        ("9:16", "1080p", (1080, 1920)),
        ("16:9", "4k", (3840, 2160)),
        ("1:1", "720p", (720, 720)),
        ("4:5", "1080p", (1080, 1350)),
        ("5:4", "720p", (900, 720)),
    ],
)
def test_the_short_edge_has_the_resolution(ratio: AspectRatio, resolution: Resolution, size: tuple[int, int]) -> None:
    assert frame_size(ratio, resolution) == size


FORMS = [
    (DURATION_PATTERN, parse_duration),
    (COLOR_PATTERN, parse_color),
    (LENGTH_PATTERN, parse_length),
    (GAIN_PATTERN, parse_gain),
    (LOUDNESS_PATTERN, parse_loudness),
]


@given(st.text(alphabet="0123456789.:-+smdBLUFSpx%#abcfwhite \n", max_size=12))
def test_the_pattern_for_the_schema_allows_whatever_a_parser_allows(text: str) -> None:
    for pattern, parse in FORMS:
        try:
            parse(text)
        except UnitError:
            continue
        assert re.search(pattern, text), (pattern, text)


@pytest.mark.parametrize(("pattern", "parse"), FORMS)
def test_whatever_the_pattern_allows_a_parser_reads(pattern: str, parse: object) -> None:
    accepted = {"1.5s", "800ms", "00:01:02.5", "#123", "#101820cc", "white", "-48px", "12%", "-18dB", "+3dB", "-16LUFS"}
    assert callable(parse)
    matching = {text for text in accepted if re.search(pattern, text)}
    assert matching
    for text in matching:
        parse(text)


def test_colors_that_were_drawn_with_are_still_colors() -> None:
    from PIL import ImageColor

    ImageColor.getrgb("rebeccapurple")
    css_colors.cache_clear()
    assert css_colors()["rebeccapurple"] == Color(102, 51, 153)
