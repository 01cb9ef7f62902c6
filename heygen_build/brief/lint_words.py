"""Rules about what is said and shown: P01, P13 to P15 and P20 of the prompt guide."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heygen_build.brief.compile import compile_brief
from heygen_build.brief.facts import LONGEST_PROMPT, TOLERANCE
from heygen_build.brief.finding import Finding
from heygen_build.brief.words import literals, spoken_words, stretch
from heygen_build.resolve.model import AgentBrief
from heygen_build.source.model import Route
from heygen_build.units import AspectRatio

_BULLET = re.compile(r"\s*(?:[-*•]|\d+[.)])\s+\S")
_HEADING = re.compile(r"^#{1,6}\s+\S", re.MULTILINE)
_LIST = 3
"""Lines that make a list."""
_SHOWN = 6


def prompt_fits(brief: AgentBrief, ratio: AspectRatio) -> Iterator[Finding]:
    """P01: an empty prompt, or more than 10,000 characters (server)."""
    if brief.prompt is not None and not brief.prompt.strip():
        yield Finding("HB0412", "P01", "the prompt is empty", ("prompt",), "say what the film is about", "error")
        return
    text = compile_brief(brief, ratio).text
    if len(text) > LONGEST_PROMPT:
        what = "the prompt has" if brief.prompt is not None else "the prompt that this brief gives has"
        message = f"{what} {len(text):,} characters, and HeyGen takes {LONGEST_PROMPT:,}"
        hint = "say less: the last instructions weigh most anyway"
        yield Finding("HB0412", "P01", message, ("prompt",) if brief.prompt is not None else (), hint, "error")


def literals_are_listed(brief: AgentBrief) -> Iterator[Finding]:
    """P13: numerals, quotes, @handles and addresses in scenes, or a script, that `critical_text` does not list."""
    listed = "\n".join(brief.critical_text)
    for at, text in _said_and_shown(brief):
        missing = [literal for literal in literals(text) if not _has(listed, literal.text)]
        if missing:
            names = list(dict.fromkeys(literal.text for literal in missing))
            more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
            what = ", ".join(f"`{name}`" for name in names[:_SHOWN]) + more
            them = "it" if len(names) == 1 else "them"
            message = f"{what} may be paraphrased on screen: `critical_text` does not list {them}"
            hint = f"list {them} under `critical_text` to show letter by letter, or spell out what is only said"
            first = missing[0]
            yield Finding("HB0483", "P13", message, at, hint, text=text, start=first.start, end=first.end)


def _has(listed: str, literal: str) -> bool:
    """Whether a literal is listed, as a word of its own: `12` is not listed by `412`."""
    return re.search(rf"(?<![\w.,]){re.escape(literal)}(?!\w|[.,]\d)", listed) is not None


def words_fill_the_time(brief: AgentBrief) -> Iterator[Finding]:
    """P14: the words take over 20 % more or less than the target.

    The guide counts 150 words a minute, and says elsewhere that films last 1.3 to 1.6 times as long as their words:
    only what is wrong by both readings is told.
    """
    words = spoken_words(brief)
    target = brief.duration or sum(scene.duration or 0.0 for scene in brief.scenes)
    if not words or not target:
        return
    low = words / 150.0 * 60
    high = low * stretch(target)
    if low * (1 - TOLERANCE) <= target <= high * (1 + TOLERANCE):
        return
    message = f"{words:.0f} words take {low:.0f} to {high:.0f} s, and the film should have {target:g} s"
    enough = f"{target / stretch(target) * 2.5:.0f} to {target * 2.5:.0f}"
    at: Route = ("duration",) if brief.duration else ("scenes",)
    yield Finding("HB0484", "P14", message, at, f"write {enough} words, or change `duration`")


def prompt_has_one_topic(brief: AgentBrief) -> Iterator[Finding]:
    """P15: more than one topic, or a list without a thesis."""
    for at, text in ((("prompt",), brief.prompt), (("script",), brief.script)):
        lines = [line for line in (text or "").splitlines() if line.strip()]
        bullets = [line for line in lines if _BULLET.match(line)]
        hint = "lead with the one thing that viewers shall remember"
        if len(lines) >= _LIST and len(bullets) == len(lines):
            yield Finding("HB0485", "P15", "this is a list without a thesis", at, hint, "note")
        elif len(_HEADING.findall(text or "")) > 1:
            yield Finding("HB0485", "P15", "this has several topics", at, "make a film of each", "note")


def figures_are_spelled_out(brief: AgentBrief) -> Iterator[Finding]:
    """P20: figures in what is said."""
    for at, text in _said(brief):
        figure = re.search(r"\d[\d.,]*", text)
        if figure is not None:
            written = figure[0].rstrip(".,")
            end = figure.start() + len(written)
            hint = "spell it out in words; digits are for what is shown"
            message = f"`{written}` is said as figures"
            yield Finding("HB0490", "P20", message, at, hint, "note", text, figure.start(), end)


def _said(brief: AgentBrief) -> Iterator[tuple[Route, str]]:
    if brief.script:
        yield ("script",), brief.script
    for index, scene in enumerate(brief.scenes):
        yield ("scenes", index, "voiceover"), scene.voiceover


def _said_and_shown(brief: AgentBrief) -> Iterator[tuple[Route, str]]:
    if brief.script:
        yield ("script",), brief.script
    for index, scene in enumerate(brief.scenes):
        yield ("scenes", index, "voiceover"), scene.voiceover
        for layer, text in enumerate(scene.visuals):
            yield ("scenes", index, "visuals", layer), text
