"""Keeping the cache: what is in it, what may go, whether it is whole, and moving parts of it to other machines."""

from __future__ import annotations

import tarfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pydantic import ValidationError

from heygen_build.store.digest import file_digest
from heygen_build.store.results import Blob, CacheDamage, ResultStore, StepResult


class ArchiveError(Exception):
    """An archive that is not one of the cache, or whose bytes are not what they say."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """What went, or would go: results, files, bytes."""

    results: tuple[str, ...]
    files: int
    size: int


def results(store: ResultStore) -> Iterator[StepResult]:
    """Every result that can be read, by key. Those of other versions, and torn ones, are left out."""
    for path in sorted((store.root / "results").glob("*/*.json")):
        found = store.get(path.stem)
        if found is not None:
            yield found


def damage(store: ResultStore) -> tuple[CacheDamage, ...]:
    """Every stored file is read: those whose bytes changed. Results without a file are damaged as well."""
    found: list[CacheDamage] = []
    for path in sorted((store.root / "results").glob("*/*.json")):
        try:
            found += store.verify(StepResult.model_validate_json(path.read_bytes()))
        except ValidationError:
            found.append(CacheDamage(path.stem, path))
    return tuple(found)


def prune(store: ResultStore, *, keep: Collection[str], before: float, dry: bool) -> Pruned:
    """Remove results that were made before a time (Unix seconds) and are not to be kept, then files that none needs.

    A file goes after its last result, so a build that reads the cache meanwhile finds a result whole or not at all.
    """
    going = [result for result in results(store) if result.key not in keep and result.created < before]
    gone = {result.key for result in going}
    if not dry:
        for result in going:
            store.forget(result.key)
    needed = {store.path(blob) for result in results(store) if result.key not in gone for blob in result.files.values()}
    files = [path for path in (store.root / "objects").glob("*/*") if path not in needed and _is_old(path, before)]
    size = sum(path.stat().st_size for path in files)
    if not dry:
        for path in files:
            path.unlink(missing_ok=True)
    return Pruned(tuple(sorted(gone)), len(files), size)


def export(store: ResultStore, archive: Path, keys: Collection[str]) -> int:
    """Write results with their files into a tar archive; no keys mean all. Gives how many. Raises OSError."""
    chosen = [result for result in results(store) if not keys or result.key in keys]
    written: set[Path] = set()
    with tarfile.open(archive, "w") as tar:
        for result in chosen:
            for path in (store.path(blob) for blob in result.files.values()):
                if path not in written:
                    tar.add(path, path.relative_to(store.root).as_posix())
                    written.add(path)
            # Last, so that an archive that was cut off holds no result without its files.
            path = store.result_path(result.key)
            tar.add(path, path.relative_to(store.root).as_posix())
    return len(chosen)


def import_archive(store: ResultStore, archive: Path) -> int:
    """Take over the results of an archive, each checked by its digests; gives how many.

    Raises ArchiveError and OSError.
    """
    try:
        with tarfile.open(archive, "r") as tar:
            return _import(store, tar)
    except tarfile.TarError as error:
        raise ArchiveError(f"{archive} is not an archive of the cache: {error}") from error


def _import(store: ResultStore, tar: tarfile.TarFile) -> int:
    members = {member.name: member for member in tar.getmembers() if member.isfile()}
    found = [member for name, member in members.items() if PurePosixPath(name).parts[:1] == ("results",)]
    for member in found:
        result = _read_result(tar, member)
        files = {name: _take(store, tar, members, blob) for name, blob in result.files.items()}
        store.put(result.key, inputs=result.inputs, files=files, meta=result.meta, created=result.created)
    return len(found)


def _read_result(tar: tarfile.TarFile, member: tarfile.TarInfo) -> StepResult:
    stream = tar.extractfile(member)
    try:
        return StepResult.model_validate_json(stream.read() if stream else b"")
    except ValidationError as error:
        raise ArchiveError(f"{member.name} cannot be read") from error


def _take(store: ResultStore, tar: tarfile.TarFile, members: dict[str, tarfile.TarInfo], blob: Blob) -> Path:
    """A file of the archive in the scratch folder. Names inside the archive are never used as paths of this disk."""
    name = store.path(blob).relative_to(store.root).as_posix()
    stream = tar.extractfile(members[name]) if name in members else None
    if stream is None:
        raise ArchiveError(f"the archive lacks {name}")
    target = store.scratch() / f"import-{blob.digest}{blob.suffix}"
    with target.open("wb") as file:
        while chunk := stream.read(1 << 20):
            file.write(chunk)
    if file_digest(target) != blob.digest:
        target.unlink()
        raise ArchiveError(f"{name} in the archive is damaged")
    return target


def _is_old(path: Path, before: float) -> bool:
    # A file that is younger may belong to a result that another build is about to publish.
    return path.stat().st_mtime < before
