"""Words of motion and of layout in the description of an element."""

from __future__ import annotations

import re
from functools import cache

from heygen_build.brief.facts import LAYOUT_WORDS, MORE_VERBS, VERBS, Energy

_SIDES = "left|right|top|bottom|frame|width|height|screen"
_COORDINATES = rf"\(\s*\d+\s*,\s*\d+\s*\)|\b\d+\s?px\b|\b\d+\s?%\s+(?:from|of)\s+the\s+(?:{_SIDES})"


def moves(text: str) -> bool:
    """Whether a text has a verb of motion, in any of its English forms."""
    return _verbs().search(text) is not None


def examples(energy: Energy) -> str:
    """Verbs of an energy as people write them in prompts: `SLAMS, CRASHES, PUNCHES`."""
    return ", ".join(_third_person(verb) for verb in VERBS[energy][:3])


def layout_word(text: str) -> re.Match[str] | None:
    """The first word of a text that places things instead of moving them."""
    return _layout().search(text)


def _third_person(verb: str) -> str:
    head, _, rest = verb.partition(" ")
    ending = "es" if head.endswith(("sh", "ch")) else "s"
    return f"{head}{ending} {rest}".strip().upper()


@cache
def _verbs() -> re.Pattern[str]:
    every = {verb for verbs in VERBS.values() for verb in verbs} | set(MORE_VERBS)
    return re.compile("|".join(_forms(verb) for verb in sorted(every)), re.IGNORECASE)


def _forms(verb: str) -> str:
    """`type on` also as types on, typed on, typing on; `stamp` as stamps, stamped, stamping; `snap` as snapping."""
    head, _, rest = verb.partition(" ")
    stem = head[:-1] if head.endswith(("e", "y")) else head
    forms = [head, f"{head}s", f"{head}es", f"{head}d", f"{head}ed", f"{head}ing", f"{head}n"]
    forms += [f"{stem}ing", f"{stem}ies", f"{stem}ied", f"{head}{head[-1]}ing", f"{head}{head[-1]}ed"]
    return rf"\b(?:{'|'.join(sorted(set(forms), key=len, reverse=True))})\b" + (rf"\s+{rest}\b" if rest else "")


@cache
def _layout() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in LAYOUT_WORDS)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)|{_COORDINATES}", re.IGNORECASE)
