"""Units of the project language: durations, lengths, colors, gains, ratios and frame sizes. Pure functions on text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Color:
    """sRGB with straight alpha, each 0–255."""

    red: int
    green: int
    blue: int
    alpha: int = 255
