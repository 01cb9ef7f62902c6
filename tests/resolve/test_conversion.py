"""Types of variables: what text from outside becomes, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heygen_build.resolve.conversion import ConversionError, converted, fits, kind_of

HERE = Path("/project")


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("49", "number", 49),
        ("4.5", "number", 4.5),
        ("49", "string", "49"),
        ("49", None, "49"),
        ("yes", "boolean", True),
        ("Off", "boolean", False),
        ("#fff", "color", "#fff"),
        ("media/logo.png", "path", "/project/media/logo.png"),
        ("[1, 2]", "list", [1, 2]),
        ('{"a": 1}', "map", {"a": 1}),
    ],
)
def test_text_becomes_a_value_of_the_type(text: str, kind: str | None, value: object) -> None:
    assert converted(text, kind, (), HERE) == value


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("many", "number"),
        ("nan", "number"),
        ("inf", "number"),
        ("perhaps", "boolean"),
        ("reddish", "color"),
        ("a, b", "list"),
        ("[1]", "map"),
        ("{}", "list"),
    ],
)
def test_text_that_is_not_of_the_type_is_refused(text: str, kind: str) -> None:
    with pytest.raises(ConversionError):
        converted(text, kind, (), HERE)


def test_an_enum_takes_only_its_values_and_gives_them_their_type_back() -> None:
    assert converted("2", "enum", (1, 2), HERE) == 2
    assert fits("free", "enum", ("free", "pro"), HERE) == "free"
    with pytest.raises(ConversionError) as caught:
        converted("fre", "enum", ("free", "pro"), HERE)
    assert caught.value.hint == "did you mean `free`?"


def test_a_boolean_is_no_number_although_python_thinks_so() -> None:
    with pytest.raises(ConversionError):
        fits(True, "number", (), HERE)
    with pytest.raises(ConversionError):
        fits(True, "enum", (1, 2), HERE)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=4)))
def test_lists_travel_through_the_command_line_unchanged(value: object) -> None:
    if isinstance(value, list):
        assert converted(json.dumps(value), "list", (), HERE) == value


@given(
    st.one_of(st.booleans(), st.integers(), st.text(), st.lists(st.integers()), st.dictionaries(st.text(), st.text()))
)
def test_a_value_fits_the_type_that_its_literal_stands_for(value: object) -> None:
    assert fits(value, kind_of(value), (), HERE) == value
