"""Evaluating one templated field: the value, or a diagnostic at the exact place inside the scalar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from heygen_build.diagnostics import Diagnostic, Label, Span
from heygen_build.diagnostics.suggest import did_you_mean
from heygen_build.resolve.model import Origin
from heygen_build.resolve.problems import Problems
from heygen_build.source.locate import span_in_scalar
from heygen_build.source.model import Node, Route, Scalar, SourceDocument
from heygen_build.spec.coerce import CoercionError, coerce
from heygen_build.spec.templated import Template, TemplateProblem

__all__ = ["Place", "Problems", "Scope"]

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Scope:
    """Variables in force, and the document that values came from.

    `broken` are variables whose own value was wrong: what reads them says nothing, because that would be an echo.
    """

    document: SourceDocument
    variables: Mapping[str, object]
    problems: Problems
    broken: frozenset[str] = frozenset()

    def get(self, value: Value | Template[Value] | None, route: Route) -> Value | None:
        """The concrete value. None where there is none, or where it was wrong: then the problem is on record."""
        if not isinstance(value, Template):
            return value
        if self.broken and not self.broken.isdisjoint(value.names):
            return None
        try:
            rendered: Value = coerce(value.adapter, value.render(self.variables), subject=_subject(route))
        except TemplateProblem as problem:
            self.problems.add(self._template_problem(problem, route))
        except CoercionError as error:
            message = f"this template gives a wrong value: {error.message}"
            label = Label(self.span(route))
            # What helps a written value does not help a template, whose value already has a type.
            hint = "add `| string` inside the braces" if _is_bare(error) else error.hint
            self.problems.add(Diagnostic("HB0303", message, (label,), expected=error.expected, hint=hint))
        else:
            return rendered
        return None

    def within(self, **variables: object) -> Scope:
        """The same scope with more variables."""
        return replace(self, variables={**self.variables, **variables}, broken=self.broken - variables.keys())

    def at(self, *route: str | int) -> Place:
        """A place of the document in this scope."""
        return Place(self, route)

    def span(self, route: Route) -> Span:
        return self.document.span_of(route)

    def origin(self, route: Route) -> Origin:
        return Origin(route, self.document.span_of(route))

    def folder_of(self, route: Route) -> Path:
        """What a path at a route is relative to: the folder of the file that mentions it."""
        return Path(self.span(route).file.path).parent

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


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the document in a scope: what a function needs that resolves one mapping."""

    scope: Scope
    route: Route

    def at(self, *steps: str | int) -> Place:
        return Place(self.scope, (*self.route, *steps))

    def get(self, value: Value | Template[Value] | None, *steps: str | int) -> Value | None:
        """The concrete value that stands at `steps` below this place."""
        return self.scope.get(value, (*self.route, *steps))

    @property
    def span(self) -> Span:
        return self.scope.span(self.route)

    @property
    def origin(self) -> Origin:
        return self.scope.origin(self.route)

    def error(self, code: str, message: str, *steps: str | int, at_key: bool = False, hint: str | None = None) -> None:
        """Put an error at `steps` below this place on record."""
        self.scope.error(code, message, (*self.route, *steps), at_key=at_key, hint=hint)

    def report(self, diagnostic: Diagnostic) -> None:
        self.scope.problems.add(diagnostic)


def _is_bare(error: CoercionError) -> bool:
    """Whether a number or boolean stands where text belongs."""
    return error.hint is not None and error.hint.startswith("put it in quotes")


def _subject(route: Route) -> str:
    names = [step for step in route if isinstance(step, str)]
    return f"`{names[-1]}`" if names else "the value"


def _hint(problem: TemplateProblem) -> str | None:
    if problem.name is None:
        return None
    near = did_you_mean(problem.name, list(problem.candidates))
    if near:
        return f"did you mean {' or '.join(f'`{name}`' for name in near)}?"
    if problem.candidates:
        return f"there are {', '.join(f'`{name}`' for name in problem.candidates[:8])}"
    return "declare it under `variables`"
