"""The spine: six rooms in order. The command line, watch mode and tests all enter here.

load → SourceDocument → validate → ProjectSpec → resolve → ResolvedProject
     → plan → BuildPlan → execute → Artifacts → publish → Outputs
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from heygen_build.backends import Connection, World, connect, credential_of
from heygen_build.catalogs import CatalogShelf
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.execute.context import Workshop
from heygen_build.execute.decide import Cost, Decision, cost_of, decide
from heygen_build.execute.engine import Artifacts, execute, is_stored
from heygen_build.execute.events import Event, Listener
from heygen_build.execute.next_action import is_under_way
from heygen_build.execute.runner import InlineRunner, ProcessRunner
from heygen_build.execute.waiting import Waiting
from heygen_build.heygen.errors import ApiError, HeyGenError
from heygen_build.plan.build import plan as make_plan
from heygen_build.plan.model import BuildPlan, Step
from heygen_build.publish.publish import Outputs, publish
from heygen_build.resolve.catalog import Catalog
from heygen_build.resolve.given import ENVIRONMENT, Given, read_variables
from heygen_build.resolve.model import ResolvedProject
from heygen_build.resolve.resolve import needs_catalog, resolve
from heygen_build.source.load import load
from heygen_build.source.model import SourceDocument
from heygen_build.spec.models import ProjectSpec
from heygen_build.spec.validate import validate
from heygen_build.store.journal import Journal
from heygen_build.store.memory import read_memory, write_memory
from heygen_build.store.results import ResultStore

STATE_FOLDER = ".heygen-build"
_NAME_CODES = {"HB0321", "HB0322"}


@dataclass(frozen=True, slots=True)
class Options:
    """What the user chose for one run."""

    draft: bool = False
    variables: Mapping[str, str] = field(default_factory=dict)
    variables_files: tuple[Path, ...] = ()
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with its decisions. `balance_usd` is None where the account does not say."""

    project: ResolvedProject
    plan: BuildPlan
    decisions: tuple[Decision, ...]
    balance_usd: float | None

    @property
    def cost(self) -> Cost:
        return cost_of(self.decisions)


@dataclass(frozen=True, slots=True)
class Built:
    planned: Planned
    artifacts: Artifacts
    outputs: Outputs


Authorize = Callable[[Planned], None]
"""Lets a build go on or raises BuildError: the one place where money is agreed to."""


async def check(path: Path, options: Options, world: World) -> ResolvedProject:
    """Rooms 1 to 3. Raises BuildError with everything that is wrong in the first room that finds something."""
    document, spec = _read(path)
    async with _connected(options, world) as connection:
        return await _resolve(document, spec, connection, options, world)


async def plan(path: Path, options: Options, world: World) -> Planned:
    """Rooms 1 to 4, with what would run and why. Writes nothing."""
    document, spec = _read(path)
    async with _connected(options, world) as connection:
        project = await _resolve(document, spec, connection, options, world)
        with contextlib.closing(_journal(project, connection)) as journal:
            return _plan(project, connection, journal, _store(project, connection, options, world))


async def build(path: Path, options: Options, world: World, *, authorize: Authorize, listen: Listener) -> Built:
    """All six rooms. Steps that fail are in the result; BuildError means that nothing was started."""
    document, spec = _read(path)
    async with _connected(options, world) as connection:
        project = await _resolve(document, spec, connection, options, world)
        store = _store(project, connection, options, world)
        with contextlib.closing(_journal(project, connection)) as journal:
            planned = _plan(project, connection, journal, store)
            authorize(planned)
            artifacts = await _execute(planned, connection, journal, store, world, listen)
        _remember(planned, artifacts, connection)
        return Built(planned, artifacts, publish(project, planned.plan, artifacts, store))


def _read(path: Path) -> tuple[SourceDocument, ProjectSpec]:
    document = load(path)
    return document, validate(document)


@contextlib.asynccontextmanager
async def _connected(options: Options, world: World) -> AsyncIterator[Connection]:
    credential = None if options.draft else credential_of(world)
    try:
        async with connect(world, credential) as connection:
            yield connection
    except HeyGenError as error:
        # Only what no step asked for arrives here: the account, and the catalog.
        raise _unreachable(error) from error


