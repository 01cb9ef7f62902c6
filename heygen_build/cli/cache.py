"""`heygen-build cache`: what is kept on this machine, for all projects."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from heygen_build.backends import World
from heygen_build.cli.console import counted, print_json
from heygen_build.cli.parser import Arguments
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.places import cache_root, lock_path
from heygen_build.store import keeping
from heygen_build.store.known import known_projects
from heygen_build.store.lockfile import LockError, read_lock
from heygen_build.store.results import ResultStore, StepResult, seconds_of

_SHORT = 16


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CacheEntry(_Frozen):
    """One result: `size` in bytes of all its files, `created` in Unix seconds, `kept` by a lock file."""

    key: str
    kind: str
    created: float
    size: int
    seconds: float | None
    files: dict[str, str]
    kept: bool


class CacheReport(_Frozen):
    """The answer of `heygen-build cache … --json`. Its schema is `schemas/cache.v1.json`."""

    cache: Literal[1] = 1
    folder: str
    entries: tuple[CacheEntry, ...] = ()
    damaged: tuple[str, ...] = ()
    pruned: int = 0
    freed: int = 0
    moved: int = 0


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """Does one action. Exit code 1 where `verify` finds damage."""
    here = world()
    store = ResultStore(cache_root(here, arguments.cache))
    try:
        made = _ACTIONS[arguments.action](store, arguments, here.clock())
    except OSError as error:
        raise _refused(f"the cache cannot be used: {error.strerror or error}", f"look at {store.root}") from error
    if arguments.json:
        print_json(made, alone=True)
    else:
        print("\n".join(_lines(made, arguments)))
    return 1 if made.damaged else 0


def needed(store: ResultStore) -> frozenset[str]:
    """Keys that the lock file of any known project needs. Raises BuildError for one that cannot be read."""
    keys: set[str] = set()
    for project in known_projects(store.root):
        try:
            keys |= read_lock(lock_path(project)).renders.keys()
        except LockError as error:
            path = lock_path(project)
            raise _refused(f"{path}, line {error.line}: {error}", "repair it first: it says what to keep") from error
    return frozenset(keys)


def _ls(store: ResultStore, arguments: Arguments, now: float) -> CacheReport:
    kept = needed(store)
    return CacheReport(
        folder=str(store.root), entries=tuple(_entry(store, result, kept) for result in keeping.results(store))
    )


def _show(store: ResultStore, arguments: Arguments, now: float) -> CacheReport:
    (word,) = arguments.words if len(arguments.words) == 1 else ("",)
    if not word:
        raise _refused("`cache show` needs one key", "`heygen-build cache ls` lists them")
    kept = needed(store)
    found = [_entry(store, result, kept) for result in keeping.results(store) if result.key.startswith(word)]
    if not found:
        raise _refused(f"no result has a key that begins with `{word}`", "`heygen-build cache ls` lists them")
    return CacheReport(folder=str(store.root), entries=tuple(found))


def _verify(store: ResultStore, arguments: Arguments, now: float) -> CacheReport:
    """A damaged result is taken out, so that the next build downloads or makes it again."""
    found = keeping.damage(store)
    for one in found:
        store.discard(one)
    return CacheReport(folder=str(store.root), damaged=tuple(str(one.path) for one in found))


def _prune(store: ResultStore, arguments: Arguments, now: float) -> CacheReport:
    keep = frozenset[str]() if arguments.everything else needed(store)
    before = now - (arguments.older or 0.0)
    gone = keeping.prune(store, keep=keep, before=before, dry=arguments.dry_run)
    return CacheReport(folder=str(store.root), pruned=len(gone.results), freed=gone.size)


def _export(store: ResultStore, arguments: Arguments, now: float) -> CacheReport:
    archive, *keys = _words(arguments, "an archive to write")
    return CacheReport(folder=str(store.root), moved=keeping.export(store, Path(archive), keys))


def _import(store: ResultStore, arguments: Arguments, now: float) -> CacheReport:
    (archive, *_) = _words(arguments, "an archive to read")
    try:
        return CacheReport(folder=str(store.root), moved=keeping.import_archive(store, Path(archive)))
    except keeping.ArchiveError as error:
        raise _refused(str(error), "`heygen-build cache export FILE.tar` writes archives") from error


_ACTIONS: dict[str, Callable[[ResultStore, Arguments, float], CacheReport]] = {
    "ls": _ls,
    "show": _show,
    "verify": _verify,
    "prune": _prune,
    "export": _export,
    "import": _import,
}


def _words(arguments: Arguments, what: str) -> tuple[str, ...]:
    if not arguments.words:
        raise _refused(f"`cache {arguments.action}` needs {what}", f"heygen-build cache {arguments.action} FILE.tar")
    return arguments.words


def _entry(store: ResultStore, result: StepResult, kept: frozenset[str]) -> CacheEntry:
    return CacheEntry(
        key=result.key,
        kind=result.meta.kind,
        created=result.created,
        size=sum(blob.size for blob in result.files.values()),
        seconds=seconds_of(result.meta),
        files={name: str(store.path(blob)) for name, blob in result.files.items()},
        kept=result.key in kept,
    )


def _lines(made: CacheReport, arguments: Arguments) -> Iterator[str]:
    match arguments.action:
        case "ls":
            yield from (_line(entry) for entry in made.entries)
            size = sum(entry.size for entry in made.entries)
            yield f"{counted(len(made.entries), 'result')}, {_megabytes(size)} in {made.folder}"
        case "show":
            yield from (line for entry in made.entries for line in _details(entry))
        case "verify":
            yield from (f"damaged, taken out: {path}" for path in made.damaged)
            yield f"{len(made.damaged)} damaged"
        case "prune":
            would = "would go" if arguments.dry_run else "went"
            yield f"{counted(made.pruned, 'result')} {would}, {_megabytes(made.freed)}"
        case _:
            yield f"{counted(made.moved, 'result')} {arguments.action}ed"


def _line(entry: CacheEntry) -> str:
    day = time.strftime("%Y-%m-%d", time.gmtime(entry.created))
    return (
        f"{entry.key[:_SHORT]}  {entry.kind:<7}  {day}  {_megabytes(entry.size):>9}  {'locked' * entry.kept}".rstrip()
    )


def _details(entry: CacheEntry) -> Iterator[str]:
    yield entry.key
    length = "" if entry.seconds is None else f", {entry.seconds:.1f} s"
    yield f"  {entry.kind}{length}, {_megabytes(entry.size)}{', needed by a lock file' * entry.kept}"
    for name, path in entry.files.items():
        yield f"  {name}: {path}"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def _refused(message: str, hint: str) -> BuildError:
    return BuildError([Diagnostic("HB0736", message, hint=hint)])
