"""Nearest matches, for "did you mean"."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, candidates: Iterable[str], *, limit: int = 3) -> list[str]:
    """Up to `limit` candidates that look like `word`, nearest first, in any case. The word itself is left out."""
    by_folded: dict[str, list[str]] = {}
    for candidate in candidates:
        if candidate != word:
            by_folded.setdefault(candidate.casefold(), []).append(candidate)
    folded = get_close_matches(word.casefold(), sorted(by_folded), n=limit, cutoff=0.6)
    return [candidate for key in folded for candidate in sorted(by_folded[key])][:limit]


def did_you_mean_text(word: str, candidates: Iterable[str]) -> str | None:
    """The same as a sentence for a hint: "did you mean `script`?", or None where nothing is near."""
    found = [f"`{name}`" for name in did_you_mean(word, candidates)]
    if not found:
        return None
    return f"did you mean {found[0]}?" if len(found) == 1 else f"did you mean {', '.join(found[:-1])} or {found[-1]}?"
