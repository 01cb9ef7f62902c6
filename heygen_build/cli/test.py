"""`heygen-build test`: run the tests of finished films. Orders nothing; films that are not there have to be built."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from heygen_build.backends import World
from heygen_build.cli import console, junit
from heygen_build.cli.build import exit_code
from heygen_build.cli.parser import Arguments
from heygen_build.cli.projects import each_project
from heygen_build.cli.tests_report import tests_report, tests_summary, tests_table
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.pipeline import Built, Options, Planned, build, ignore
from heygen_build.store.files import write_text

NOT_BUILT = 1


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """0 when all tests pass, 6 when one fails, 1 when a film is not built yet."""
    return each_project(arguments, lambda path, alone: _test_one(path, arguments, world(), alone))


def _test_one(path: Path, arguments: Arguments, world: World, alone: bool) -> int:
    options = Options(arguments.draft, dict(arguments.variables), arguments.variables_files)
    built = asyncio.run(build(path, options, world, authorize=_order_nothing, listen=ignore))
    _tell(built, arguments, alone)
    return exit_code(built)


def _tell(built: Built, arguments: Arguments, alone: bool) -> None:
    failures = [failure.diagnostic for failure in built.artifacts.failures]
    failed = [verdict.diagnostic for verdict in built.verdicts if not verdict.passed]
    console.show_diagnostics([*failures, *built.problems, *built.warnings, *failed], arguments)
    if arguments.json:
        console.print_json(tests_report(built), alone=alone)
    elif built.verdicts:
        print(tests_table(built.verdicts, console.width()))
    if arguments.junit is not None:
        write_text(arguments.junit, junit.render_tests(built))
    name = built.planned.project.path
    console.say(f"{name}: {tests_summary(built.verdicts)}" if built.verdicts else f"{name}: it has no `tests`")


def _order_nothing(planned: Planned) -> None:
    """Raises BuildError (HB0810) where a film waits for a step that HeyGen makes. Drafts are drawn where they miss."""
    waiting = [decision.step.place for decision in planned.decisions if decision.runs and decision.step.is_remote]
    if planned.plan.backend == "draft" or not waiting:
        return
    message = f"the film is not built yet: {len(waiting)} step{'s' * (len(waiting) != 1)} would have to be ordered"
    hint = f"build first: heygen-build {planned.project.path}; or test a draft with --draft"
    raise BuildError([Diagnostic("HB0810", message, hint=hint, notes=tuple(waiting[:4]))], exit_code=NOT_BUILT)
