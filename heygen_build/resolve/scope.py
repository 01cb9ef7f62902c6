"""Evaluating one templated field: the value, or a diagnostic at the exact place inside the scalar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from heygen_build.diagnostics import Diagnostic, Label, Span
from heygen_build.diagnostics.suggest import did_you_mean
from heygen_build.resolve.model import Origin
from heygen_build.source.locate import span_in_scalar
from heygen_build.source.model import Node, Route, Scalar, SourceDocument
from heygen_build.spec.coerce import CoercionError, coerce
from heygen_build.spec.templated import Template, TemplateProblem

Value = TypeVar("Value")


@dataclass(slots=True)
class Problems:
    """Everything found wrong while resolving: all of it is reported at once, and each thing once."""

    errors: list[Diagnostic] = field(default_factory=list)
    warnings: list[Diagnostic] = field(default_factory=list)

    def add(self, diagnostic: Diagnostic) -> None:
        found = self.errors if diagnostic.severity == "error" else self.warnings
        if diagnostic not in found:
            found.append(diagnostic)


@dataclass(frozen=True, slots=True)
class Scope:
    """Variables in force, and the document that values came from."""

    document: SourceDocument
    variables: Mapping[str, object]
    problems: Problems

    def get(self, value: Value | Template[Value] | None, route: Route) -> Value | None:
        """The concrete value. None where there is none, or where it was wrong: then the problem is on record."""
        if not isinstance(value, Template):
            return value
        try:
            rendered: Value = coerce(value.adapter, value.render(self.variables))
        except TemplateProblem as problem:
            self.problems.add(self._template_problem(problem, route))
        except CoercionError as error:
            message = f"this template gives {error.message}"
            self.problems.add(Diagnostic("HB0303", message, (Label(self.span(route)),), expected=error.expected))
        else:
            return rendered
        return None

    def within(self, **variables: object) -> Scope:
        """The same scope with more variables."""
        return replace(self, variables={**self.variables, **variables})

    def span(self, route: Route) -> Span:
        return self.document.span_of(route)

    def origin(self, route: Route) -> Origin:
        return Origin(route, self.document.span_of(route))

    def error(self, code: str, message: str, route: Route, *, at_key: bool = False, hint: str | None = None) -> None:
        """Put an error at a route on record."""
        span = self.document.key_span(route) if at_key else self.span(route)
        self.problems.add(Diagnostic(code, message, (Label(span),), hint=hint))

    def _template_problem(self, problem: TemplateProblem, route: Route) -> Diagnostic:
        node = self._nearest(route)
        is_text = isinstance(node, Scalar) and isinstance(node.value, str)
        span = span_in_scalar(node, problem.start, problem.end) if is_text else self.span(route)  # type: ignore[arg-type]
        code = "HB0301" if problem.name is not None else "HB0302"
        return Diagnostic(code, problem.message, (Label(span),), hint=_hint(problem))

    def _nearest(self, route: Route) -> Node:
        """The node at a route. A short form has fewer steps in the file than in the model, so ancestors count."""
        for length in range(len(route), 0, -1):
            node = self.document.node_at(route[:length])
            if node is not None:
                return node
        return self.document.root


def _hint(problem: TemplateProblem) -> str | None:
    if problem.name is None:
        return None
    near = did_you_mean(problem.name, list(problem.candidates))
    if near:
        return f"did you mean {' or '.join(f'`{name}`' for name in near)}?"
    if problem.candidates:
        return f"there are {', '.join(f'`{name}`' for name in problem.candidates[:8])}"
    return "declare it under `variables`"
