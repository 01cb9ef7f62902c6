"""Tests behind `is`: for locales and aspect ratios, which matrices vary."""

from __future__ import annotations

from heygen_build.spec.filters.arguments import text_of
from heygen_build.spec.filters.problem import BadArgument


def language(value: object, code: object) -> bool:
    """Whether a locale is of a language: `"es-MX" is language("es")`."""
    return text_of("language", value, "a locale").split("-")[0].lower() == text_of("language", code, "a code").lower()


def landscape(value: object) -> bool:
    """Whether an aspect ratio is wider than high."""
    width, height = _sides("landscape", value)
    return width > height


def portrait(value: object) -> bool:
    """Whether an aspect ratio is higher than wide."""
    width, height = _sides("portrait", value)
    return width < height


def square(value: object) -> bool:
    """Whether an aspect ratio is as wide as high."""
    width, height = _sides("square", value)
    return width == height


def _sides(name: str, value: object) -> tuple[int, int]:
    width, colon, height = str(value).partition(":")
    if not colon or not width.isdecimal() or not height.isdecimal():
        raise BadArgument(f"`{name}` takes an aspect ratio such as `16:9`, not {value!r}")
    return int(width), int(height)
