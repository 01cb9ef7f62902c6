"""Everything a step needs from outside, given once and never changed while a build runs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from heygen_build.execute.convoys import Convoys
from heygen_build.execute.events import Listener
from heygen_build.execute.lanes import Lanes
from heygen_build.execute.purse import Purse
from heygen_build.execute.runner import Runner
from heygen_build.execute.sharing import Sharing
from heygen_build.execute.waiting import Waiting
from heygen_build.heygen.client import HeyGen
from heygen_build.store.journal import Journal
from heygen_build.store.lockfile import Render
from heygen_build.store.results import ResultStore, StepResult


@dataclass(frozen=True, slots=True)
class Workshop:
    """Client, store, journal, workers, money and time. `lanes` bound the orders that are open at HeyGen at once."""

    client: HeyGen
    store: ResultStore
    journal: Journal
    runner: Runner
    waiting: Waiting
    lanes: Lanes
    purse: Purse
    convoys: Convoys
    sharing: Sharing
    clock: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]
    emit: Listener
    account: str
    project: str
    """The project's slug: the first words of each title at HeyGen."""
    project_file: Path
    """The project file as it was named, for commands that are shown."""
    files: Mapping[str, Path]
    """Where the bytes of each digest lie."""
    prices: str
    """The date of the price table."""
    known: Mapping[str, Render]
    """Renders of this account that the lock file knows, by step key."""
    honored: Set[str] = frozenset()
    """Kinds of steps whose Idempotency-Key is honored although no page says so (HEYGEN_BUILD_HONORED_KEYS)."""
    fail_fast: bool = False
    """Whether the first failure ends the build; else only what needs the failed step is left out."""
    withheld: Set[str] = frozenset()
    """The keys of steps that are left for another build: what is not to be ordered, and what only that needs."""
    callback: str | None = None
    """The address that orders carry, so that HeyGen tells when they are over; it is in no key."""


Needs = Mapping[str, StepResult]
"""The results a step was given, by role."""
