"""`heygen-build emulate`: a HeyGen-compatible API on this machine."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

from heygen_build.cli.parser import Arguments
from heygen_build.diagnostics import BuildError, Diagnostic

if TYPE_CHECKING:
    from heygen_build.backends import World
    from heygen_build.emulator.config import Config


PORT = 8787


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """Serves until Ctrl-C."""
    from heygen_build.emulator.keeping import StateFolderError
    from heygen_build.emulator.server import serve

    port = PORT if arguments.port is None else arguments.port
    try:
        serve(arguments.host, port, _config(arguments))
    except StateFolderError as error:
        hint = "take another folder with `--state`; a file that is damaged can be deleted, to begin anew"
        raise BuildError([Diagnostic("HB0614", str(error), hint=hint)], exit_code=1) from error
    except OSError as error:
        message = f"cannot listen on {arguments.host}, port {port}: {error.strerror or error}"
        raise BuildError([Diagnostic("HB0613", message, hint=_hint(error))], exit_code=1) from error
    return 0


def _hint(error: OSError) -> str:
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return "`--host` is an address of this machine: 127.0.0.1, or 0.0.0.0 to be reached from others"
    if error.errno == errno.EACCES:
        return "this port needs more rights: `--port 0` takes a free one"
    return "another program may use the port: `--port 0` takes a free one"


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
