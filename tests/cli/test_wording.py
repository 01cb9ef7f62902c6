"""A changed text is shown around its first difference, in whole words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heygen_build.cli.wording import told
from heygen_build.store.digest import JsonValue

LONG = "Hello! I am described in a text file. So is {} scene of this film, and you can change it."


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("One.", "Uno.", '"One." → "Uno."'),
        (None, 1.1, "nothing → 1.1"),
        (LONG.format("every"), LONG.format("any"), '"…a text file. So is [every → any] scene of this…"'),
        (LONG.format("every"), LONG.format("everybody's"), '"…a text file. So is [every → everybo…] scene of this…"'),
        (LONG.format("every"), LONG.format("every good"), '"…file. So is every [nothing → good] scene of this…"'),
        (LONG.format("every"), "Bye! " + LONG.format("every"), '"[nothing → Bye!] Hello! I am…"'),
    ],
)
def test_a_change_is_told_in_one_line(before: JsonValue, after: JsonValue, text: str) -> None:
    assert told(before, after, 60) == text


@given(st.text(max_size=200), st.text(max_size=200), st.integers(50, 120))
def test_no_change_is_longer_than_a_line(before: str, after: str, width: int) -> None:
    line = told(before, after, width)
    assert len(line) <= width + 20
    assert "\n" not in line
