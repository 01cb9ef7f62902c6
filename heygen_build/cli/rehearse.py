"""`heygen-build rehearse`: hear the scenes through a live session before they are rendered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from heygen_build.cli import console
from heygen_build.cli.parser import Arguments
from heygen_build.cli.projects import find_projects
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.execute.problems import without_step
from heygen_build.heygen.errors import HeyGenError
from heygen_build.pipeline import Options
from heygen_build.rehearse.liveavatar import LiveAvatarStage
from heygen_build.rehearse.session import rehearse
from heygen_build.rehearse.stage import StreamingStage

if TYPE_CHECKING:
    from heygen_build.backends import World


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """Serves a page until Ctrl-C, which is how a rehearsal ends: exit 0."""
    path = find_projects(arguments.projects, Path.cwd())[0]
    options = Options(arguments.draft, dict(arguments.variables), arguments.variables_files)
    for note in (StreamingStage if arguments.liveavatar is None else LiveAvatarStage).notes:
        console.say(note)
    try:
        asyncio.run(rehearse(path, options, world(), arguments.port or 0, _opened, arguments.liveavatar))
    except KeyboardInterrupt:
        console.say("the rehearsal is over")
    except HeyGenError as error:
        raise without_step(error) from error
    except OSError as error:
        message = f"the page cannot be served on port {arguments.port}: {error.strerror or error}"
        hint = "another program may use the port: without `--port` a free one is taken"
        raise BuildError([Diagnostic("HB0613", message, hint=hint)], exit_code=1) from error
    return 0


def _opened(address: str) -> None:
    console.say(f"the page is at {address} (Ctrl-C ends the rehearsal)")
