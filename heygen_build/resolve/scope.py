"""Evaluating one templated field: the value, or a diagnostic at the exact place inside the scalar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from heygen_build.diagnostics import Diagnostic, Label, Span
from heygen_build.resolve.model import Origin
from heygen_build.source.locate import span_in_scalar
from heygen_build.source.model import Route, Scalar, SourceDocument
from heygen_build.spec.templated import CoercionError, Template, TemplateProblem, coerce

Value = TypeVar("Value")


@dataclass(slots=True)
class Problems:
    """Everything found wrong while resolving: all of it is reported at once."""

    errors: list[Diagnostic] = field(default_factory=list)
    warnings: list[Diagnostic] = field(default_factory=list)

    def add(self, diagnostic: Diagnostic) -> None:
        (self.errors if diagnostic.severity == "error" else self.warnings).append(diagnostic)


@dataclass(frozen=True, slots=True)
class Scope:
    """Variables in force, and the document that values came from."""

    document: SourceDocument
    variables: Mapping[str, object]
    problems: Problems

    def get(self, value: Value | Template[Value] | None, kind: type[Value] | Any, route: Route) -> Value | None:
        """The concrete value. None where there is none, or where it was wrong: then the problem is on record."""
        if not isinstance(value, Template):
            return value
        try:
            rendered: Value = coerce(kind, value.render(self.variables))
        except TemplateProblem as problem:
            self.problems.add(self._template_problem(problem, route))
        except CoercionError as problem:
            label = Label(self.span(route), "this gives the value")
            message = f"this template gives {problem}"
            self.problems.add(Diagnostic("HB0303", message, (label,), expected=problem.expected))
        else:
            return rendered
        return None

    def span(self, route: Route) -> Span:
        return self.document.span_of(route)

    def origin(self, route: Route) -> Origin:
        return Origin(route, self.document.span_of(route))

    def error(self, code: str, message: str, route: Route, *, at_key: bool = False, hint: str | None = None) -> None:
        """Put an error at a route on record."""
        span = self.document.key_span(route) if at_key else self.span(route)
        self.problems.add(Diagnostic(code, message, (Label(span),), hint=hint))

    def _template_problem(self, problem: TemplateProblem, route: Route) -> Diagnostic:
        node = self.document.node_at(route)
        span = span_in_scalar(node, problem.start, problem.end) if isinstance(node, Scalar) else self.span(route)
        near = problem.candidates
        hint = f"did you mean {' or '.join(f'`{name}`' for name in near)}?" if near else None
        if hint is None and problem.name is not None:
            hint = f"declare it under `variables`, or pass --var {problem.name}=…"
        return Diagnostic("HB0301" if problem.name else "HB0302", problem.message, (Label(span),), hint=hint)
