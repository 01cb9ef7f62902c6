"""The Jinja environment of project files: a template can compute, but not reach out, vary, or explode."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from types import BuiltinMethodType, FunctionType, MethodType

from jinja2 import StrictUndefined, Undefined
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from heygen_build.spec import rewrite
from heygen_build.spec.filters.guarded import data, guarded
from heygen_build.spec.filters.table import FILTERS, TESTS
from heygen_build.spec.guards import power, refuse_large_format, refuse_large_product, refuse_large_result
from heygen_build.spec.meter import Method, Unprintable, charge, charge_for, checked, checked_text, counted, described

GLOBALS = ("range", "dict", "namespace")
"""The names that a template may use without a variable: functions whose result follows from their arguments alone."""

_CALL = 4
"""Steps of a call: it takes about as long as so many turns of a loop."""


class _Environment(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset(("*", "**", "%", "+"))

    @staticmethod
    def concat(parts: Iterable[str]) -> str:
        """The text of a block or a macro."""
        return checked_text("".join(parts))

    def call_binop(self, context: Context, operator_name: str, left: object, right: object) -> object:
        """Operators that can make much out of little: `"x" * 10 ** 10` would take the machine's memory."""
        charge_for(left)
        if operator_name == "**":
            return power(left, right)
        if operator_name == "+":
            return data(operator.add(left, right))
        if operator_name == "%":
            refuse_large_format(left, right if isinstance(right, tuple) else (right,), "%")
            return data(operator.mod(left, right))
        refuse_large_product(left, right)
        return data(operator.mul(left, right))

    def call(self, context: Context, function: object, *args: object, **kwargs: object) -> object:
        """Every call is a step, so that macros which call themselves twice end; methods of texts have limits."""
        charge(_CALL)
        called = function.function if isinstance(function, Method) else function
        if isinstance(called, BuiltinMethodType):
            charge_for(called.__self__)
            if isinstance(called.__self__, str):
                refuse_large_result(called.__name__, called.__self__, args)
        if isinstance(called, LoopContext):
            args = tuple(counted(values) for values in args)  # type: ignore[arg-type]  # no iterable is a TypeError
        return data(super().call(context, called, *args, **kwargs))

    def getattr(self, obj: object, attribute: str) -> object:
        return _shielded(attribute, super().getattr(obj, attribute))

    def getitem(self, obj: object, argument: object) -> object:
        return _shielded(str(argument), super().getitem(obj, argument))

    def wrap_str_format(self, value: object) -> Callable[..., str] | None:
        """`format` of a text is wrapped by Jinja's sandbox before it could be called."""
        wrapped = super().wrap_str_format(value)
        if wrapped is None or not isinstance(value, BuiltinMethodType):
            return wrapped
        text = value.__self__

        def limited(*args: object, **kwargs: object) -> str:
            refuse_large_format(text, (*args, *kwargs.values()), "{")
            return wrapped(*args, **kwargs)

        return limited


def _shielded(name: str, value: object) -> object:
    return Method(name, value) if isinstance(value, BuiltinMethodType | MethodType | FunctionType) else value


def _printable(value: object) -> object:
    """What an expression puts into a text. Null is refused because a voice would say "None"."""
    if isinstance(value, Undefined | str | bool | int | float | list | tuple | dict):
        return value
    if isinstance(value, Method):
        raise value.refusal()
    raise Unprintable("null cannot be a part of a text" if value is None else f"{described(value)} has no text")


def _joined(*values: object) -> str:
    """The operator `~`."""
    return checked_text("".join(str(_printable(value)) for value in values))


def _looked_at(value: object) -> object:
    charge_for(value)
    return value


def _is_in(value: object, values: object) -> object:
    charge_for(values)
    return operator.contains(values, value)  # type: ignore[arg-type]  # what holds nothing is a TypeError


def _new_environment() -> _Environment:
    environment = _Environment(
        undefined=StrictUndefined,
        finalize=_printable,
        keep_trailing_newline=True,
        autoescape=False,
        # The optimizer evaluates constants while compiling, where no meter runs and nobody waits for their errors.
        optimized=False,
    )
    del environment.filters["random"]
    environment.filters.update(FILTERS)
    environment.filters.update({name: guarded(name, function) for name, function in environment.filters.items()})
    environment.filters.update(
        {
            rewrite.COUNTED: counted,
            rewrite.CHECKED: checked,
            rewrite.JOINED: _joined,
            rewrite.LOOKED_AT: _looked_at,
        }
    )
    environment.tests.update({name: guarded(name, function) for name, function in TESTS.items()})
    environment.tests["in"] = _is_in
    environment.globals = {name: environment.globals[name] for name in GLOBALS}
    return environment


environment = _new_environment()
"""Rendered templates become typed values, by the same rules as values that were written down."""
