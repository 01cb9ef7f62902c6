"""Errors of pydantic in the words of the project language, without any place: shared by fields and by templates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic_core import ErrorDetails

from heygen_build.diagnostics.suggest import did_you_mean_text
from heygen_build.spec.types import LANGUAGE_PATTERN, NAME_PATTERN

_TYPES = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "`true` or `false`",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
}
_BOUNDS = {
    "greater_than_equal": ("ge", "at least"),
    "less_than_equal": ("le", "at most"),
    "greater_than": ("gt", "more than"),
    "less_than": ("lt", "less than"),
}
_EXPRESSION = re.compile(r"(not )?[A-Za-z_]\w*(\.\w+|\[\w+\])*( (==|!=|<|>|<=|>=|and|or|in|is|not in|is not) .+)?")
"""What looks like an expression that lost its braces."""
_BOOLEAN = "`true` or `false`"
_MARKERS = re.compile(r"\{[{%#]")
_BOOLEANS = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}


@dataclass(frozen=True, slots=True)
class Explained:
    """A mistake in words; `code` is one of HB02xx."""

    code: str
    message: str
    expected: str | None = None
    hint: str | None = None


def explain(details: ErrorDetails, subject: str) -> Explained:
    """What is wrong with `details["input"]`; `subject` is what the message calls it, such as "`speed`"."""
    kind, value = details["type"], details["input"]
    context: Mapping[str, object] = details.get("ctx", {})
    if value is None:
        return Explained("HB0209", f"{subject} has no value", hint="write a value, or remove the key")
    if isinstance(value, str) and _MARKERS.search(value):
        return _no_template(details, subject)
    if kind in _TYPES:
        return _wrong_type(subject, value, _TYPES[kind])
    if kind in ("form", "unit_type"):
        return _wrong_type(subject, value, str(context["expected"]), str(context.get("suffix", "")))
    if kind == "unit":
        expected, _, nearest = str(context["expected"]).partition("; perhaps ")
        return Explained(
            "HB0205", f"{subject}: {context['message']}", expected, f"did you mean {nearest}?" if nearest else None
        )
    if kind == "word":
        near = _choice_meant(str(value), list(context["words"])) if isinstance(context["words"], list) else None
        return Explained("HB0204", f"{subject} cannot be {_shown(value)}", str(context["expected"]), near)
    if kind == "literal_error":
        return _wrong_choice(subject, value, re.findall(r"'([^']*)'", str(context["expected"])))
    if kind in _BOUNDS:
        key, words = _BOUNDS[kind]
        return Explained("HB0206", f"{subject} is {value}, and must be {words} {float(str(context[key])):g}")
    if kind == "too_long":
        most, count = context["max_length"], len(value) if isinstance(value, list) else "more"
        return Explained("HB0206", f"{subject} has {count} items, and {most} are the most")
    if kind == "too_short" and isinstance(value, list) and value:
        return Explained("HB0207", f"{subject} needs at least {context['min_length']} items")
    if kind in ("too_short", "string_too_short"):
        return Explained(
            "HB0207", f"{subject} is empty", hint="write at least one item" if kind == "too_short" else None
        )
    return _other(details, subject)


def _no_template(details: ErrorDetails, subject: str) -> Explained:
    """A template where the value itself must stand; what would be right is what any wrong value is told."""
    context: Mapping[str, object] = details.get("ctx", {})
    if details["type"] in ("form", "word"):
        hint = "write one of these forms; values in a mapping may be templates"
        return Explained("HB0215", f"{subject} cannot be a template", str(context["expected"]), hint)
    plain = explain({**details, "input": ""}, subject)
    hint = "write the value itself, because it is needed before variables have values"
    return Explained("HB0215", f"{subject} cannot be a template", plain.expected, hint)


def _other(details: ErrorDetails, subject: str) -> Explained:
    value = details["input"]
    if details["type"] == "string_pattern_mismatch" and details.get("ctx", {}).get("pattern") == NAME_PATTERN:
        expected = "letters, digits and underscores, not starting with a digit"
        return Explained("HB0208", f"{subject}: `{value}` cannot be a name", expected)
    if details["type"] == "string_pattern_mismatch":
        pattern = details.get("ctx", {}).get("pattern")
        return (_wrong_language if pattern == LANGUAGE_PATTERN else _wrong_locale)(details, subject)
    if details["type"] == "finite_number":
        return Explained("HB0206", f"{subject} is {value}, and must be a finite number")
    return Explained("HB0203", f"{subject}: {details['msg'][:1].lower()}{details['msg'][1:]}")


def _wrong_locale(details: ErrorDetails, subject: str) -> Explained:
    """Systems write `en_US.UTF-8` where BCP 47 has `en-US`."""
    value, pattern = str(details["input"]), str(details.get("ctx", {}).get("pattern"))
    better = value.partition(".")[0].replace("_", "-")
    hint = f"did you mean `{better}`?" if better != value and re.fullmatch(pattern, better) else None
    return Explained("HB0205", f"{subject}: `{value}` is not a locale", "a BCP-47 locale such as `en-US` or `es`", hint)


def _wrong_language(details: ErrorDetails, subject: str) -> Explained:
    """An accent belongs to the locale; the code alone is the language."""
    value = str(details["input"])
    code, _, accent = value.partition(".")[0].replace("_", "-").partition("-")
    expected = "the code of a language in two or three small letters such as `pt`"
    if not re.fullmatch(LANGUAGE_PATTERN, code.lower()):
        return Explained("HB0205", f"{subject}: `{value}` is not the code of a language", expected)
    hint = f"write `{code.lower()}`" + (f"; the accent is `locale: {code.lower()}-{accent}`" if accent else "")
    return Explained(
        "HB0205",
        f"{subject}: `{value}` is more than the code of a language"
        if accent
        else f"{subject}: `{value}` is not the code of a language",
        expected,
        hint,
    )


def _wrong_type(subject: str, value: object, expected: str, suffix: str = "") -> Explained:
    short = re.split(r"[;,] ?| such as ", expected)[0]
    what = f"{value} has a fraction" if short == "a whole number" and isinstance(value, float) else described(value)
    message = f"{subject} must be {short}, and {what}"
    return Explained("HB0203", message, expected if expected != short else None, _type_hint(value, expected, suffix))


_SURELY_MILLISECONDS = 100
"""Nobody means a fade of 400 seconds."""


_LARGEST_FACTOR = 10
"""A scale of 1.15 is a factor; one of 115 lacks its sign."""


def _type_hint(value: object, expected: str, suffix: str) -> str | None:
    if isinstance(value, str):
        if ("`true`" in expected or "`false`" in expected) and value.lower() in _BOOLEANS:
            return f"`{value}` is text in YAML 1.2: write `{_BOOLEANS[value.lower()]}`"
        is_evaluated = expected == _BOOLEAN or expected.endswith("}}`")
        if is_evaluated and value not in ("true", "false") and _EXPRESSION.fullmatch(value):
            return f'a value of a variable is written as a template: "{{{{ {value} }}}}"'
        if "number" in expected and (meant := _number_meant(value)):
            return f"write `{meant}`"
        is_number = re.fullmatch(r"[-+]?\d+(\.\d+)?", value) and "number" in expected
        return "remove the quotes" if is_number or (value in ("true", "false") and "`true`" in expected) else None
    if isinstance(value, bool):
        return f'put it in quotes if it is meant as text: "{str(value).lower()}"' if expected == "text" else None
    if isinstance(value, int | float):
        if isinstance(value, float) and value.is_integer() and "whole number" in expected:
            return f"write `{value:.0f}`"
        if expected.startswith("a scale") and 0 < value <= _LARGEST_FACTOR:
            return f"write `{value * 100:g}%`"
        if suffix == "s" and value >= _SURELY_MILLISECONDS:
            suffix = "ms"
        if suffix:
            return f"write the unit: `{value}{suffix}`"
        return f'put it in quotes: "{value}"' if expected == "text" else None
    if isinstance(value, dict) and expected.startswith("a list"):
        first, inner = next(iter(value.items()), ("key", ""))
        if isinstance(inner, dict):
            return "each item of a list starts with a dash, and has no name in front"
        return f"each item of a list starts with a dash: `- {first}: …`"
    if isinstance(value, list) and expected.startswith("a mapping"):
        return "a mapping has no dashes: write `name:` and its keys below"
    if isinstance(value, list) and expected == "text":
        return "a longer text is written as a block, with `|` behind the key and its lines below"
    return None


_DECORATED = re.compile(r"[$€£]? ?(\d+(?:\.\d+)?) ?(%|x|×|\$|€|£|USD|EUR|fps)?", re.IGNORECASE)


def _number_meant(text: str) -> str | None:
    """The number of `$20`, `1.1x` or `110%`; None for a text that is none, or one of digits alone."""
    match = _DECORATED.fullmatch(text.strip())
    if match is None or match[0] == match[1]:
        return None
    return f"{float(match[1]) / 100:g}" if match[2] == "%" else match[1]


def described(value: object) -> str:
    """ "2024 is a number", "this is a list": what a value is, short enough for a message."""
    if value is None:
        return "there is no value"
    if isinstance(value, bool):
        return f"`{str(value).lower()}` is a boolean"
    if isinstance(value, int | float):
        return f"{value} is a number"
    if isinstance(value, str):
        shown = value if len(value) <= 40 else value[:39] + "…"
        return f"`{shown}` is text" if "\n" not in shown and shown else "this is text"
    return "this is a list" if isinstance(value, list) else "this is a mapping"


def _wrong_choice(subject: str, value: object, choices: list[str]) -> Explained:
    expected = "one of " + ", ".join(f"`{choice}`" for choice in choices) if len(choices) > 1 else f"`{choices[0]}`"
    hint = _choice_meant(str(value), choices) if isinstance(value, str | int) else None
    return Explained("HB0204", f"{subject} cannot be {_shown(value)}", expected, hint)


_OTHER_WORDS = {
    "1280x720": "720p", "1920x1080": "1080p", "3840x2160": "4k", "2160p": "4k", "uhd": "4k", "hd": "720p",
    "fullhd": "1080p", "full hd": "1080p", "landscape": "16:9", "widescreen": "16:9", "horizontal": "16:9",
    "portrait": "9:16", "vertical": "9:16", "square": "1:1",
}  # fmt: skip
"""What people call sizes and ratios elsewhere."""


def _choice_meant(text: str, choices: list[str]) -> str | None:
    """The word that is called so elsewhere, is spelled alike, or ends in what was written (`iv` for `avatar_iv`)."""
    other = _OTHER_WORDS.get(text.strip().lower().replace("×", "x"))
    if other in choices:
        return f"did you mean `{other}`?"
    squeezed = [choice for choice in choices if _squeezed(choice) == _squeezed(text)]
    ending = [choice for choice in choices if re.split(r"[_-]", choice)[-1] == text.lower()]
    for found in (squeezed, ending):
        if len(found) == 1:
            return f"did you mean `{found[0]}`?"
    return did_you_mean_text(text, choices)


def _squeezed(text: str) -> str:
    """Letters and digits alone: `avatar-iv`, `Avatar IV` and `avatar_iv` are one word to people."""
    return re.sub(r"[\W_]", "", text.lower())


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a mapping"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def as_flow(value: object) -> str:
    """An example as one line of YAML, as a person would write it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {as_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(as_flow(item) for item in value) + "]"
    if isinstance(value, str):
        return value if re.fullmatch(r"-?[A-Za-z0-9./][A-Za-z0-9 ./_%-]*", value) else f'"{value}"'
    return str(value).lower() if isinstance(value, bool) else str(value)
