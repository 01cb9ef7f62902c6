"""Colors and line wrapping of the text form."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from heygen_build.diagnostics.model import Severity

_RED, _YELLOW, _BLUE, _CYAN, _BOLD = "1;31", "1;33", "1;34", "1;36", "1"
_OF_SEVERITY: dict[Severity, str] = {"error": _RED, "warning": _YELLOW, "note": _CYAN}


@dataclass(frozen=True, slots=True)
class Paint:
    """Wraps text into ANSI colors, or leaves it alone."""

    enabled: bool
    severity: Severity = "error"

    def error(self, text: str) -> str:
        return self._with(_OF_SEVERITY[self.severity], text)

    def gutter(self, text: str) -> str:
        return self._with(_BLUE, text)

    def strong(self, text: str) -> str:
        return self._with(_BOLD, text)

    def _with(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.enabled and text else text


def wrapped(text: str, width: int) -> list[str]:
    """Rows of at most `width` characters where words allow it; line feeds in the text are kept."""
    rows: list[str] = []
    for line in text.split("\n"):
        indent = " " * (len(line) - len(line.lstrip(" ")))
        rows += textwrap.wrap(
            line,
            max(width, 20),
            break_long_words=False,
            break_on_hyphens=False,
            subsequent_indent=indent,
            drop_whitespace=True,
        ) or [""]
    return rows
