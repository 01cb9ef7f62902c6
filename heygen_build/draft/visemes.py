"""From phonemes (IPA, as espeak-ng reports them) to mouth shapes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from heygen_build.draft.model import Mouth, MouthShape

_SHAPES: dict[MouthShape, str] = {
    "mbp": "mbpɓʙ",
    "fv": "fvɸβⱱʋ",
    "l": "lɫɭɬʎθðɾ",
    "s": "szʃʒtdnɲŋkgɡxɣχʁcɟçʝɕʑʂʐɳʈɖqɴɹɻrʀħʕ",
    "ai": "aɑɐʌäɒ",
    "e": "eɛæəɜɝɚiɪjɨᵻɘ",
    "o": "oɔɤɵ",
    "u": "uʊwʉɯyøœʏɥʍ",
}
_SHAPE_OF: dict[str, MouthShape] = {sound: shape for shape, sounds in _SHAPES.items() for sound in sounds}
_VOWELS: frozenset[MouthShape] = frozenset({"ai", "e", "o", "u"})


def mouths(phonemes: Sequence[tuple[float, str]], end: float) -> tuple[Mouth, ...]:
    """Shapes over time. `phonemes` are (seconds, IPA) in order, an empty name is a pause; at `end` the mouth rests."""
    timed = [(time, name) for time, name in phonemes if not name.startswith("(")]
    closed = [*timed, (end, "")]
    steps = [step for here, after in pairwise(closed) for step in _steps(*here, after[0])]
    return tuple(_merged([Mouth(0.0, "rest"), *steps, Mouth(end, "rest")]))


def _steps(start: float, name: str, end: float) -> list[Mouth]:
    """One phoneme takes one shape, a diphthong two; sounds of the throat (h) leave the mouth to their neighbors."""
    if end - start < 0.002:
        return []
    if not name:
        return [Mouth(start, "rest")]
    found = [_SHAPE_OF[sound] for sound in name if sound in _SHAPE_OF]
    if len(found) > 1 and found[0] in _VOWELS and found[1] in _VOWELS and found[0] != found[1]:
        return [Mouth(start, found[0]), Mouth(start + (end - start) * 0.55, found[1])]
    return [Mouth(start, found[0])] if found else []


def _merged(steps: Iterable[Mouth]) -> list[Mouth]:
    kept: list[Mouth] = []
    for step in steps:
        if kept and step.start <= kept[-1].start:
            kept[-1] = Mouth(kept[-1].start, step.shape)
        elif not kept or kept[-1].shape != step.shape:
            kept.append(step)
    return kept
