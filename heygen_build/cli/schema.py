"""`heygen-build schema`: the JSON Schema of project files, for editors."""

from __future__ import annotations

from heygen_build.cli.parser import Arguments
from heygen_build.cli.schemas import project_schema_text


def run(arguments: Arguments) -> int:
    """Prints the schema."""
    print(project_schema_text(), end="")
    return 0
