"""Scripts as HeyGen takes them: white space, break tags, and how long they will be when spoken."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

BREAK = re.compile(r'\s*<break\s+time\s*=\s*"(?P<seconds>\d+(?:\.\d+)?)s"\s*/>\s*')
"""`<break time="0.5s"/>`: seconds with suffix s, decimals allowed ([skills])."""

CHARACTERS_A_MINUTE = 280.0
"""For scripts without blanks between words. HeyGen states no rate; this is usual for Chinese and Japanese."""

_UNSPACED = re.compile(r"[぀-ヿ㐀-䶿一-鿿豈-﫿฀-๿]")


def normalize(script: str) -> str:
    """Collapse white space inside paragraphs, keep paragraphs: how a script is wrapped in the file costs nothing."""
    paragraphs = re.split(r"\n\s*\n", script.strip())
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def shown_text(script: str) -> str:
    """The script as people read it: without break tags."""
    return BREAK.sub(" ", script).strip()


def to_ssml(script: str) -> str | None:
    """The script as SSML where it has break tags, else None: plain text needs no escaping.

    One blank stands before and after each tag, as HeyGen's rules ask ([skills]).
    """
    if not BREAK.search(script):
        return None
    pieces: list[str] = []
    end = 0
    for match in BREAK.finditer(script):
        pieces += [escape(script[end : match.start()]), f' <break time="{match["seconds"]}s"/> ']
        end = match.end()
    return "".join([*pieces, escape(script[end:])]).strip()


def model_seconds(script: str, words_per_minute: float) -> float:
    """The word model of HeyGen's documents: words / 150 a minute at speed 1, plus the breaks. Seconds."""
    breaks = sum(float(match["seconds"]) for match in BREAK.finditer(script))
    text = shown_text(script)
    unspaced = len(_UNSPACED.findall(text))
    words = len(_UNSPACED.sub(" ", text).split())
    minutes = words / words_per_minute + unspaced / (CHARACTERS_A_MINUTE * words_per_minute / 150.0)
    return round(minutes * 60 + breaks, 3)
