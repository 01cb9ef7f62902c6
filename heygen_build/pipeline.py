"""The spine: six rooms in order. The command line, watch mode and tests all enter here.

load → SourceDocument → validate → ProjectSpec → resolve → ResolvedProject
     → plan → BuildPlan → execute → Artifacts → publish → Outputs
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from heygen_build.account_dubbing import with_dubbing
from heygen_build.account_templates import with_templates
from heygen_build.backends import Connection, World, connect, credential_of
from heygen_build.catalogs import CatalogShelf
from heygen_build.diagnostics import BuildError, Diagnostic, Label
from heygen_build.execute.allowance import Allowance, Limits, allow, spent_on
from heygen_build.execute.answers import Answer, answer
from heygen_build.execute.context import Workshop
from heygen_build.execute.convoys import Convoys
from heygen_build.execute.decide import Cost, Decision, cost_of, decide
from heygen_build.execute.engine import Artifacts, execute, is_stored, only_collected
from heygen_build.execute.events import Event, Listener
from heygen_build.execute.lanes import Lanes
from heygen_build.execute.next_action import Action, next_action
from heygen_build.execute.problems import disk_words, without_step
from heygen_build.execute.purse import OVER_BUDGET, Purse
from heygen_build.execute.runner import InlineRunner, ProcessRunner
from heygen_build.execute.sharing import Sharing
from heygen_build.execute.shortage import shortage
from heygen_build.execute.waiting import Waiting
from heygen_build.heygen.errors import HeyGenError
from heygen_build.locking import Locking, open_lock, write_back
from heygen_build.places import STATE_FOLDER, cache_root, journal_path
from heygen_build.plan.build import plan as make_plan
from heygen_build.plan.measured import measured
from heygen_build.plan.model import Backend, BuildPlan, Step, film_called, steps_of
from heygen_build.plan.prices import PRICES_DATE
from heygen_build.plan.pricing import read_prices, repriced
from heygen_build.plan.support import as_warnings, unbuilt
from heygen_build.publish.credentials import Signer, signer_of
from heygen_build.publish.publish import Outputs, publish
from heygen_build.publish.verdict import Verdict
from heygen_build.resolve.catalog import Catalog
from heygen_build.resolve.given import ENVIRONMENT, Given, read_variables
from heygen_build.resolve.model import ResolvedProject
from heygen_build.resolve.pins import pinned, pins_of
from heygen_build.resolve.resolve import needs_catalog, resolve
from heygen_build.shared_cache import check_shared, open_sharing
from heygen_build.source.events import garbage_collector_paused
from heygen_build.source.load import load
from heygen_build.source.model import SourceDocument
from heygen_build.spec.models import ProjectSpec
from heygen_build.spec.validate import validate
from heygen_build.store.journal import Journal, Settled
from heygen_build.store.known import remember_project
from heygen_build.store.ledger import charged_by, entries
from heygen_build.store.lockfile import Lock, LockError, Pin, Render
from heygen_build.store.memory import read_memory, write_memory
from heygen_build.store.results import ResultStore, StepResult, made_seconds, sweep
from heygen_build.webhooks.wish import SECRET_VARIABLE, WebhookWish

if TYPE_CHECKING:
    from heygen_build.webhooks.session import Listening

_NAME_CODES = {"HB0321", "HB0322", "HB0325", "HB0326", "HB0328"}


@dataclass(frozen=True, slots=True)
class Options:
    """What the user chose for one run."""

    draft: bool = False
    variables: Mapping[str, str] = field(default_factory=dict)
    variables_files: tuple[Path, ...] = ()
    cache: Path | None = None
    max_usd: float | None = None
    """What the run may spend; the project's budget bounds all its runs together."""
    fail_fast: bool = False
    locked: bool = False
    """Whether a build that would pin something else is refused."""
    prices: Path | None = None
    """Prices of the user's own."""
    collect_only: bool = False
    """Whether only jobs that are open are waited for, and nothing is ordered."""
    webhook: WebhookWish | None = None
    """Where HeyGen's events are received; None asks only."""


