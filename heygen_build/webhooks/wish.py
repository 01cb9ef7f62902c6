"""What was asked for on the command line: an address that HeyGen calls, and where it leads on this machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from heygen_build.diagnostics import Diagnostic

PORT = 8788
SECRET_VARIABLE = "HEYGEN_WEBHOOK_SECRET"


@dataclass(frozen=True, slots=True)
class WebhookWish:
    """`url` is what HeyGen calls; None where the API is on this machine and can call `host` itself.

    `callbacks` puts the address into every order that can carry one, instead of registering an endpoint. `say` takes a
    line for people, `tell` what is wrong and yet keeps no job from being finished.
    """

    url: str | None
    host: str
    port: int
    callbacks: bool
    say: Callable[[str], None]
    tell: Callable[[Diagnostic], None]
