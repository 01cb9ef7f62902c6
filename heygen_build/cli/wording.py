"""Changes told in one line: of two long texts only what differs is of interest."""

from __future__ import annotations

from collections.abc import Sequence

from heygen_build.store.digest import JsonValue

_AROUND = 18
"""Characters of equal text shown on each side of a difference."""


def told(before: JsonValue, after: JsonValue, width: int) -> str:
    """`"One." → "Uno."` where both fit into `width` characters, else `"…So is [every → any] scene…"`."""
    whole = f"{_plain(before)} → {_plain(after)}"
    if len(whole) <= width:
        return whole
    if isinstance(before, str) and isinstance(after, str):
        return _difference(_one_line(before), _one_line(after), width)
    half = max(8, (width - 3) // 2)
    return f"{shortened(_plain(before), half)} → {shortened(_plain(after), half)}"


def shortened(text: str, width: int) -> str:
    """`text` with at most `width` characters."""
    return text if len(text) <= width else f"{text[: max(1, width - 1)]}…"


def _difference(before: str, after: str, width: int) -> str:
    old, new = before.split(), after.split()
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle = max(8, (width - 2 * _AROUND - 9) // 2)
    removed, added = (" ".join(words[start : len(words) - end]) for words in (old, new))
    change = f"[{shortened(removed, middle) or 'nothing'} → {shortened(added, middle) or 'nothing'}]"
    lead, tail = _last_words(old[:start]), _first_words(old[len(old) - end :])
    return f'"{" ".join(part for part in (lead, change, tail) if part)}"'


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    return next(
        (index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _first_words(words: Sequence[str]) -> str:
    text = " ".join(words)
    return text if len(text) <= _AROUND else text[: _AROUND + 1].rpartition(" ")[0] + "…"


def _last_words(words: Sequence[str]) -> str:
    text = " ".join(words)
    return text if len(text) <= _AROUND else "…" + text[-_AROUND - 1 :].partition(" ")[2]


def _plain(value: JsonValue) -> str:
    if value is None:
        return "nothing"
    return f'"{_one_line(value)}"' if isinstance(value, str) else _one_line(str(value))


def _one_line(text: str) -> str:
    return " ".join(text.split())
