"""`heygen-build emulate`: a HeyGen-compatible API on this machine."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from heygen_build.cli.parser import Arguments
from heygen_build.diagnostics import BuildError, Diagnostic

if TYPE_CHECKING:
    from heygen_build.backends import World
    from heygen_build.emulator.config import Config


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """Serves until Ctrl-C."""
    from heygen_build.emulator.keeping import StateFolderError
    from heygen_build.emulator.server import serve

    try:
        serve(arguments.host, 8787 if arguments.port is None else arguments.port, _config(arguments))
    except StateFolderError as error:
        hint = "take another folder with `--state`, or delete the file to begin anew"
        raise BuildError([Diagnostic("HB0614", str(error), hint=hint)], exit_code=1) from error
    except OSError as error:
        message = f"cannot listen on {arguments.host}, port {arguments.port}: {error.strerror or error}"
        hint = "another program may use the port: `--port 0` takes a free one"
        raise BuildError([Diagnostic("HB0613", message, hint=hint)], exit_code=1) from error
    return 0


def _config(arguments: Arguments) -> Config:
    from heygen_build.emulator.config import Config
    from heygen_build.emulator.jobs import Immediate, Realistic

    return Config(
        seed=arguments.seed,
        public_url=arguments.public_url,
        workers=os.cpu_count() or 1,
        progression=Realistic(arguments.speed) if arguments.speed else Immediate(),
        folder=arguments.state,
        keep=arguments.state is not None,
        lenient=arguments.lenient,
    )
