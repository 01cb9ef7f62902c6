"""One exchange with a server: a request goes out, an answer or a TransportFailure comes back.

Knows no key and no retry.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from typing import BinaryIO

from heygen_build import __version__
from heygen_build.heygen.address import Origin, checked_origin
from heygen_build.heygen.errors import TransportFailure
from heygen_build.heygen.transport import Transport, as_failure, httpx

READ_SECONDS = 30.0
WRITE_SECONDS = 120.0  # creating a video takes up to 31 s at the 99th percentile (api/README, timeouts)
UPLOAD_SECONDS = 600.0
CONNECT_SECONDS = 10.0
_REDIRECTS = 5
_CHUNK = 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class FilePart:
    """A file of a multipart form, in memory so that a repeat sends the same bytes."""

    name: str
    content: bytes = field(repr=False)
    mime: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A request.

    At most one of `json` (UTF-8), `file` and `raw` (a body that is a file, its type in `mime`) is set; `seconds` bounds
    the whole exchange. The headers hold the key and stay out of every text, also of a crash report that shows local
    variables.
    """

    method: str
    url: str
    query: tuple[tuple[str, str], ...] = ()
    json: bytes | None = field(default=None, repr=False)
    file: FilePart | None = None
    raw: bytes | None = field(default=None, repr=False)
    mime: str = "application/octet-stream"
    seconds: float = READ_SECONDS
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer: header names are lower case, `body` is decoded. Both stay out of texts: they may be secret."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Flow:
    """An answer whose body has not been read: `chunks` are the file's own bytes, in order, uncompressed."""

    status: int
    headers: Mapping[str, str]
    chunks: AsyncIterator[bytes]


class Channel:
    """Sends requests over one transport.

    Adds no credentials, keeps no cookies, and follows redirects only for files.
    """

    def __init__(self, transport: Transport) -> None:
        # A draft server shares our processor: its slowness is drawing, not a lost line.
        self._patient = isinstance(transport, httpx.ASGITransport)
        self._client = httpx.AsyncClient(
            transport=transport,
            headers={"User-Agent": f"heygen-build/{__version__}", "Accept": "application/json"},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            trust_env=False,
        )

    async def aclose(self) -> None:
        """Closes the connections."""
        await self._client.aclose()

    async def exchange(self, outgoing: Outgoing) -> Answer:
        """The server's answer, whatever its status; redirects are answers too. Raises TransportFailure."""
        try:
            async with asyncio.timeout(None if self._patient else outgoing.seconds):
                response = await self._client.send(self._request(outgoing))
                return Answer(response.status_code, _plain(response.headers), response.content)
        except (httpx.HTTPError, OSError) as error:
            failure = as_failure(error, Origin.of(outgoing.url).host)
        raise failure  # outside the handler, because the caught error refers to the request and its headers

    def _request(self, outgoing: Outgoing) -> httpx.Request:
        part = outgoing.file
        return self._client.build_request(
            outgoing.method,
            outgoing.url,
            params=httpx.QueryParams(outgoing.query) if outgoing.query else None,
            content=outgoing.json if outgoing.raw is None else outgoing.raw,
            files=None if part is None else {"file": (part.name, part.content, part.mime)},
            headers={**outgoing.headers, **_content_type(outgoing)},
            timeout=_timeout(outgoing.seconds),
        )

    async def send_file(self, url: str, headers: Mapping[str, str], path: Path, size: int) -> Answer:
        """PUT of a file to a presigned address, read as it is sent. Raises TransportFailure, AddressError and OSError.

        The length is stated, because object stores refuse bodies in chunks.
        """
        checked_origin(url)
        given = {**headers, "Content-Length": str(size)}
        timeout = _timeout(UPLOAD_SECONDS)
        with path.open("rb") as file:
            request = self._client.build_request("PUT", url, content=_chunks(file), headers=given, timeout=timeout)
            try:
                response = await self._client.send(request)
                return Answer(response.status_code, _plain(response.headers), response.content)
            except httpx.HTTPError as error:
                raise as_failure(error, Origin.of(url).host) from None

    @asynccontextmanager
    async def stream(self, url: str, headers: Mapping[str, str]) -> AsyncIterator[Flow]:
        """Opens a file for reading, without asking for compression.

        Raises TransportFailure and AddressError, also within the block.
        """
        response = await self._follow(httpx.URL(url), headers)
        try:
            yield Flow(response.status_code, _plain(response.headers), response.aiter_bytes())
        except httpx.HTTPError as error:
            raise as_failure(error, response.url.host) from None
        finally:
            await response.aclose()

    async def _follow(self, target: httpx.URL, headers: Mapping[str, str]) -> httpx.Response:
        """Follows redirects by hand, because each hop must be as safe as the first."""
        for _ in range(_REDIRECTS + 1):
            checked_origin(str(target))
            response = await self._open(target, headers)
            if not response.has_redirect_location:
                return response
            await response.aclose()
            target = target.join(response.headers["Location"])
        raise TransportFailure("address", f"{target.host} redirects too often", sent=True)

    async def _open(self, target: httpx.URL, headers: Mapping[str, str]) -> httpx.Response:
        request = self._client.build_request("GET", target, headers=headers, timeout=_timeout(READ_SECONDS))
        try:
            return await self._client.send(request, stream=True)
        except (httpx.HTTPError, OSError) as error:
            raise as_failure(error, target.host) from None


def _timeout(seconds: float) -> httpx.Timeout:
    # No pool limit: with many jobs a request may wait for a free connection without anything being wrong.
    return httpx.Timeout(connect=CONNECT_SECONDS, read=seconds, write=seconds, pool=None)


def _content_type(outgoing: Outgoing) -> dict[str, str]:
    if outgoing.raw is not None:
        return {"Content-Type": outgoing.mime}
    return {"Content-Type": "application/json"} if outgoing.json is not None else {}


async def _chunks(file: BinaryIO) -> AsyncIterator[bytes]:
    while chunk := await asyncio.to_thread(file.read, _CHUNK):
        yield chunk


def _plain(headers: httpx.Headers) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
