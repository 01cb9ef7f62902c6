"""How wide text is on a terminal, and how a line of source is shown there without breaking the terminal."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

TAB_STOP = 4
# These reorder what a terminal shows: a line could look different from what it says (as rustc does, they are replaced).
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@lru_cache(maxsize=4096)
def char_width(char: str) -> int:
    """Terminal cells of one shown character: 2 for wide East Asian and emoji, 0 for combining marks and joiners."""
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def text_width(text: str) -> int:
    """Terminal cells of a text without control characters."""
    return sum(map(char_width, text))


def visible_char(char: str) -> str:
    """What is shown for a character: control characters become their pictures, so that none reaches the terminal."""
    if char < " ":
        return chr(0x2400 + ord(char))
    if char == "\x7f":
        return "\u2421"
    if char in _BIDI or unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp"):
        return "\ufffd"
    return char


def visible(text: str) -> str:
    """A message that is safe to print; line feeds stay."""
    return "".join(char if char == "\n" else visible_char(char) for char in text)


def cells_of(line: str) -> list[str]:
    """One entry for each character of a source line: the text shown for it (tabs become spaces up to the next stop)."""
    cells: list[str] = []
    column = 0
    for char in line:
        shown = " " * (TAB_STOP - column % TAB_STOP) if char == "\t" else visible_char(char)
        cells.append(shown)
        column += text_width(shown)
    return cells