@dataclass(frozen=True, slots=True)
class PinnedLock:
    """The lock file as it was read, and what the project pins now."""

    locking: Locking = Locking(Path(), "", is_used=False, lock=Lock())  # noqa: RUF009 - frozen
    pins: Mapping[str, Pin] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with its decisions. `balance_usd` is None where the account does not say."""

    project: ResolvedProject
    plan: BuildPlan
    decisions: tuple[Decision, ...]
    balance_usd: float | None
    lock: PinnedLock = field(default_factory=PinnedLock)
    prices: str = PRICES_DATE
    """The date of the price table."""
    started: int = 0
    """The number of the last fact before the build."""
    limits: Limits = field(default_factory=Limits)
    """What was agreed to beforehand; nothing for drafts."""

    @property
    def cost(self) -> Cost:
        return cost_of(self.decisions)

    @property
    def allowance(self) -> Allowance:
        """How far the money reaches."""
        return allow(self.plan, self.decisions, self.limits)

    @property
    def orders(self) -> tuple[Step, ...]:
        """The steps that are not paid for yet, whether or not the money reaches them."""
        return tuple(decision.step for decision in self.decisions if decision.cost is not None)


@dataclass(frozen=True, slots=True)
class Built:
    """`problems` keep films from their places, or from being finished: subtitles that wait to be read.

    All else that went wrong is in `artifacts.failures`.
    """

    planned: Planned
    artifacts: Artifacts
    outputs: Outputs | None
    problems: tuple[Diagnostic, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()
    """What went wrong beside the films: the shared cache."""

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """How the tests of the project ended; of films that are not done there are none."""
        return self.outputs.verdicts if self.outputs else ()


@dataclass(frozen=True, slots=True)
class Ahead:
    """A film that is made before all others, by its name; the first one where none is called so.

    `done` is called when it is made, or has failed, and the others follow.
    """

    film: str | None
    done: Callable[[], None]


Authorize = Callable[[Planned], None]
"""Lets a build go on or raises BuildError: the one place where money is agreed to."""


async def check(path: Path, options: Options, world: World) -> ResolvedProject:
    """Rooms 1 to 3. Raises BuildError with everything that is wrong in the first room that finds something."""
    document, spec = _read(path)
    async with _connected(options, world) as connection:
        project, _ = await _resolve(document, spec, connection, options, world)
    check_shared(project)
    return replace(project, warnings=(*project.warnings, *as_warnings(unbuilt(project))))


async def render(path: Path, options: Options, world: World) -> tuple[SourceDocument, ResolvedProject]:
    """Rooms 1 to 3, with the document that the places of the resolved project refer to."""
    document, spec = _read(path)
    async with _connected(options, world) as connection:
        project, _ = await _resolve(document, spec, connection, options, world)
        return document, project


async def plan(path: Path, options: Options, world: World) -> Planned:
    """Rooms 1 to 4, with what would run and why. Writes nothing."""
    document, spec = _read(path)
    async with _connected(options, world) as connection:
        project, lock = await _resolve(document, spec, connection, options, world)
        with contextlib.closing(_journal(project, connection)) as journal:
            store = result_store(project, connection.backend, options, world)
            sharing = open_sharing(project, connection, store, world)
            planned = _plan(project, connection, journal, store, lock, options, sharing)
            if await sharing.look(_missing(planned)):
                planned = _plan(project, connection, journal, store, lock, options, sharing)
            return _with_warnings(planned, sharing)


async def locked_catalog(path: Path, options: Options, world: World) -> tuple[SourceDocument, Locking, Catalog]:
    """A project, its lock file, and the account's looks, voices and templates as they are now."""
    document, spec = _read(path)
    async with _connected(options, world) as connection:
        locking = open_lock(path, connection.backend, connection.account)
        catalog, _ = await CatalogShelf(connection, cache_root(world, options.cache), world.clock()).get(refresh=True)
        return document, locking, await with_templates(connection.client, spec, catalog)


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
    document, spec = _read(path)
    async with _connected(options, world) as connection:
        project, lock = await _resolve(document, spec, connection, options, world)
        store = result_store(project, connection.backend, options, world)
        with contextlib.closing(_journal(project, connection)) as journal:
            sharing = open_sharing(project, connection, store, world)
            planned = _plan(project, connection, journal, store, lock, options, sharing)
            if answers:
                answer(answers, planned.plan, journal, connection.account, world.clock())
                planned = _plan(project, connection, journal, store, lock, options, sharing)
            if await sharing.look(_missing(planned)):
                # Before the price is agreed to: what cannot be brought is part of it.
                await sharing.bring(journal)
                planned = _plan(project, connection, journal, store, lock, options, sharing)
            planned, told = _with_warnings(planned, sharing), len(sharing.warnings)
            authorize(planned)
            # Only housekeeping: a disk that refuses is told by the first step that needs it.
            with contextlib.suppress(OSError):
                sweep(store.scratch(), world.clock())
            try:
                shown = (listen, ahead)
                artifacts = await _execute(planned, connection, journal, store, lock, options, world, shown, sharing)
            finally:
                # Also after Ctrl-C: what was stored until then is paid for.
                problems = _locked(planned, lock, journal, store, options, world)
            await _settle(planned, connection, journal, world)
            await sharing.give_all(_ordered(planned, artifacts))
            problems += _beyond(planned, artifacts, journal, options)
        built = _published(planned, artifacts, store, problems, signer)
        return replace(built, warnings=tuple(sharing.warnings[told:]))


