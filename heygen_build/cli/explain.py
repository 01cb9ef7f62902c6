"""`heygen-build explain HB0322`: the page of a diagnostic code."""

from __future__ import annotations

from heygen_build.cli.parser import Arguments
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.diagnostics.codes import CODES
from heygen_build.diagnostics.suggest import did_you_mean


def run(arguments: Arguments) -> int:
    """Prints the page. An unknown code is a usage error."""
    code = arguments.code.upper()
    if code not in CODES:
        near = did_you_mean(code, list(CODES))
        hint = f"did you mean {near[0]}?" if near else "codes look like HB0322"
        raise BuildError([Diagnostic("HB0102", f"there is no diagnostic code `{arguments.code}`", hint=hint)])
    print(f"{code}: {CODES[code].title}\n\n{CODES[code].page}")
    return 0
