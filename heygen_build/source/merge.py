"""Merging trees: mappings merge key by key, everything else is replaced, and the later tree wins."""

from __future__ import annotations

from collections.abc import Iterable

from heygen_build.diagnostics import BuildError, Diagnostic, Label
from heygen_build.source.model import Entry, Mapping, Node, Scalar, Sequence

EITHER = frozenset(("variables", "matrix"))
"""Mappings whose values may be a list or a mapping, two spellings of one thing: there the later one replaces."""


def merged(below: Iterable[Mapping], above: Mapping) -> Mapping:
    """All trees as one, `above` winning, and of the others the later. Raises BuildError with HB0133.

    Keys that only lower trees have come first, in their order, because variables may use those above them.
    """
    problems: list[Diagnostic] = []
    result: Mapping | None = None
    for tree in (*below, above):
        result = tree if result is None else _merge(result, tree, problems, ())
    if problems:
        raise BuildError(problems)
    return result if result is not None else above


def _merge(low: Mapping, high: Mapping, problems: list[Diagnostic], names: tuple[str, ...]) -> Mapping:
    lower = {entry.name: entry for entry in low.entries}
    mine = {entry.name for entry in high.entries}
    kept = [entry for entry in low.entries if entry.name not in mine]
    entries = [_entry(lower.get(entry.name), entry, problems, names) for entry in high.entries]
    return Mapping((*kept, *entries), high.span)


def _entry(low: Entry | None, high: Entry, problems: list[Diagnostic], names: tuple[str, ...]) -> Entry:
    if low is None:
        return high
    if isinstance(low.value, Mapping) and isinstance(high.value, Mapping):
        return Entry(high.key, _merge(low.value, high.value, problems, (*names, high.name)))
    if names[:1] not in [(name,) for name in EITHER] and _clash(low.value, high.value):
        problems.append(_mistake(low, high))
    return high


def _clash(low: Node, high: Node) -> bool:
    """A list over a mapping, or the other way around. A scalar may replace both: it is often their short form."""
    return not isinstance(low, Scalar) and not isinstance(high, Scalar) and type(low) is not type(high)


def _mistake(low: Entry, high: Entry) -> Diagnostic:
    kind = {True: "a list", False: "a mapping"}
    is_list = isinstance(high.value, Sequence)
    labels = (Label(high.key.span, f"{kind[is_list]} here"), Label(low.key.span, f"{kind[not is_list]} here"))
    message = f"`{high.name}` is {kind[is_list]} here and {kind[not is_list]} in an included file"
    return Diagnostic("HB0133", message, labels, hint="write both in the same form")
