"""Where lines may break, and how to break them evenly. Knows nothing of fonts: widths come from a function."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

# Characters that must not begin a line, and such that must not end one (the common cases of UAX #14 and kinsoku).
_NOT_FIRST = set(")]}»”’,.;:!?…%、。，．・：；？！）」』】〕〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ")
_NOT_LAST = set("([{«“‘（「『【〔〈《")
_WIDE = {"W", "F"}
_BLANKS = re.compile(r"[^\S\u00a0\u202f\u2007]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that stays together. `glued` pieces follow the one before without a blank."""

    text: str
    glued: bool = False


@lru_cache(maxsize=1 << 14)
def columns(text: str) -> int:
    """The width of a text in columns, as captions count it: wide characters (Chinese, Japanese, Korean) count two."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in _WIDE else 1 for c in text)


def is_wide(char: str) -> bool:
    """Whether lines may break before and after this character without a blank. Korean has blanks and uses them."""
    return unicodedata.east_asian_width(char) in _WIDE and not "가" <= char <= "힣"


def blank_separated(text: str) -> list[str]:
    """Words between blanks. No-break spaces hold («Qui ?» stays together), which `str.split` would not respect."""
    return [word for word in _BLANKS.split(text) if word]


def pieces(text: str) -> list[Piece]:
    """A paragraph cut at blanks, after hyphens and dashes inside words, and between Chinese and Japanese characters."""
    found: list[Piece] = []
    for word in blank_separated(text):
        parts = _word_parts(word)
        found.append(Piece(parts[0]))
        found += [Piece(part, glued=True) for part in parts[1:]]
    return found


def clusters(text: str) -> list[str]:
    """What a reader takes for one character: a base with its marks, joiners and selectors."""
    found: list[str] = []
    for char in text:
        joins = unicodedata.category(char) in {"Mn", "Me", "Mc", "Cf", "Sk"} or (found and found[-1].endswith("\u200d"))
        if found and joins:
            found[-1] += char
        else:
            found.append(char)
    return found


def joined(parts: Sequence[Piece]) -> str:
    """The pieces as one line."""
    return "".join(part.text if part.glued else f" {part.text}" for part in parts).strip()


def balance(parts: Sequence[Piece], width: Callable[[str], float], limit: float) -> list[str]:
    """As few lines within `limit` as possible, and among those the most even ones."""
    fitting = [small for part in parts for small in _cut(part, width, limit)]
    best = _fill(fitting, width, limit)
    low, high = limit / max(len(best), 1) * 0.5, limit
    for _ in range(10):
        middle = (low + high) / 2
        lines = _fill(fitting, width, middle)
        if len(lines) <= len(best) and all(width(line) <= limit for line in lines):
            best, high = lines, middle
        else:
            low = middle
    return best


def _fill(parts: Sequence[Piece], width: Callable[[str], float], limit: float) -> list[str]:
    lines: list[list[Piece]] = [[]]
    for part in parts:
        if lines[-1] and width(joined([*lines[-1], part])) > limit:
            lines.append([])
        lines[-1].append(part)
    return [joined(line) for line in lines]


def _cut(part: Piece, width: Callable[[str], float], limit: float) -> list[Piece]:
    if width(part.text) <= limit:
        return [part]
    found: list[str] = [""]
    for cluster in clusters(part.text):
        if found[-1] and width(found[-1] + cluster) > limit:
            found.append("")
        found[-1] += cluster
    return [Piece(text, glued=part.glued or index > 0) for index, text in enumerate(found)]


def _word_parts(word: str) -> list[str]:
    parts = [""]
    for cluster in clusters(word):
        if parts[-1] and _may_break(parts[-1], cluster):
            parts.append("")
        parts[-1] += cluster
    return parts


def _may_break(before: str, after: str) -> bool:
    last, first = before[-1], after[0]
    if first in _NOT_FIRST or last in _NOT_LAST:
        return False
    if is_wide(last) or is_wide(first):
        return True
    return last in "-–—/" and len(before) > 3 and first.isalpha()
