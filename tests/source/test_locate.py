"""Characters of a value are found again in the file, in every style that YAML has."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from heygen_build.diagnostics import BuildError, SourceFile
from heygen_build.source.load import parse
from heygen_build.source.locate import span_in_scalar
from heygen_build.source.model import Scalar


def scalar_in(text: str) -> Scalar:
    node = parse(SourceFile("project.yaml", text)).entries[0].value
    while not isinstance(node, Scalar):
        node = node.entries[0].value if hasattr(node, "entries") else node.items[0]
    return node


def found(text: str, part: str) -> str:
    """What stands in the file for `part` of the value."""
    scalar = scalar_in(text)
    start = scalar.text.index(part)
    span = span_in_scalar(scalar, start, start + len(part))
    return text[span.start.offset : span.end.offset]


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("a: one two three", "two", "two"),
        ("a: one\n  two\n  three\n", "two", "two"),
        ("a: one\n  two\n", "one two", "one\n  two"),
        ("a: one\n\n  two\n", "\n", "\n"),
        ("a: &x !!str one two\n", "two", "two"),
        ("a: 'it''s two'\n", "'s", "''s"),
        ("a: 'one\n  two'\n", "two", "two"),
        ('a: "one \\u0074wo three"\n', "two", "\\u0074wo"),
        ('a: "one \\\n   two"\n', "two", "two"),
        ('a: "x\\ty{{ z }}"\n', "{{ z }}", "{{ z }}"),
        ("a: |\n  one\n  two\n", "two", "two"),
        ("a:\n  - |\n    one\n     two\n\n    three\n\n\n", "three", "three"),
        ("a: >-\n  one\n  two\n\n  three\n", "two", "two"),
        ("a: >-\n  one\n  two\n\n  three\n", "three", "three"),
        ("a: >\n\n  one\n   kept\n  two\n", "two", "two"),
        ("a: |2\n   one\n  two\n", "two", "two"),
        ("a: |+\n  one\n\n\n", "one", "one"),
        ("a:   # why\n  |  # because\n  one\n  two", "two", "two"),
        ("a: |\r\n  one\r\n  two\r\n", "two", "two"),
        ("ä: 日本 {{ x }}\n", "x", "x"),
    ],
)
def test_a_part_of_a_value_is_found_where_it_was_written(text: str, part: str, expected: str) -> None:
    assert found(text, part) == expected


def test_an_empty_range_at_the_end_lies_behind_the_last_character() -> None:
    span = span_in_scalar(scalar_in("a: one\n"), 3, 3)
    assert (span.start.offset, span.end.offset) == (6, 6)


def test_offsets_of_a_number_count_in_its_text() -> None:
    span = span_in_scalar(scalar_in("a: 0x1F\n"), 2, 4)
    assert (span.start.offset, span.end.offset) == (5, 7)


WORDS = st.text(alphabet="ab{}%é日😀 '\"\\:#-\t\n", min_size=0, max_size=40)
MARKED = st.tuples(WORDS, WORDS).map(lambda parts: f"{parts[0]}MARK{parts[1]}")


@given(MARKED)
def test_a_word_in_double_quotes_is_found_exactly(value: str) -> None:
    for quoted in (json.dumps(value), json.dumps(value, ensure_ascii=False)):
        if "\\ud83d" not in quoted:
            assert found(f"a: {quoted}\n", "MARK") == "MARK"


@given(
    MARKED,
    st.sampled_from(["'", '"', "|", ">", None]),
    st.integers(min_value=2, max_value=6),
    st.sampled_from([20, 80]),
)
def test_a_word_is_found_exactly_in_whatever_style_a_dumper_chooses(
    value: str, style: str | None, indent: int, width: int
) -> None:
    text = yaml.dump({"a": [value]}, default_style=style, indent=indent, width=width, allow_unicode=True)
    try:
        scalar = scalar_in(text)
    except BuildError:
        return  # PyYAML's dumper writes keys with tags in some styles, and those are refused
    assert scalar.text == value
    assert found(text, "MARK") == "MARK"


LINES = st.lists(st.sampled_from(["MARK", "one two", " more", "\tx", "", "- a", "# b", "日本"]), min_size=1, max_size=8)


@given(LINES, st.sampled_from("|>"), st.sampled_from(["", "-", "+"]), st.sampled_from(["\n", "\r\n"]))
def test_every_character_of_a_block_scalar_is_found(
    lines: list[str], style: str, chomping: str, line_break: str
) -> None:
    body = line_break.join("  " + line if line else "" for line in lines)
    try:
        scalar = scalar_in(f"a: {style}{chomping}{line_break}{body}{line_break}b: c{line_break}")
    except BuildError:
        return  # such as a leading empty line that is indented more than the text
    file_text = scalar.span.file.text
    for index, char in enumerate(scalar.text):
        span = span_in_scalar(scalar, index, index + 1)
        written = file_text[span.start.offset : span.end.offset]
        assert written == char or (char in " \n" and written == line_break)
