"""Which way a line runs. The text library orders letters inside one font; a line of several fonts is ordered here.

Covers two levels of the Unicode bidirectional algorithm (UAX #9): right-to-left text with left-to-right words and numbers
in it, and the other way round. Explicit embeddings are left to the text library.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal, TypeAlias

Direction: TypeAlias = Literal["ltr", "rtl"]
_STRONG: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_NUMBERS = {"EN", "AN"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters that run the same way, in reading order."""

    text: str
    direction: Direction


def base_direction(text: str) -> Direction:
    """The direction of the first letter that has one; left to right without any."""
    for char in text:
        strong = _STRONG.get(unicodedata.bidirectional(char))
        if strong:
            return strong
    return "ltr"


def visual(line: str) -> list[Stretch]:
    """The line's stretches from left to right on the screen."""
    base = base_direction(line)
    stretches = _stretches(line, base)
    return stretches if base == "ltr" else stretches[::-1]


def _stretches(line: str, base: Direction) -> list[Stretch]:
    found: list[Stretch] = []
    for char, direction in zip(line, _directions(line, base), strict=True):
        if found and found[-1].direction == direction:
            found[-1] = Stretch(found[-1].text + char, direction)
        else:
            found.append(Stretch(char, direction))
    return found


def _directions(line: str, base: Direction) -> list[Direction]:
    known = _strong_directions(line, base)
    before: list[Direction] = []
    for direction in known:
        before.append(direction or (before[-1] if before else base))
    after: list[Direction] = []
    for direction in reversed(known):
        after.append(direction or (after[-1] if after else base))
    after.reverse()
    # Blanks and punctuation follow both neighbours where these agree, and the line where they do not (rules N1 and N2).
    return [
        direction or (left if left == right else base)
        for direction, left, right in zip(known, _edge(before, known, base), _edge_back(after, known, base), strict=True)
    ]


def _strong_directions(line: str, base: Direction) -> list[Direction | None]:
    result: list[Direction | None] = []
    last = base
    for char in line:
        kind = unicodedata.bidirectional(char)
        strong = _STRONG.get(kind)
        last = strong or last
        result.append(strong or ("ltr" if kind in _NUMBERS else result[-1] if kind == "NSM" and result else None))
    return result


def _edge(before: list[Direction], known: list[Direction | None], base: Direction) -> list[Direction]:
    first = next((index for index, direction in enumerate(known) if direction), len(known))
    return [base] * first + before[first:]


def _edge_back(after: list[Direction], known: list[Direction | None], base: Direction) -> list[Direction]:
    last = next((index for index in range(len(known) - 1, -1, -1) if known[index]), -1)
    return after[: last + 1] + [base] * (len(known) - last - 1)
