"""How the tests of a project ended, for people and for machines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from heygen_build.cli.table import Column, table
from heygen_build.pipeline import Built
from heygen_build.publish.verdict import Verdict


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class VerdictReport(_Frozen):
    """One test of one film; `measured` and `wanted` are words for people."""

    film: str
    name: str = Field(description="The key of the test, such as `duration.max` or `visible.0`.")
    passed: bool
    measured: str
    wanted: str
    code: str = Field(description="The code of the diagnostic that a failure gives.")
    message: str | None = Field(description="What is wrong; null where the test passed.")
    notes: tuple[str, ...] = ()
    file: str | None
    line: int | None


class TestsReport(_Frozen):
    """The answer of `heygen-build test --json`. Its schema is `schemas/tests.v1.json`."""

    __test__ = False  # pytest takes every name that begins so for one of its own

    tests: Literal[1] = 1
    project: str
    draft: bool
    passed: bool
    verdicts: tuple[VerdictReport, ...]


def tests_report(built: Built) -> TestsReport:
    """The verdicts as data; lines count from 1."""
    return TestsReport(
        project=str(built.planned.project.path),
        draft=built.planned.plan.backend == "draft",
        passed=all(verdict.passed for verdict in built.verdicts),
        verdicts=tuple(map(verdict_report, built.verdicts)),
    )


def verdict_report(verdict: Verdict) -> VerdictReport:
    """One verdict as data."""
    told = verdict.diagnostic
    span = told.labels[0].span if told.labels else None
    return VerdictReport(
        film=verdict.film,
        name=verdict.name,
        passed=verdict.passed,
        measured=verdict.measured,
        wanted=verdict.wanted,
        code=told.code,
        message=None if verdict.passed else told.message,
        notes=() if verdict.passed else told.notes,
        file=span.file.path if span else None,
        line=span.start.line + 1 if span else None,
    )


def tests_table(verdicts: Sequence[Verdict], width: int) -> str:
    """A line for each test; films are named where there are several."""
    several = len({verdict.film for verdict in verdicts}) > 1
    columns = [Column(""), Column("TEST"), Column("MEASURED", flexible=True), Column("WANTED", rank=1, flexible=True)]
    columns += [Column("FILM", rank=2, flexible=True)] if several else []
    rows = []
    for verdict in verdicts:
        row = ["ok" if verdict.passed else "FAILED", verdict.name, verdict.measured, verdict.wanted]
        rows.append([*row, verdict.film] if several else row)
    return table(columns, rows, width)


def tests_summary(verdicts: Sequence[Verdict]) -> str:
    """`5 tests passed`, or `2 of 5 tests failed`."""
    failed = sum(not verdict.passed for verdict in verdicts)
    tests = f"{len(verdicts)} test{'s' * (len(verdicts) != 1)}"
    return f"{failed} of {tests} failed" if failed else f"{tests} passed"
