"""`heygen-build plan`: what a build would do, and why."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from heygen_build.backends import World
from heygen_build.cli.build import options_of
from heygen_build.cli.console import print_json, show_diagnostics, width
from heygen_build.cli.money import Left
from heygen_build.cli.parser import Arguments
from heygen_build.cli.plan_report import render, report
from heygen_build.cli.projects import each_project
from heygen_build.pipeline import plan


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """Prints one plan for each project. Writes nothing, orders nothing."""
    options, left = options_of(arguments), Left(arguments.max_cost)

    def show(path: Path, alone: bool) -> int:
        planned = asyncio.run(plan(path, replace(options, max_usd=left.usd), world()))
        left.take(planned)
        show_diagnostics(planned.project.warnings, arguments)
        if arguments.json:
            print_json(report(planned), alone=alone)
        else:
            print(render(planned, width()) + ("" if alone else "\n"))
        return 0

    return each_project(arguments, show)
