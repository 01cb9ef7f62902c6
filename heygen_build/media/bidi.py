"""Which way a line runs. The text library orders letters inside one font; a line of several fonts is ordered here.

Covers two levels of the Unicode bidirectional algorithm (UAX #9): right-to-left text with left-to-right words and
numbers in it, and the other way round. Explicit embeddings are left to the text library.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, TypeAlias

Direction: TypeAlias = Literal["ltr", "rtl"]
_Kind: TypeAlias = Literal["ltr", "rtl", "number", "neutral"]

_KINDS: dict[str, _Kind] = {"L": "ltr", "R": "rtl", "AL": "rtl", "EN": "number", "AN": "number"}
_SEPARATORS, _SIGNS = {"CS", "ES"}, {"ET"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters that run the same way, in reading order."""

    text: str
    direction: Direction


def base_direction(text: str) -> Direction:
    """The direction most letters have. Not that of the first letter, because captions cut sentences anywhere."""
    kinds = [_KINDS.get(unicodedata.bidirectional(char)) for char in text]
    return "rtl" if kinds.count("rtl") > kinds.count("ltr") else "ltr"


def visual(line: str, base: Direction) -> list[Stretch]:
    """The line's stretches from left to right on the screen, in a paragraph that runs in direction `base`."""
    pairs = zip(line, _directions(line, base), strict=True)
    stretches = [
        Stretch("".join(char for char, _ in group), direction)
        for direction, group in groupby(pairs, key=lambda pair: pair[1])
    ]
    return stretches if base == "ltr" else stretches[::-1]


def _directions(line: str, base: Direction) -> list[Direction]:
    kinds = _join_numbers([unicodedata.bidirectional(char) for char in line])
    forward = _influences(kinds, base)
    backward = _influences_back(kinds, forward, base)
    return [_settle(*row, base) for row in zip(kinds, forward, backward, strict=True)]


def _settle(kind: _Kind, before: Direction, after: Direction, base: Direction) -> Direction:
    if kind == "number":
        return "ltr"
    if kind == "neutral":  # blanks and punctuation follow their neighbors where these agree (rules N1 and N2)
        return before if before == after else base
    return kind


def _join_numbers(classes: list[str]) -> list[_Kind]:
    """Letters, numbers and the rest; signs and separators that belong to a number join it (rules W1, W4 and W5)."""
    kinds: list[_Kind] = []
    for index, name in enumerate(classes):
        before = classes[index - 1] if index else ""
        after = classes[index + 1] if index + 1 < len(classes) else ""
        between = name in _SEPARATORS and before == after and before in {"EN", "AN"}
        if name == "NSM" and kinds:
            kinds.append(kinds[-1])
        elif between or (name in _SIGNS and "EN" in {before, after}):
            kinds.append("number")
        else:
            kinds.append(_KINDS.get(name, "neutral"))
    return kinds


def _influences(kinds: list[_Kind], base: Direction) -> list[Direction]:
    """What lies before each character: the last letter's direction, as a number counts like the text around it."""
    found: list[Direction] = []
    current = base
    for kind in kinds:
        current = kind if kind == "ltr" or kind == "rtl" else current
        found.append(current)
    return found


def _influences_back(kinds: list[_Kind], numbers: list[Direction], base: Direction) -> list[Direction]:
    found: list[Direction] = []
    current = base
    for kind, number in zip(reversed(kinds), reversed(numbers), strict=True):
        current = number if kind == "number" else current if kind == "neutral" else kind
        found.append(current)
    return found[::-1]
