"""What one run has open, from the connection to the shared cache."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

from heygen_build.backends import Connection, World, connect, credential_of
from heygen_build.execute.problems import without_step
from heygen_build.execute.sharing import Sharing
from heygen_build.heygen.errors import HeyGenError
from heygen_build.resolve.model import ResolvedProject
from heygen_build.run.model import Options, PinnedLock
from heygen_build.run.state import journal_of, result_store
from heygen_build.shared_cache import open_sharing
from heygen_build.store.journal import Journal
from heygen_build.store.results import ResultStore


@dataclass(frozen=True, slots=True)
class Run:
    """One project in one run. `journal` is closed with it."""

    options: Options
    world: World
    connection: Connection
    project: ResolvedProject
    lock: PinnedLock
    journal: Journal
    store: ResultStore
    sharing: Sharing

    @property
    def is_draft(self) -> bool:
        return self.connection.backend == "draft"


@contextlib.asynccontextmanager
async def connected(options: Options, world: World) -> AsyncIterator[Connection]:
    """The back end, by the key and by what was asked for. Raises BuildError."""
    credential = None if options.draft else credential_of(world)
    try:
        async with connect(world, credential) as connection:
            yield connection
    except HeyGenError as error:
        # Only what no step asked for arrives here: the account, and the catalog.
        raise without_step(error) from error


@contextlib.contextmanager
def opened(
    project: ResolvedProject, lock: PinnedLock, connection: Connection, options: Options, world: World
) -> Iterator[Run]:
    """Everything a resolved project needs beside the connection. Raises BuildError for a cache address that is none."""
    store = result_store(project, connection.backend, options, world)
    with contextlib.closing(journal_of(project, connection)) as journal:
        sharing = open_sharing(project, connection, store, world)
        yield Run(options, world, connection, project, lock, journal, store, sharing)
