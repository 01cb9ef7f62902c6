"""Plain tables that fit the terminal: columns that do not fit are left out, the widest text is shortened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

_GAP = 2
_SHORTEST = 20


@dataclass(frozen=True, slots=True)
class Column:
    """`flexible` text may be shortened; of the others, those with the highest `rank` are left out first."""

    name: str
    rank: int = 0
    flexible: bool = False
    right: bool = False


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> str:
    """A header line and one line each; no line is wider than `width`, unless not even the most important fit."""
    widths = [max([len(column.name), *(cells(row[place]) for row in rows)]) for place, column in enumerate(columns)]
    shown = _fitting(columns, widths, width)
    _shrink(columns, widths, shown, width)
    header = [column.name for column in columns]
    return "\n".join(_line(columns, row, widths, shown) for row in [header, *rows])


def _fitting(columns: Sequence[Column], widths: list[int], width: int) -> list[int]:
    """The places of the columns that are shown. Empty ones are left out: they say nothing."""
    shown = list(range(len(columns)))
    least = [min(size, _SHORTEST) if column.flexible else size for column, size in zip(columns, widths, strict=True)]
    while len(shown) > 1 and sum(least[place] + _GAP for place in shown) - _GAP > width:
        worst = max(shown, key=lambda place: (columns[place].rank, place))
        if columns[worst].rank == 0:
            break
        shown.remove(worst)
    return shown


def _shrink(columns: Sequence[Column], widths: list[int], shown: list[int], width: int) -> None:
    while (over := sum(widths[place] + _GAP for place in shown) - _GAP - width) > 0:
        wide = [place for place in shown if columns[place].flexible and widths[place] > _SHORTEST]
        if not wide:
            return
        place = max(wide, key=lambda place: widths[place])
        widths[place] = max(_SHORTEST, widths[place] - over)


def _line(columns: Sequence[Column], row: Sequence[str], widths: list[int], shown: list[int]) -> str:
    parts = [_padded(_cut(row[place], widths[place]), widths[place], columns[place].right) for place in shown]
    return (" " * _GAP).join(parts).rstrip()


def _padded(text: str, width: int, right: bool) -> str:
    blanks = " " * (width - cells(text))
    return blanks + text if right else text + blanks


def _cut(text: str, width: int) -> str:
    if cells(text) <= width:
        return text
    while cells(text) > width - 1:
        text = text[:-1]
    return f"{text}…"


def cells(text: str) -> int:
    """Columns of a terminal that a text takes: East Asian letters take two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def details(pairs: Sequence[tuple[str, str | None]]) -> str:
    """Names and values under each other; what has no value is left out."""
    said = [(name, value) for name, value in pairs if value]
    longest = max((len(name) for name, _ in said), default=0)
    return "\n".join(f"{name.ljust(longest)}  {value}" for name, value in said)