def _locked(
    planned: Planned, lock: PinnedLock, journal: Journal, store: ResultStore, options: Options, world: World
) -> tuple[Diagnostic, ...]:
    """Write the lock file, and note the project in the cache; what keeps it from being written is told."""
    if planned.plan.backend == "draft":
        return ()
    try:
        remember_project(cache_root(world, options.cache), planned.project.path)
        known = lock.locking.renders()
        steps = [found.step for found in planned.decisions if found.runs or found.step.key not in known]
        write_back(lock.locking, lock.pins, steps, journal, store, planned.prices)
    except (OSError, LockError, sqlite3.Error) as error:
        told = f"{lock.locking.path.name} cannot be written: {error}"
        return (Diagnostic("HB0731", told, hint="the journal knows what it would say; build again to write it"),)
    return ()


def _beyond(planned: Planned, artifacts: Artifacts, journal: Journal, options: Options) -> tuple[Diagnostic, ...]:
    """Films that the money did not reach; an order that the purse refused says the same by itself."""
    allowance = planned.allowance
    is_told = any(failure.exit_code == OVER_BUDGET for failure in artifacts.failures)
    if options.collect_only or is_told or not allowance.missing:
        return ()
    spent = sum(fact.usd or 0.0 for fact in charged_by(journal, planned.started))
    return (shortage(allowance, planned.project, spent),)


async def _settle(planned: Planned, connection: Connection, journal: Journal, world: World) -> None:
    """Compare what the wallet lost with what the price table says. Only bookkeeping: no build fails for it."""
    before, charged = connection.balance_usd, charged_by(journal, planned.started)
    if before is None or not charged:
        return
    with contextlib.suppress(HeyGenError, OSError, sqlite3.Error):
        after = (await connection.client.account()).balance_usd
        if after is not None:
            expected = sum(fact.usd or 0.0 for fact in charged)
            fact = Settled(
                key=connection.account,
                at=world.clock(),
                before_usd=before,
                after_usd=after,
                expected_usd=expected,
                is_real=connection.backend == "heygen",
            )
            journal.append(fact)


