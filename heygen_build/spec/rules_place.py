"""What a rule between keys sees, and how it tells what is wrong: one mapping of the document with its route."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.source.model import Entry, Mapping, Route, Scalar, SourceDocument
from heygen_build.spec.base import Model, fields_of
from heygen_build.spec.errors import head_span
from heygen_build.spec.templated import MARKERS
from heygen_build.units import UnitError

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Place:
    """A mapping whose keys are judged together."""

    document: SourceDocument
    route: Route
    node: Mapping
    model: type[Model]
    entries: dict[str, Entry]

    @classmethod
    def of(cls, document: SourceDocument, route: Route, node: Mapping, model: type[Model]) -> Place:
        return cls(document, route, node, model, {entry.name: entry for entry in node.entries})

    @property
    def is_certain(self) -> bool:
        """Whether all keys are known: an unknown one may be any missing key misspelled, and has its own message."""
        is_open = self.model.model_config.get("extra") == "allow"
        return is_open or self.entries.keys() <= fields_of(self.model).keys()

    def first(self, *names: str) -> Entry | None:
        """The first key of the names that is there, in the order of the names."""
        return next((self.entries[name] for name in names if name in self.entries), None)

    def lacks(self, *names: str) -> bool:
        """Whether none of the keys is there, nor any unknown key that may be one of them misspelled."""
        return self.first(*names) is None and self.is_certain

    def has_value(self, name: str) -> bool:
        """Whether something stands behind a key; where nothing does, that is told already."""
        entry = self.entries.get(name)
        return entry is not None and not (isinstance(entry.value, Scalar) and entry.value.value is None)

    def word(self, name: str) -> str | int | float | bool | None:
        """The value of a key, where it is a scalar."""
        entry = self.entries.get(name)
        return entry.value.value if entry is not None and isinstance(entry.value, Scalar) else None

    def parsed(self, name: str, parse: Callable[[str], Value]) -> Value | None:
        """The value of a key in its unit; None for a template, and for what has a message of its own."""
        word = self.word(name)
        if not isinstance(word, str) or MARKERS.search(word):
            return None
        try:
            return parse(word)
        except UnitError:
            return None

    def at_most_one(self, names: tuple[str, ...], rule: str) -> Iterator[Diagnostic]:
        """Of several keys that exclude each other, the second and later are wrong."""
        if sum(name in self.entries for name in names) < 2:
            return
        given = [entry for entry in self.node.entries if entry.name in names]
        for other in given[1:]:
            yield clash(f"`{other.name}` cannot stand beside `{given[0].name}`: {rule}", other, given[0])

    def none_of(self, message: str, hint: str | None, expected: str | None = None) -> Diagnostic:
        """A key of a group is missing. The place is the mapping as a whole."""
        return Diagnostic("HB0212", message, (Label(head_span(self.document, self.route)),), expected, hint)


Rule: TypeAlias = Callable[[Place], Iterator[Diagnostic]]


def clash(message: str, second: Entry, first: Entry | None, hint: str = "remove one of them") -> Diagnostic:
    labels = [Label(second.key.span)]
    if first is not None:
        labels.append(Label(first.key.span, f"`{first.name}` is given here"))
    return Diagnostic("HB0211", message, tuple(labels), hint=hint)


def needs(entry: Entry, message: str, hint: str) -> Diagnostic:
    return Diagnostic("HB0213", message, (Label(entry.key.span),), hint=hint)


def disorder(message: str, later: Entry, earlier: Entry) -> Diagnostic:
    """Two values of which the second should be larger."""
    labels = (Label(later.value.span), Label(earlier.value.span, f"`{earlier.name}` is given here"))
    return Diagnostic("HB0214", message, labels, hint="exchange the two values, or correct one")


def listed(names: tuple[str, ...], word: str = "or") -> str:
    """ "`a`, `b` or `c`"."""
    quoted = [f"`{name}`" for name in names]
    return f"{', '.join(quoted[:-1])} {word} {quoted[-1]}" if len(quoted) > 1 else quoted[0]
