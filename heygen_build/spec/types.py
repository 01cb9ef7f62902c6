"""Unit types of the project language, as pydantic understands them: the text forms are the only forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, StringConstraints
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from heygen_build import moments, units
from heygen_build.moments import Moment
from heygen_build.units import Color, Length, UnitError


@dataclass(frozen=True, slots=True)
class Unit:
    """A text form with a parser. `expected` describes the forms; `pattern` and `examples` go into the JSON schema."""

    parse: Callable[[str], object]
    result: type
    expected: str
    pattern: str
    examples: tuple[str, ...]
    suffix: str = ""
    """The unit to suggest behind a bare number."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._validated)

    def _validated(self, value: object) -> object:
        if isinstance(value, str):
            try:
                return self.parse(value)
            except UnitError as error:
                context = {"message": error.message, "expected": error.expected}
                raise PydanticCustomError("unit", "{message}", context) from None
        if isinstance(value, self.result) and not isinstance(value, int | float):
            return value
        raise PydanticCustomError("unit_type", "{expected}", {"expected": self.expected, "suffix": self.suffix})

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {
            "type": "string",
            "pattern": self.pattern,
            "description": self.expected,
            "examples": list(self.examples),
        }


Seconds: TypeAlias = Annotated[
    float,
    Unit(
        units.parse_duration, float, units.DURATION_FORMS, units.DURATION_PATTERN, ("1.5s", "800ms", "00:01:02.5"), "s"
    ),
]
ColorValue: TypeAlias = Annotated[
    Color,
    Unit(units.parse_color, Color, units.COLOR_FORMS, units.COLOR_PATTERN, ("#101820", "#101820cc", "white")),
]
LengthValue: TypeAlias = Annotated[
    Length, Unit(units.parse_length, Length, units.LENGTH_FORMS, units.LENGTH_PATTERN, ("48px", "12%"), "px")
]
Decibels: TypeAlias = Annotated[
    float, Unit(units.parse_gain, float, units.GAIN_FORMS, units.GAIN_PATTERN, ("-18dB",), "dB")
]
Loudness: TypeAlias = Annotated[
    float, Unit(units.parse_loudness, float, units.LOUDNESS_FORMS, units.LOUDNESS_PATTERN, ("-16LUFS",), "LUFS")
]

Text: TypeAlias = Annotated[str, StringConstraints(min_length=1)]
"""Any text but an empty one."""

NAME_PATTERN = r"^[A-Za-z_][A-Za-z0-9_]*$"
Identifier: TypeAlias = Annotated[str, StringConstraints(pattern=NAME_PATTERN, max_length=100)]
"""A name that templates can use: letters, digits and underscores, not starting with a digit."""

Locale: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"),
    Field(description="a BCP-47 locale", examples=["en-US", "es"]),
]


LANGUAGE_PATTERN = r"^[a-z]{2,3}$"
LanguageCode: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=LANGUAGE_PATTERN),
    Field(description="the code of a language", examples=["pt"]),
]
"""A base code such as `pt`, as v3 voices/speech takes it."""


def _whole_number(value: object) -> object:
    """Because `True == 1 == 1.0` in Python, a literal alone would let all three pass."""
    if type(value) is not int:
        raise PydanticCustomError("form", "{expected}", {"expected": "the whole number `1`"})
    return value


Version: TypeAlias = Annotated[Literal[1], BeforeValidator(_whole_number)]
"""The version of the project language."""

Finite: TypeAlias = Annotated[float, Field(allow_inf_nan=False)]

MomentValue: TypeAlias = Annotated[
    Moment,
    Unit(moments.parse_moment, Moment, moments.MOMENT_FORMS, moments.MOMENT_PATTERN, ("1.5s", "50%", "end-2s"), "s"),
]
Stretch: TypeAlias = Annotated[
    Moment,
    Unit(moments.parse_stretch, Moment, moments.STRETCH_FORMS, moments.STRETCH_PATTERN, ("3s", "50%"), "s"),
]
Offset: TypeAlias = Annotated[
    float,
    Unit(moments.parse_offset, float, moments.OFFSET_FORMS, moments.OFFSET_PATTERN, ("200ms", "-200ms"), "s"),
]
"""Seconds that may be less than zero."""


def _parse_size(text: str) -> Length:
    length = units.parse_length(text)
    if length.value < 0:
        raise UnitError(f"`{text}` is negative, and a size cannot be", units.LENGTH_FORMS)
    return length


def _parse_scale(text: str) -> float:
    length = units.parse_length(text)
    if length.unit != "%" or length.value <= 0:
        raise UnitError(f"`{text}` is not a scale", _SCALE_FORMS)
    return length.value / 100


_SCALE_FORMS = "a scale such as `100%` (as it is) or `115%` (larger)"

SizeValue: TypeAlias = Annotated[
    Length,
    Unit(_parse_size, Length, units.LENGTH_FORMS, units.LENGTH_PATTERN.replace("-?", "", 1), ("48px", "12%"), "%"),
]
"""A length that is not negative."""
Scale: TypeAlias = Annotated[
    float, Unit(_parse_scale, float, _SCALE_FORMS, rf"^(?=.*[1-9]){units.NUMBER}%$", ("100%", "115%"))
]
"""1 is the size as it is."""