async def _resolve(
    document: SourceDocument, spec: ProjectSpec, connection: Connection, options: Options, world: World
) -> ResolvedProject:
    given = _given(options, world)
    shelf = CatalogShelf(connection, _cache_root(options, world), world.clock())
    catalog, freshness = await shelf.get() if needs_catalog(spec) else (Catalog(), "fresh")
    try:
        return resolve(document, spec, given, catalog)
    except BuildError as error:
        if freshness == "fresh" or not any(found.code in _NAME_CODES for found in error.diagnostics):
            raise
    # The look or voice may be newer than the shelved catalog: look once more before it is called missing.
    catalog, _ = await shelf.get(refresh=True)
    return resolve(document, spec, given, catalog)


def _given(options: Options, world: World) -> Given:
    """Values of variables from outside. Raises BuildError for a file of values that cannot be read."""
    environ = {name: text for name, text in world.environ.items() if name.startswith(ENVIRONMENT)}
    return Given(tuple(map(read_variables, options.variables_files)), environ, options.variables)


def _plan(project: ResolvedProject, connection: Connection, journal: Journal, store: ResultStore) -> Planned:
    build_plan = make_plan(project, connection.backend)
    remembered = read_memory(_state(project) / f"{connection.backend}.json")

    def stored(step: Step) -> bool:
        return is_stored(connection.account, store.get(step.key))

    def pending(step: Step) -> bool:
        return is_under_way(journal.facts(step.key))

    decisions = decide(build_plan, is_stored=stored, is_pending=pending, remembered=remembered)
    return Planned(project, build_plan, decisions, connection.balance_usd)


async def _execute(
    planned: Planned, connection: Connection, journal: Journal, store: ResultStore, world: World, listen: Listener
) -> Artifacts:
    runner = InlineRunner() if world.workers == 0 else ProcessRunner(world.workers)
    shop = Workshop(
        client=connection.client,
        store=store,
        journal=journal,
        runner=runner,
        waiting=Waiting(connection.client, sleep=world.sleep, clock=world.clock, patience=connection.patience),
        jobs=asyncio.Semaphore(connection.jobs),
        clock=world.clock,
        sleep=world.sleep,
        emit=listen,
        account=connection.account,
        project=planned.project.films[0].slug,
        files=planned.plan.files,
    )
    try:
        return await execute(planned.plan, planned.decisions, shop)
    finally:
        runner.close()


def _remember(planned: Planned, artifacts: Artifacts, connection: Connection) -> None:
    path = _state(planned.project) / f"{connection.backend}.json"
    built = {step.place: step.inputs for step in planned.plan.steps if step.key in artifacts.results}
    failed = {step.place for step in planned.plan.steps if step.key not in artifacts.results}
    earlier = {place: inputs for place, inputs in read_memory(path).items() if place in failed}
    write_memory(path, earlier | built)


def _state(project: ResolvedProject) -> Path:
    return project.folder / STATE_FOLDER


def _store(project: ResolvedProject, connection: Connection, options: Options, world: World) -> ResultStore:
    # Drafts lie in the project's own ignored folder, because they are worth nothing to anybody else.
    draft = connection.backend == "draft"
    return ResultStore(_state(project) / "drafts" if draft else _cache_root(options, world))


def _journal(project: ResolvedProject, connection: Connection) -> Journal:
    # The emulator inside the process forgets its jobs when the process ends, and so must the facts about them.
    return Journal(None if connection.backend == "draft" else _state(project) / "journal.sqlite3")


def _cache_root(options: Options, world: World) -> Path:
    if options.cache is not None:
        return options.cache
    if folder := world.environ.get("HEYGEN_BUILD_CACHE"):
        return Path(folder)
    from platformdirs import user_cache_path

    return user_cache_path("heygen-build", appauthor=False)


def _unreachable(error: HeyGenError) -> BuildError:
    hint = "`--draft` builds a free draft without HeyGen"
    if isinstance(error, ApiError) and error.category == "auth":
        message = f"HeyGen refused the API key: {error.message}"
        return BuildError([Diagnostic("HB0601", message, hint=f"check HEYGEN_API_KEY; {hint}")], exit_code=3)
    notes = (f"request id: {error.request_id}",) if isinstance(error, ApiError) and error.request_id else ()
    if isinstance(error, ApiError):
        message = f"HeyGen failed to answer: {error.message} (HTTP {error.status} {error.code or ''})"
        return BuildError([Diagnostic("HB0606", message, hint=hint, notes=notes)], exit_code=1)
    return BuildError([Diagnostic("HB0605", f"HeyGen could not be reached: {error}", hint=hint)], exit_code=1)


def ignore(event: Event) -> None:
    """A listener for callers that do not show progress."""
