"""Where a font comes from that has a character: an extra of this program, or a font file from the Noto family.

Noto has a family for nearly every script of Unicode. Those that are not bundled are in no package of PyPI, but in
Debian's `fonts-noto-core` (its list of files is the source of the names here) and at fonts.google.com/noto.
"""

from __future__ import annotations

import unicodedata
from importlib.util import find_spec

_CJK = "manimgx_fonts_cjk"
_WIDE_SCRIPTS = {"Hani", "Hira", "Kana", "Hang", "Bopo"}
_SERIF = {"Tibt", "Tang", "Ahom", "Dogr", "Yezi", "Hmnp"}
"""Scripts of which Noto has letters with serifs only."""
_NAMES = {"Nkoo": "NKo", "Mero": "Meroitic", "Merc": "Meroitic"}
_COMMON = {"Zyyy", "Zinh"}


def font_hint(char: str) -> str:
    """What to do about a character that no installed font has."""
    from fontTools import unicodedata as scripts  # here, because most projects never ask

    script: str = scripts.script(char)  # type: ignore[no-untyped-call]
    if script in _WIDE_SCRIPTS and find_spec(_CJK) is None:
        return "`pip install 'heygen-build[cjk]'` brings Noto Sans CJK (package `manimgx-fonts-cjk`)"
    category = unicodedata.category(char)
    if category == "Co":
        return "a private character is only in the font that defines it: name that font's file in a style"
    if category == "Cn" or script == "Zzzz":
        return "Unicode knows no such character; was the text saved in another encoding?"
    if script in _COMMON and unicodedata.east_asian_width(char) == "W":
        return "it is newer than the bundled Noto Emoji: name a newer font file in a style, or use another emoji"
    family = _family(char, script, scripts.script_name(script))  # type: ignore[no-untyped-call]
    return (
        f"{family} has it (Debian: `fonts-noto-core`; fonts.google.com/noto): copy its file beside the project, and "
        f"name it in a style, such as `font: fonts/{family.replace(' ', '')}-Regular.ttf`"
    )


def _family(char: str, script: str, name: str) -> str:
    if script in _WIDE_SCRIPTS:
        return "Noto Serif CJK"
    if script not in _COMMON:
        return f"Noto {'Serif' if script in _SERIF else 'Sans'} {_NAMES.get(script, name)}"
    written = unicodedata.name(char, "")
    if "MUSICAL" in written:
        return "Noto Music"
    is_mathematical = written.startswith("MATHEMATICAL") or unicodedata.category(char) == "Sm"
    return "Noto Sans Math" if is_mathematical else "Noto Sans Symbols2"
