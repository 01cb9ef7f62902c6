"""Things that are shown for some frames each, as pairs (thing, frames): held, cut, and laid side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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


def merged(streams: Sequence[Iterable[tuple[Thing, int]]]) -> Iterator[tuple[tuple[Thing, ...], int]]:
    """Several of a kind side by side; ends with the shortest."""
    if not streams:
        raise ValueError("nothing lies side by side with nothing")
    result: Iterable[tuple[tuple[Thing, ...], int]] = (((thing,), repeats) for thing, repeats in streams[0])
    for stream in streams[1:]:
        result = _joined(result, stream)
    yield from result


def _joined(
    rows: Iterable[tuple[tuple[Thing, ...], int]], stream: Iterable[tuple[Thing, int]]
) -> Iterator[tuple[tuple[Thing, ...], int]]:
    for row, thing, repeats in together(rows, stream):
        yield (*row, thing), repeats
