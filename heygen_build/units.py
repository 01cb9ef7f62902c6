"""Units of the project language: durations, lengths, colors, gains, ratios and frame sizes. Pure functions on text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Literal, TypeAlias

AspectRatio: TypeAlias = Literal["16:9", "9:16", "1:1", "4:5", "5:4"]
Resolution: TypeAlias = Literal["720p", "1080p", "4k"]
LengthUnit: TypeAlias = Literal["px", "%"]

DURATION_FORMS = "a duration such as `1.5s`, `800ms` or `00:01:02.5`"
COLOR_FORMS = "a color such as `#101820`, `#101820cc` or a CSS name such as `white`"
LENGTH_FORMS = "a length such as `48px` or `12%`"
GAIN_FORMS = "a gain such as `-18dB`"
LOUDNESS_FORMS = "a loudness such as `-16LUFS`"

# The same patterns go into the JSON schema, so they use only what Python and ECMA 262 have in common.
NUMBER = r"(?:\d+(?:\.\d+)?|\.\d+)"
DURATION_PATTERN = rf"^(?:{NUMBER}(?:s|ms)|\d{{1,3}}:[0-5]\d(?::[0-5]\d)?(?:\.\d+)?)$"
COLOR_PATTERN = r"^(?:#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})|[A-Za-z]+)$"
LENGTH_PATTERN = rf"^-?{NUMBER}(?:px|%)$"
GAIN_PATTERN = rf"^[-+]?{NUMBER}dB$"
LOUDNESS_PATTERN = rf"^-?{NUMBER}LUFS$"

_SIMPLE = re.compile(rf"({NUMBER})(s|ms)", re.ASCII)
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(\.\d+)?", re.ASCII)
_MEASURE = re.compile(rf"([-+]?{NUMBER})\s*([A-Za-z%]*)", re.ASCII)
_HEX = re.compile(r"#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})", re.ASCII)
_RATIOS: dict[AspectRatio, tuple[int, int]] = {
    "16:9": (16, 9),
    "9:16": (9, 16),
    "1:1": (1, 1),
    "4:5": (4, 5),
    "5:4": (5, 4),
}
_SHORT_EDGES: dict[Resolution, int] = {"720p": 720, "1080p": 1080, "4k": 2160}


class UnitError(ValueError):
    """A text that is not in the form of its unit. `expected` says which forms there are."""

    def __init__(self, message: str, expected: str) -> None:
        self.message = message
        self.expected = expected
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Color:
    """sRGB with straight alpha, each 0–255."""

    red: int
    green: int
    blue: int
    alpha: int = 255

    def hex(self) -> str:
        """`#rrggbb`, or `#rrggbbaa` where the color is not opaque."""
        text = f"#{self.red:02x}{self.green:02x}{self.blue:02x}"
        return text if self.alpha == 255 else f"{text}{self.alpha:02x}"


@dataclass(frozen=True, slots=True)
class Length:
    """`px` counts pixels; `%` is a share of the frame's width (x, widths) or height (y, heights)."""

    value: float
    unit: LengthUnit

    def pixels(self, whole: int) -> float:
        """The length in pixels where 100 % are `whole` pixels."""
        return self.value if self.unit == "px" else self.value * whole / 100


def parse_duration(text: str) -> float:
    """Seconds of `1.5s`, `800ms`, `01:02.5` (minutes) or `00:01:02.5` (hours). Raises UnitError."""
    if match := _SIMPLE.fullmatch(text):
        return float(match[1]) / (1000 if match[2] == "ms" else 1)
    if match := _CLOCK.fullmatch(text):
        return _clock_seconds(match, text)
    if re.fullmatch(rf"-{NUMBER}(?:s|ms)?", text):
        raise UnitError(f"`{text}` is negative, and a duration cannot be", DURATION_FORMS)
    if re.fullmatch(NUMBER, text):
        raise UnitError(f"`{text}` has no unit", f"{DURATION_FORMS}; perhaps `{text}s`")
    raise UnitError(f"`{text}` is not a duration", DURATION_FORMS + _perhaps_duration(text))


