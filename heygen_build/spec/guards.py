"""Guards against values that are much larger than the template that asks for them. All raise OverflowError."""

from __future__ import annotations

import re
from collections.abc import Iterable

from heygen_build.spec.meter import MAX_LENGTH, charge_for, weigh

_WIDE_FORMAT = re.compile(r"\d{6,}|\*")
_MAX_BITS = 4096
_MULTIPLIES = ("replace", "translate", "expandtabs")


def power(left: object, right: object) -> object:
    """`left ** right` of numbers, as long as the result is no monster."""
    if not isinstance(left, int | float) or not isinstance(right, int | float):
        raise TypeError("`**` takes numbers")
    if abs(right) > 1000 or (isinstance(left, int) and left.bit_length() * abs(right) > _MAX_BITS):
        raise OverflowError("the result of `**` is too large")
    return left**right


def refuse_large_product(left: object, right: object) -> None:
    """For `left * right`: a repetition that is too long, or a whole number that is too large."""
    for repeated, times in ((left, right), (right, left)):
        if isinstance(repeated, str | list | tuple) and isinstance(times, int) and len(repeated) * times > MAX_LENGTH:
            raise OverflowError(f"a value repeated {times} times is too long")
    if isinstance(left, int) and isinstance(right, int) and left.bit_length() + right.bit_length() > _MAX_BITS:
        raise OverflowError("the result of `*` is too large")


def refuse_large_format(text: object, values: Iterable[object], mark: str) -> None:
    """For `%` and `format`: `mark` starts a place in the text that takes a value."""
    if not isinstance(text, str):
        return
    if _WIDE_FORMAT.search(text):
        raise OverflowError("the format asks for a width that is too large")
    if len(text) + text.count(mark) * longest(values) > MAX_LENGTH:
        raise OverflowError("the result of the format is too long")


def refuse_large_result(method: str, text: str, args: tuple[object, ...]) -> None:
    """For methods of texts by their name, before they are called."""
    refuse_large_numbers(args)
    if method == "join" and args:
        refuse_large_join(args[0], text)
    if method in _MULTIPLIES and (len(text) + 1) * (longest(args) + 1) > MAX_LENGTH:
        raise OverflowError(f"the result of `{method}` is too long")


def refuse_large_join(values: object, between: object) -> None:
    if isinstance(values, list | tuple):
        charge_for(values)
        if sum(longest((value,)) for value in values) + len(values) * longest((between,)) > MAX_LENGTH:
            raise OverflowError("the result of `join` is too long")


def refuse_large_indent(text: str, width: object) -> None:
    size = width if isinstance(width, int) else longest((width,))
    if text.count("\n") * size > MAX_LENGTH:
        raise OverflowError("the result of `indent` is too long")


def refuse_large_numbers(values: Iterable[object]) -> None:
    """For widths and counts."""
    if any(isinstance(value, int) and abs(value) > MAX_LENGTH for value in values):
        raise OverflowError(f"a number above {MAX_LENGTH:,} is too large here")


def longest(values: Iterable[object]) -> int:
    """About the characters of the longest of several values as a text."""
    return max((len(value) if isinstance(value, str) else 8 * weigh(value) for value in values), default=0)
