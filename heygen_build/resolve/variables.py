"""The values of variables: defaults of the project, then `--var`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.diagnostics.suggest import did_you_mean
from heygen_build.resolve.scope import Problems
from heygen_build.source.model import SourceDocument
from heygen_build.spec.models import ProjectSpec, VariableSpec
from heygen_build.spec.types import PlainValue

TRUE, FALSE = ("true", "yes", "on", "1"), ("false", "no", "off", "0")


def variable_values(
    document: SourceDocument, spec: ProjectSpec, given: Mapping[str, str], problems: Problems
) -> dict[str, object]:
    """Name to value. Unknown `--var` names, values of the wrong type and missing required values are problems."""
    values: dict[str, object] = {}
    for name, declared in spec.variables.items():
        long = declared if isinstance(declared, VariableSpec) else None
        default = long.default if long else declared
        if name in given:
            values[name] = _converted(name, given[name], long, default, problems)
        elif long is not None and long.required and default is None:
            span = document.key_span(("variables", name))
            hint = f"pass --var {name}=…"
            problems.add(Diagnostic("HB0305", f"the variable `{name}` needs a value", (Label(span),), hint=hint))
        else:
            values[name] = default
    for name in given.keys() - spec.variables.keys():
        near = did_you_mean(name, list(spec.variables))
        hint = f"did you mean `{near[0]}`?" if near else "declare it under `variables` first"
        problems.add(Diagnostic("HB0306", f"--var {name}: the project has no variable `{name}`", hint=hint))
    return values


def _converted(name: str, text: str, long: VariableSpec | None, default: PlainValue, problems: Problems) -> object:
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
        problems.add(Diagnostic("HB0307", message, hint=f"the variable `{name}` is declared as {kind}"))
        return default
    return value


def _kind_of(default: PlainValue) -> str:
    if isinstance(default, bool):
        return "boolean"
    return "number" if isinstance(default, int | float) else "string"


def _number(text: str) -> int | float | None:
    for kind in get_args(int | float):
        try:
            number: int | float = kind(text)
        except ValueError:
            continue
        return number
    return None
