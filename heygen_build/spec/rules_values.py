"""Rules that look at values: ends before beginnings, types of variables, settings that only one engine has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from heygen_build import units
from heygen_build.diagnostics import Diagnostic
from heygen_build.moments import parse_moment
from heygen_build.spec.errors import bad_name
from heygen_build.spec.rules_place import Place, clash, disorder, listed, needs
from heygen_build.spec.templated import MARKERS
from heygen_build.spec.types import NAME_PATTERN

_NAME = re.compile(NAME_PATTERN)
_SHARED = "stability"
_SETTINGS = {
    "elevenlabs": (_SHARED, "similarity_boost", "style", "use_speaker_boost"),
    "fish": (_SHARED, "similarity"),
    "starfish": (),
}
"""What v3 `engine_settings` takes for each `engine_type`, besides the model."""
_MODELS = {"elevenlabs": "eleven_", "fish": "s"}
"""How names of models begin."""


def part_rules(place: Place) -> Iterator[Diagnostic]:
    """A part of a clip or of music."""
    yield from _rising(place, "from", "to", units.parse_duration, "the part would have no length")


def duration_range_rules(place: Place) -> Iterator[Diagnostic]:
    yield from _range(place, units.parse_duration)


def loudness_range_rules(place: Place) -> Iterator[Diagnostic]:
    yield from _range(place, units.parse_loudness)


def overlay_rules(place: Place) -> Iterator[Diagnostic]:
    yield from _moments(place)
    if place.word("animate") == "typewriter" and place.lacks("text", "lower_third"):
        yield needs(place.entries["animate"], "only text can be typed, and there is none", "write `fade` or `pop`")


def _moments(place: Place) -> Iterator[Diagnostic]:
    """Times of one unit; others can be compared only when the length of the scene is known."""
    first, second = place.parsed("from", parse_moment), place.parsed("to", parse_moment)
    if first is None or second is None or first.unit != second.unit:
        return
    is_rising = second.value < first.value if first.unit == "end" else second.value > first.value
    if not is_rising:
        message = "`to` is not after `from`: the overlay would never be seen"
        yield disorder(message, place.entries["to"], place.entries["from"])


def _rising(place: Place, low: str, high: str, parse: Callable[[str], float], why: str) -> Iterator[Diagnostic]:
    first, second = place.parsed(low, parse), place.parsed(high, parse)
    if first is not None and second is not None and second <= first:
        message = f"`{high}` is not after `{low}`: {why}"
        yield disorder(message, place.entries[high], place.entries[low])


def _range(place: Place, parse: Callable[[str], float]) -> Iterator[Diagnostic]:
    low, high = place.parsed("min", parse), place.parsed("max", parse)
    if low is not None and high is not None and high < low:
        yield disorder("`max` is less than `min`: nothing can pass", place.entries["max"], place.entries["min"])


def variable_rules(place: Place) -> Iterator[Diagnostic]:
    type_ = place.first("type")
    if type_ is None:
        return  # a mapping as a value, which may have any keys
    values, default, required = (place.first(name) for name in ("values", "default", "required"))
    is_enum = place.word("type") == "enum"
    if is_enum and place.lacks("values"):
        yield needs(type_, "a variable of type `enum` needs `values`", "add `values: [free, pro]`")
    if values is not None and not is_enum:
        yield needs(values, "`values` belongs to a variable of type `enum`", "write `type: enum`, or remove `values`")
    if default is not None and required is not None and place.word("required") is True:
        yield clash("a required variable cannot have a default, which would never be used", default, required)


def engine_rules(place: Place) -> Iterator[Diagnostic]:
    engine, model = place.word("engine_type"), place.word("model")
    if not isinstance(engine, str) or engine not in _SETTINGS:
        return
    known, other = _SETTINGS[engine], {name for names in _SETTINGS.values() for name in names}
    what = f"it has {listed(known, 'and')}" if known else "it has none"
    for entry in place.node.entries:
        if entry.name in other and entry.name not in known:
            message = f"`{entry.name}` is no setting of `{engine}`: {what}"
            yield clash(message, entry, place.entries["engine_type"], hint=f"remove `{entry.name}`")
    if isinstance(model, str) and not MARKERS.search(model) and not model.startswith(_MODELS.get(engine, "\0")):
        hint = f"choose a model of `{engine}`" if engine in _MODELS else "remove `model`"
        yield clash(f"`{model}` is no model of `{engine}`", place.entries["model"], place.entries["engine_type"], hint)


def agent_rules(place: Place) -> Iterator[Diagnostic]:
    messages, mode = place.first("messages"), place.word("mode")
    if messages is not None and mode != "chat" and not MARKERS.search(str(mode)) and place.is_certain:
        yield needs(messages, "`messages` answer questions, which are asked in mode `chat` only", "add `mode: chat`")


def matrix_rules(place: Place) -> Iterator[Diagnostic]:
    axes = [entry for entry in place.node.entries if entry.name not in ("include", "exclude")]
    for entry in axes:
        if not _NAME.fullmatch(entry.name) or len(entry.name) > 100:
            yield bad_name(entry.name, entry.key.span)
    exclude, add = place.first("exclude"), "add a line such as `locale: [en-US, es-ES]`"
    if not axes and exclude is not None:
        yield needs(exclude, "there is nothing to exclude from: the matrix has no axis", add)
    elif not axes and place.first("include") is None:
        yield place.none_of("`matrix` needs an axis", add)


def project_rules(place: Place) -> Iterator[Diagnostic]:
    if place.lacks("scenes", "agent"):
        yield place.none_of("a project needs `scenes` or `agent`", "add a line such as `scenes: [{script: Hello.}]`")


def burn_in_rules(place: Place) -> Iterator[Diagnostic]:
    highlight, style = place.first("highlight"), place.word("style")
    is_open = isinstance(style, str) and MARKERS.search(style) is not None
    if highlight is not None and style not in ("karaoke", "pop") and not is_open:
        yield needs(highlight, "`highlight` belongs to the styles `karaoke` and `pop`", "write `style: karaoke`")
