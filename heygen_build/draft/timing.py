"""When each word and phoneme is heard: the engine's events, laid over the written text and moved by inserted pauses."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from heygen_build.draft.engine import Utterance
from heygen_build.draft.script import Script, Token
from heygen_build.media.model import Word

_AUDIBLE_GAP = 0.05


@dataclass(frozen=True, slots=True)
class Clock:
    """Times (s) in the polished sound before pauses are inserted.

    `anchors` tie characters of the shown text to seconds, both rising; `end` is the end of the last phoneme.
    """

    anchors: tuple[tuple[int, float], ...]
    phonemes: tuple[tuple[float, str], ...]
    gaps: tuple[float, ...]
    end: float

    def at(self, character: int) -> float:
        """When that character is spoken; between two known ones by their share of the characters."""
        places, times = zip(*self.anchors, strict=True)
        return float(np.interp(character, places, times))

    def until(self, start: float, following: float) -> float:
        """Where a word that began at `start` stops: at a gap, or at the following word."""
        gap = next((gap for gap in self.gaps if gap > start), self.end)
        return max(start, min(gap, following, self.end))


def clock(script: Script, utterance: Utterance, offset: float) -> Clock:
    """`offset` is the second of the engine's sound at which the polished sound begins."""
    phonemes = tuple((max(sample / utterance.rate - offset, 0.0), name) for sample, name in utterance.phonemes)
    end = max((after for (_, name), (after, _) in pairwise(phonemes) if name), default=0.0)
    gaps = tuple(t for (t, name), (after, _) in pairwise(phonemes) if not name and after - t >= _AUDIBLE_GAP)
    anchors: list[tuple[int, float]] = []
    for character, sample in utterance.words:
        place = script.origin[min(max(character, 0), len(script.origin) - 1)]
        time = min(max(sample / utterance.rate - offset, 0.0), end)
        if not anchors or (place > anchors[-1][0] and time >= anchors[-1][1]):
            anchors.append((place, time))
    anchors.append((max(script.tokens[-1].end, anchors[-1][0] + 1 if anchors else 0), end))
    return Clock(tuple(anchors), phonemes, gaps, end)


@dataclass(frozen=True, slots=True)
class Insertion:
    """`seconds` of silence wanted at `wanted`, and cut in at `cut` nearby, where the sound is quiet."""

    wanted: float
    cut: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Shift:
    """Moves times from before to after the insertions, which are in order."""

    insertions: tuple[Insertion, ...]

    def start(self, time: float) -> float:
        """Of something that begins: what begins at an insertion waits for its end."""
        passed = [one for one in self.insertions if one.wanted <= time]
        return max([time, *(one.cut for one in passed)]) + sum(one.seconds for one in passed)

    def end(self, time: float) -> float:
        """Of something that ends: what ends at an insertion does not reach into it."""
        passed = [one for one in self.insertions if one.wanted < time]
        return time + sum(one.seconds for one in passed)


def pause_places(script: Script, clock: Clock) -> list[tuple[float, float]]:
    """(seconds, length) of each pause: where the next spoken word begins, or at the end."""
    spoken = [token for token in script.tokens if is_spoken(token)]
    places = []
    for pause in script.pauses:
        token = next((token for token in spoken if token.start >= pause.at), None)
        places.append((clock.at(token.start) if token else clock.end, pause.seconds))
    return places


def is_spoken(token: Token) -> bool:
    """Whether the token has anything to say; dashes, dots and emoji have not."""
    return any(character.isalnum() for character in token.text)


def words(script: Script, clock: Clock, shift: Shift) -> tuple[Word, ...]:
    """Every token with its times, rising and without overlap; what is not spoken fills the gap before the next word."""
    spoken = [token for token in script.tokens if is_spoken(token)]
    starts = [clock.at(token.start) for token in spoken]
    ends = [clock.until(here, after) for here, after in zip(starts, [*starts, clock.end][1:], strict=True)]
    times = {
        token: (shift.start(start), shift.end(end)) for token, start, end in zip(spoken, starts, ends, strict=True)
    }
    found: list[Word] = []
    for index, token in enumerate(script.tokens):
        before = found[-1].end if found else 0.0
        start, end = times.get(token) or (before, _next_start(script.tokens[index:], times, before))
        start = max(start, before)
        found.append(Word(token.text, round(start, 4), round(max(start, end), 4)))
    return tuple(found)


def _next_start(tokens: tuple[Token, ...], times: dict[Token, tuple[float, float]], default: float) -> float:
    return next((times[token][0] for token in tokens if token in times), default)


def moved_phonemes(clock: Clock, shift: Shift) -> list[tuple[float, str]]:
    """Phonemes after the insertions, each of which is a pause of its own."""
    rests = [(shift.end(one.wanted), "") for one in shift.insertions]
    return sorted([*rests, *((shift.start(time), name) for time, name in clock.phonemes)], key=lambda step: step[0])
