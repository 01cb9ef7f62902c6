"""What a scalar means: the core schema of YAML 1.2 (section 10.3.2), in which `yes`, `on` and `1:30` are text."""

from __future__ import annotations

import re

_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEX = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")

MAX_DIGITS = 300
TAG = "tag:yaml.org,2002:"
CORE_TAGS = frozenset(TAG + name for name in ("str", "int", "float", "bool", "null"))

Value = str | int | float | bool | None


class ScalarError(ValueError):
    """A scalar whose text does not fit its tag, or a number that no program could use."""


def resolve_plain(text: str) -> Value:
    """The value of a scalar without quotes and tag. Raises ScalarError for numbers of more than 300 digits."""
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if text[0] in "+-.0123456789":
        return _number(text)
    return text


def _number(text: str) -> Value:
    is_int = _INT.fullmatch(text)
    if not is_int and not _FLOAT.fullmatch(text):
        return _special_number(text)
    if len(text) > MAX_DIGITS:
        raise ScalarError(f"a number of {len(text)} characters is too long")
    return int(text) if is_int else float(text)


def _special_number(text: str) -> Value:
    if _SPECIAL.fullmatch(text):
        return float(text.replace(".", "", 1))
    if len(text) <= MAX_DIGITS and _OCTAL.fullmatch(text):
        return int(text[2:], 8)
    if len(text) <= MAX_DIGITS and _HEX.fullmatch(text):
        return int(text[2:], 16)
    return text


def resolve_tagged(text: str, tag: str) -> Value:
    """The value of a scalar with one of CORE_TAGS. Raises ScalarError where the text does not fit the tag."""
    name = tag.removeprefix(TAG)
    if name == "str":
        return text
    value = resolve_plain(text)
    if name == "float" and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    fits = {"int": int, "float": float, "bool": bool, "null": type(None)}[name]
    if type(value) is not fits:
        raise ScalarError(f"`{text}` does not fit its tag `!!{name}`")
    return value