_SECONDS = {"s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1, "m": 60, "min": 60, "mins": 60, "minute": 60}
_SECONDS |= {"minutes": 60, "h": 3600, "hour": 3600, "hours": 3600}


_COUNTS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTED = re.compile(rf"^(?:{'|'.join(_COUNTS)})\b", re.IGNORECASE)


def _perhaps_duration(text: str) -> str:
    """What was probably meant by `1,5s`, `5 s`, `2 min` or `300 msec`, as the end of an expectation."""
    digits = _COUNTED.sub(lambda word: str(_COUNTS.index(word[0].lower())), text.strip().replace(",", "."))
    match = re.fullmatch(rf"({NUMBER})\s*([A-Za-z]+)", digits, re.ASCII)
    if match is None:
        return ""
    unit = match[2].lower()
    if unit.startswith(("ms", "milli")):
        return f"; perhaps `{match[1]}ms`"
    return f"; perhaps `{float(match[1]) * _SECONDS[unit]:g}s`" if unit in _SECONDS else ""


def _clock_seconds(match: re.Match[str], text: str) -> float:
    hours, minutes, seconds = int(match[1] or 0), int(match[2]), int(match[3])
    if seconds > 59 or (match[1] and minutes > 59):
        raise UnitError(f"`{text}` has more than 59 minutes or seconds in one place", DURATION_FORMS)
    return hours * 3600 + minutes * 60 + seconds + float(match[4] or 0)


def parse_color(text: str) -> Color:
    """The color of `#rgb`, `#rgba`, `#rrggbb`, `#rrggbbaa` or a CSS name in any case. Raises UnitError."""
    if match := _HEX.fullmatch(text):
        digits = match[1] if len(match[1]) > 4 else "".join(digit * 2 for digit in match[1])
        return Color(*bytes.fromhex(digits))
    named = css_colors().get(text.lower())
    if named is not None:
        return named
    if text.startswith("#"):
        raise UnitError(f"`{text}` must have 3, 4, 6 or 8 hexadecimal digits after `#`", COLOR_FORMS)
    near = get_close_matches(text.lower(), css_colors(), n=1, cutoff=0.75)
    raise UnitError(f"`{text}` is not a color", COLOR_FORMS + (f"; perhaps `{near[0]}`" if near else ""))


@cache
def css_colors() -> dict[str, Color]:
    """The color names of CSS Color 4 in lower case, with `transparent`."""
    from PIL import ImageColor  # here, because Pillow is slow to import and most projects write hexadecimal colors

    # Pillow replaces the text of a color by its numbers when somebody first draws with it.
    colors = {
        name: Color(*(bytes.fromhex(value.removeprefix("#")) if isinstance(value, str) else value))
        for name, value in ImageColor.colormap.items()
    }
    return {**colors, "transparent": Color(0, 0, 0, 0)}


def parse_length(text: str) -> Length:
    """A length of `48px` or `12%`. Raises UnitError."""
    value, unit = _measure(text, ("px", "%"), "length", LENGTH_FORMS)
    return Length(value, "px" if unit == "px" else "%")


def parse_gain(text: str) -> float:
    """Decibels of `-18dB`. Raises UnitError."""
    return _measure(text, ("dB",), "gain", GAIN_FORMS)[0]


def parse_loudness(text: str) -> float:
    """LUFS of `-16LUFS`. Raises UnitError."""
    return _measure(text, ("LUFS",), "loudness", LOUDNESS_FORMS)[0]


_OTHER_UNITS = {("loudness", "db"): "LUFS", ("loudness", "lkfs"): "LUFS", ("length", "percent"): "%"}
"""Units that people write for others: loudness is counted in decibels below full scale as well."""


def _measure(text: str, units: tuple[str, ...], what: str, forms: str) -> tuple[float, str]:
    match = _MEASURE.fullmatch(text)
    if match is None:
        point = text.replace(",", ".")
        perhaps = f"; perhaps `{point}`" if point != text and _MEASURE.fullmatch(point) else ""
        raise UnitError(f"`{text}` is not a {what}", forms + perhaps)
    if not match[2]:
        raise UnitError(f"`{text}` has no unit", f"{forms}; perhaps `{text}{units[0]}`")
    if match[2] not in units or f"{match[1]}{match[2]}" != text:
        near = next(
            (unit for unit in units if unit.lower() == match[2].lower()), _OTHER_UNITS.get((what, match[2].lower()))
        )
        perhaps = f"; perhaps `{match[1]}{near}`" if near else ""
        raise UnitError(f"`{text}` is not a {what}", forms + perhaps)
    return float(match[1]), match[2]


def frame_size(ratio: AspectRatio, resolution: Resolution) -> tuple[int, int]:
    """Width and height in even pixels: the short edge has 720, 1080 or 2160, the long edge follows from the ratio."""
    wide, high = _RATIOS[ratio]
    edge = _SHORT_EDGES[resolution]
    unit = min(wide, high)
    return _even(edge * wide / unit), _even(edge * high / unit)


def _even(pixels: float) -> int:
    return round(pixels / 2) * 2
