"""Words to captions, as broadcasters set them: whole clauses, balanced lines, time to read.

Everything about words and files that callers need with it is importable from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from heygen_build.media.breaking import columns
from heygen_build.media.captionlines import Token, layout, tokens
from heygen_build.media.model import Canvas, Cue, Word
from heygen_build.media.subtitles import read_srt, shift, write_sidecar, write_srt, write_vtt
from heygen_build.media.words import align, model_duration, model_words, pause_seconds, strip_breaks, words_from_cues

__all__ = [
    "align",
    "cues_from_words",
    "line_limit",
    "model_duration",
    "model_words",
    "pause_seconds",
    "read_srt",
    "shift",
    "strip_breaks",
    "words_from_cues",
    "write_sidecar",
    "write_srt",
    "write_vtt",
]

# Netflix and BBC guides agree on about these: 42 characters, two lines, 17–20 characters a second, a gap of two frames.
_LINGER = 0.6
_PAUSE = 0.7


@dataclass(frozen=True, slots=True)
class _Rules:
    max_chars: int
    max_lines: int
    max_cps: float
    min_gap: float
    min_duration: float


def line_limit(canvas: Canvas) -> int:
    """Characters a line for a canvas: 42 in landscape, 32 about square, 24 in portrait."""
    shape = canvas.width / canvas.height
    return 42 if shape > 1.3 else 32 if shape > 0.75 else 24


def cues_from_words(
    words: Iterable[Word],
    *,
    max_chars: int = 42,
    max_lines: int = 2,
    max_cps: float = 20,
    min_gap: float = 0.08,
    min_duration: float = 1.0,
) -> tuple[Cue, ...]:
    """Captions for spoken words; all times in seconds.

    Holds: no word is lost or moved; cues are in order and never overlap; no line is longer than `max_chars` columns
    (wide characters count two); no cue has more than `max_lines`. Wanted, as far as the speech allows: breaks between
    sentences, then clauses; even lines; `min_duration`; at most `max_cps` characters a second; `min_gap` between cues.
    """
    rules = _Rules(max_chars, max_lines, max_cps, min_gap, min_duration)
    parts = tokens(words, max_chars)
    groups = [parts[begin:end] for begin, end in _partition(parts, rules)]
    return tuple(_timed(groups, rules))


def _partition(parts: Sequence[Token], rules: _Rules) -> list[tuple[int, int]]:
    """The cheapest way to cut the tokens into cues, by dynamic programming over where the last cue begins."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(parts) + 1):
        options: list[tuple[float, int]] = []
        for begin in range(end - 1, -1, -1):
            cost = _cost(parts, begin, end, rules)
            if cost is None:
                break
            options.append((best[begin][0] + cost, begin))
        best.append(min(options))
    cuts, end = [], len(parts)
    while end > 0:
        begin = best[end][1]
        cuts.append((begin, end))
        end = begin
    return cuts[::-1]


def _cost(parts: Sequence[Token], begin: int, end: int, rules: _Rules) -> float | None:
    """How bad one cue is, in units of «one cue more»; None if it does not fit."""
    group = tuple(parts[begin:end])
    lines = _layout(group, rules.max_chars, rules.max_lines)
    if lines is None:
        return None
    cost = 1 + lines[0] + 3 * (1 - (parts[end].lead if end < len(parts) else 1.0))
    for before, after in pairwise(group):
        cost += 2.0 * (after.lead == 1.0) + 3.0 * (after.start - before.end > _PAUSE)
    lasting = group[-1].end - group[0].start
    room = parts[end].start - group[0].start if end < len(parts) else lasting + _LINGER
    return cost + 4 * max(0.0, 1 - room / rules.min_duration)


@lru_cache(maxsize=8192)
def _layout(group: tuple[Token, ...], max_chars: int, max_lines: int) -> tuple[float, tuple[str, ...]] | None:
    return layout(group, max_chars, max_lines)


def _timed(groups: Sequence[Sequence[Token]], rules: _Rules) -> Iterable[Cue]:
    """Cues that stay a little after the last word, long enough to be read, and make room for the next one."""
    for index, group in enumerate(groups):
        found = _layout(tuple(group), rules.max_chars, rules.max_lines)
        lines = found[1] if found else ()
        start, end = group[0].start, group[-1].end
        following = groups[index + 1][0].start if index + 1 < len(groups) else None
        wanted = max(end, start + rules.min_duration, start + sum(columns(line) for line in lines) / rules.max_cps)
        said = tuple(Word(token.text, token.start, token.end) for token in group)
        yield Cue(start, _end(start, end, wanted, following, rules), lines, said)


def _end(start: float, end: float, wanted: float, following: float | None, rules: _Rules) -> float:
    if following is None:
        return max(wanted, end + _LINGER / 2)
    latest = max(following - rules.min_gap, start + (following - start) / 2)
    if latest - end < _LINGER:  # a caption that leaves for a blink and comes back flickers
        return latest
    return min(latest, max(wanted, end + _LINGER / 2))
