"""A YAML list of mappings as the rows of a data file."""

from __future__ import annotations

from heygen_build.diagnostics import BuildError, Diagnostic, Label, SourceFile, Span
from heygen_build.source.compose import compose_list
from heygen_build.source.data import Row, Rows
from heygen_build.source.model import Mapping, Node, to_python


def yaml_rows(file: SourceFile) -> Rows:
    """The items of the list. Raises BuildError with HB01xx."""
    items = compose_list(file)
    rows = mapping_items(items)
    by_start = {node.span.start.offset: node for node in rows}
    find = _Find(by_start)
    made = tuple(
        Row({entry.name: to_python(entry.value) for entry in node.entries}, number, file, *_ends(node), find)
        for number, node in enumerate(rows, 1)
    )
    columns = dict.fromkeys(name for row in made for name in row.values)
    return Rows(file, tuple(columns), made)


def mapping_items(items: tuple[Node, ...]) -> list[Mapping]:
    """The items, all of which must be mappings."""
    wrong = [item for item in items if not isinstance(item, Mapping)]
    if wrong:
        raise BuildError([not_a_row(item.span) for item in wrong[:20]])
    return [item for item in items if isinstance(item, Mapping)]


def not_a_row(span: Span) -> Diagnostic:
    """What is said about an item that has no columns."""
    message = "a row must be a mapping of names to values"
    return Diagnostic("HB0141", message, (Label(span),), expected="a row such as `{id: c17, name: Ada}`")


class _Find:
    """The place of a value, from the nodes that were read anyway."""

    __slots__ = ("_nodes",)

    def __init__(self, nodes: dict[int, Mapping]) -> None:
        self._nodes = nodes

    def __call__(self, row: Row, name: str) -> Span | None:
        entry = self._nodes[row.start].get(name)
        return entry.value.span if entry else None


def _ends(node: Mapping) -> tuple[int, int]:
    return node.span.start.offset, node.span.end.offset
