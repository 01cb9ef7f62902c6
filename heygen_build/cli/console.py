"""Where text goes: results to stdout, everything for people to stderr."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, TextIO, cast

from heygen_build.cli.parser import Arguments
from heygen_build.diagnostics import Diagnostic

if TYPE_CHECKING:
    from pydantic import BaseModel


def show_diagnostics(diagnostics: Sequence[Diagnostic], arguments: Arguments, *, always: bool = False) -> None:
    """Diagnostics on stderr, in the form of `--format`. Those of `check` are its result: to stdout, for machines.

    `always` writes a form for machines for no diagnostics as well: a reader of JSON or SARIF expects a document.
    """
    if arguments.format != "text":
        if diagnostics or always:
            stream = sys.stdout if arguments.verb == "check" else sys.stderr
            print(_for_machines(diagnostics, arguments.format), end="", file=stream)
    elif diagnostics:
        from heygen_build.diagnostics.render_text import render

        print(render(diagnostics, width=width(), color=has_color(sys.stderr, arguments.color)), file=sys.stderr)


def _for_machines(diagnostics: Sequence[Diagnostic], form: str) -> str:
    """One module renders each form, and only the one that is asked for is imported."""
    renderer = import_module(f"heygen_build.diagnostics.render_{form}")
    return cast("str", renderer.render(diagnostics))


def print_json(result: BaseModel, *, alone: bool) -> None:
    """A result on stdout: indented when it is the only one, else one line each (JSON Lines)."""
    print(result.model_dump_json(indent=2 if alone else None))


def counted(number: int, noun: str) -> str:
    """`1 scene`, `2 scenes`."""
    return f"{number} {noun}{'s' * (number != 1)}"


def say(text: str) -> None:
    """A line for people."""
    print(text, file=sys.stderr)


def ask(question: str) -> bool:
    """A yes of the person at the terminal; anything else, also the end of the input, is a no."""
    return _answer(f"\n{question} [y/N] ").strip().lower() in ("y", "yes")


def choose(question: str, options: Sequence[str]) -> int:
    """The place (from 0) of the option that the person at the terminal picks; the first for an empty line or none."""
    listed = "\n".join(f"  {number}  {option}" for number, option in enumerate(options, 1))
    say(f"{question}\n{listed}")
    while answer := _answer(f"1 to {len(options)} [1] ").strip():
        if answer.isascii() and answer.isdigit() and 0 < int(answer) <= len(options):
            return int(answer) - 1
    return 0


def width() -> int:
    """Columns of the terminal, 80 where there is none."""
    return max(40, shutil.get_terminal_size((80, 24)).columns)


def has_color(stream: TextIO, wanted: str) -> bool:
    """Color as asked; `auto` means on a terminal, unless NO_COLOR is set (no-color.org)."""
    if wanted != "auto":
        return wanted == "always"
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def is_terminal() -> bool:
    """Whether a person sits there who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def can_draw() -> bool:
    """Whether the terminal can show a live display."""
    return sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb"


def _answer(question: str) -> str:
    """A line that was typed, empty at the end of the input."""
    # The question is put inside, because Ctrl-C may come as soon as it can be read.
    with _interruptible():
        print(question, end="", file=sys.stderr, flush=True)
        return sys.stdin.readline()


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """Lets Ctrl-C end a question: the handler of the event loop would wait for the answer first."""
    earlier = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, earlier)
