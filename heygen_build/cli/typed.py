"""Values that are typed on the command line, read by argparse: each raises ArgumentTypeError for what is none."""

from __future__ import annotations

import argparse
from urllib.parse import urlsplit


def assignment(text: str) -> tuple[str, str]:
    """Name and value of `NAME=VALUE`."""
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise argparse.ArgumentTypeError(f"expected NAME=VALUE, got {text!r}")
    return name.strip(), value


def port(text: str) -> int:
    """A port from 0 to 65535."""
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"expected a port from 0 to 65535, got {text!r}")
    return int(text)


def share(text: str) -> float:
    """A number from 0 to 10."""
    try:
        share = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected a number from 0 to 10, got {text!r}") from None
    if not 0 <= share <= 10:
        raise argparse.ArgumentTypeError(f"expected a number from 0 to 10, got {text!r}")
    return share


def web_address(text: str) -> str:
    """An http or https address with a host, such as `https://heygen.example:8443/base`."""
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable or parts.query or parts.fragment or any(letter.isspace() for letter in text):
        raise argparse.ArgumentTypeError(f"expected an address such as https://heygen.example, got {text!r}")
    return text


def usd(text: str) -> float:
    """An amount of `2.50` or `$2.50`."""
    try:
        amount = float(text.removeprefix("$"))
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected an amount in USD such as 2.50, got {text!r}") from None
    if not 0 <= amount < float("inf"):
        raise argparse.ArgumentTypeError("an amount is 0 or more")
    return amount
