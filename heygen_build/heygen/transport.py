"""The one module that imports httpx, so that its successor stays a one-line change.

Everybody else takes `httpx` from here.
"""

from __future__ import annotations

import errno
import logging
import socket
import ssl
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any
from urllib.request import getproxies_environment

import httpx as httpx

from heygen_build.heygen.address import Origin
from heygen_build.heygen.errors import Kind, TransportFailure

# The types of the ASGI norm, in which messages are open dictionaries.
Message = MutableMapping[str, Any]
AsgiApp = Callable[[Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]]
Transport = httpx.AsyncBaseTransport

# httpx logs whole addresses, and a download link with its signature opens the file to whoever reads the log.
logging.getLogger("httpx").setLevel(logging.WARNING)


def make_transport(app: AsgiApp | None = None, *, proxies: Mapping[str, str] | None = None) -> Transport:
    """The way to a server: into `app` inside this process, or (None) over the network.

    `proxies` maps a scheme to a proxy's address, with `no` for exceptions; by default HTTPS_PROXY and its kin are read.
    """
    if app is not None:
        return httpx.ASGITransport(app=app)
    return _Network(getproxies_environment() if proxies is None else proxies)


class _Network(httpx.AsyncBaseTransport):
    """Real hosts over aiohttp's connections, because httpx's own pool grows with the square of them (performance.md).

    The transport below ignores proxy variables and lets some of aiohttp's errors through; both are mended here.
    """

    def __init__(self, proxies: Mapping[str, str]) -> None:
        self._proxies = dict(proxies)
        self._lines: dict[str | None, httpx.AsyncBaseTransport] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        import aiohttp

        try:
            return await self._line(self._proxy_for(str(request.url))).handle_async_request(request)
        except aiohttp.ClientError as error:  # such as an answer that is not HTTP
            raise httpx.RemoteProtocolError(type(error).__name__) from error

    def _proxy_for(self, url: str) -> str | None:
        origin = Origin.of(url)
        if origin.is_loopback or _is_listed(origin.host, self._proxies.get("no", "")):
            return None  # never a proxy to this machine: the key would leave it in the clear
        return self._proxies.get(origin.scheme) or self._proxies.get("all")

    def _line(self, proxy: str | None) -> httpx.AsyncBaseTransport:
        if proxy not in self._lines:
            from httpx_aiohttp import AiohttpTransport

            self._lines[proxy] = AiohttpTransport(proxy=None if proxy is None else httpx.Proxy(proxy))
        return self._lines[proxy]

    async def aclose(self) -> None:
        for line in self._lines.values():
            await line.aclose()


def _is_listed(host: str, exceptions: str) -> bool:
    """NO_PROXY: a comma list of host names, each with everything below it; a star stands for all hosts."""
    names = [name.strip().lower().lstrip(".") for name in exceptions.split(",")]
    return "*" in names or any(name and (host == name or host.endswith(f".{name}")) for name in names)


def as_failure(error: httpx.HTTPError | OSError, host: str) -> TransportFailure:
    """What a broken exchange means.

    `host` is named in the message; the error itself is not kept, it holds the request.
    """
    cause = error.__cause__ if isinstance(error, httpx.HTTPError) and error.__cause__ is not None else error
    kind, sent = _meaning(error, cause)
    return TransportFailure(kind, _TEXTS[kind].format(host=host), sent=sent)


_TEXTS: dict[Kind, str] = {
    "refused": "{host} refuses connections",
    "dns": "the name {host} cannot be found",
    "tls": "no trusted connection to {host}: its certificate was not accepted",
    "proxy": "the proxy does not let us through to {host}",
    "unreachable": "{host} cannot be reached",
    "timeout": "{host} did not answer in time",
    "reset": "the connection to {host} broke before the answer was complete",
    "truncated": "{host} sent less than it announced",
    "address": "{host} is not an address that can be used",
}


def _meaning(error: httpx.HTTPError | OSError, cause: BaseException) -> tuple[Kind, bool]:
    if type(cause).__module__.startswith("aiohttp"):
        return _meaning_below(cause)
    if isinstance(error, ssl.SSLError | FileNotFoundError):  # the file that SSL_CERT_FILE names
        return "tls", False
    if isinstance(error, httpx.ProxyError):
        return "proxy", False
    if isinstance(error, httpx.ConnectError):
        return _no_connection(cause), False
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return "timeout", not isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout)
    if isinstance(error, httpx.UnsupportedProtocol):
        return "address", False
    return "reset", True


def _meaning_below(cause: BaseException) -> tuple[Kind, bool]:
    """Looks at aiohttp's own error.

    httpx-aiohttp 0.2 calls a refused connection and one that broke after an order was sent by the same name,
    ConnectTimeout, and between these two lies a second payment.
    """
    import aiohttp

    if isinstance(cause, aiohttp.ClientProxyConnectionError | aiohttp.ClientHttpProxyError):
        return "proxy", False
    if isinstance(cause, aiohttp.ClientConnectorError):
        return _no_connection(cause), False
    if isinstance(cause, TimeoutError):
        return "timeout", not isinstance(cause, aiohttp.ConnectionTimeoutError)
    if isinstance(cause, aiohttp.InvalidURL):
        return "address", False
    return "reset", True


def _no_connection(cause: BaseException) -> Kind:
    chain: list[BaseException] = []
    link: BaseException | None = cause
    while link is not None and link not in chain:
        chain.append(link)
        link = getattr(link, "os_error", None) or link.__cause__ or link.__context__
    if any(isinstance(item, ssl.SSLError) for item in chain):
        return "tls"
    if any(isinstance(item, socket.gaierror) for item in chain):
        return "dns"
    if any(isinstance(item, OSError) and item.errno == errno.ECONNREFUSED for item in chain):
        return "refused"
    return "unreachable"
