"""Words and their times, from whatever source there is: speech, a subtitle file, or a model of how people speak."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from heygen_build.media.breaking import blank_separated, columns, is_wide
from heygen_build.media.model import Cue, Word

# `<break time="0.5s"/>`, one blank before and after (speech, ../api): read tolerantly; the compiler checks the form.
_BREAK = re.compile(r"<break\s+time\s*=\s*[\"']?(?P<number>\d*\.?\d+)(?P<unit>ms|s)[\"']?\s*/?\s*>", re.IGNORECASE)
# Languages without blanks: about 250 characters a minute where others speak 150 words. HeyGen gives no figure.
_WORDS_PER_WIDE_CHARACTER = 0.6
_SHORTEST = 0.001


def strip_breaks(text: str) -> str:
    """The text without pauses, its blanks tidied, its line feeds kept."""
    lines = _BREAK.sub(" ", text).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines).strip("\n")


def pause_seconds(text: str) -> float:
    """The sum of all `<break time="Xs"/>` in a text."""
    return sum(_pause(match) for match in _BREAK.finditer(text))


def model_duration(text: str, *, words_per_minute: float = 150, speed: float = 1.0) -> float:
    """How long a text takes to say: words at 150 a minute and speed 1, plus its pauses (speech, ../api)."""
    return sum(_weight(word) for word in _tokens(strip_breaks(text))) * 60 / (words_per_minute * speed) + pause_seconds(
        text
    )


def model_words(text: str, *, words_per_minute: float = 150, speed: float = 1.0) -> tuple[Word, ...]:
    """Each word with the time at which the model says it. The last ends at `model_duration` less a closing pause."""
    words: list[Word] = []
    time, position = 0.0, 0
    for match in [*_BREAK.finditer(text), None]:
        tokens = _tokens(text[position : match.start() if match else len(text)])
        spoken = sum(_weight(token) for token in tokens) * 60 / (words_per_minute * speed)
        words += _spread(tokens, time, time + spoken)
        time += spoken + (_pause(match) if match else 0)
        position = match.end() if match else position
    return tuple(words)


def words_from_cues(cues: Iterable[Cue]) -> tuple[Word, ...]:
    """Words of a subtitle file: each cue's time shared among its words by their length."""
    return tuple(word for cue in cues for word in _spread(_tokens(cue.text), cue.start, cue.end))


def align(shown: str, spoken: Sequence[Word]) -> tuple[Word, ...]:
    """The words people read, with the times of the words they hear.

    Words that are the same keep their times; what differs between them (`HeyGen` for `Hey Jen`, `49` for `forty-nine`)
    shares the time of the words it stands for. Every shown word is in the result, in order.
    """
    tokens = _tokens(strip_breaks(shown))
    if not tokens or not spoken:
        return ()
    matcher = SequenceMatcher(
        None, [_plain(token) for token in tokens], [_plain(w.text) for w in spoken], autojunk=False
    )
    result: list[Word] = []
    for kind, begin, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            pairs = zip(tokens[begin:end], spoken[first:last], strict=True)
            result += [Word(token, word.start, word.end) for token, word in pairs]
        else:
            result += _spread(tokens[begin:end], *_window(spoken, first, last))
    return _ordered(result)


def _window(spoken: Sequence[Word], first: int, last: int) -> tuple[float, float]:
    """The time of the heard words `first` to `last`; without any, the silence between their neighbors."""
    if first < last:
        return spoken[first].start, spoken[last - 1].end
    before = spoken[first - 1].end if first else spoken[0].start
    after = spoken[first].start if first < len(spoken) else spoken[-1].end
    return before, max(before, after)


def _spread(tokens: Sequence[str], start: float, end: float) -> list[Word]:
    """Tokens in a row from `start` to `end`, each as long as its share of the characters."""
    weights = [columns(token) + 1 for token in tokens]
    total, done = sum(weights), 0
    words: list[Word] = []
    for token, weight in zip(tokens, weights, strict=True):
        begin = start + (end - start) * done / total
        done += weight
        words.append(Word(token, begin, start + (end - start) * done / total))
    return words


def _ordered(words: Iterable[Word]) -> tuple[Word, ...]:
    """The same words with times that never run backwards, whatever the source said."""
    result: list[Word] = []
    for word in words:
        start = max(word.start, result[-1].end if result else 0.0)
        result.append(Word(word.text, start, max(word.end, start + _SHORTEST)))
    return tuple(result)


def _tokens(text: str) -> list[str]:
    """Words as they are written. Punctuation that stands alone («Qui ?») stays with the word before it."""
    found: list[str] = []
    for token in blank_separated(text):
        if found and not _plain(token):
            found[-1] += f"\N{NO-BREAK SPACE}{token}"
        else:
            found.append(token)
    return found


def _plain(token: str) -> str:
    """A word as it is compared: letters and digits only, case and accents folded."""
    decomposed = unicodedata.normalize("NFKD", token).casefold()
    return "".join(char for char in decomposed if char.isalnum() or unicodedata.category(char) in {"Mc", "So", "Sc"})


def _weight(token: str) -> float:
    wide = sum(is_wide(char) for char in token if char.isalnum())
    return wide * _WORDS_PER_WIDE_CHARACTER + (1 if wide < len(token) and any(_spoken(c) for c in token) else 0)


def _spoken(char: str) -> bool:
    return char.isalnum() and not is_wide(char)


def _pause(match: re.Match[str]) -> float:
    number = float(match["number"])
    return number / 1000 if match["unit"].lower() == "ms" else number
