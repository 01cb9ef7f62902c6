"""The entry point. Imports next to nothing, because `--version` should cost no more than starting Python."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from heygen_build import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code, as `--help` lists them."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given in (["--version"], ["-V"]):
        print(f"heygen-build {__version__}")
        return 0
    from heygen_build.cli.parser import parse

    parsed = parse(given)
    if isinstance(parsed, int):
        return parsed
    from heygen_build.cli.guard import guarded

    return guarded(parsed)


if __name__ == "__main__":
    sys.exit(main())
