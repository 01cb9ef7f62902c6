"""The shared cache: results and their files in a bucket, under the names they have in the cache of this machine.

    v1/objects/ab/<BLAKE3>.mp4    v1/results/ab/<key>.json    v1/leases/<key>/<number>

A result is written after its files, and only where there is none, so that what can be read is whole and everybody
reads the same. What comes from a bucket is checked as if a stranger had written it: names by their form, inputs by
the key, files by size and digest.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from pydantic import ValidationError

from heygen_build.store.digest import file_digest, key_of
from heygen_build.store.remote_bucket import Bucket, BucketError
from heygen_build.store.results import Blob, ProofreadMeta, ResultStore, StepResult, UploadMeta

LAYOUT = "v1"


class RemoteDamage(BucketError):
    """What lies in the bucket is not what it says; it is made again, and written over."""


class RemoteCache:
    """Results of a bucket, taken into a local store and given from it. Raises BucketError, and OSError of the disk."""

    def __init__(self, bucket: Bucket, store: ResultStore) -> None:
        self.bucket = bucket
        self._store = store
        self._damaged: set[str] = set()

    async def look(self, key: str) -> StepResult | None:
        """The result of a key as the bucket has it, without its files. Raises RemoteDamage."""
        text = await self.bucket.read(_result_name(key))
        if text is None:
            return None
        try:
            result = StepResult.model_validate_json(text)
        except ValidationError as error:
            raise self._damage(key, "the result cannot be read") from error
        if result.key != key or key_of(result.inputs) != key:
            raise self._damage(key, "it is the result of another step")
        return result

    async def take(self, result: StepResult) -> StepResult:
        """Bring a result that `look` gave, with its files, into the local store. Raises RemoteDamage."""
        with tempfile.TemporaryDirectory(dir=self._store.scratch()) as folder:
            files = {name: await self._fetch(result.key, blob, Path(folder) / name) for name, blob in _blobs(result)}
            return self._store.put(
                result.key, inputs=result.inputs, files=files, meta=result.meta, created=result.created
            )

    async def give(self, result: StepResult) -> None:
        """Write a result with its files, unless the bucket has it."""
        if not is_shared(result):
            return
        is_damaged = result.key in self._damaged
        if not is_damaged and await self.bucket.size(_result_name(result.key)) is not None:
            return
        for _, blob in _blobs(result):
            if is_damaged or await self.bucket.size(_object_name(blob)) != blob.size:
                await self.bucket.write(_object_name(blob), self._store.path(blob))
        text = result.model_dump_json(indent=1).encode()
        if is_damaged:
            await self.bucket.write(_result_name(result.key), text)
            self._damaged.discard(result.key)
        else:
            await self.bucket.create(_result_name(result.key), text)

    async def forget(self, key: str) -> None:
        """Remove a result: what it names is gone from the account."""
        await self.bucket.remove(_result_name(key))

    async def _fetch(self, key: str, blob: Blob, target: Path) -> Path:
        target = target.with_suffix(blob.suffix)
        if not await self.bucket.fetch(_object_name(blob), target):
            raise self._damage(key, f"{_object_name(blob)} is missing")
        if target.stat().st_size != blob.size or file_digest(target) != blob.digest:
            raise self._damage(key, f"{_object_name(blob)} is not what it was")
        return target

    def _damage(self, key: str, what: str) -> RemoteDamage:
        self._damaged.add(key)
        return RemoteDamage(f"{self.bucket.address}: {what} (step {key[:12]})")


def is_shared(result: StepResult) -> bool:
    """Whether a result is worth something to others: uploads cost nothing, proofreading sessions live for a day."""
    return not isinstance(result.meta, UploadMeta | ProofreadMeta)


def _blobs(result: StepResult) -> tuple[tuple[str, Blob], ...]:
    return tuple(result.files.items())


def _result_name(key: str) -> str:
    return f"{LAYOUT}/results/{key[:2]}/{key}.json"


def _object_name(blob: Blob) -> str:
    return f"{LAYOUT}/objects/{blob.digest[:2]}/{blob.digest}{blob.suffix}"
