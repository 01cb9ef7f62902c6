"""Puts guards into the tree of a template where Jinja offers no hook: loops, `~`, `in`, and lists that are written."""

from __future__ import annotations

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

COUNTED, CHECKED, JOINED, LOOKED_AT = " counted", " checked", " joined", " looked at"
"""Filters that templates cannot name, because no name in a template has a blank in it."""


def rewritten(tree: nodes.Template) -> nodes.Template:
    """The tree with guards, in place. Every new node has the offset of the node it guards."""
    _Guarding().visit(tree)
    return tree


class _Guarding(NodeTransformer):
    def visit_For(self, node: nodes.For) -> nodes.Node:
        self.generic_visit(node)
        node.iter = _filter(COUNTED, node.iter)  # type: ignore[arg-type]  # Jinja's stubs say Node
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        self.generic_visit(node)
        first, *others = node.nodes
        return _filter(JOINED, first, others)

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:
        self.generic_visit(node)
        for part in node.ops:
            if part.op in ("in", "notin") or not isinstance(part.expr, nodes.Const):
                part.expr = _filter(LOOKED_AT, part.expr)
        return node

    def visit_List(self, node: nodes.List) -> nodes.Node:
        self.generic_visit(node)
        return node if all(isinstance(item, nodes.Const) for item in node.items) else _filter(CHECKED, node)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:
        self.generic_visit(node)
        is_value = node.ctx == "load" and not all(isinstance(item, nodes.Const) for item in node.items)
        return _filter(CHECKED, node) if is_value else node

    def visit_Dict(self, node: nodes.Dict) -> nodes.Node:
        self.generic_visit(node)
        return node if all(isinstance(item.value, nodes.Const) for item in node.items) else _filter(CHECKED, node)


def _filter(name: str, node: nodes.Expr, arguments: list[nodes.Expr] | None = None) -> nodes.Filter:
    return nodes.Filter(node, name, arguments or [], [], None, None, lineno=node.lineno)
