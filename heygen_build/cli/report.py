"""`heygen-build report`: one HTML file about a project, for a review or a pull request."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from heygen_build.cli import console
from heygen_build.cli.parser import Arguments
from heygen_build.cli.projects import find_projects
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.pipeline import Options, build, ignore, plan, result_store
from heygen_build.store.files import write_text
from heygen_build.watch.report import Reported, broken, html, reported

if TYPE_CHECKING:
    from heygen_build.backends import World

_USUAL = Path("report.html")


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """Writes the report. It is written for a project that cannot be built as well, and then says why."""
    found = find_projects(arguments.projects, Path.cwd())
    if len(found) > 1:
        raise BuildError([Diagnostic("HB0101", "a report is about one project", hint="name one of them")])
    out = arguments.output or _USUAL
    try:
        told = asyncio.run(_reported(found[0], arguments, world()))
    except BuildError as error:
        _write(broken(found[0], error.diagnostics), out)
        raise
    _write(told, out)
    return 0


async def _reported(path: Path, arguments: Arguments, world: World) -> Reported:
    options = Options(arguments.draft or arguments.with_drafts, dict(arguments.variables), arguments.variables_files)
    if arguments.with_drafts:
        built = await build(path, options, world, authorize=lambda planned: None, listen=ignore)
        planned = built.planned
        problems = (*(failure.diagnostic for failure in built.artifacts.failures), *built.problems)
    else:
        planned, problems = await plan(path, options, world), ()
    store = result_store(planned.project, planned.plan.backend, options, world)
    return reported(planned, store, problems, with_films=arguments.with_drafts)


def _write(told: Reported, out: Path) -> None:
    try:
        write_text(out, html(told))
    except OSError as error:
        message = f"the report cannot be written to {out}: {error.strerror or error}"
        raise BuildError([Diagnostic("HB0801", message, hint="name another file with `-o`")], exit_code=1) from error
    console.say(f"wrote {out}")
