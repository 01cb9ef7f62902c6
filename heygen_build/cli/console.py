"""Where text goes: results to stdout, everything for people to stderr."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from typing import TextIO

from heygen_build.cli.parser import Arguments
from heygen_build.diagnostics import Diagnostic


def show_diagnostics(diagnostics: Sequence[Diagnostic], arguments: Arguments) -> None:
    """Diagnostics as text on stderr, or as JSON on stdout with --format json."""
    if not diagnostics:
        return
    if arguments.format == "json":
        from heygen_build.diagnostics.render_json import render as render_json

        print(render_json(diagnostics))
        return
    from heygen_build.diagnostics.render_text import render

    print(render(diagnostics, width=width(), color=has_color(sys.stderr, arguments.color)), file=sys.stderr)


def say(text: str) -> None:
    """A line for people."""
    print(text, file=sys.stderr)


def width() -> int:
    """Columns of the terminal, 80 where there is none."""
    return max(40, shutil.get_terminal_size((80, 24)).columns)


def has_color(stream: TextIO, wanted: str) -> bool:
    """Color as asked; `auto` means on a terminal, unless NO_COLOR is set (no-color.org)."""
    if wanted != "auto":
        return wanted == "always"
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def is_terminal() -> bool:
    """Whether a person sits there who can be asked and who sees a live display."""
    return sys.stdin.isatty() and sys.stderr.isatty()
