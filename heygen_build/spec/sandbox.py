"""The Jinja environment of project files: a template can compute, but not reach out, vary, or explode."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from types import BuiltinMethodType

from jinja2 import StrictUndefined, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

MAX_LENGTH = 1_000_000
"""Characters or items of a value that a template builds: far more than a script, and no burden for a machine."""

GLOBALS = ("range", "dict", "namespace")
"""The names that a template may use without a variable: functions whose result follows from their arguments alone."""

_WIDE_FORMAT = re.compile(r"\d{6,}|\*")
_SIZED_FILTERS = ("center", "indent", "batch", "slice", "format", "round")


class Unprintable(TypeError):
    """A value without a fixed text: null, a function, an object with an address in its text."""


class _Environment(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset(("*", "**", "%"))

    def call_binop(self, context: object, operator_name: str, left: object, right: object) -> object:
        """Operators that can make much out of little: `"x" * 10 ** 10` would take the machine's memory."""
        if operator_name == "**":
            return _power(left, right)
        if operator_name == "%":
            _refuse_wide_format(left)
            return operator.mod(left, right)
        for text, times in ((left, right), (right, left)):
            if isinstance(text, str | list | tuple) and isinstance(times, int) and len(text) * times > MAX_LENGTH:
                raise OverflowError(f"a value repeated {times} times is too long")
        return operator.mul(left, right)

    def call(self, context: object, function: object, *args: object, **kwargs: object) -> object:
        """Methods of texts such as `ljust` take a width, and `replace` and `join` multiply; all have one limit."""
        if isinstance(function, BuiltinMethodType) and isinstance(function.__self__, str):
            _refuse_large_numbers(args)
            if function.__name__ in ("replace", "join") and len(function.__self__) * _longest(args) > MAX_LENGTH:
                raise OverflowError(f"the result of `{function.__name__}` is too long")
        return super().call(context, function, *args, **kwargs)  # type: ignore[arg-type]

    def wrap_str_format(self, value: object) -> Callable[..., str] | None:
        """`format` of a text is wrapped by Jinja's sandbox before it could be called."""
        if isinstance(value, BuiltinMethodType) and value.__name__ in ("format", "format_map"):
            _refuse_wide_format(value.__self__)
        return super().wrap_str_format(value)


def _power(left: object, right: object) -> object:
    if not isinstance(left, int | float) or not isinstance(right, int | float):
        raise TypeError("`**` takes numbers")
    if abs(right) > 1000 or (isinstance(left, int) and left.bit_length() * abs(right) > 4096):
        raise OverflowError("the result of `**` is too large")
    return left**right


def _refuse_wide_format(value: object) -> None:
    if isinstance(value, str) and _WIDE_FORMAT.search(value):
        raise OverflowError("the format asks for a width that is too large")


def _refuse_large_numbers(values: tuple[object, ...]) -> None:
    if any(isinstance(value, int) and abs(value) > MAX_LENGTH for value in values):
        raise OverflowError(f"a number above {MAX_LENGTH:,} is too large here")


def _longest(values: tuple[object, ...]) -> int:
    return max((len(value) for value in values if isinstance(value, str | list | tuple)), default=0)


def _limited(function: Callable[..., object]) -> Callable[..., object]:
    """A filter that takes a width or a format, with the same limits as the methods."""

    def limited(*args: object, **kwargs: object) -> object:
        _refuse_large_numbers((*args[1:], *kwargs.values()))
        _refuse_wide_format(args[0] if function.__name__ == "do_format" else None)
        return function(*args, **kwargs)

    # Jinja reads these marks to know which of context, environment and evaluation context a filter wants first.
    limited.__dict__.update(function.__dict__)
    return limited


def _printable(value: object) -> object:
    """What an expression puts into a text. Null is refused because a voice would say "None"."""
    if isinstance(value, Undefined | str | bool | int | float | list | tuple | dict):
        return value
    raise Unprintable("null cannot be a part of a text" if value is None else f"a {type(value).__name__} has no text")


def _new_environment() -> _Environment:
    environment = _Environment(
        undefined=StrictUndefined, finalize=_printable, keep_trailing_newline=True, autoescape=False
    )
    del environment.filters["random"]
    for name in _SIZED_FILTERS:
        environment.filters[name] = _limited(environment.filters[name])
    environment.globals = {name: environment.globals[name] for name in GLOBALS}
    return environment


environment = _new_environment()
