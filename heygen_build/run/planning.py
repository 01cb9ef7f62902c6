"""Room 4 for one run: the plan, what of it is done already, and how far the money reaches."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.execute.allowance import Limits, spent_on
from heygen_build.execute.decide import Decision, decide
from heygen_build.execute.engine import is_stored
from heygen_build.execute.next_action import Action, next_action
from heygen_build.execute.problems import disk_words
from heygen_build.plan.build import plan
from heygen_build.plan.measured import measured
from heygen_build.plan.model import BuildPlan, Step
from heygen_build.plan.prices import PRICES_DATE
from heygen_build.plan.pricing import PriceFile, read_prices, repriced
from heygen_build.resolve.model import ResolvedProject
from heygen_build.run.model import Planned
from heygen_build.run.opening import Run
from heygen_build.run.state import memory_path, state_folder
from heygen_build.store.ledger import entries
from heygen_build.store.memory import read_memory
from heygen_build.store.results import made_seconds


def planned(run: Run) -> Planned:
    """The plan of a run as things stand now. Raises BuildError where nothing may be built without knowing more."""
    prices = None if run.options.prices is None else read_prices(run.options.prices)
    date = prices.date if prices else PRICES_DATE
    if run.options.locked:
        run.lock.locking.refuse_prices(date)
    build_plan = _plan(run, prices)
    return Planned(
        _with_foreign(run.project, run.lock.locking.foreign(build_plan)),
        build_plan,
        _decisions(run, build_plan),
        run.connection.balance_usd,
        lock=run.lock,
        prices=date,
        started=run.journal.last_number(),
        limits=_limits(run, build_plan),
    )


def _plan(run: Run, prices: PriceFile | None) -> BuildPlan:
    """With the lengths of what was made already in the place of estimates."""
    found = run.sharing.found
    drawn = repriced(plan(run.project, run.connection.backend), prices)
    return measured(drawn, lambda key: made_seconds(run.store.get(key) or found.get(key)))


def _decisions(run: Run, build_plan: BuildPlan) -> tuple[Decision, ...]:
    renders, account = run.lock.locking.renders(), run.connection.account
    remembered = read_memory(memory_path(run.project, run.connection.backend))

    def stored(step: Step) -> bool:
        return is_stored(account, run.store.get(step.key))

    def action(step: Step) -> Action:
        render = renders.get(step.key)
        return next_action(run.journal.facts(step.key), account, render.id if render else None)

    try:
        return decide(build_plan, is_stored=stored, next_action=action, remembered=remembered, shared=run.sharing.found)
    except (OSError, sqlite3.Error) as error:
        # Without its state a build would order again what was paid for, so it does not start.
        place = state_folder(run.project)
        hint = f"restore {place} or fix its permissions; the journal in it knows what was paid for"
        message = f"what earlier builds did cannot be read: {disk_words(error)}"
        raise BuildError([Diagnostic("HB0707", message, hint=hint)], exit_code=1) from error


def _limits(run: Run, build_plan: BuildPlan) -> Limits:
    """Nothing is limited for drafts, because nothing is paid."""
    project = run.project
    if run.is_draft:
        return Limits()
    if project.budget_usd is None:
        return Limits(run=run.options.max_usd)
    renders = run.lock.locking.renders()
    planned, ledger = {step.key for step in build_plan.steps}, entries(run.journal.all())
    spent = spent_on(project.path.name, run.connection.account, ledger, renders, planned)
    return Limits(run.options.max_usd, project.budget_usd, spent)


def missing(found: Planned) -> Iterator[Step]:
    """What a shared cache could save: everything that would be ordered, or fetched from HeyGen."""
    return (decision.step for decision in found.decisions if decision.runs and decision.step.is_remote)


def with_warnings(found: Planned, run: Run) -> Planned:
    """The plan, with what the shared cache had to say."""
    warnings = (*found.project.warnings, *run.sharing.warnings)
    return replace(found, project=replace(found.project, warnings=warnings))


def _with_foreign(project: ResolvedProject, foreign: int) -> ResolvedProject:
    """Entries of another account in the lock file are told, because they look as if nothing had to be paid."""
    if not foreign:
        return project
    message = f"{foreign} render{'s' * (foreign != 1)} of the lock file belong to another account and cannot be fetched"
    hint = "use that account's key, a shared cache, or order them in this account"
    told = Diagnostic("HB0734", message, severity="warning", hint=hint, path=str(project.path))
    return replace(project, warnings=(*project.warnings, told))
