"""The one place that turns exceptions into exit codes: expected, interrupted, unexpected."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Protocol, cast

from heygen_build.cli.parser import Arguments
from heygen_build.diagnostics import BuildError

INTERRUPTED = 130


class Command(Protocol):
    """What each command module has."""

    def run(self, arguments: Arguments) -> int: ...


def guarded(arguments: Arguments) -> int:
    """Run a command. No traceback reaches the user: what nobody expected goes into a report file."""
    try:
        command = cast("Command", import_module(f"heygen_build.cli.{arguments.verb}"))
        return command.run(arguments)
    except BuildError as error:
        from heygen_build.cli.console import show_diagnostics

        show_diagnostics(error.diagnostics, arguments)
        return error.exit_code
    except KeyboardInterrupt:
        print("interrupted; what is done is kept, and the next run continues", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader went away (`heygen-build plan | head`). Point stdout elsewhere, or Python complains at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # noqa: BLE001 - the last line of defense: the report says everything
        from heygen_build.cli.crash import write_report

        path = write_report(error)
        print(f"error: heygen-build made a mistake: {type(error).__name__}", file=sys.stderr)
        print(f"  = the report is in {path}; nothing that was paid for is lost, run again to continue", file=sys.stderr)
        return 1
