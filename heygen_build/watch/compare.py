"""What became of a film: changed scenes side by side, their words, their prices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from heygen_build.watch.view import CompareView, FilmView, SceneChange, SceneView, WordRun

_WORDS = re.compile(r"\S+\s*")


def compare(basis: str, before: FilmView | None, after: FilmView) -> CompareView:
    """From `before` to `after`; None before is a film that is new. `basis` says what `before` is, for people."""
    earlier = {scene.id: scene for scene in before.scenes} if before else {}
    scenes = [*_changes(earlier, after), *_removed(earlier, after)]
    return CompareView(
        basis=basis,
        scenes=tuple(scenes),
        same=len(after.scenes) - sum(change.after is not None for change in scenes),
        usd_before=total(before) if before else 0.0,
        usd_after=total(after),
        seconds_before=before.seconds if before else 0.0,
        seconds_after=after.seconds,
    )


def word_runs(before: str, after: str) -> tuple[WordRun, ...]:
    """The words of both texts in order: those that stayed, those that were cut, and those that came."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    # Compared without the space behind them, so that the last word of a text is the same word in the middle of one.
    matcher = SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False)
    return tuple(_runs(matcher, old, new))


def total(film: FilmView) -> float | None:
    """USD of a film whose every scene is ordered anew; None where a price is unknown."""
    prices = [scene.usd for scene in film.scenes]
    known = [price for price in prices if price is not None]
    return None if len(known) < len(prices) else round(sum(known), 4)


def _changes(earlier: dict[str, SceneView], after: FilmView) -> Iterator[SceneChange]:
    for scene in after.scenes:
        old = earlier.get(scene.id)
        if old is None:
            yield SceneChange(id=scene.id, kind="added", before=None, after=scene, words=word_runs("", scene.script))
        elif old.clip_key != scene.clip_key:
            words = word_runs(old.script, scene.script)
            yield SceneChange(id=scene.id, kind="changed", before=old, after=scene, words=words)


def _removed(earlier: dict[str, SceneView], after: FilmView) -> Iterator[SceneChange]:
    left = {scene.id for scene in after.scenes}
    for name, scene in earlier.items():
        if name not in left:
            yield SceneChange(id=name, kind="removed", before=scene, after=None, words=word_runs(scene.script, ""))


def _runs(matcher: SequenceMatcher[str], old: list[str], new: list[str]) -> Iterator[WordRun]:
    for tag, first, last, begin, end in matcher.get_opcodes():
        if tag == "equal":
            yield WordRun(kind="same", text="".join(new[begin:end]))
            continue
        if last > first:
            yield WordRun(kind="cut", text="".join(old[first:last]))
        if end > begin:
            yield WordRun(kind="come", text="".join(new[begin:end]))