def _published(
    planned: Planned,
    artifacts: Artifacts,
    store: ResultStore,
    problems: tuple[Diagnostic, ...],
    signer: Signer | None,
) -> Built:
    try:
        _remember(planned, artifacts)
        outputs = publish(planned.project, planned.plan, artifacts, store, signer)
        return Built(planned, artifacts, outputs, (*problems, *_waiting(planned, artifacts)))
    except OSError as error:
        hint = "free some space or fix the permissions, then build again: nothing is ordered or made twice"
        message = f"the finished files cannot be put in place: {disk_words(error)}"
        return Built(planned, artifacts, None, (*problems, Diagnostic("HB0801", message, hint=hint)))


def _waiting(planned: Planned, artifacts: Artifacts) -> Iterator[Diagnostic]:
    """Dubbed films that wait for a person to read their subtitles."""
    for film in planned.plan.films:
        for version in film.translations:
            wanted, path = version.translation, version.translation.proofread
            if version.step is None and version.session in artifacts.results and path is not None:
                shown = os.path.relpath(path, planned.project.folder)
                message = f"the subtitles in {wanted.language} wait to be read: {Path(shown).as_posix()}"
                hint = "correct them, then build again: only the dubbing is ordered then"
                label = Label(wanted.origin.span, "asked for here")
                yield Diagnostic("HB0802", message, (label,), severity="warning", hint=hint)


def _read(path: Path) -> tuple[SourceDocument, ProjectSpec]:
    with garbage_collector_paused():
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
        raise without_step(error) from error


async def _resolve(
    document: SourceDocument, spec: ProjectSpec, connection: Connection, options: Options, world: World
) -> tuple[ResolvedProject, PinnedLock]:
    given = _given(options, world)
    locking = open_lock(Path(document.files[0].path), connection.backend, connection.account)
    shelf = CatalogShelf(connection, cache_root(world, options.cache), world.clock())
    catalog, freshness = await shelf.get() if needs_catalog(spec) else (Catalog(), "fresh")
    catalog = await with_templates(connection.client, spec, catalog)
    catalog = await with_dubbing(connection.client, spec, catalog)
    try:
        with garbage_collector_paused():
            return _pinned(resolve(document, spec, given, pinned(catalog, locking.pins)), locking, catalog, options)
    except BuildError as error:
        if freshness == "fresh" or not any(found.code in _NAME_CODES for found in error.diagnostics):
            raise
    # The look or voice may be newer than the shelved catalog: look once more before it is called missing.
    fresh, _ = await shelf.get(refresh=True)
    catalog = replace(fresh, templates=catalog.templates, languages=catalog.languages, glossaries=catalog.glossaries)
    return _pinned(resolve(document, spec, given, pinned(catalog, locking.pins)), locking, catalog, options)


def _pinned(
    project: ResolvedProject, locking: Locking, catalog: Catalog, options: Options
) -> tuple[ResolvedProject, PinnedLock]:
    pins = pins_of(project, catalog) if locking.is_used else {}
    if options.locked:
        locking.refuse_changes(pins)
    return project, PinnedLock(locking, pins)


def _given(options: Options, world: World) -> Given:
    """Values of variables from outside. Raises BuildError for a file of values that cannot be read."""
    environ = {name: text for name, text in world.environ.items() if name.startswith(ENVIRONMENT)}
    return Given(tuple(map(read_variables, options.variables_files)), environ, options.variables)


