"""Which font draws which character: the Noto families that ship as wheels, each asked by its character map."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules

from fontTools.ttLib import TTFont
from PIL import ImageFont

# Later families fill what earlier ones lack. Symbols and emoji come last, because they also hold plain digits.
_PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
_EMOJI_FOLLOWS = {"\N{VARIATION SELECTOR-16}", "\N{COMBINING ENCLOSING KEYCAP}"}
_FIRST, _LAST = ("NotoSans[wght]",), ("NotoSansSymbols[wght]", "NotoEmoji[wght]")


@dataclass(frozen=True, slots=True)
class Family:
    """A font file and its characters. `spreads` says whether it may also draw blanks and digits next to its own."""

    path: Path
    characters: frozenset[int]
    spreads: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text that one family draws."""

    text: str
    family: Family


def families() -> Iterator[Family]:
    """All families, in the order in which they are asked. A file is read when its turn comes: most texts need one."""
    return map(family_of, _ranked_files())


def missing_glyphs(text: str, first: Family | None = None) -> set[str]:
    """The characters of the text that no installed family can draw. White space and invisible marks never count."""
    own = first.characters if first else frozenset[int]()
    return {char for char in set(text) if ord(char) not in own and not _invisible(char) and _holder(char) is None}


def runs(text: str, first: Family | None = None) -> list[Run]:
    """The text cut where the family changes, in reading order. A character nobody has goes to the family before it.

    What `first` has, it draws; the installed families fill in for the rest.
    """
    found: list[Run] = []
    for index, char in enumerate(text):
        family = _as_emoji(char, text[index + 1 : index + 2]) or _choose(
            char, found[-1].family if found else None, first
        )
        if found and found[-1].family is family:
            found[-1] = Run(found[-1].text + char, family)
        else:
            found.append(Run(char, family))
    return found


@lru_cache(maxsize=256)
def sized(path: Path, size: int, weight: int) -> ImageFont.FreeTypeFont:
    """A font of `size` pixels and a weight of 100–900 (cut to what the file offers)."""
    font = ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.RAQM)
    axes = _axes(font)
    if axes:
        font.set_variation_by_axes([_axis_value(axis, weight) for axis in axes])
    return font


def _axis_value(axis: ImageFont.Axis, weight: int) -> float:
    wanted = weight if axis["name"] == b"Weight" else axis["default"] or 0
    return float(min(max(wanted, axis["minimum"] or 0), axis["maximum"] or wanted))


def _axes(font: ImageFont.FreeTypeFont) -> list[ImageFont.Axis]:
    try:
        return font.get_variation_axes()
    except OSError:  # because Pillow says so for fonts with one fixed weight
        return []


def _as_emoji(char: str, following: str) -> Family | None:
    """The family that draws a character as an emoji, where what follows asks for it: a heart, a `1` in a keycap."""
    if following not in _EMOJI_FOLLOWS:
        return None
    files = (path for path in _ranked_files() if path.stem.startswith("NotoEmoji"))
    return next((family for family in map(family_of, files) if ord(char) in family.characters), None)


def _choose(char: str, current: Family | None, first: Family | None) -> Family:
    if current is not None and not char.isspace() and (_invisible(char) or unicodedata.combining(char)):
        return current
    if first is not None and ord(char) in first.characters:
        return first
    if current is not None and current.spreads and not char.isalpha() and ord(char) in current.characters:
        return current
    return _holder(char) or current or next(families())


@lru_cache(maxsize=4096)
def _holder(char: str) -> Family | None:
    """The first family that has a character."""
    return next((family for family in families() if ord(char) in family.characters), None)


@lru_cache(maxsize=4096)
def _invisible(char: str) -> bool:
    # Joiners, direction marks and variation selectors steer shaping and have no picture of their own.
    steers = unicodedata.category(char) in {"Cc", "Cf"} or unicodedata.name(char, "").startswith("VARIATION")
    return steers or char.isspace()


@cache
def _ranked_files() -> tuple[Path, ...]:
    return tuple(sorted(_font_files(), key=_rank))


def _font_files() -> list[Path]:
    files: list[Path] = []
    noto = sorted(found.name for found in iter_modules() if found.name.startswith("fontpkg_noto"))
    for package in (*_PACKAGES, *noto):
        spec = find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            files += [path for path in Path(folder).rglob("*") if path.suffix.lower() in {".ttf", ".otf", ".ttc"}]
    return [path for path in files if "Italic" not in path.stem]


def _rank(path: Path) -> tuple[int, str]:
    place = 0 if path.stem in _FIRST else 3 if path.stem in _LAST else 2 if "CJK" in path.stem else 1
    return place, path.stem


@lru_cache(maxsize=256)
def family_of(path: Path) -> Family:
    """The family of a font file."""
    with TTFont(path, lazy=True, fontNumber=0) as font:
        characters = frozenset(font.getBestCmap() or ())
    return Family(path, characters, spreads=path.stem not in _LAST)
