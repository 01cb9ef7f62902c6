"""Fonts by the names people give them: bundled families, families that were installed as packages, and files."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

BUNDLED = "Noto Sans"
"""The family that comes with the program, and fills in for what others lack."""
_SUFFIXES = {".ttf", ".otf", ".ttc"}


def package_of(name: str) -> str:
    """The package that brings a family, if there is one: `fontpkg-open-sans` for Open Sans, of Google Fonts."""
    return "fontpkg-" + re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


def is_installed(name: str) -> bool:
    """Whether a family can be used by its name."""
    return bool(_files(name))


@lru_cache(maxsize=256)
def face(name: str, weight: int, *, italic: bool) -> Path | None:
    """The file of a family that is nearest to a weight (100–900); upright where no slanted one is installed."""
    files = _files(name)
    slanted = [path for path in files if is_slanted(path) == italic] or files
    return min(slanted, key=lambda path: (_distance(path, weight), path.name), default=None)


def is_slanted(path: Path) -> bool:
    """Whether the letters of a font file slant, by its name."""
    return bool(re.search(r"italic|oblique", path.stem, re.IGNORECASE))


@lru_cache(maxsize=256)
def _files(name: str) -> list[Path]:
    if name.casefold() == BUNDLED.casefold():
        return [path for path in _in_package("manimgx_fonts") if re.match(r"NotoSans(-Italic)?\[", path.name)]
    return _in_package(package_of(name).replace("-", "_"))


def _in_package(package: str) -> list[Path]:
    spec = find_spec(package)
    folders = (spec.submodule_search_locations or ()) if spec else ()
    return sorted(path for folder in folders for path in Path(folder).rglob("*") if path.suffix.lower() in _SUFFIXES)


@lru_cache(maxsize=256)
def _distance(path: Path, weight: int) -> int:
    """How far a file is from a weight; 0 for one whose axis reaches it."""
    from fontTools.ttLib import TTFont  # here, because checks only ask for names

    with TTFont(path, lazy=True, fontNumber=0) as font:
        axes = font["fvar"].axes if "fvar" in font else ()
        for axis in axes:
            if axis.axisTag == "wght":
                return int(max(axis.minValue - weight, weight - axis.maxValue, 0))
        return abs(int(getattr(font["OS/2"], "usWeightClass", 400)) - weight)