def _plan(
    project: ResolvedProject,
    connection: Connection,
    journal: Journal,
    store: ResultStore,
    lock: PinnedLock,
    options: Options,
    sharing: Sharing,
) -> Planned:
    prices = None if options.prices is None else read_prices(options.prices)
    if options.locked:
        lock.locking.refuse_prices(prices.date if prices else PRICES_DATE)
    drawn = repriced(make_plan(project, connection.backend), prices)
    build_plan = measured(drawn, lambda key: made_seconds(store.get(key) or sharing.found.get(key)))
    renders = lock.locking.renders()
    remembered = read_memory(_memory_path(project, connection.backend))

    def stored(step: Step) -> bool:
        return is_stored(connection.account, store.get(step.key))

    def action(step: Step) -> Action:
        render = renders.get(step.key)
        return next_action(journal.facts(step.key), connection.account, render.id if render else None)

    try:
        decisions = decide(
            build_plan, is_stored=stored, next_action=action, remembered=remembered, shared=sharing.found
        )
    except (OSError, sqlite3.Error) as error:
        # Without its state a build would order again what was paid for, so it does not start.
        hint = f"restore {_state(project)} or fix its permissions; the journal in it knows what was paid for"
        message = f"what earlier builds did cannot be read: {disk_words(error)}"
        raise BuildError([Diagnostic("HB0707", message, hint=hint)], exit_code=1) from error
    return Planned(
        _with_foreign(project, lock.locking.foreign(build_plan)),
        build_plan,
        decisions,
        connection.balance_usd,
        lock=lock,
        prices=prices.date if prices else PRICES_DATE,
        started=journal.last_number(),
        limits=_limits(project, connection, journal, renders, options),
    )


def _limits(
    project: ResolvedProject,
    connection: Connection,
    journal: Journal,
    renders: Mapping[str, Render],
    options: Options,
) -> Limits:
    if connection.backend == "draft":
        return Limits()
    if project.budget_usd is None:
        return Limits(run=options.max_usd)
    spent = spent_on(project.path.name, connection.account, entries(journal.all()), renders)
    return Limits(options.max_usd, project.budget_usd, spent)


def _missing(planned: Planned) -> Iterator[Step]:
    """What a shared cache could save: everything that would be ordered, or fetched from HeyGen."""
    return (decision.step for decision in planned.decisions if decision.runs and decision.step.is_remote)


def _ordered(planned: Planned, artifacts: Artifacts) -> Iterator[tuple[Step, StepResult]]:
    """Everything that was ever ordered and is here now."""
    for step in planned.plan.steps:
        if step.is_remote and step.key in artifacts.results:
            yield step, artifacts.results[step.key]


def _with_warnings(planned: Planned, sharing: Sharing) -> Planned:
    """The plan, with what the shared cache had to say."""
    warnings = (*planned.project.warnings, *sharing.warnings)
    return replace(planned, project=replace(planned.project, warnings=warnings))


def _with_foreign(project: ResolvedProject, foreign: int) -> ResolvedProject:
    """Entries of another account in the lock file are told, because they look as if nothing had to be paid."""
    if not foreign:
        return project
    message = f"{foreign} render{'s' * (foreign != 1)} of the lock file belong to another account and cannot be fetched"
    hint = "use that account's key, a shared cache, or order them in this account"
    told = Diagnostic("HB0734", message, severity="warning", hint=hint, path=str(project.path))
    return replace(project, warnings=(*project.warnings, told))


@contextlib.asynccontextmanager
async def _listening(
    planned: Planned, connection: Connection, options: Options, world: World
) -> AsyncIterator[Listening | None]:
    """The receiver of events, where one was asked for and there is something to wait for. Drafts call nobody."""
    wish, kept = options.webhook, _withheld(planned, options)
    jobs = [one for one in planned.decisions if one.runs and one.step.is_remote and one.step.key not in kept]
    if wish is None or not jobs or connection.backend == "draft":
        yield None
        return
    from heygen_build.serving import served
    from heygen_build.webhooks.session import listening

    opened = listening(
        wish,
        connection.client,
        door=world.door or served,
        clock=world.clock,
        secret=world.environ.get(SECRET_VARIABLE) or None,
        is_local=connection.backend == "local",
    )
    async with opened as receiving:
        yield receiving


