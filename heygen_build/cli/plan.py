"""`heygen-build plan`: what a build would do, and why."""

from __future__ import annotations

import asyncio
from pathlib import Path

from heygen_build.cli.console import show_diagnostics, width
from heygen_build.cli.parser import Arguments
from heygen_build.cli.plan_report import render, report
from heygen_build.cli.projects import find_projects
from heygen_build.cli.world import real_world
from heygen_build.pipeline import Options, plan


def run(arguments: Arguments) -> int:
    """Prints one plan for each project. Writes nothing, orders nothing."""
    options = Options(arguments.draft, dict(arguments.variables), arguments.variables_files)
    for path in find_projects(arguments.projects, Path.cwd()):
        planned = asyncio.run(plan(path, options, real_world()))
        show_diagnostics(planned.project.warnings, arguments)
        print(report(planned).model_dump_json(indent=2) if arguments.json else render(planned, width()))
    return 0
