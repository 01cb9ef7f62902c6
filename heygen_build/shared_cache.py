"""`cache.remote` of a project, opened for one build."""

from __future__ import annotations

from heygen_build.backends import Connection, World
from heygen_build.diagnostics import BuildError, Diagnostic, Label
from heygen_build.execute.sharing import Sharing
from heygen_build.resolve.model import ResolvedProject
from heygen_build.store.remote import RemoteCache
from heygen_build.store.remote_bucket import AddressError, BucketError, check_address, open_bucket
from heygen_build.store.remote_notes import Notes
from heygen_build.store.results import ResultStore

_ROUTE = ("cache", "remote")


def open_sharing(project: ResolvedProject, connection: Connection, store: ResultStore, world: World) -> Sharing:
    """The shared cache of a project; one that does nothing for drafts, and where none is named.

    Raises BuildError for an address that is none. A bucket that cannot be opened is only a warning.
    """
    check_shared(project)
    address = project.cache_remote
    if address is None or connection.backend == "draft":
        return Sharing()
    try:
        bucket = open_bucket(address, world.environ, world.home)
    except BucketError as error:
        alone = Sharing()
        alone.refuse(error)
        return alone
    notes = Notes(store.root, bucket.address)
    remote = RemoteCache(bucket, store)
    return Sharing(remote, notes, account=connection.account, clock=world.clock, sleep=world.sleep)


def check_shared(project: ResolvedProject) -> None:
    """Raises BuildError for an address that is none."""
    try:
        if project.cache_remote is not None:
            check_address(project.cache_remote)
    except AddressError as error:
        raise BuildError([_wrong_address(project, error)]) from error


def _wrong_address(project: ResolvedProject, error: AddressError) -> Diagnostic:
    document = project.document
    is_written = document is not None and document.node_at(_ROUTE) is not None
    label = Label(document.key_span(_ROUTE)) if document is not None and is_written else None
    return Diagnostic(
        "HB0740",
        f"`cache.remote`: {error}",
        (label,) if label else (),
        hint="such as `s3://bucket/folder`, `gs://bucket/folder`, `az://container/folder` or `file:///folder`",
    )
