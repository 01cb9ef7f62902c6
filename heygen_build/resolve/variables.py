"""The values of variables: what was given from outside, else the cell of the matrix, else the project's default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.resolve.conversion import ConversionError, converted, fits, kind_of
from heygen_build.resolve.given import Given, GivenValue
from heygen_build.resolve.memo import Memo, names_of
from heygen_build.resolve.scope import Scope
from heygen_build.source.model import Route
from heygen_build.spec.models import ProjectSpec, VariableSpec
from heygen_build.spec.templated import Template


@dataclass(frozen=True, slots=True)
class Declared:
    """A variable of the project: its type, and where its default stands. `reads` are names that its default uses."""

    name: str
    long: VariableSpec | None
    default: object
    route: Route
    reads: frozenset[str]

    @property
    def kind(self) -> str | None:
        """The declared type, else that of a literal default; None where a template decides."""
        return self.long.type if self.long else kind_of(self.default)

    @property
    def choices(self) -> tuple[object, ...]:
        return tuple(self.long.values or ()) if self.long else ()


def declared_in(spec: ProjectSpec) -> tuple[Declared, ...]:
    """The variables of a project in file order."""
    return tuple(_declared(name, value) for name, value in spec.variables.items())


def _declared(name: str, value: object) -> Declared:
    long = value if isinstance(value, VariableSpec) else None
    default = long.default if long else value
    route: Route = ("variables", name, "default") if long else ("variables", name)
    return Declared(name, long, default, route, names_of(default))


@dataclass(slots=True)
class Variables:
    """Gives the scope of each film. Every variable is evaluated once for each set of values that it reads."""

    declared: tuple[Declared, ...]
    given: Given
    memo: Memo

    def scope(self, scope: Scope, cell: Mapping[str, object], *, skip: frozenset[str] = frozenset()) -> Scope:
        """`scope` with all variables; `cell` are the values of one film. A default may use the variables above it.

        Variables in `skip`, and those whose defaults read one, are left out.
        """
        values, broken, left_out = {**scope.variables, **cell}, set(scope.broken), set(skip)
        for variable in self.declared:
            if variable.name in cell:
                continue
            if variable.name in left_out or not left_out.isdisjoint(variable.reads):
                left_out.add(variable.name)
                continue
            inner = Scope(scope.document, values, scope.problems, frozenset(broken))
            value = self._value(inner, variable)
            if value is _BROKEN:
                broken.add(variable.name)
            values[variable.name] = None if value is _BROKEN else value
        return Scope(scope.document, values, scope.problems, frozenset(broken))

    def _value(self, scope: Scope, variable: Declared) -> object:
        # Whether a name is broken follows from the values it was made of, so it need not be in the key.
        return self.memo.get(
            ("variable", variable.name), sorted(variable.reads), scope.variables, lambda: self._made(scope, variable)
        )

    def _made(self, scope: Scope, variable: Declared) -> object:
        given = self.given.strongest(variable.name)
        if given is not None:
            return _from_outside(scope, variable, given)
        if variable.long is not None and variable.long.required and variable.default is None:
            return _missing(scope, variable)
        return _from_default(scope, variable)


_BROKEN = object()


def _missing(scope: Scope, variable: Declared) -> object:
    told = f" ({variable.long.description})" if variable.long and variable.long.description else ""
    label = Label(scope.document.key_span(("variables", variable.name)))
    hint = f"pass --var {variable.name}=…{told}"
    scope.problems.add(Diagnostic("HB0305", f"the variable `{variable.name}` needs a value", (label,), hint=hint))
    return _BROKEN


def _from_outside(scope: Scope, variable: Declared, given: GivenValue) -> object:
    try:
        if given.is_text:
            return converted(str(given.value), variable.kind, variable.choices, given.folder)
        return fits(given.value, variable.kind, variable.choices, given.folder)
    except ConversionError as error:
        declared = Label(scope.document.key_span(("variables", variable.name)), f"declared as {variable.kind} here")
        message = f"{given.told}: {error.message}"
        scope.problems.add(
            Diagnostic("HB0307", message, (*given.labels, declared), expected=error.expected, hint=error.hint)
        )
        return _BROKEN


def _from_default(scope: Scope, variable: Declared) -> object:
    with scope.problems.recording() as found:
        value = rendered(scope, variable.default, variable.route)
    if found or not scope.broken.isdisjoint(variable.reads):
        return _BROKEN
    if variable.long is None or (value is None and variable.default is None):
        return value
    try:
        folder = scope.folder_of(variable.route)
        return fits(value, variable.kind, variable.choices, folder)
    except ConversionError as error:
        labels = (
            Label(scope.span(variable.route)),
            Label(scope.span(("variables", variable.name, "type")), "the type is declared here"),
        )
        message = f"the default of `{variable.name}` does not fit its type: {error.message}"
        scope.problems.add(Diagnostic("HB0307", message, labels, expected=error.expected, hint=error.hint))
        return _BROKEN


def rendered(scope: Scope, value: object, route: Route) -> object:
    """Plain data with every template in it evaluated."""
    if isinstance(value, Template):
        return scope.get(value, route)
    if isinstance(value, list):
        return [rendered(scope, item, (*route, index)) for index, item in enumerate(value)]
    if isinstance(value, dict):
        return {key: rendered(scope, item, (*route, key)) for key, item in value.items()}
    return value
