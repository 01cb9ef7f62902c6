"""Times in a scene as users write them: `1.5s`, `50%`, `end-2s`. Pure functions on text, like `units`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from heygen_build.units import DURATION_FORMS, NUMBER, UnitError, parse_duration

MomentUnit: TypeAlias = Literal["s", "%", "end"]

MOMENT_FORMS = "a time in the scene such as `1.5s`, `50%` or `end-2s`"
STRETCH_FORMS = "a length of time such as `3s` or `50%`"
OFFSET_FORMS = "an offset such as `200ms` or `-200ms`"

_CLOCK = r"\d{1,3}:[0-5]\d(?::[0-5]\d)?(?:\.\d+)?"
STRETCH_PATTERN = rf"^(?:{NUMBER}(?:s|ms|%)|{_CLOCK})$"
MOMENT_PATTERN = rf"^(?:end|(?:end-)?(?:{NUMBER}(?:s|ms)|{_CLOCK})|{NUMBER}%)$"
OFFSET_PATTERN = rf"^-?(?:{NUMBER}(?:s|ms)|{_CLOCK})$"

_PERCENT = re.compile(rf"({NUMBER})%", re.ASCII)


@dataclass(frozen=True, slots=True)
class Moment:
    """`s`: seconds from the scene's start. `end`: seconds before its end. `%`: 0 to 100 of its length."""

    value: float
    unit: MomentUnit


def parse_moment(text: str) -> Moment:
    """A time in a scene. Raises UnitError."""
    if text == "end":
        return Moment(0.0, "end")
    if text.startswith("end-"):
        return Moment(_seconds(text, text.removeprefix("end-"), MOMENT_FORMS), "end")
    return _stretch(text, MOMENT_FORMS)


def parse_stretch(text: str) -> Moment:
    """A length of time, or a share of the scene's. Raises UnitError."""
    if text.startswith("end"):
        raise UnitError(f"`{text}` is a time, not a length of time; a time goes to `to`", STRETCH_FORMS)
    return _stretch(text, STRETCH_FORMS)


def parse_offset(text: str) -> float:
    """Seconds, less than zero for earlier. Raises UnitError."""
    if text.startswith("-"):
        return -_seconds(text, text.removeprefix("-"), OFFSET_FORMS)
    return _seconds(text, text, OFFSET_FORMS)


def _stretch(text: str, forms: str) -> Moment:
    if match := _PERCENT.fullmatch(text):
        share = float(match[1])
        if share > 100:
            raise UnitError(f"`{text}` is more than the whole scene", forms)
        return Moment(share, "%")
    return Moment(_seconds(text, text, forms), "s")


def _seconds(text: str, duration: str, forms: str) -> float:
    """`parse_duration` of a part, with messages about the whole."""
    try:
        return parse_duration(duration)
    except UnitError as error:
        before = text.removesuffix(duration)
        perhaps = error.expected.removeprefix(DURATION_FORMS).replace("`", f"`{before}", 1)
        noun, _, _ = forms.partition(" such as")
        message = error.message.replace(f"`{duration}`", f"`{text}`", 1).replace("a duration", noun, 1)
        raise UnitError(message, forms + perhaps) from None
