"""Types of variables: what a value must be, and how text from outside becomes one."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path

from heygen_build.diagnostics.suggest import did_you_mean_text
from heygen_build.units import COLOR_FORMS, UnitError, parse_color

TRUE, FALSE = ("true", "yes", "on", "1"), ("false", "no", "off", "0")


class ConversionError(ValueError):
    """A value that is not of its variable's type."""

    def __init__(self, message: str, expected: str | None = None, hint: str | None = None) -> None:
        self.message, self.expected, self.hint = message, expected, hint
        super().__init__(message)


def kind_of(value: object) -> str | None:
    """The type that a literal default stands for; None for nothing and for templates."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    kinds: tuple[tuple[type, str], ...] = ((str, "string"), (list, "list"), (dict, "map"))
    return next((kind for form, kind in kinds if isinstance(value, form)), None)


def converted(text: str, kind: str | None, choices: Sequence[object], folder: Path) -> object:
    """Text from outside as a value of a type; without a type it stays text. Raises ConversionError."""
    if kind == "enum":
        return _one_of(text, choices, str)
    reader = _READERS.get(kind or "string")
    return fits(reader(text) if reader else text, kind, choices, folder)


def fits(value: object, kind: str | None, choices: Sequence[object], folder: Path) -> object:
    """A value that has a type already, checked. A path is made absolute, because templates carry it to other files.
    Raises ConversionError."""
    if kind is None:
        return value
    if kind == "enum":
        return _one_of(value, choices, lambda choice: choice)
    form, expected = _FORMS[kind]
    if not isinstance(value, form) or (isinstance(value, bool) and kind != "boolean"):
        what = f"the text {shown(value)}" if isinstance(value, str) else shown(value)
        raise ConversionError(f"{what} is not {_A[kind]}", expected, _hint(value, kind))
    if kind == "color":
        _check_color(str(value))
    if kind == "path":
        return str(folder.resolve() / str(value))
    return value


def shown(value: object) -> str:
    """A value as messages quote it: short, and as it would be written in YAML."""
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return f"`{text if len(text) <= 60 else text[:59] + '…'}`"


_FORMS: dict[str, tuple[type | tuple[type, ...], str]] = {
    "string": (str, "text"),
    "number": ((int, float), "a number such as `49` or `1.5`"),
    "boolean": (bool, "`true` or `false`"),
    "color": (str, COLOR_FORMS),
    "path": (str, "a path such as `media/logo.png`"),
    "list": (list, "a list such as `[a, b]`"),
    "map": (dict, "a mapping such as `{name: value}`"),
}
_A = {
    "string": "text", "number": "a number", "boolean": "a boolean", "color": "a color", "path": "a path",
    "list": "a list", "map": "a mapping",
}  # fmt: skip


def _hint(value: object, kind: str) -> str | None:
    if kind == "string" and isinstance(value, bool | int | float):
        return "put it in quotes"
    return "write it without quotes" if kind in ("number", "boolean") and _is_quoted(value) else None


def _is_quoted(value: object) -> bool:
    """Whether a text is a number or boolean that was put in quotes."""
    return isinstance(value, str) and (value in ("true", "false") or not isinstance(_number(value), str))


def _one_of(value: object, choices: Sequence[object], form: Callable[[object], object]) -> object:
    for choice in choices:
        if form(choice) == value and isinstance(value, bool) == isinstance(form(choice), bool):
            return choice
    names = [str(choice) for choice in choices]
    expected = "one of " + ", ".join(f"`{name}`" for name in names)
    raise ConversionError(f"{shown(value)} is not one of the values", expected, did_you_mean_text(str(value), names))


def _check_color(text: str) -> None:
    try:
        parse_color(text)
    except UnitError as error:
        raise ConversionError(error.message, error.expected) from None


def _boolean(text: str) -> object:
    return True if text.lower() in TRUE else False if text.lower() in FALSE else text


def _number(text: str) -> object:
    for kind in (int, float):
        try:
            number = kind(text)
        except ValueError:
            continue
        return number if math.isfinite(number) else text
    return text


def _data(text: str) -> object:
    """Lists and mappings are typed as JSON."""
    try:
        return json.loads(text)
    except ValueError:
        raise ConversionError(f"{shown(text)} is not JSON", 'JSON such as `[1, 2]` or `{"a": 1}`') from None


_READERS: dict[str, Callable[[str], object]] = {
    "boolean": _boolean,
    "number": _number,
    "list": _data,
    "map": _data,
}
