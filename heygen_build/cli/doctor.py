"""`heygen-build doctor`: is everything in place for a paid build?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from heygen_build.cli.arguments import Arguments
from heygen_build.cli.console import print_json, say
from heygen_build.cli.doctor_report import lines, report_of, verdict
from heygen_build.cli.projects import find_projects
from heygen_build.diagnostics import BuildError
from heygen_build.doctor.finding import Finding
from heygen_build.doctor.project import How

if TYPE_CHECKING:
    from heygen_build.backends import World

NOT_READY, WRONG_KEY = 1, 3


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """Prints what was found: exit code 0 where builds go, 3 where the key keeps them from it, 1 for anything else."""
    found = asyncio.run(_found(arguments, world()))
    problems = [finding for finding in found if finding.status == "problem"]
    if arguments.json:
        print_json(report_of(found), alone=True)
    else:
        print("\n".join(lines(found, arguments)), flush=True)
        say(f"\n{verdict(found)}")
    if any(finding.is_about_the_key for finding in problems):
        return WRONG_KEY
    return NOT_READY if problems else 0


async def _found(arguments: Arguments, world: World) -> list[Finding]:
    return [finding async for finding in _findings(arguments, world)]


async def _findings(arguments: Arguments, world: World) -> AsyncIterator[Finding]:
    """From the inside out: the machine, the disk, the account, the projects."""
    from heygen_build.cli.schemas import project_schema_text
    from heygen_build.doctor.account import account_findings
    from heygen_build.doctor.disk import cache_findings, scratch_findings
    from heygen_build.doctor.machine import machine_findings
    from heygen_build.doctor.project import project_findings
    from heygen_build.places import cache_root

    for finding in (*machine_findings(), *cache_findings(cache_root(world, None)), *scratch_findings()):
        yield finding
    asked: list[Finding] = []
    async for finding in account_findings(world, drafts_only=arguments.draft, offline=arguments.offline):
        asked.append(finding)
        yield finding
    how = _how(asked, arguments)
    for path in _projects(arguments):
        async for finding in project_findings(path, world, how, project_schema_text()):
            yield finding


def _how(asked: Sequence[Finding], arguments: Arguments) -> How:
    """Against what projects are checked: as a build would, as far as that can be asked."""
    areas = {finding.area: finding.status for finding in asked}
    if arguments.draft or areas.get("key") == "note":
        return "draft"
    return "account" if areas.get("account") == "ok" else "shape"


def _projects(arguments: Arguments) -> tuple[Path, ...]:
    """Those that are named, else the nearest, if there is one. Raises BuildError for a name that means nothing."""
    try:
        return find_projects(arguments.projects, Path.cwd())
    except BuildError:
        if arguments.projects:
            raise
        return ()
