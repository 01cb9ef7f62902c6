"""`heygen-build explain HB0322`: the page of a diagnostic code; `explain filters`: what templates can do."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING

from heygen_build.cli.console import width
from heygen_build.cli.parser import Arguments
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.diagnostics.codes import CODES
from heygen_build.diagnostics.examples import EXAMPLES
from heygen_build.diagnostics.suggest import did_you_mean
from heygen_build.spec.filters.guide import guide

if TYPE_CHECKING:
    from heygen_build.backends import World


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """Prints the page. An unknown code is a usage error."""
    if arguments.code == "filters":
        print(guide())
        return 0
    code = arguments.code.upper()
    if code not in CODES:
        near = did_you_mean(code, list(CODES))
        hint = f"did you mean {near[0]}?" if near else "codes look like HB0322"
        raise BuildError([Diagnostic("HB0109", f"there is no diagnostic code `{arguments.code}`", hint=hint)])
    page = textwrap.fill(CODES[code].page, min(width(), 100), break_long_words=False, break_on_hyphens=False)
    print(f"{code}: {CODES[code].title}\n\n{page}{_example(code)}")
    return 0


def _example(code: str) -> str:
    """Wrong and right lines, for codes that are about what stands in a project file."""
    example = EXAMPLES.get(code)
    if example is None:
        return ""
    return f"\n\nwrong:\n{textwrap.indent(example.wrong, '    ')}\n\nright:\n{textwrap.indent(example.right, '    ')}"
