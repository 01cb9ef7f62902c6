"""The spine: six rooms in order. The command line, watch mode and tests all enter here.

load → SourceDocument → validate → ProjectSpec → resolve → ResolvedProject
     → plan → BuildPlan → execute → Artifacts → publish → Outputs

What each room does in a run is in the package `run`; what one run has open is a `Run`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from heygen_build.backends import World
from heygen_build.diagnostics import Diagnostic
from heygen_build.execute.answers import Answer, answer
from heygen_build.execute.engine import Artifacts
from heygen_build.execute.events import Listener
from heygen_build.locking import Locking, open_lock
from heygen_build.plan.model import Step
from heygen_build.plan.support import as_warnings, unbuilt
from heygen_build.publish.credentials import signer_of
from heygen_build.resolve.catalog import Catalog
from heygen_build.resolve.model import ResolvedProject
from heygen_build.run.bookkeeping import beyond, locked, settle
from heygen_build.run.executing import executed
from heygen_build.run.model import Ahead, Authorize, Built, Options, Planned, ignore
from heygen_build.run.opening import Run, connected, opened
from heygen_build.run.planning import missing, planned, with_warnings
from heygen_build.run.publishing import published
from heygen_build.run.resolving import fresh_catalog, read, resolved
from heygen_build.run.state import result_store
from heygen_build.shared_cache import check_shared
from heygen_build.source.model import SourceDocument
from heygen_build.store.results import StepResult, sweep

__all__ = [
    "Ahead",
    "Authorize",
    "Built",
    "Options",
    "Planned",
    "build",
    "check",
    "ignore",
    "locked_catalog",
    "plan",
    "render",
    "result_store",
]


async def check(path: Path, options: Options, world: World) -> ResolvedProject:
    """Rooms 1 to 3. Raises BuildError with everything that is wrong in the first room that finds something."""
    _, project = await render(path, options, world)
    check_shared(project)
    return replace(project, warnings=(*project.warnings, *as_warnings(unbuilt(project))))


async def render(path: Path, options: Options, world: World) -> tuple[SourceDocument, ResolvedProject]:
    """Rooms 1 to 3, with the document that the places of the resolved project refer to."""
    document, spec = read(path)
    async with connected(options, world) as connection:
        project, _ = await resolved(document, spec, connection, options, world)
        return document, project


async def plan(path: Path, options: Options, world: World) -> Planned:
    """Rooms 1 to 4, with what would run and why. Writes nothing."""
    document, spec = read(path)
    async with connected(options, world) as connection:
        project, lock = await resolved(document, spec, connection, options, world)
        with opened(project, lock, connection, options, world) as run:
            found = planned(run)
            if await run.sharing.look(missing(found)):
                found = planned(run)
            return with_warnings(found, run)


async def locked_catalog(path: Path, options: Options, world: World) -> tuple[SourceDocument, Locking, Catalog]:
    """A project, its lock file, and the account's looks, voices and templates as they are now."""
    document, spec = read(path)
    async with connected(options, world) as connection:
        locking = open_lock(path, connection.backend, connection.account)
        return document, locking, await fresh_catalog(spec, connection, options, world)


async def build(
    path: Path,
    options: Options,
    world: World,
    *,
    authorize: Authorize,
    listen: Listener,
    answers: Sequence[Answer] = (),
    ahead: Ahead | None = None,
) -> Built:
    """All six rooms. Steps that fail are in the result; BuildError means that nothing was started.

    `answers` are to questions that an earlier build ended with.
    """
    signer = signer_of(world.environ)
    document, spec = read(path)
    async with connected(options, world) as connection:
        project, lock = await resolved(document, spec, connection, options, world)
        with opened(project, lock, connection, options, world) as run:
            found, told = await _agreed(run, answers, authorize), len(run.sharing.warnings)
            artifacts, problems = await _made(run, found, listen, ahead)
        built = published(found, artifacts, run.store, problems, signer)
        return replace(built, warnings=tuple(run.sharing.warnings[told:]))


async def _agreed(run: Run, answers: Sequence[Answer], authorize: Authorize) -> Planned:
    """The plan that is paid for. Raises BuildError where it is not."""
    found = planned(run)
    if answers:
        answer(answers, found.plan, run.journal, run.connection.account, run.world.clock())
        found = planned(run)
    if await run.sharing.look(missing(found)):
        # Before the price is agreed to: what cannot be brought is part of it.
        await run.sharing.bring(run.journal)
        found = planned(run)
    found = with_warnings(found, run)
    authorize(found)
    return found


async def _made(
    run: Run, found: Planned, listen: Listener, ahead: Ahead | None
) -> tuple[Artifacts, tuple[Diagnostic, ...]]:
    """The steps, and what went wrong beside them."""
    # Only housekeeping: a disk that refuses is told by the first step that needs it.
    with contextlib.suppress(OSError):
        sweep(run.store.scratch(), run.world.clock())
    try:
        artifacts = await executed(run, found, listen, ahead)
    finally:
        # Also after Ctrl-C: what was stored until then is paid for.
        problems = locked(run, found)
    await settle(run, found)
    await run.sharing.give_all(_ordered(found, artifacts))
    return artifacts, (*problems, *beyond(run, found, artifacts))


def _ordered(found: Planned, artifacts: Artifacts) -> Iterator[tuple[Step, StepResult]]:
    """Everything that was ever ordered and is here now."""
    for step in found.plan.steps:
        if step.is_remote and step.key in artifacts.results:
            yield step, artifacts.results[step.key]
