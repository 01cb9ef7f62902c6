"""The one place that turns exceptions into exit codes: expected, interrupted, unexpected."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from io import TextIOWrapper
from types import FrameType
from typing import TYPE_CHECKING, Protocol, cast

from heygen_build.cli.parser import Arguments
from heygen_build.diagnostics import BuildError

if TYPE_CHECKING:
    from heygen_build.backends import World

INTERRUPTED = 130
TERMINATED = 143
UNEXPECTED = 1


class Command(Protocol):
    """What each command module has. The world is made by those that need it, because it is slow to import."""

    def run(self, arguments: Arguments, world: Callable[[], World]) -> int: ...


def guarded(arguments: Arguments, world: Callable[[], World]) -> int:
    """Run a command. No traceback reaches the user: what nobody expected goes into a report file."""
    _never_fail_on_a_letter()
    termination = Termination()
    earlier = signal.signal(signal.SIGTERM, termination)
    try:
        command = cast("Command", import_module(f"heygen_build.cli.{arguments.verb.replace('-', '_')}"))
        return command.run(arguments, world)
    except BuildError as error:
        from heygen_build.cli.console import show_diagnostics

        show_diagnostics(error.diagnostics, arguments)
        return error.exit_code
    except KeyboardInterrupt:
        # A second Ctrl-C while Python shuts down would end in a traceback, and there is nothing left to stop.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        print("interrupted; what is done is kept, and the next run continues", file=sys.stderr)
        return TERMINATED if termination.came else INTERRUPTED
    except BrokenPipeError:
        # The reader went away (`heygen-build plan | head`). Point stdout elsewhere, or Python complains at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNEXPECTED
    except Exception as error:  # noqa: BLE001 - the last line of defense: the report says everything
        _report(error)
        return UNEXPECTED
    finally:
        signal.signal(signal.SIGTERM, earlier)


def _never_fail_on_a_letter() -> None:
    """A terminal or a pipe that is not UTF-8 gets an escape for the letters it lacks, and no crash."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


class Termination:
    """Makes SIGTERM (a CI job that is canceled, `docker stop`) end a build the way Ctrl-C does: workers first."""

    def __init__(self) -> None:
        self.came = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        self.came = True
        if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # as in a shell's background jobs
            raise KeyboardInterrupt
        signal.raise_signal(signal.SIGINT)


def _report(error: Exception) -> None:
    from heygen_build.cli.crash import write_report

    print(f"error: heygen-build made a mistake: {type(error).__name__}", file=sys.stderr)
    try:
        where = f"the report is in {write_report(error)}"
    except OSError as refused:
        where = f"the report could not be written: {refused.strerror}"
    print(f"  = {where}; nothing that was paid for is lost, run again to continue", file=sys.stderr)
