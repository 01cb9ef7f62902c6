"""A bucket of S3, Google Cloud or Azure, or a folder, as the shared cache needs it: obstore behind a few calls.

Every call may raise BucketError, whose words hold no credentials.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from heygen_build.store.remote_access import access, scrub

if TYPE_CHECKING:
    from obstore.store import ClientConfig, ObjectStore, RetryConfig

SCHEMES = ("s3", "gs", "az", "file")
CONNECT_SECONDS, REQUEST_SECONDS, RETRY_SECONDS = 5, 300, 20
"""How long a connection, one request, and all repetitions of one may take: a cache that is away must cost little."""
_RETRIES = 3
_ENDPOINTS = (
    *("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT"),
    *("GOOGLE_BASE_URL", "AZURE_STORAGE_ENDPOINT", "AZURE_ENDPOINT"),
)


class BucketError(Exception):
    """The shared cache could not be used: it is out of reach, refuses, or its address is none."""


class AddressError(BucketError):
    """The address is none of a bucket: a mistake in the project, not in the world."""


class Bucket:
    """Objects by name below an address. `address` is safe to show."""

    def __init__(self, store: ObjectStore, address: str, environ: Mapping[str, str]) -> None:
        self.address = address
        self._store = store
        self._environ = environ

    async def read(self, name: str) -> bytes | None:
        """A small object whole; None where there is none."""
        import obstore

        with self._telling():
            try:
                return bytes(await (await obstore.get_async(self._store, name)).bytes_async())
            except FileNotFoundError:
                return None

    async def fetch(self, name: str, target: Path) -> bool:
        """Stream an object into `target`; False where there is none. Raises OSError when the disk refuses."""
        import obstore

        with self._telling():
            try:
                found = await obstore.get_async(self._store, name)
            except FileNotFoundError:
                return False
            stream = found.stream()
        with target.open("wb") as file:
            while True:
                with self._telling():
                    try:
                        chunk = await anext(stream)
                    except StopAsyncIteration:
                        return True
                file.write(chunk)

    async def size(self, name: str) -> int | None:
        """The bytes of an object, None where there is none."""
        import obstore

        with self._telling():
            try:
                return (await obstore.head_async(self._store, name))["size"]
            except FileNotFoundError:
                return None

    async def create(self, name: str, content: bytes) -> bool:
        """Write an object unless there is one; whether it was written.

        Only a store that `honors_conditions` can be believed when two machines write at once.
        """
        import obstore
        from obstore.exceptions import AlreadyExistsError, PreconditionError

        with self._telling():
            try:
                await obstore.put_async(self._store, name, content, mode="create")
            except (AlreadyExistsError, PreconditionError):
                return False
            return True

    async def write(self, name: str, content: bytes | Path) -> None:
        """Write an object, over the one that is there; large files travel in parts."""
        import obstore

        with self._telling():
            await obstore.put_async(self._store, name, content)

    async def names(self, prefix: str) -> tuple[str, ...]:
        """The names of all objects below a prefix, sorted."""
        import obstore

        with self._telling():
            found = await obstore.list(self._store, prefix=prefix).collect_async()
            return tuple(sorted(entry["path"] for entry in found))

    async def remove(self, name: str) -> None:
        """Remove an object; one that is not there is no error."""
        import obstore

        with self._telling(), contextlib.suppress(FileNotFoundError):
            await obstore.delete_async(self._store, name)

    async def honors_conditions(self) -> bool:
        """Whether writing twice with `If-None-Match: *` fails the second time: some servers ignore the condition."""
        from obstore.exceptions import NotSupportedError

        name = f"probes/{token_hex(12)}"
        try:
            first = await self.create(name, b"heygen-build asks whether conditions are honored")
            second = await self.create(name, b"they are not")
        except BucketError as error:
            # A server may also refuse the header as something it does not implement.
            if isinstance(error.__cause__, NotSupportedError):
                return False
            raise
        await self.remove(name)
        return first and not second

    @contextlib.contextmanager
    def _telling(self) -> Iterator[None]:
        from obstore.exceptions import BaseError

        try:
            yield
        except FileNotFoundError as error:
            # Where an object is missed the callers know it; a write misses what it should lie in.
            raise BucketError(f"{self.address}: there is no such bucket, container or folder") from error
        except (BaseError, OSError) as error:
            raise BucketError(f"{self.address}: {scrub(error, self._environ)}") from error


def open_bucket(address: str, environ: Mapping[str, str], home: Path) -> Bucket:
    """The bucket at `s3://…`, `gs://…`, `az://…` or `file://…`; nothing is asked yet. Raises BucketError."""
    check_address(address)
    try:
        return Bucket(_open(address, urlsplit(address).scheme, environ, home), address, environ)
    except ImportError as error:
        raise BucketError(f"{address} needs the package obstore: {error}") from error


def check_address(address: str) -> None:
    """Raises AddressError."""
    parts = urlsplit(address)
    kinds = ", ".join(f"{scheme}://" for scheme in SCHEMES)
    if parts.scheme not in SCHEMES:
        raise AddressError(f"{shown(address)} is no address of a bucket or folder ({kinds})")
    if parts.scheme == "file" and (parts.netloc not in ("", "localhost") or not parts.path.strip("/")):
        raise AddressError(f"{shown(address)} names no folder: write file:///, then its path from the root")
    if parts.scheme != "file" and not parts.netloc:
        raise AddressError(f"{shown(address)} names no bucket")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise AddressError(f"{shown(address)} says more than where; credentials belong in the environment")


def shown(address: str) -> str:
    """An address without what may be secret in it."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _open(address: str, scheme: str, environ: Mapping[str, str], home: Path) -> ObjectStore:
    from obstore.exceptions import BaseError
    from obstore.store import AzureStore, GCSStore, LocalStore, S3Store

    try:
        if scheme == "file":
            return LocalStore(_folder(address), mkdir=True)
        config = access(environ, home) if scheme == "s3" else {}
        # Plain http only where it was asked for: the signature does not hide what is sent.
        endpoints = [config.get("endpoint"), *(environ.get(name) for name in _ENDPOINTS)]
        client: ClientConfig = {
            "allow_http": any(endpoint and endpoint.startswith("http://") for endpoint in endpoints),
            "connect_timeout": timedelta(seconds=CONNECT_SECONDS),
            "timeout": timedelta(seconds=REQUEST_SECONDS),
        }
        retry: RetryConfig = {"max_retries": _RETRIES, "retry_timeout": timedelta(seconds=RETRY_SECONDS)}
        if scheme == "s3":
            return S3Store.from_url(address, config=config, client_options=client, retry_config=retry)
        if scheme == "gs":
            return GCSStore.from_url(address, client_options=client, retry_config=retry)
        return AzureStore.from_url(address, client_options=client, retry_config=retry)
    except (BaseError, OSError, ValueError) as error:
        raise BucketError(f"{shown(address)}: {scrub(error, environ)}") from error


def _folder(address: str) -> Path:
    from urllib.request import url2pathname

    folder = Path(url2pathname(urlsplit(address).path))
    # Where a folder of the network is not mounted, making it would leave a cache on the wrong disk.
    if not folder.parent.is_dir() or (folder.exists() and not os.access(folder, os.W_OK)):
        raise PermissionError(f"{folder} cannot be written, or its parent folder does not exist")
    return folder
