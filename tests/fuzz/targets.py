"""What is fuzzed, and what must hold: diagnostics or a result, places inside of their files, and a rendering."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from heygen_build.diagnostics import BuildError, Diagnostic, SourceFile
from heygen_build.diagnostics.render_github import render as render_github
from heygen_build.diagnostics.render_json import render as render_json
from heygen_build.diagnostics.render_sarif import render as render_sarif
from heygen_build.diagnostics.render_text import render as render_text
from heygen_build.resolve.given import Given
from heygen_build.resolve.resolve import resolve
from heygen_build.source.csvrows import csv_rows
from heygen_build.source.data import Rows
from heygen_build.source.jsonrows import json_mapping, json_rows, jsonl_rows
from heygen_build.source.load import load, parse
from heygen_build.source.model import SourceDocument, walk
from heygen_build.source.yamlrows import yaml_rows
from heygen_build.spec.templated import Template, TemplateProblem
from heygen_build.spec.validate import validate
from tests.catalogs import emulator_catalog
from tests.fuzz.corpus import ANY, VARIABLES

Outcome = str
"""What a case ended in: "fine", or the code of its first mistake."""
SHOWN = 5
"""Diagnostics that are rendered of each case: a thousand equal ones show nothing new."""


def project(text: str) -> Outcome:
    """Rooms 1 and 2, from the text of a project file."""
    file = SourceFile("project.yaml", text)

    def run() -> None:
        document = SourceDocument(parse(file), (file,))
        for _, node in walk(document.root):
            assert 0 <= node.span.start.offset <= node.span.end.offset <= len(text)
        validate(document)

    return _outcome(run)


def project_bytes(data: bytes, folder: Path) -> Outcome:
    """The same from bytes on a disk, with decoding and includes."""
    path = folder / "project.yaml"
    path.write_bytes(data)
    return _outcome(lambda: validate(load(path)))


def checked(text: str, folder: Path) -> Outcome:
    """Rooms 1 to 3, with the emulator's catalog: names, files, limits and warnings."""
    path = folder / "project.yaml"
    path.write_text(text, encoding="utf-8", errors="surrogatepass")

    def run() -> None:
        document = load(path)
        _check_renderings(resolve(document, validate(document), Given(), emulator_catalog()).warnings[:SHOWN])

    return _outcome(run)


def rows(text: str) -> Outcome:
    """All formats of data files read the same text."""
    file = SourceFile("data", text)
    outcomes = [_outcome(partial(_places, read, file)) for read in (csv_rows, json_rows, jsonl_rows, yaml_rows)]
    return min(*outcomes, _outcome(lambda: json_mapping(file)))


def template(text: str, variables: Mapping[str, object] = VARIABLES) -> Outcome:
    """A template compiles and renders, or says where it does not. What it gives could stand in YAML."""
    problem = _problem(text, variables)
    if problem is None:
        return "fine"
    assert 0 <= problem.start <= problem.end <= len(text), (problem.start, problem.end)
    assert problem.message
    return "problem"


def _problem(text: str, variables: Mapping[str, object]) -> TemplateProblem | None:
    try:
        made: Template[object] = Template(text, ANY)
        json.dumps(made.render(variables))
    except TemplateProblem as problem:
        return problem
    return None


def _places(read: Callable[[SourceFile], Rows], file: SourceFile) -> None:
    for row in read(file):
        assert 0 <= row.span.start.offset <= row.span.end.offset
        for name in row.values:
            assert row.cell_span(name).end.offset <= row.end


def _outcome(run: Callable[[], object]) -> Outcome:
    found = _found(run)
    if found is None:
        return "fine"
    assert found, "an error that says nothing"
    for diagnostic in found:
        _check(diagnostic)
    _check_renderings(found[:SHOWN])
    return found[0].code


def _found(run: Callable[[], object]) -> tuple[Diagnostic, ...] | None:
    try:
        run()
    except BuildError as error:
        return error.diagnostics
    return None


def _check(diagnostic: Diagnostic) -> None:
    assert diagnostic.message.strip()
    for label in diagnostic.labels:
        span = label.span
        assert 0 <= span.start.offset <= span.end.offset <= len(span.file.text)


def _check_renderings(found: tuple[Diagnostic, ...]) -> None:
    """Every format can show them, and none lets control characters of the project through."""
    shown = render_text(found, width=80)
    assert not set(shown) & {chr(code) for code in range(32) if code != 10}
    assert len(json.loads(render_json(found))["diagnostics"]) == len(found)
    assert len(json.loads(render_sarif(found))["runs"][0]["results"]) == len(found)
    assert len(render_github(found).splitlines()) == len(found)
