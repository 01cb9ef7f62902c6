"""From the text of a script to its parts. Everything wrong is found in one pass, each at its exact place.

A say-link has the form of a link in Markdown, so that editors color it: `[shown](say:spoken)`. Inside of it, a
backslash takes the meaning from a bracket. Brackets that are no link stay text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from heygen_build.script.model import Part, Pause, Said, Script, ScriptProblem, Words

BREAK = re.compile(r'<break\s+time\s*=\s*"(?P<seconds>\d+(?:\.\d+)?)s"\s*/>')
"""`<break time="0.5s"/>`: seconds with suffix s, decimals allowed ([skills])."""

_SAY = "say:"
_SHOWN = r"\[(?P<shown>(?:\\.|[^\[\]\\])*)\]"
_LINK = re.compile(_SHOWN + r"\(say:(?P<spoken>(?:\\.|[^()\\])*)\)", re.DOTALL)
_NEARLY = re.compile(_SHOWN + r"(?P<gap>\s*)\((?P<inside>(?:\\.|[^()\\])*)(?P<close>\)?)", re.DOTALL)
_TAG = re.compile(r"<\s*/?\s*[a-zA-Z][^<>]*>")
_MARKUP = re.compile(f"{BREAK.pattern}|{_LINK.pattern}|\\\\[\\[\\]]", re.DOTALL)
_ADDRESS = re.compile(r"\w+:|/|#|\.{1,2}/|www\.|\S+\.\w+$")


@lru_cache(maxsize=4096)
def parse(text: str) -> Script:
    """The parts of a script, and what is wrong with it. Never raises."""
    pieces = tuple(_parts(text))
    problems = [problem for piece in pieces for problem in _problems(piece)]
    return Script(tuple(_joined(pieces)), tuple(sorted(problems, key=lambda problem: problem.start)))


def _parts(text: str) -> Iterator[Part]:
    position = 0
    for match in _MARKUP.finditer(text):
        if match.start() > position:
            yield Words(text[position : match.start()], position, match.start())
        yield _part(match)
        position = match.end()
    if position < len(text):
        yield Words(text[position:], position, len(text))


def _part(match: re.Match[str]) -> Part:
    if match["seconds"] is not None:
        return Pause(match["seconds"], match.start(), match.end())
    if match["shown"] is None:
        return Words(match[0][1:], match.start(), match.end())
    return Said(_bare(match["shown"]), _bare(match["spoken"]), match.start(), match.end())


def _bare(text: str) -> str:
    """Text from inside a link: without the backslashes, and in one line."""
    return " ".join(re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL).split())


def _joined(parts: Iterable[Part]) -> Iterator[Part]:
    """Text before and after an escaped bracket is one text. Its offsets still cover all of it."""
    before: Words | None = None
    for part in parts:
        if isinstance(part, Words) and before is not None:
            before = Words(before.text + part.text, before.start, part.end)
        elif isinstance(part, Words):
            before = part
        else:
            if before is not None:
                yield before
                before = None
            yield part
    if before is not None:
        yield before


def _problems(part: Part) -> Iterator[ScriptProblem]:
    match part:
        case Words():
            yield from _problems_of_words(part)
        case Said(shown=shown, spoken=spoken, start=start, end=end):
            yield from _problems_of_link(shown, spoken, start, end)
        case Pause():
            return


def _problems_of_words(part: Words) -> Iterator[ScriptProblem]:
    """An escaped bracket is a piece of its own, so that it never looks like the start of a link."""
    for pattern, describe in ((_TAG, _wrong_tag), (_NEARLY, _wrong_link)):
        for match in pattern.finditer(part.text):
            problem = describe(match)
            if problem is not None and not _is_second_half(match, part.text):
                yield replace(problem, start=problem.start + part.start, end=problem.end + part.start)


def _is_second_half(match: re.Match[str], text: str) -> bool:
    """Whether a tag closes one that was told already: a pair is one mistake."""
    name = match[0].strip("</> \t").lower()
    return match[0].startswith("</") and f"<{name}" in text[: match.start()].lower()


def _wrong_tag(match: re.Match[str]) -> ScriptProblem:
    pause = re.match(r"<\s*break\b\D*(?P<number>\d*\.?\d+)?\s*(?P<unit>ms)?", match[0], re.IGNORECASE)
    if pause is not None:
        seconds = float(pause["number"] or 0.5) / (1000 if pause["unit"] else 1)
        return ScriptProblem(
            "tag", f"`{match[0]}` is not a pause", *match.span(), f'write <break time="{seconds:g}s"/>, in seconds'
        )
    message = f"`{match[0]}` is not something a voice understands, and would be read aloud"
    return ScriptProblem("tag", message, *match.span(), 'the only tag is a pause in seconds: <break time="0.5s"/>')


def _wrong_link(match: re.Match[str]) -> ScriptProblem | None:
    """What looks like a link and is none; None for brackets that merely stand beside each other."""
    shown, inside, gap = match["shown"], match["inside"].strip(), match["gap"]
    meant = re.sub(r"(?i)^say\s*[:=]?\s*", "", inside).partition("\n")[0]
    fixed = f"write [{shown}](say:{meant or '…'})"
    if not match["close"] and (inside.startswith(_SAY) or not gap):
        end = match.start() + len(match[0].partition("\n")[0])
        return ScriptProblem("link", "the link is not closed: `)` is missing", match.start(), end, fixed)
    if re.match(r"(?i)say\s*[:=]", inside):
        wrong = match.span("gap") if gap and inside.startswith(_SAY) else match.span("inside")
        what = "a blank stands between `]` and `(`" if gap else "it starts with `say:`, in lower case"
        return ScriptProblem("link", f"this is not a say-link: {what}", *wrong, fixed)
    if gap:
        return None
    if _ADDRESS.match(inside):
        hint = "write the words alone; the filter `markdown_to_text` takes links out of Markdown"
        return ScriptProblem("link", "a voice would read the address of this link aloud", *match.span(), hint)
    return ScriptProblem(
        "link", "this link does not say how it is spoken: `say:` is missing", *match.span("inside"), fixed
    )


def _problems_of_link(shown: str, spoken: str, start: int, end: int) -> Iterator[ScriptProblem]:
    if not shown:
        yield ScriptProblem(
            "link", "the link shows nothing", start, end, "write what captions show between the brackets"
        )
    if not spoken:
        yield ScriptProblem("link", "the link says nothing", start, end, f"write [{shown or '…'}](say:…)")
    for text in (shown, spoken):
        for match in _TAG.finditer(text):
            yield ScriptProblem(
                "link", f"`{match[0]}` cannot stand inside a link", start, end, "put it before or behind"
            )
