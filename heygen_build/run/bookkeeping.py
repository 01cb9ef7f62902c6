"""What is written down when the steps are over: the lock file, the wallet's account, what the money did not reach."""

from __future__ import annotations

import contextlib
import sqlite3

from heygen_build.diagnostics import Diagnostic
from heygen_build.execute.engine import Artifacts
from heygen_build.execute.purse import OVER_BUDGET
from heygen_build.execute.shortage import shortage
from heygen_build.heygen.errors import HeyGenError
from heygen_build.locking import write_back
from heygen_build.places import cache_root
from heygen_build.run.model import Planned
from heygen_build.run.opening import Run
from heygen_build.store.journal import Settled
from heygen_build.store.known import remember_project
from heygen_build.store.ledger import charged_by
from heygen_build.store.lockfile import LockError


def locked(run: Run, planned: Planned) -> tuple[Diagnostic, ...]:
    """Write the lock file, and note the project in the cache; what keeps it from being written is told."""
    if run.is_draft:
        return ()
    locking = run.lock.locking
    try:
        remember_project(cache_root(run.world, run.options.cache), planned.project.path)
        known = locking.renders()
        steps = [found.step for found in planned.decisions if found.runs or found.step.key not in known]
        write_back(locking, run.lock.pins, steps, run.journal, run.store, planned.prices)
    except (OSError, LockError, sqlite3.Error) as error:
        told = f"{locking.path.name} cannot be written: {error}"
        return (Diagnostic("HB0731", told, hint="the journal knows what it would say; build again to write it"),)
    return ()


async def settle(run: Run, planned: Planned) -> None:
    """Compare what the wallet lost with what the price table says. Only bookkeeping: no build fails for it."""
    before, charged = run.connection.balance_usd, charged_by(run.journal, planned.started)
    if before is None or not charged:
        return
    with contextlib.suppress(HeyGenError, OSError, sqlite3.Error):
        after = (await run.connection.client.account()).balance_usd
        if after is not None:
            fact = Settled(
                key=run.connection.account,
                at=run.world.clock(),
                before_usd=before,
                after_usd=after,
                expected_usd=sum(fact.usd or 0.0 for fact in charged),
                is_real=run.connection.backend == "heygen",
            )
            run.journal.append(fact)


def beyond(run: Run, planned: Planned, artifacts: Artifacts) -> tuple[Diagnostic, ...]:
    """Films that the money did not reach; an order that the purse refused says the same by itself."""
    allowance = planned.allowance
    is_told = any(failure.exit_code == OVER_BUDGET for failure in artifacts.failures)
    if run.options.collect_only or is_told or not allowance.missing:
        return ()
    spent = sum(fact.usd or 0.0 for fact in charged_by(run.journal, planned.started))
    return (shortage(allowance, planned.project, spent),)
