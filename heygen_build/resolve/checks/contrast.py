"""The contrast of two colors as WCAG 2.2 defines it (success criterion 1.4.3)."""

from __future__ import annotations

from heygen_build.units import Color


def contrast(text: Color, behind: Color) -> float:
    """From 1 (equal) to 21 (black on white). A text that is not opaque lets its background shine through."""
    one, two = luminance(_over(text, behind)), luminance(behind)
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)


def luminance(color: Color) -> float:
    """Relative luminance, 0 to 1."""
    red, green, blue = (_linear(channel / 255) for channel in (color.red, color.green, color.blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _over(front: Color, back: Color) -> Color:
    share = front.alpha / 255
    mixed = (round(f * share + b * (1 - share)) for f, b in zip(_rgb(front), _rgb(back), strict=True))
    return Color(*mixed)


def _rgb(color: Color) -> tuple[int, int, int]:
    return color.red, color.green, color.blue
