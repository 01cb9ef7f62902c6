"""Pronunciations of a project: words that voices say otherwise than they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from heygen_build.script.model import Part, Pronunciations, Said, Script, Words

# Scripts that put no blanks between words: a neighbor from one of them does not make a word longer.
_UNSPACED = "぀-ヿ㐀-䶿一-鿿豈-﫿฀-๿຀-໿က-႟ក-៿"


def pronounced(script: Script, pronunciations: Pronunciations) -> Script:
    """The script with every word of the pronunciations as a part of its own; links of the script win over them.

    Whole words only, the longest first. A key with a capital letter in it matches this spelling alone, a key without
    one every spelling: `HeyGen` is not `heygen`, but `sql` is also `SQL`.
    """
    if not pronunciations:
        return script
    pattern, spoken = _compiled(pronunciations)
    parts: list[Part] = []
    for part in script.parts:
        parts += _split(part, pattern, spoken) if isinstance(part, Words) else [part]
    return Script(tuple(parts), script.problems)


def _split(part: Words, pattern: re.Pattern[str], spoken: dict[str, str]) -> Iterator[Part]:
    text, position = unicodedata.normalize("NFC", part.text), 0
    for match in pattern.finditer(text):
        if match.start() > position:
            yield Words(text[position : match.start()], part.start, part.end)
        yield Said(match[0], spoken[str(match.lastgroup)], part.start, part.end)
        position = match.end()
    if position < len(text):
        yield Words(text[position:], part.start, part.end)


@lru_cache(maxsize=64)
def _compiled(pronunciations: Pronunciations) -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern of all words, each in a group of its own, and what the group's words are spoken as."""
    normal = [(unicodedata.normalize("NFC", " ".join(key.split())), spoken) for key, spoken in pronunciations]
    ordered = sorted((pair for pair in normal if pair[0]), key=lambda pair: -len(pair[0]))
    branches = [f"(?P<w{index}>{_branch(key)})" for index, (key, _) in enumerate(ordered)]
    return re.compile("|".join(branches) or r"(?!)"), {f"w{i}": spoken for i, (_, spoken) in enumerate(ordered)}


def _branch(key: str) -> str:
    """The pattern of one word. `C++` ends in no letter, so that whatever follows is another word anyway."""
    inside = _inside_word()
    words = r"\s+".join(re.escape(word) for word in key.split())
    body = f"(?:{words})" if any(char.isupper() for char in key) else f"(?i:{words})"
    before = f"(?<!{inside})" if re.fullmatch(inside, key[0]) else ""
    after = f"(?!{inside})" if re.fullmatch(inside, key[-1]) else ""
    return before + body + after


@lru_cache(maxsize=1)
def _inside_word() -> str:
    """A character that continues a word: letters, digits, `_`, and the marks on letters, which `\\w` does not hold."""
    marks = "".join(char for char in map(chr, range(0x300, 0xFFFF)) if unicodedata.category(char)[0] == "M")
    return f"(?:[^\\W{_UNSPACED}]|[{marks}])"
