"""Scenes that are written once and made many times: `for_each`, `as`, `when`, and what `loop` knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.resolve.conversion import shown
from heygen_build.resolve.memo import Memo, names_of
from heygen_build.resolve.scope import Place, Scope
from heygen_build.resolve.variables import rendered
from heygen_build.spec.models import SceneSpec

ITEM = "item"
"""What an item is called where `as` does not say."""
LOOP = "loop"
MAX_ROUNDS = 10_000
"""Scenes that one `for_each` may make: a film of that many lasts for days."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A scene to make: the scope it is made in, and its number among the rounds of a `for_each` (None without)."""

    scope: Scope
    round: int | None


def shots(memo: Memo, place: Place, spec: SceneSpec) -> Iterator[Shot]:
    """The scope of each scene that a scene of the project stands for: none where `when` is false."""
    for number, scope in _rounds(memo, place, spec):
        when = scope.get(spec.when, (*place.route, "when"))
        if when or spec.when is None:
            yield Shot(scope, number)


def _rounds(memo: Memo, place: Place, spec: SceneSpec) -> Iterator[tuple[int | None, Scope]]:
    if spec.for_each is None:
        yield None, place.scope
        return
    name = spec.as_ or ITEM
    items = _items(memo, place, spec)
    for index, item in enumerate(items):
        loop = _loop(index, len(items))
        yield index + 1, place.scope.within(**{name: item, LOOP: loop})


def _loop(index: int, length: int) -> dict[str, object]:
    """As in Jinja's own loops."""
    return {
        "index": index + 1,
        "index0": index,
        "first": index == 0,
        "last": index == length - 1,
        "length": length,
    }


def _items(memo: Memo, place: Place, spec: SceneSpec) -> list[object]:
    part = ("for_each", place.route)
    return memo.of(part, spec.for_each, place.scope.variables, lambda: _new_items(place, spec))


def _new_items(place: Place, spec: SceneSpec) -> list[object]:
    """The items of a list; of a mapping, each as a mapping of `key` and `value`."""
    route = (*place.route, "for_each")
    with place.scope.problems.recording() as found:
        value = rendered(place.scope, spec.for_each, route)
    if found or not place.scope.broken.isdisjoint(names_of(spec.for_each)):
        return []
    items = _listed(value)
    if items is None:
        place.report(
            Diagnostic(
                "HB0344",
                f"`for_each` needs a list or a mapping, and this is {shown(value)}",
                (Label(place.scope.span(route)),),
                hint="write `for_each: [a, b]`, or `{{ name }}` of a variable that holds a list",
            )
        )
        return []
    if len(items) > MAX_ROUNDS:
        message = f"`for_each` has {len(items):,} items, and {MAX_ROUNDS:,} scenes are the limit"
        place.error("HB0344", message, "for_each")
        return []
    return items


def _listed(value: object) -> list[object] | None:
    if isinstance(value, list):
        return value
    if isinstance(value, Mapping):
        return [{"key": key, "value": item} for key, item in value.items()]
    return None
