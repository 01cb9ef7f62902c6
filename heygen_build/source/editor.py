"""The line that makes editors check a project file while it is typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from heygen_build.diagnostics import Diagnostic, SourceFile

_MODELINE = re.compile(r"^#\s*yaml-language-server:\s*\$schema=", re.MULTILINE)
_OF_SHAPE = re.compile(r"HB02\d\d")
"""Mistakes that the JSON Schema shows as well; of broken YAML every editor speaks anyway."""


def schema_note(found: Sequence[Diagnostic], project: str) -> Diagnostic | None:
    """A note for a project whose mistakes an editor would have shown, and whose file does not name the schema.

    `project` is the path of the project file as it is shown. A fine project gets none: nothing is wrong with it.
    """
    files = [label.span.file for diagnostic in found for label in diagnostic.labels]
    file = next((file for file in files if file.path == project), None)
    if file is None or _names_schema(file) or not any(_OF_SHAPE.match(diagnostic.code) for diagnostic in found):
        return None
    message = "editors can show such mistakes while you type, once this file names its schema"
    hint = (
        "run `heygen-build schema > project.schema.json`, and begin the file with "
        "`# yaml-language-server: $schema=project.schema.json`"
    )
    return Diagnostic("HB0150", message, hint=hint, severity="note", path=project)


def _names_schema(file: SourceFile) -> bool:
    """The line counts only above the first key, as it does for the language server."""
    lines = file.text.splitlines()
    head = next((number for number, line in enumerate(lines) if line and not line.startswith("#")), len(lines))
    return _MODELINE.search("\n".join(lines[:head])) is not None
