"""The note about the schema line: only where it would have helped."""

from __future__ import annotations

import pytest

from heygen_build.diagnostics import Diagnostic, Label, SourceFile
from heygen_build.diagnostics.lines import span_between
from heygen_build.source.editor import schema_note

LINE = "# yaml-language-server: $schema=project.schema.json\n"


def note(text: str, code: str = "HB0201", path: str = "project.yaml") -> Diagnostic | None:
    file = SourceFile(path, text)
    return schema_note([Diagnostic(code, "wrong", (Label(span_between(file, 0, 1)),))], "project.yaml")


@pytest.mark.parametrize("text", ["titel: x\n", "# a comment\ntitel: x\n", f"titel: x\n{LINE}", "\n\ntitel: x\n"])
def test_a_mistake_of_shape_in_a_file_without_the_line_gets_the_note(text: str) -> None:
    found = note(text)
    assert found is not None
    assert (found.code, found.severity, found.path) == ("HB0150", "note", "project.yaml")


@pytest.mark.parametrize("text", [f"{LINE}titel: x\n", f"# Aurora\n\n{LINE}titel: x\n"])
def test_a_file_that_names_its_schema_gets_none(text: str) -> None:
    assert note(text) is None


@pytest.mark.parametrize(
    ("code", "path"), [("HB0110", "project.yaml"), ("HB0331", "project.yaml"), ("HB0201", "brand.yaml")]
)
def test_mistakes_that_the_schema_would_not_show_get_none(code: str, path: str) -> None:
    assert note("titel: x\n", code, path) is None
