"""The values of variables: defaults of the project, then `--var`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.diagnostics.suggest import did_you_mean
from heygen_build.resolve.scope import Scope
from heygen_build.source.model import Route
from heygen_build.spec.models import ProjectSpec, VariableSpec
from heygen_build.spec.templated import Template

TRUE, FALSE = ("true", "yes", "on", "1"), ("false", "no", "off", "0")


def with_variables(scope: Scope, spec: ProjectSpec, given: Mapping[str, str]) -> Scope:
    """The scope with all variables. Unknown `--var` names, wrong types and missing required values are problems.

    A default may use the variables that stand above it.
    """
    for name, declared in spec.variables.items():
        long = declared if isinstance(declared, VariableSpec) else None
        route: Route = ("variables", name, "default") if long else ("variables", name)
        value = _value(scope, name, long, long.default if long else declared, given, route)
        scope = replace(scope, variables={**scope.variables, name: value})
    for name in given.keys() - spec.variables.keys():
        near = did_you_mean(name, list(spec.variables))
        hint = f"did you mean `{near[0]}`?" if near else "declare it under `variables` first"
        scope.problems.add(Diagnostic("HB0306", f"--var {name}: the project has no variable `{name}`", hint=hint))
    return scope


def _value(
    scope: Scope, name: str, long: VariableSpec | None, default: object, given: Mapping[str, str], route: Route
) -> object:
    if name in given:
        return _converted(scope, name, given[name], long, default)
    if long is not None and long.required and default is None:
        label = Label(scope.document.key_span(("variables", name)))
        hint = f"pass --var {name}=…" + (f" ({long.description})" if long.description else "")
        scope.problems.add(Diagnostic("HB0305", f"the variable `{name}` needs a value", (label,), hint=hint))
    return _rendered(scope, default, route)


def _rendered(scope: Scope, value: object, route: Route) -> object:
    if isinstance(value, Template):
        return scope.get(value, route)
    if isinstance(value, list):
        return [_rendered(scope, item, (*route, index)) for index, item in enumerate(value)]
    if isinstance(value, dict):
        return {key: _rendered(scope, item, (*route, key)) for key, item in value.items()}
    return value


def _converted(scope: Scope, name: str, text: str, long: VariableSpec | None, default: object) -> object:
    """`text` as the type of the variable: the declared one, else that of its default."""
    kind = long.type if long else _kind_of(default)
    value: object = text
    if kind == "boolean":
        value = True if text.lower() in TRUE else False if text.lower() in FALSE else None
    elif kind == "number":
        value = _number(text)
    elif kind == "enum" and long is not None and text not in [str(choice) for choice in long.values or ()]:
        value = None
    if value is None:
        message = f"--var {name}: `{text}` is not a {kind}"
        label = Label(scope.document.key_span(("variables", name)), f"declared as {kind} here")
        scope.problems.add(Diagnostic("HB0307", message, (label,)))
    return value


def _kind_of(default: object) -> str:
    if isinstance(default, bool):
        return "boolean"
    return "number" if isinstance(default, int | float) else "string"


def _number(text: str) -> int | float | None:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return None
