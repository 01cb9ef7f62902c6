"""Scripts as HeyGen takes them: white space, spoken words, break tags, and how long they will be when spoken."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.sax.saxutils import escape

from heygen_build.script.model import Pronunciations, Script
from heygen_build.script.parse import parse
from heygen_build.script.pronounce import pronounced

BREAK = re.compile(r'\s*<break\s+time\s*=\s*"(?P<seconds>\d+(?:\.\d+)?)s"\s*/>\s*')
"""A pause with the white space around it."""

CHARACTERS_A_MINUTE = 280.0
"""For scripts without blanks between words. HeyGen states no rate; this is usual for Chinese and Japanese."""

_UNSPACED = re.compile(r"[぀-ヿ㐀-䶿一-鿿豈-﫿฀-๿]")

_RECENT = 1024
"""Scripts are asked about several times in a row, and then again in the next film of a matrix."""


def normalize(script: str) -> str:
    """Collapse white space inside paragraphs, keep paragraphs: how a script is wrapped in the file costs nothing."""
    paragraphs = re.split(r"\n\s*\n", script.strip())
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


@lru_cache(maxsize=_RECENT)
def shown_text(script: str, pronunciations: Pronunciations = ()) -> str:
    """The script as people read it: without break tags, links by their written words.

    `pronunciations` do not change what is shown; they only decide where Unicode is composed.
    """
    return normalize(_read(script, pronunciations).shown)


@lru_cache(maxsize=_RECENT)
def spoken_text(script: str, pronunciations: Pronunciations = ()) -> str:
    """The script as a voice says it: links and pronunciations by their spoken words, break tags kept.

    One blank stands before and after each tag, as HeyGen's rules ask ([skills]).
    """
    spoken = _read(script, pronunciations).spoken
    return normalize(BREAK.sub(lambda match: f' <break time="{match["seconds"]}s"/> ', spoken))


def _read(script: str, pronunciations: Pronunciations) -> Script:
    return pronounced(parse(normalize(script)), pronunciations)


def to_ssml(spoken: str) -> str | None:
    """A spoken text as SSML where it has break tags, else None: plain text needs no escaping.

    One blank stands before and after each tag, as HeyGen's rules ask ([skills]).
    """
    if not BREAK.search(spoken):
        return None
    pieces: list[str] = []
    end = 0
    for match in BREAK.finditer(spoken):
        pieces += [escape(spoken[end : match.start()]), f' <break time="{match["seconds"]}s"/> ']
        end = match.end()
    return "".join([*pieces, escape(spoken[end:])]).strip()


def break_seconds(spoken: str) -> tuple[float, ...]:
    """The pauses of a spoken text, in seconds."""
    return tuple(float(match["seconds"]) for match in BREAK.finditer(spoken))


def word_count(spoken: str) -> float:
    """Words as the word model counts them; `CHARACTERS_A_MINUTE` characters without blanks are 150 words."""
    text = BREAK.sub(" ", spoken)
    unspaced = len(_UNSPACED.findall(text))
    return len(_UNSPACED.sub(" ", text).split()) + unspaced * 150.0 / CHARACTERS_A_MINUTE


@lru_cache(maxsize=_RECENT)
def model_seconds(spoken: str, words_per_minute: float) -> float:
    """The word model of HeyGen's documents: words / 150 a minute at speed 1, plus the breaks. Seconds."""
    return round(word_count(spoken) / words_per_minute * 60 + sum(break_seconds(spoken)), 3)
