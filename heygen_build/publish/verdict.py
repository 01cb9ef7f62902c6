"""How a test of a finished film ended."""

from __future__ import annotations

from dataclasses import dataclass

from heygen_build.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a test ended. `name` is its key, `measured` and `wanted` are words for people.

    `diagnostic` points at the line that asked, as an error where the test failed; it is there for passed tests as
    well, because reports name the line of each.
    """

    film: str
    name: str
    passed: bool
    measured: str
    wanted: str
    diagnostic: Diagnostic
