"""Things that are shown for some frames each, as pairs (thing, frames): held, cut, and laid side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

Thing = TypeVar("Thing")
Other = TypeVar("Other")


def led(runs: Iterable[tuple[Thing, int]], lead: int, count: int) -> Iterator[tuple[Thing, int]]:
    """The first thing for `lead` frames more; nothing for more than `count`."""
    waiting = lead
    for thing, repeats in runs:
        yield thing, min(repeats + waiting, count)
        waiting = 0


def together(
    first: Iterable[tuple[Thing, int]], second: Iterable[tuple[Other, int]]
) -> Iterator[tuple[Thing, Other, int]]:
    """Runs in which neither of two changes: only those have to be drawn. Ends with the shorter one."""
    ahead = iter(second)
    other, left = next(ahead)
    for thing, repeats in first:
        while repeats > 0:
            if left == 0:
                following = next(ahead, None)
                if following is None:
                    return
                other, left = following
                continue
            run = min(repeats, left)
            yield thing, other, run
            repeats, left = repeats - run, left - run
