"""Where the key may go: an address over HTTPS, or this machine."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Self
from urllib.parse import urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}


class AddressError(ValueError):
    """An address that must not be used, with the reason."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Scheme, host and port: what decides whether two addresses are the same server."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, url: str) -> Self:
        """The origin of an absolute http(s) address. Raises AddressError for every other text."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise AddressError("this is not a web address") from None
        if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
            raise AddressError("this is not an http or https address")
        if parts.username is not None or parts.password is not None:
            raise AddressError("an address must not carry a user name or password")
        return cls(parts.scheme, parts.hostname, port or _DEFAULT_PORTS[parts.scheme])

    @property
    def is_loopback(self) -> bool:
        """Whether this is the same machine, by address or by the reserved name localhost (RFC 6761)."""
        if self.host == "localhost" or self.host.endswith(".localhost"):
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False


def checked_origin(url: str) -> Origin:
    """The origin, when nobody on the way can read what is sent: HTTPS, or this machine. Else AddressError."""
    origin = Origin.of(url)
    if origin.scheme == "http" and not origin.is_loopback:
        raise AddressError(
            f"http://{origin.host} is refused: over plain HTTP everybody on the way could read it. Use https."
        )
    return origin


def checked_base(url: str) -> str:
    """The base address of an API, without a final slash; it may have a path (a gateway) but no query.

    Else AddressError.
    """
    checked_origin(url)
    if "?" in url or "#" in url:
        raise AddressError("the base address of the API must not have a query or a fragment")
    return url.rstrip("/")
