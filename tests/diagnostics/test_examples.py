"""Examples on the pages of codes are true: the wrong lines are told by that code, the right ones are fine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from heygen_build.diagnostics import BuildError, SourceFile
from heygen_build.diagnostics.codes import CODES
from heygen_build.diagnostics.examples import EXAMPLES
from heygen_build.source.include import include_all
from heygen_build.source.load import parse
from heygen_build.source.model import SourceDocument
from heygen_build.spec.validate import validate

NEEDED = {"heygen_build": "heygen_build: 1", "title": "title: Aurora", "scenes": "scenes:\n  - {card: Hello, hold: 3s}"}


def whole(lines: str) -> str:
    """The lines as a project: what every project needs is added where it is missing."""
    missing = [line for key, line in NEEDED.items() if not re.search(rf"^{key}:?", lines, re.MULTILINE)]
    return "\n".join([*missing, lines]) + "\n"


@pytest.fixture(autouse=True)
def _brand(work: Path) -> None:
    """A file beside the project, for the example that includes one."""
    (work / "brand.yaml").write_text("captions: {sidecar: [srt]}\n")


def codes(lines: str) -> set[str]:
    file = SourceFile("project.yaml", whole(lines))
    try:
        root, files = include_all(file, Path("project.yaml"), parse)
        validate(SourceDocument(root, tuple(files)))
    except BuildError as error:
        return {found.code for found in error.diagnostics}
    return set()


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_wrong_lines_get_the_code(code: str) -> None:
    assert code in codes(EXAMPLES[code].wrong)


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_wrong_lines_show_one_mistake_and_no_other(code: str) -> None:
    assert len(codes(EXAMPLES[code].wrong)) == 1


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_right_lines_are_fine(code: str) -> None:
    assert codes(EXAMPLES[code].right) == set()


def test_examples_belong_to_codes() -> None:
    assert EXAMPLES.keys() <= CODES.keys()
    assert list(EXAMPLES) == sorted(EXAMPLES)
