"""What `heygen-build doctor` says: lines for people, a report for machines."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from heygen_build import __version__
from heygen_build.cli.arguments import Arguments
from heygen_build.cli.console import counted, has_color, width
from heygen_build.doctor.finding import Finding, Status


class DoctorFinding(BaseModel):
    """One thing that was looked at. `code` is the diagnostic that a build would show."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    area: str
    status: Status
    text: str
    hint: str | None
    code: str | None


class DoctorReport(BaseModel):
    """The answer of `heygen-build doctor --json`. Its schema is `schemas/doctor.v1.json`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    doctor: Literal[1] = 1
    version: str = Field(description="Of heygen-build.")
    ready: bool = Field(description="Whether nothing would keep a build from succeeding.")
    findings: tuple[DoctorFinding, ...]


def report_of(found: Sequence[Finding]) -> DoctorReport:
    """The findings for machines."""
    rows = [
        DoctorFinding(area=one.area, status=one.status, text=one.text, hint=one.hint, code=one.code) for one in found
    ]
    ready = all(one.status != "problem" for one in found)
    return DoctorReport(version=__version__, ready=ready, findings=tuple(rows))


_MARKS: dict[Status, tuple[str, str]] = {
    "ok": ("ok", "\x1b[32m"),
    "note": ("note", "\x1b[36m"),
    "warning": ("warning", "\x1b[33m"),
    "problem": ("PROBLEM", "\x1b[1;31m"),
}
_MARK_WIDTH = max(len(mark) for mark, _ in _MARKS.values())


def lines(found: Sequence[Finding], arguments: Arguments) -> Iterator[str]:
    """Three columns that fit the terminal; hints stand below what they are about."""
    color = has_color(sys.stdout, arguments.color)
    longest = max(len(one.area) for one in found)
    indent = " " * (_MARK_WIDTH + longest + 4)
    for one in found:
        mark, ink = _MARKS[one.status]
        shown = mark.ljust(_MARK_WIDTH)
        painted = f"{ink}{shown}\x1b[0m" if color else shown
        code = f" [{one.code}]" if one.code and one.status == "problem" else ""
        told = _wrapped(f"{one.text}{code}", indent, indent)[len(indent) :]
        yield f"{painted}  {one.area:<{longest}}  {told}"
        if one.hint:
            yield _wrapped(f"= {one.hint}", indent, f"{indent}  ")


def _wrapped(text: str, first: str, others: str) -> str:
    return textwrap.fill(
        text,
        width(),
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )


def verdict(found: Sequence[Finding]) -> str:
    """The whole in one line."""
    problems = sum(one.status == "problem" for one in found)
    warnings = sum(one.status == "warning" for one in found)
    if problems:
        return f"not ready: {counted(problems, 'problem')}"
    areas = {one.area for one in found}
    if any(one.area == "key" and one.status == "note" for one in found):
        told = "ready for free drafts"
    else:
        told = "ready for paid builds" if "account" in areas else "this machine is ready; HeyGen was not asked"
    return f"{told}, with {counted(warnings, 'warning')}" if warnings else told
