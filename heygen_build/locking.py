"""The lock file of a project in use: what it pins before a build, and what is written into it afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.execute.jobs import JOBS
from heygen_build.places import lock_path
from heygen_build.plan.model import Backend, BuildPlan, Step
from heygen_build.resolve.pins import changes
from heygen_build.store.journal import Accepted, Charged, Intended, Journal
from heygen_build.store.lockfile import Lock, LockError, Pin, Render, fingerprint, read_lock, write_lock
from heygen_build.store.results import Blob, ResultStore, StepResult, seconds_of


@dataclass(frozen=True, slots=True)
class Locking:
    """A lock file as it was read. Only real renders are locked: drafts and emulators neither read nor write it."""

    path: Path
    account: str
    is_used: bool
    lock: Lock

    @property
    def pins(self) -> Mapping[str, Pin]:
        return self.lock.pins

    def renders(self) -> dict[str, Render]:
        """Renders of this account, by step key. Those of others cannot be fetched with this key."""
        own = fingerprint(self.account)
        return {key: render for key, render in self.lock.renders.items() if render.account == own}

    def foreign(self, plan: BuildPlan) -> int:
        """How many steps of a plan the file knows as paid by another account."""
        own = fingerprint(self.account)
        known = [self.lock.renders[step.key] for step in plan.steps if step.key in self.lock.renders]
        return sum(render.account != own for render in known)

    def refuse_changes(self, now: Mapping[str, Pin]) -> None:
        """Raises BuildError (exit 2) where a build would pin something else (`--locked`)."""
        found = changes(self.lock.pins, now)
        if self.is_used and found:
            hint = "build without --locked to accept it, and commit the lock file"
            message = f"--locked: {self.path.name} would change: {found[0]}"
            raise BuildError([Diagnostic("HB0732", message, hint=hint, notes=found[1:], path=str(self.path))])

    def refuse_prices(self, date: str) -> None:
        """Raises BuildError (exit 2) where a build would count with another price table (`--locked`)."""
        known = self.lock.prices
        if self.is_used and known and known != date:
            hint = "build without --locked to accept it, and commit the lock file"
            message = f"--locked: {self.path.name} would change: the price table was of {known}, is of {date}"
            raise BuildError([Diagnostic("HB0732", message, hint=hint, path=str(self.path))])


def open_lock(project: Path, backend: Backend, account: str) -> Locking:
    """The lock file beside a project file. Raises BuildError (exit 2) for one that cannot be read."""
    path = lock_path(project)
    if backend != "heygen":
        return Locking(path, account, False, Lock())
    try:
        return Locking(path, account, True, read_lock(path))
    except LockError as error:
        hint = "restore it from git; it knows which renders were paid for"
        message = f"{path.name}, line {error.line}: {error}"
        raise BuildError([Diagnostic("HB0731", message, hint=hint, path=str(path))]) from error
    except OSError as error:
        raise BuildError([Diagnostic("HB0731", f"{path}: {error.strerror or error}", path=str(path))]) from error


def write_back(
    locking: Locking,
    pins: Mapping[str, Pin],
    steps: Iterable[Step],
    journal: Journal,
    store: ResultStore,
    prices: str,
) -> None:
    """Add what a build pinned and paid for: `steps` are those that ran, and all that the file did not know.

    The file is read again first, because another build may have written meanwhile.

    Raises OSError and LockError. Does nothing for drafts, and nothing where nothing is new.
    """
    if not locking.is_used:
        return
    found = {step.key: entry for step in steps if (entry := _entry(step, locking.account, journal, store))}
    known = read_lock(locking.path)
    renders = dict(known.renders)
    for key, entry in found.items():
        # What is known of an id came from the build that paid for it.
        if key not in renders or renders[key].id != entry.id:
            renders[key] = entry
    all_pins = {**known.pins, **pins}
    if renders or all_pins:
        write_lock(locking.path, replace(known, prices=prices, pins=all_pins, renders=renders))


def _entry(step: Step, account: str, journal: Journal, store: ResultStore) -> Render | None:
    """What to remember of a step that is stored: of one that was paid for, or whose answer may be another next time.

    None where nobody could fetch it by its id.
    """
    job = JOBS.get(step.kind)
    if job is None or not (step.is_paid or job.pinned) or not job.adoptable:
        return None
    result = store.get(step.key)
    facts = journal.facts(step.key)
    own = {fact.attempt for fact in facts if isinstance(fact, Intended) and fact.account == account}
    accepted = [fact for fact in facts if isinstance(fact, Accepted) and fact.attempt in own and fact.remote_id]
    if result is None or not accepted:
        return None
    last = accepted[-1]
    charged = [fact for fact in facts if isinstance(fact, Charged) and fact.attempt == last.attempt]
    blob = main_file(result)
    return Render(
        id=last.remote_id,
        kind=step.kind,
        account=fingerprint(account),
        at=round(last.at, 3),
        digest=blob.digest if blob else None,
        seconds=_rounded(seconds_of(result.meta)),
        usd=_rounded(charged[-1].usd) if charged else None,
    )


def main_file(result: StepResult) -> Blob | None:
    """The file that a step is about: its video, else the first."""
    return result.files.get("video") or next(iter(result.files.values()), None)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
