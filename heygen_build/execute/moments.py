"""Times in a scene as seconds, once it is there: its length is known by then, and when each word is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from heygen_build.media.model import Word
from heygen_build.moments import Moment
from heygen_build.resolve.model import When


def seconds_at(when: When, words: Sequence[Word], before: float, length: float) -> float | None:
    """Seconds from the first frame of a scene, never outside it; None for a word that nobody says.

    `words` count from the first frame of speech, `before` seconds into the scene; `length` is that of the scene.
    """
    if when.word is None:
        start: float | None = stretch(when.time, length)
    else:
        start = word_start(words, when.word, when.nth)
        start = None if start is None else before + start
    return None if start is None else min(max(start + when.offset, 0.0), length)


def stretch(moment: Moment, length: float) -> float:
    """A time or a length of time in a scene of `length` seconds."""
    if moment.unit == "%":
        return length * moment.value / 100
    return length - moment.value if moment.unit == "end" else moment.value


def word_start(words: Sequence[Word], wanted: str, nth: int = 1) -> float | None:
    """When a word is said for the `nth` time (from 1): however it is written, and whatever stands around it."""
    bare = _bare(wanted)
    if not bare:
        return None
    spoken = [word.start for word in words if _bare(word.text) == bare]
    if not spoken:  # scripts without blanks are timed in pieces that need not be words
        spoken = list(_inside(words, bare))
    return spoken[nth - 1] if len(spoken) >= nth else None


def _inside(words: Sequence[Word], wanted: str) -> Iterator[float]:
    """The times at which a text begins that spans pieces of others; within a piece, letters take equal times."""
    letters = [
        word.start + (word.end - word.start) * index / len(text)
        for word in words
        for text in [_bare(word.text)]
        for index in range(len(text))
    ]
    whole = "".join(_bare(word.text) for word in words)
    place = whole.find(wanted)
    while place >= 0:
        yield letters[place]
        place = whole.find(wanted, place + len(wanted))


def _bare(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
