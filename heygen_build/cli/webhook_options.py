"""The options with which HeyGen tells when jobs are over: of build, resume and watch-jobs."""

from __future__ import annotations

import argparse

DEFAULT_PORT = 8788  # as in webhooks.wish, which is not imported for --help


def webhook_options(parser: argparse.ArgumentParser) -> None:
    """Where HeyGen calls, and where that leads."""
    group = parser.add_argument_group(
        "webhooks",
        "HeyGen calls when a job is over, so that it is collected at once; jobs are asked about all the same. "
        "Calls must carry the endpoint's signature. The endpoint is registered for the build and removed after it, "
        "unless HEYGEN_WEBHOOK_SECRET has the secret of one that you registered for URL yourself.",
    )
    group.add_argument("--webhook-url", metavar="URL", help="the public https address of a tunnel or proxy to here")
    group.add_argument(
        "--listen",
        type=address,
        metavar="[HOST:]PORT",
        help=f"where it leads (default: 127.0.0.1:{DEFAULT_PORT}); alone for an emulator on this machine",
    )
    group.add_argument(
        "--callbacks",
        action="store_true",
        help="put the address into each order instead of registering an endpoint; such calls are not signed, a random "
        "part of the address vouches for them",
    )


def address(text: str) -> tuple[str, int]:
    """Host and port of `8788`, `0.0.0.0:8788` or `[::1]:8788`."""
    host, _, port = text.rpartition(":")
    if not (port.isascii() and port.isdigit() and len(port) < 6 and int(port) < 65536):
        raise argparse.ArgumentTypeError(f"expected a port, or HOST:PORT, got {text!r}")
    return host.removeprefix("[").removesuffix("]") or "127.0.0.1", int(port)