async def _execute(
    planned: Planned,
    connection: Connection,
    journal: Journal,
    store: ResultStore,
    lock: PinnedLock,
    options: Options,
    world: World,
    shown: tuple[Listener, Ahead | None],
    sharing: Sharing,
) -> Artifacts:
    async with _listening(planned, connection, options, world) as receiving:
        return await _executed(planned, connection, journal, store, lock, options, world, shown, sharing, receiving)


async def _executed(
    planned: Planned,
    connection: Connection,
    journal: Journal,
    store: ResultStore,
    lock: PinnedLock,
    options: Options,
    world: World,
    shown: tuple[Listener, Ahead | None],
    sharing: Sharing,
    receiving: Listening | None,
) -> Artifacts:
    listen, ahead = shown
    bells = receiving.bells if receiving else None
    kept = world.workplace
    runner = kept.runner if kept else InlineRunner() if world.workers == 0 else ProcessRunner(world.workers)
    shop = Workshop(
        client=connection.client,
        store=store,
        journal=journal,
        runner=runner,
        waiting=Waiting(
            connection.client, sleep=world.sleep, clock=world.clock, patience=connection.patience, bells=bells
        ),
        lanes=Lanes(connection.jobs),
        purse=Purse(planned.limits.left, planned.orders),
        prices=planned.prices,
        known=lock.locking.renders(),
        convoys=Convoys(connection.client, journal, world.clock, world.sleep, planned.project.films[0].slug),
        sharing=sharing,
        clock=world.clock,
        sleep=world.sleep,
        emit=listen,
        account=connection.account,
        project=planned.project.films[0].slug,
        project_file=planned.project.path,
        files=planned.plan.files,
        honored=frozenset(world.environ.get("HEYGEN_BUILD_HONORED_KEYS", "").split(",")),
        fail_fast=options.fail_fast,
        withheld=_withheld(planned, options),
        callback=receiving.callback if receiving else None,
    )
    try:
        if ahead is None:
            return await execute(planned.plan, planned.decisions, shop)
        keys = steps_of(film_called(planned.plan, ahead.film), planned.plan)
        return await execute(planned.plan, planned.decisions, shop, ahead=keys, ahead_done=ahead.done)
    finally:
        if kept is None:
            runner.close()


def _withheld(planned: Planned, options: Options) -> frozenset[str]:
    """The steps that are left for another build."""
    return only_collected(planned.decisions) if options.collect_only else planned.allowance.withheld


def _remember(planned: Planned, artifacts: Artifacts) -> None:
    """Keep what each place was made of. A step that failed stays as it was when it was last built."""
    path = _memory_path(planned.project, planned.plan.backend)
    earlier = read_memory(path)
    unfinished = {step.key for step in (*(failure.step for failure in artifacts.failures), *artifacts.skipped)}
    places = {step.place: step.inputs for step in planned.plan.steps if step.key not in unfinished}
    kept = {step.place for step in planned.plan.steps if step.key in unfinished}
    places |= {place: inputs for place, inputs in earlier.items() if place in kept}
    if places != earlier:
        write_memory(path, places)


def _memory_path(project: ResolvedProject, backend: Backend) -> Path:
    # Named after the project file, because several may share a folder.
    return _state(project) / f"{project.path.stem}.{backend}.json"


def _state(project: ResolvedProject) -> Path:
    return project.folder / STATE_FOLDER


def result_store(project: ResolvedProject, backend: Backend, options: Options, world: World) -> ResultStore:
    """Where the results of a project lie."""
    # Drafts lie in the project's own ignored folder, because they are worth nothing to anybody else.
    draft = backend == "draft"
    return ResultStore(_state(project) / "drafts" if draft else cache_root(world, options.cache))


def _journal(project: ResolvedProject, connection: Connection) -> Journal:
    # The emulator inside the process forgets its jobs when the process ends, and so must the facts about them.
    return Journal(None if connection.backend == "draft" else journal_path(project.path))


def ignore(event: Event) -> None:
    """A listener for callers that do not show progress."""
