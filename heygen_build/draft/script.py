"""From a script as people write it to characters an engine can say, remembering where each came from."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

# `<break time="0.5s"/>` is the one tag HeyGen documents (v3 speech, ../api); `ms` is accepted because SSML allows it.
_TAG = re.compile(
    r"""<break\s+time\s*=\s*["']?\s*(?P<time>\d*\.?\d+)\s*(?P<unit>ms|s)\s*["']?\s*(?:/>|>\s*</break>|>)"""
    r"""|</?(?:speak|p|s|prosody|emphasis|say-as|sub|voice|lang|phoneme|mark|audio|w|break)(?:\s[^<>]*)?/?>""",
    re.IGNORECASE,
)
_LONGEST_BREAK = 60.0
_MONEY = re.compile(
    r"(?P<sign>[$€£])\s?(?P<amount>\d(?:[\d.,]*\d)?)(?P<scale>\s(?:thousand|million|billion|trillion)\b)?"
)
_COINS = {"$": "dollar", "€": "euro", "£": "pound"}
_SPOKEN_SIGNS = "°©®™"
_IDEOGRAPH = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_UNSPACED = re.compile(rf"[{_IDEOGRAPH}\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
_KANJI = re.compile(f"[{_IDEOGRAPH}]")
_MORAE = "かきくけこさしせそたちてとなにのはひふほまみめもやゆよりれろ"
_CODAS = ("", "ん", "う", "い", "く", "つ", "")


@dataclass(frozen=True, slots=True)
class Token:
    """A written word with its punctuation, at `start`–`end` of the shown text; a Chinese character is a word."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pause:
    """`seconds` of silence asked for in front of character `at` of the shown text."""

    at: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Script:
    """`spoken` is what the engine gets; character i of it stands for character `origin[i]` of the shown text."""

    spoken: str
    origin: tuple[int, ...]
    tokens: tuple[Token, ...]
    pauses: tuple[Pause, ...]

    @property
    def speakable(self) -> bool:
        """Whether anything would be heard."""
        return any(character.isalnum() for character in self.spoken)


def parse(text: str, language: str) -> Script:
    """Break tags become pauses, other SSML tags vanish, everything else is text: `3 < 4` and `<you>` are kept."""
    shown, pauses = _without_tags(text)
    spoken, origin = _spoken(shown, language)
    return Script(spoken, origin, tuple(_tokens(shown)), pauses)


def _without_tags(text: str) -> tuple[str, tuple[Pause, ...]]:
    parts: list[str] = []
    pauses: list[Pause] = []
    end, length = 0, 0
    is_ssml = "<speak" in text.lower()
    for tag in [*_TAG.finditer(text), None]:
        part = text[end : tag.start() if tag else None]
        parts += [html.unescape(part) if is_ssml else part, " "]
        length += len(parts[-2]) + 1
        if tag and tag["time"]:
            seconds = float(tag["time"]) / (1000 if tag["unit"].lower() == "ms" else 1)
            pauses.append(Pause(length, min(seconds, _LONGEST_BREAK)))
        end = tag.end() if tag else end
    return "".join(parts), tuple(pauses)


def _tokens(shown: str) -> list[Token]:
    tokens: list[Token] = []
    for word in re.finditer(r"\S+", shown):
        start = word.start()
        for cut in [*_cuts(word[0]), len(word[0])]:
            end = word.start() + cut
            tokens.append(Token(shown[start:end], start, end))
            start = end
    return tokens


def _cuts(word: str) -> list[int]:
    """Where a run without blanks is divided: in front of each ideograph or kana, and behind it where letters follow."""
    cuts = []
    for index in range(1, len(word)):
        here, before = word[index], word[index - 1]
        starts = bool(_UNSPACED.match(here)) and (before.isalnum() or unicodedata.category(before) != "Ps")
        leaves = here.isalnum() and bool(_UNSPACED.match(before))
        opens = unicodedata.category(here) == "Ps" and any(_UNSPACED.match(c) for c in word)
        after_opening = unicodedata.category(before) == "Ps"
        if (starts or leaves or opens) and not after_opening:
            cuts.append(index)
    return cuts


def _spoken(shown: str, language: str) -> tuple[str, tuple[int, ...]]:
    pieces = _money(shown) if language.startswith("en") else [(c, i) for i, c in enumerate(shown)]
    said = [(sound, index) for piece, index in pieces for sound in _sayable(piece, language)]
    return "".join(sound for sound, _ in said), tuple(index for _, index in said)


def _money(shown: str) -> list[tuple[str, int]]:
    """`$49` as people say it, because espeak-ng reads the sign first."""
    pieces: list[tuple[str, int]] = []
    end = 0
    for price in _MONEY.finditer(shown):
        pieces += [(shown[i], i) for i in range(end, price.start())]
        pieces += [(shown[i], i) for i in range(price.start("amount"), price.end())]
        coin = _COINS[price["sign"]] + ("" if price["amount"] == "1" and not price["scale"] else "s")
        pieces += [(c, price.end() - 1) for c in f" {coin}"]
        end = price.end()
    return pieces + [(shown[i], i) for i in range(end, len(shown))]


def _sayable(character: str, language: str) -> str:
    """The character, a stand-in, a blank or nothing; no emoji, because espeak-ng would read out their names."""
    if language.startswith("ja") and _KANJI.match(character):
        return _stand_in(character)
    if character in "\u200c\u200d" or character in _SPOKEN_SIGNS:
        return character
    if character in "\u00ad\u2060\ufeff" or "\ufe00" <= character <= "\ufe0f":
        return ""
    if character == "…":
        return ","
    kind = unicodedata.category(character)
    return " " if kind.startswith(("C", "Z")) or kind in ("So", "Sk") else character


def _stand_in(kanji: str) -> str:
    """Two morae made from the code point: espeak-ng has no readings and would say "Chinese letter" for each."""
    code = ord(kanji)
    return _MORAE[code % len(_MORAE)] + _CODAS[code // len(_MORAE) % len(_CODAS)]
