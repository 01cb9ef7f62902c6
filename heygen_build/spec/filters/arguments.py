"""Values and arguments of filters, checked: templates are not typed, so every filter says what it takes."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import Undefined

from heygen_build.spec.filters.problem import BadArgument

if TYPE_CHECKING:
    from babel import Locale


def present(value: object) -> object:
    """The value; an undefined one raises UndefinedError with its name."""
    if isinstance(value, Undefined):
        str(value)
    return value


def text_of(name: str, value: object, what: str = "text") -> str:
    if not isinstance(present(value), str):
        raise BadArgument(f"`{name}` takes {what}, and {shown(value)} is none")
    return str(value)


def number_of(name: str, value: object) -> int | float:
    """A finite number. Texts are refused: nobody could tell `1,234` in English from `1,234` in German."""
    if isinstance(present(value), bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise BadArgument(f"`{name}` takes a number, and {shown(value)} is none")
    return value


def digits_of(name: str, value: object) -> int | None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 12):
        raise BadArgument(f"`decimals` of `{name}` is a whole number from 0 to 12, not {shown(value)}")
    return value


def choice_of(name: str, value: object, choices: tuple[str, ...]) -> str:
    if value not in choices:
        listed = ", ".join(f'"{choice}"' for choice in choices)
        raise BadArgument(f"`{name}` takes one of {listed}, not {shown(value)}")
    return str(value)


def locale_of(name: str, value: object) -> Locale:
    """A locale of the CLDR data that babel brings along, so that no setting of the machine matters."""
    if value is None:
        raise BadArgument(f'`{name}` needs a locale such as "en-US": {name}("en-US")')
    text = text_of(name, value, "a locale")
    found = _locale(text)
    if found is None:
        fixed = text.replace("_", "-")
        nearest = f'"{fixed}"' if _locale(fixed) is not None else '"en-US" or "es"'
        raise BadArgument(f'`{name}` takes a locale such as {nearest}, not "{text}"')
    return found


@lru_cache(maxsize=256)
def _locale(text: str) -> Locale | None:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(text, sep="-") if text else None
    except (UnknownLocaleError, ValueError):
        return None


def shown(value: object) -> str:
    """A value inside a message."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, str):
        return f'"{value if len(value) <= 40 else value[:39] + "…"}"'
    if isinstance(value, int | float):
        return f"{value}"[:40]
    return "a list" if isinstance(value, list | tuple) else "a mapping"
