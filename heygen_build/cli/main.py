"""The entry point. Imports next to nothing, because `--version` should cost no more than starting Python."""

from __future__ import annotations

import os
import sys

from heygen_build import __version__

TYPE_CHECKING = False  # type checkers know this name; importing `typing` for it would take a quarter of `--version`
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from heygen_build.backends import World


def main(arguments: Sequence[str] | None = None, *, world: Callable[[], World] | None = None) -> int:
    """Run one command; gives the exit code, as `--help` lists them. Tests bring a `world` of their own."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given in (["--version"], ["-V"]):
        print(f"heygen-build {__version__}")
        return 0
    from heygen_build.cli.parser import parse

    try:
        parsed = parse(given)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of `--help | head` went away. Point stdout elsewhere, or Python complains at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    if isinstance(parsed, int):
        return parsed
    if parsed.verb == "build" and world is None:
        from heygen_build.cli.quick import answer

        code = answer(parsed, os.environ)
        if code is not None:
            return code
    from heygen_build.cli.guard import guarded

    return guarded(parsed, world or _real_world)


def _real_world() -> World:
    from heygen_build.cli.world import real_world

    return real_world()


if __name__ == "__main__":
    sys.exit(main())
