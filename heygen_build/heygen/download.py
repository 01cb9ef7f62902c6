"""Fetching a finished file: without the key, resumed after a broken line, checked, flushed and renamed into place."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from heygen_build.heygen.address import AddressError, Origin
from heygen_build.heygen.answers import refusal
from heygen_build.heygen.channel import Answer, Channel, Flow
from heygen_build.heygen.errors import ApiError, LinkExpired, TransportFailure
from heygen_build.heygen.retry import delay, may_repeat
from heygen_build.heygen.surroundings import Surroundings

Progress = Callable[[int, int | None], None]
"""Called with the bytes received so far, and the bytes announced where the server says."""

_EXPIRED = frozenset({401, 403, 404, 410})  # api/README, URL lifetime
_CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+)")
_REASON_BYTES = 10_000


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A file in its place:

    `size` in bytes, `content_type` as the server named it, lower case and without parameters.
    """

    size: int
    content_type: str | None


async def download(
    channel: Channel,
    url: str,
    to: Path,
    around: Surroundings,
    *,
    expect_bytes: int | None = None,
    on_bytes: Progress | None = None,
) -> Downloaded:
    """Fetches `url` into `to`, whose folder exists; `to` is complete or untouched, also when the machine stops midway.

    Raises LinkExpired, TransportFailure, ApiError, and OSError for the disk. None of them tells the link's signature.
    """
    host = _host(url)
    with _part_beside(to) as (file, part):
        transfer = _Transfer(file, host, expect_bytes, on_bytes)
        await _until_complete(channel, url, transfer, around)
        await asyncio.to_thread(_publish, file, part, to)
    return Downloaded(transfer.size, transfer.content_type)


async def _until_complete(channel: Channel, url: str, transfer: _Transfer, around: Surroundings) -> None:
    attempt = 0
    while (failure := await _attempt(channel, url, transfer)) is not None:
        if transfer.has_advanced():
            attempt = 0  # a long file over a bad line may break often, as long as it gets on
        # Repeatable also after a timeout, because fetching a file changes and costs nothing.
        if not may_repeat("GET", failure, True, attempt, around.limits):
            raise failure
        retry_after = failure.retry_after if isinstance(failure, ApiError) else None
        await around.sleep(delay(attempt, retry_after, around.random()))
        attempt += 1


async def _attempt(channel: Channel, url: str, transfer: _Transfer) -> ApiError | TransportFailure | None:
    try:
        async with channel.stream(url, transfer.headers()) as flow:
            await transfer.take(flow)
    except (ApiError, TransportFailure) as failure:
        return failure
    except AddressError as error:  # a redirect to a place where files are not fetched from
        return TransportFailure("address", str(error), sent=False)
    return None


class _Transfer:
    """What has arrived so far, and what must hold for the rest to fit."""

    def __init__(self, file: BinaryIO, host: str, expect_bytes: int | None, on_bytes: Progress | None) -> None:
        self._file = file
        self._host = host
        self._expected = expect_bytes
        self._on_bytes = on_bytes
        self._total: int | None = None
        self._validator: str | None = None
        self._furthest = 0
        self._reported = 0
        self.size = 0
        self.content_type: str | None = None

    def headers(self) -> Mapping[str, str]:
        """What to ask for next: the whole file, or the part that is missing, if it is still the same file."""
        plain = {"Accept": "*/*", "Accept-Encoding": "identity"}
        if self.size == 0 or self._total is None:
            return plain  # of a file without an end nobody can say whether the parts fit
        wanted = {**plain, "Range": f"bytes={self.size}-"}
        return {**wanted, "If-Range": self._validator} if self._validator else wanted

    def has_advanced(self) -> bool:
        """Whether more of the file is here than when this was asked last."""
        advanced = self._furthest > self._reported
        self._reported = self._furthest
        return advanced

    async def take(self, flow: Flow) -> None:
        """Adds what `flow` brings. Raises when it is no file, does not fit, or ends early."""
        await self._open(flow)
        async for chunk in flow.chunks:
            self._file.write(chunk)
            self.size += len(chunk)
            self._furthest = max(self._furthest, self.size)
            if self._on_bytes is not None:
                self._on_bytes(self.size, self._total)
        self._check_end()

    async def _open(self, flow: Flow) -> None:
        if flow.status in _EXPIRED:
            raise LinkExpired(flow.status, self._host)
        if flow.status == 206 and self.size and self._continues(flow.headers):
            return
        self._restart()
        if flow.status in (206, 416):
            raise TransportFailure("truncated", f"{self._host} cannot continue the file, starting again", sent=True)
        if flow.status != 200:
            raise await _refused(flow)
        self._learn(flow.headers)

    def _continues(self, headers: Mapping[str, str]) -> bool:
        found = _CONTENT_RANGE.fullmatch(headers.get("content-range", ""))
        return found is not None and (int(found[1]), int(found[2])) == (self.size, self._total)

    def _restart(self) -> None:
        self._file.seek(0)
        self._file.truncate()
        self.size = 0
        self._total = self._validator = None

    def _learn(self, headers: Mapping[str, str]) -> None:
        self.content_type = headers.get("content-type", "").split(";")[0].strip().lower() or None
        length = headers.get("content-length", "")
        if "content-encoding" not in headers and length.isdigit():
            self._total = int(length)
        etag = headers.get("etag", "")
        self._validator = etag if etag.startswith('"') else headers.get("last-modified")
        if None not in (self._expected, self._total) and self._expected != self._total:
            text = f"{self._host} announces {self._total} bytes where {self._expected} were expected"
            raise TransportFailure("truncated", text, sent=True)

    def _check_end(self) -> None:
        wanted = self._total if self._total is not None else self._expected
        if wanted is None or self.size == wanted:
            return
        text = f"{self._host} sent {self.size} of {wanted} bytes"
        if self._total is None or self.size > wanted:
            self._restart()  # such a file cannot be continued
        raise TransportFailure("truncated", text, sent=True)


async def _refused(flow: Flow) -> ApiError:
    body = b""
    async for chunk in flow.chunks:
        body += chunk
        if len(body) >= _REASON_BYTES:
            break
    return refusal(Answer(flow.status, flow.headers, body[:_REASON_BYTES]), str)


def _host(url: str) -> str:
    try:
        return Origin.of(url).host
    except AddressError as error:
        reason = str(error)
    raise TransportFailure("address", f"the download link cannot be used: {reason}", sent=False)


@contextmanager
def _part_beside(to: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """A new file in the same folder, because only there a rename is atomic.

    It is gone afterwards, renamed or removed.
    """
    part = to.with_name(f".download-{uuid4().hex}.part")
    with part.open("xb") as file:
        try:
            yield file, part
        finally:
            file.close()
            part.unlink(missing_ok=True)


def _publish(file: BinaryIO, part: Path, to: Path) -> None:
    """Contents first, then the name, then the folder: a power cut at any moment leaves the old state or the new."""
    file.flush()
    os.fsync(file.fileno())
    file.close()
    part.replace(to)
    if os.name == "posix":
        folder = os.open(to.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
