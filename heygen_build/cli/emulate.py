"""`heygen-build emulate`: a HeyGen-compatible API on this machine."""

from __future__ import annotations

import os

from heygen_build.cli.parser import Arguments


def run(arguments: Arguments) -> int:
    """Serves until Ctrl-C."""
    from heygen_build.emulator.app import Config
    from heygen_build.emulator.server import serve

    config = Config(seed=arguments.seed, public_url=arguments.public_url, workers=os.cpu_count() or 1)
    serve(arguments.host, arguments.port, config)
    return 0
