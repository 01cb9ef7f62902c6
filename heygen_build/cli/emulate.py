"""`heygen-build emulate`: a HeyGen-compatible API on this machine."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from heygen_build.cli.parser import Arguments
from heygen_build.diagnostics import BuildError, Diagnostic

if TYPE_CHECKING:
    from heygen_build.backends import World


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """Serves until Ctrl-C."""
    from heygen_build.emulator.app import Config
    from heygen_build.emulator.server import serve

    config = Config(seed=arguments.seed, public_url=arguments.public_url, workers=os.cpu_count() or 1)
    try:
        serve(arguments.host, arguments.port, config)
    except OSError as error:
        message = f"cannot listen on {arguments.host}, port {arguments.port}: {error.strerror or error}"
        hint = "another program may use the port: `--port 0` takes a free one"
        raise BuildError([Diagnostic("HB0613", message, hint=hint)], exit_code=1) from error
    return 0
