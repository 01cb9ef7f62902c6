"""The lines inside one caption: where they may break, and which break reads best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from heygen_build.media.breaking import Piece, clusters, columns, joined, pieces
from heygen_build.media.model import Word

_SENTENCE_ENDS, _CLAUSE_ENDS = ".?!…。？！؟।", ",;:–—、，；：،؛"
_CLOSERS, _OPENERS = "\"'”’»)]}」』】", "\"'“‘«([¿¡"
_ABBREVIATIONS = {"mr.", "mrs.", "ms.", "dr.", "prof.", "st.", "vs.", "e.g.", "i.e.", "etc.", "z.b.", "sr.", "sra."}
# Words that lean on the next one: a line that ends with them reads badly. Left out are those that are whole words of
# another kind in another of these languages (`no`, `do`, `me`).
_LEANING = frozenset(
    word
    for words in (
        "a an the of to in on at by for with from and or but if as my your our his her its this that is are was be",
        "el la los las un una de del y o en con por para que se te mi tu su sin ante desde hasta cuando durante",
        "le les des du ce et ou à au aux dans sur sous avec pour sans je mon qui ne",
        "der die das den dem des ein eine einen einem einer und oder mit von zu zum zur im am auf aus bei für ohne",
        "nicht ich wir il lo gli di e per che con da nel della o um uma da na com em ao",
    )
    for word in words.split()
)
_MARKED, _LEANS = 0.6, -0.6
_SHORT_LINE = 0.35


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a word that stays on one line. `glued` ones follow the one before without a blank.

    `lead` says how good it is to break before it: 1 after a sentence, less after a clause, 0 or below inside one.
    """

    text: str
    start: float
    end: float
    glued: bool = False
    lead: float = 1.0


def tokens(words: Iterable[Word], max_chars: int) -> list[Token]:
    """Words in order with times that only grow, cut where they are too wide for a line or need no blanks."""
    found: list[Token] = []
    for word in words:
        parts = [small for piece in pieces(word.text) for small in _short(piece, max_chars)]
        start = max(word.start, found[-1].end if found else 0.0)
        end = max(word.end, start + 0.001 * max(1, len(parts)))
        found += _shared(parts, start, end)
    return found[:1] + [replace(after, lead=_lead(before.text, after.text)) for before, after in pairwise(found)]


def _lead(before: str, after: str) -> float:
    text = before.rstrip(_CLOSERS)
    if text.endswith(tuple(_SENTENCE_ENDS)) and not _abbreviates(text, after.lstrip(_OPENERS)):
        return 1.0
    if text.endswith(tuple(_CLAUSE_ENDS)):
        return _MARKED
    return _LEANS if text.casefold() in _LEANING else 0.0


def layout(group: tuple[Token, ...], max_chars: int, max_lines: int) -> tuple[float, tuple[str, ...]] | None:
    """The best lines for one caption and how bad they are (0 is perfect); None if the tokens do not fit."""
    ends = list(accumulate(columns(token.text) + (not token.glued) for token in group))
    width, room = ends[-1] - (not group[0].glued), max_chars * (max_lines - 1) + max_lines
    if width <= max_chars:
        return (0.6 if len(group) == 1 else 0.0), (_line(group),)
    cuts = (cut for cut in range(1, len(group)) if ends[cut - 1] <= max_chars + 1 and ends[-1] - ends[cut - 1] <= room)
    options = (_split(group, cut, max_chars, max_lines) for cut in cuts) if max_lines > 1 else ()
    return min((option for option in options if option), default=None)


def _split(group: tuple[Token, ...], cut: int, max_chars: int, max_lines: int) -> tuple[float, tuple[str, ...]] | None:
    head = _line(group[:cut])
    rest = layout(group[cut:], max_chars, max_lines - 1) if columns(head) <= max_chars else None
    if rest is None:
        return None
    lines = (head, *rest[1])
    return _unevenness(lines, max_chars) + 0.5 * (1 - group[cut].lead), lines


def _unevenness(lines: tuple[str, ...], max_chars: int) -> float:
    widths = [columns(line) for line in lines]
    longest = max(widths)
    uneven = sum(abs(left - right) for left, right in pairwise(widths)) / longest
    orphan = 1.0 if min(widths) < _SHORT_LINE * longest or any(" " not in line for line in lines) else 0.0
    return uneven + orphan + 0.1 * longest / max_chars


def _abbreviates(text: str, following: str) -> bool:
    if not text.endswith("."):
        return False
    initial = len(text) == 2 and text[0].isupper()
    return initial or text.casefold() in _ABBREVIATIONS or following[:1].islower()


def _line(group: Sequence[Token]) -> str:
    return joined([Piece(token.text, token.glued) for token in group])


def _short(piece: Piece, max_chars: int) -> list[Piece]:
    if columns(piece.text) <= max_chars:
        return [piece]
    cut: list[str] = [""]
    for cluster in clusters(piece.text):
        if cut[-1] and columns(cut[-1] + cluster) > max_chars:
            cut.append("")
        cut[-1] += cluster
    return [Piece(text, glued=piece.glued or index > 0) for index, text in enumerate(cut)]


def _shared(parts: Sequence[Piece], start: float, end: float) -> list[Token]:
    total, done = sum(columns(part.text) + 1 for part in parts), 0
    found: list[Token] = []
    for part in parts:
        begin = start + (end - start) * done / total
        done += columns(part.text) + 1
        found.append(Token(part.text, begin, start + (end - start) * done / total, part.glued))
    return found
