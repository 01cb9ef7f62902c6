"""The document as written: every node knows where it starts and ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from heygen_build.diagnostics import SourceFile, Span

Route: TypeAlias = tuple[str | int, ...]
"""Keys and indices from the root to a node: ("scenes", 2, "script"). Becomes a span only when it meets a document."""

ScalarStyle = Literal["plain", "single", "double", "literal", "folded"]


@dataclass(frozen=True, slots=True, eq=False)
class Scalar:
    """A leaf. `value` is resolved by the YAML 1.2 core rules; `text` is the scalar's text before that."""

    value: str | int | float | bool | None
    text: str
    style: ScalarStyle
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One `key: value` of a mapping. Keys are always strings."""

    key: Scalar
    value: Node

    @property
    def name(self) -> str:
        return str(self.key.value)


@dataclass(frozen=True, slots=True, eq=False)
class Mapping:
    """Entries in file order, without duplicate keys."""

    entries: tuple[Entry, ...]
    span: Span

    def get(self, name: str) -> Entry | None:
        for entry in self.entries:
            if entry.key.value == name:
                return entry
        return None


@dataclass(frozen=True, slots=True, eq=False)
class Sequence:
    items: tuple[Node, ...]
    span: Span


Node: TypeAlias = Scalar | Mapping | Sequence


@dataclass(frozen=True, slots=True, eq=False)
class SourceDocument:
    """Well-formed YAML, includes merged, no duplicate keys, no tabs, no unknown tags, aliases expanded.

    `files` are all files that were read, the project file first; paths in them are as the user wrote them, relative to
    the working directory where possible.
    """

    root: Mapping = field(repr=False)
    files: tuple[SourceFile, ...]

    def node_at(self, route: Route) -> Node | None:
        """The node at a route, or None where the route leads nowhere."""
        node: Node = self.root
        for step in route:
            following = _step(node, step)
            if following is None:
                return None
            node = following
        return node

    def span_of(self, route: Route) -> Span:
        """The span of the value at a route, or of its nearest ancestor that exists."""
        for length in range(len(route), -1, -1):
            node = self.node_at(route[:length])
            if node is not None:
                return node.span
        return self.root.span

    def key_span(self, route: Route) -> Span:
        """The span of the *key* that a route ends in; where it ends in an index, of the item."""
        parent = self.node_at(route[:-1]) if route else None
        if isinstance(parent, Mapping):
            entry = parent.get(str(route[-1]))
            if entry is not None:
                return entry.key.span
        return self.span_of(route)


def _step(node: Node, step: str | int) -> Node | None:
    if isinstance(node, Mapping) and isinstance(step, str):
        entry = node.get(step)
        return entry.value if entry else None
    if isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None


def walk(node: Node, route: Route = ()) -> Iterator[tuple[Route, Node]]:
    """Every node with its route, parents before children, in file order."""
    yield route, node
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield from walk(entry.value, (*route, entry.name))
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from walk(item, (*route, index))


def to_python(node: Node) -> object:
    """Plain dicts, lists and scalars, for validation."""
    if isinstance(node, Mapping):
        return {entry.name: to_python(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [to_python(item) for item in node.items]
    return node.value
