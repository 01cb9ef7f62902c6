"""`heygen-build schema`: the JSON Schema of project files, for editors."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from heygen_build.cli.parser import Arguments

if TYPE_CHECKING:
    from heygen_build.backends import World


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """Prints the schema."""
    from heygen_build.cli.schemas import project_schema_text

    print(project_schema_text(), end="")
    return 0
