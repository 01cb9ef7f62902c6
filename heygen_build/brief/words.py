"""How long the words of a brief are, and which literals stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from heygen_build.brief.facts import WORDS_A_MINUTE
from heygen_build.resolve.model import AgentBrief
from heygen_build.script.spoken import word_count

_STRETCH = ((30.0, 1.6), (119.0, 1.4))
_LONG_STRETCH = 1.3

_LITERAL = re.compile(
    r"""(?P<url>https?://\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|ai|dev|app|co|example|eu|de|fr|es|uk)\b(?:/[\w/.-]*)?)
      | (?P<handle>(?<![\w.])@\w{2,})
      | (?P<quote>"[^"\n]{2,}"|“[^”\n]{2,}”|«[^»\n]{2,}»|„[^“”\n]{2,}[“”])
      | (?P<number>(?<![\w#.,])[$€£]?\d[\d.,]*(?:\s?[%×x€](?!\w))?)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Literal:
    """A string that the agent would paraphrase on screen unless it is listed: `text[start:end]` of its text."""

    text: str
    start: int
    end: int


def literals(text: str) -> Iterator[Literal]:
    """Numerals, quotes, @handles and addresses in a text, quotes without their marks."""
    for found in _LITERAL.finditer(text):
        start, end = found.span()
        if found.lastgroup == "quote":
            start, end = start + 1, end - 1
        kept = text[start:end].rstrip(".,;:!?")
        yield Literal(kept, start, start + len(kept))


def spoken_words(brief: AgentBrief) -> float:
    """Words that the brief gives to say."""
    return word_count(" ".join((brief.script or "", *(scene.voiceover for scene in brief.scenes))))


def seconds_of_words(text: str) -> float:
    """At 150 words a minute, the pace that HeyGen assumes at speed 1."""
    return word_count(text) / WORDS_A_MINUTE * 60


def target_seconds(brief: AgentBrief) -> float | None:
    """How long the film should be: as the brief says, else its scenes together, else what its words take."""
    if brief.duration:
        return brief.duration
    scenes = [scene.duration for scene in brief.scenes]
    if scenes and all(scenes):
        return sum(seconds or 0.0 for seconds in scenes)
    words = spoken_words(brief)
    return max(words / WORDS_A_MINUTE * 60, 5.0) if words else None


def stretch(seconds: float) -> float:
    """By how much pictures and pauses make the words of a film last longer, by its target in seconds ([skills])."""
    return next((factor for limit, factor in _STRETCH if seconds <= limit), _LONG_STRETCH)
