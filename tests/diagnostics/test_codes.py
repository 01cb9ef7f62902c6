"""Codes are promises: each is explained once, in its range."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import heygen_build
from heygen_build.diagnostics.codes import CODES

SOURCES = sorted(Path(heygen_build.__file__).parent.rglob("*.py"))
USED = {code for path in SOURCES for code in re.findall(r'"(HB\d{4})"', path.read_text("utf-8"))}


def test_every_code_that_the_program_uses_is_explained() -> None:
    assert USED - set(CODES) == set()


def test_every_explained_code_is_used_somewhere_else_than_in_the_table() -> None:
    elsewhere = "".join(path.read_text("utf-8") for path in SOURCES if path.name != "codes.py")
    assert {code for code in CODES if code not in elsewhere} == set()


def test_the_table_is_sorted() -> None:
    assert list(CODES) == sorted(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_page_explains_more_than_its_title(code: str) -> None:
    entry = CODES[code]
    assert re.fullmatch(r"HB0[1-9]\d\d", code)
    assert 5 <= len(entry.title) <= 60
    assert not entry.title.endswith(".")
    assert len(entry.page) > 80
    assert entry.page.endswith(".")
