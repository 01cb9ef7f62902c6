"""A guard around every filter: it is charged for, its result is data, and its failures know its name."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import TypeAlias

from jinja2 import Undefined, UndefinedError
from jinja2.runtime import LoopContext

from heygen_build.spec.filters.problem import BadArgument, FilterFailed
from heygen_build.spec.guards import (
    refuse_large_format,
    refuse_large_indent,
    refuse_large_join,
    refuse_large_numbers,
    refuse_large_result,
)
from heygen_build.spec.meter import charge_for, checked, checked_text, refusal

Filter: TypeAlias = Callable[..., object]

_WITH_WIDTHS = ("center", "indent", "batch", "slice", "format", "round", "wordwrap", "truncate", "tojson")
_MAX_SUMMED_LISTS = 1000
_DATA = (str, int, float, list, tuple, Mapping, range, KeysView, ValuesView, ItemsView, Iterator, Undefined)


def guarded(name: str, function: Filter) -> Filter:
    """The filter with its guards. Raises FilterFailed, and UndefinedError where a value has no name or no item."""
    leads = 1 if hasattr(function, "jinja_pass_arg") else 0

    def limited(*args: object, **kwargs: object) -> object:
        try:
            _check_arguments(name, args[leads:], kwargs)
            result = function(*args, **kwargs)
            return data(list(result) if isinstance(result, Iterator) else result)
        except (FilterFailed, UndefinedError):
            raise
        except Exception as error:  # whatever a filter raises, its author is told at the filter
            raise FilterFailed(name, _in_words(name, function, error)) from error

    # Jinja reads these marks to know which of context, environment and evaluation context a filter wants first.
    limited.__dict__.update(getattr(function, "__dict__", {}))
    return limited


def data(value: object) -> object:
    """The value, if it is not too large."""
    return checked_text(value) if isinstance(value, str) else checked(value)


def _check_arguments(name: str, values: tuple[object, ...], named: Mapping[str, object]) -> None:
    value, arguments = (values[0] if values else None), (*values[1:], *named.values())
    for item in (value, *arguments):
        if item is not None and (not isinstance(item, _DATA) or isinstance(item, LoopContext)):
            raise refusal(item)
        charge_for(item)
    if name in _WITH_WIDTHS:
        refuse_large_numbers(arguments)
    if name == "format":
        refuse_large_format(value, arguments, "%")
    elif name == "join":
        refuse_large_join(value, next(iter(arguments), ""))
    elif name == "replace":
        refuse_large_result("replace", str(value), arguments)
    elif name == "indent":
        refuse_large_indent(str(value), next(iter(arguments), 4))
    elif name == "sum" and isinstance(value, list) and len(value) > _MAX_SUMMED_LISTS:
        refuse_lists_without_end(arguments)


def refuse_lists_without_end(arguments: tuple[object, ...]) -> None:
    """Adding lists copies the first ones again and again: the work grows with the square of their number."""
    if any(isinstance(argument, list | tuple) for argument in arguments):
        raise OverflowError(f"`sum` adds at most {_MAX_SUMMED_LISTS:,} lists")


def _in_words(name: str, function: Filter, error: Exception) -> Exception:
    """Jinja's functions have other names than its filters; Python's messages name the function."""
    match = re.match(r"[\w.<>]+\(\) (.*)", str(error)) if isinstance(error, TypeError) else None
    if match is None:
        return error
    unknown = re.fullmatch(r"got an unexpected keyword argument '(\w+)'", match[1])
    takes = _arguments(function)
    if unknown is not None and takes:
        return BadArgument(f"`{name}` has no argument `{unknown[1]}`: it takes {takes}")
    return BadArgument(f"`{name}` {match[1]}")


def _arguments(function: Filter) -> str:
    """The names of a filter's arguments; the first ones are its value, and what Jinja passes in."""
    leads = 2 if hasattr(function, "jinja_pass_arg") else 1
    names = [f"`{parameter}`" for parameter in list(inspect.signature(function).parameters)[leads:]]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
