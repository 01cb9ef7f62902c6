"""The language reference says everything that the schema says, and its examples are right in shape."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from heygen_build.source.load import load
from heygen_build.spec.reference import inserted
from heygen_build.spec.schema import project_schema
from heygen_build.spec.validate import validate

PROJECTS = Path(__file__).parents[2] / "examples" / "projects"
TEXT = (PROJECTS / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
_ANYTHING = "Plain"
"""The one definition that is no mapping: any plain value."""


def _definitions() -> dict[str, list[str]]:
    """Every mapping of the schema with its keys, without the walk that the reference makes."""
    schema = project_schema()
    definitions = schema["$defs"]
    assert isinstance(definitions, dict)
    whole = {"Project": schema, **definitions}
    return {name: list(part["properties"]) for name, part in whole.items() if name != _ANYTHING}


def _properties(schema: dict[str, object]) -> list[dict[str, list[object]]]:
    definitions = schema["$defs"]
    assert isinstance(definitions, dict)
    wholes = [schema, *(part for name, part in definitions.items() if name != _ANYTHING)]
    return [value for part in wholes for value in part["properties"].values()]


def _sections() -> list[list[str]]:
    """The keys that each section of the reference has rows for."""
    tables = TEXT.partition("\n## Every key\n")[2].split("\n### ")[1:]
    return [re.findall(r"^\| `([a-z0-9_]+)` \|", table, re.MULTILINE) for table in tables]


def test_every_key_of_the_schema_is_mentioned() -> None:
    assert sorted(_sections()) == sorted(_definitions().values())


def test_every_example_of_the_tables_is_the_value_of_the_schema() -> None:
    schema = project_schema()
    wanted = [value["examples"][-1] for value in _properties(schema) if "examples" in value]
    rows = re.findall(r"^\| `[A-Za-z0-9_]+` \|.*\| `([a-z0-9_]+: .*)` \|$", TEXT, re.MULTILINE)
    written = [next(iter(yaml.safe_load(row.replace(r"\|", "|")).values())) for row in rows]
    assert sorted(map(repr, written)) == sorted(map(repr, wanted))


def test_the_tables_are_those_of_the_schema() -> None:
    assert inserted(TEXT) == TEXT, "run `make schemas`"


def test_a_document_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no"):
        inserted("# A reference without a place for tables\n")


def test_every_link_within_the_reference_leads_somewhere() -> None:
    anchors = {heading.lower().replace(" ", "-") for heading in re.findall(r"^### (.+)$", TEXT, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= anchors


def test_the_table_of_projects_lists_every_project() -> None:
    listed = {name for name, target in re.findall(r"^\| \[([a-z-]+)\]\(([^)]+)\)", TEXT, re.MULTILINE)}
    assert listed == {path.parent.name for path in PROJECTS.glob("*/project.yaml")}


def test_every_linked_file_exists() -> None:
    linked = re.findall(r"\]\(([^)#:]+)\)", TEXT)
    assert [target for target in linked if not (PROJECTS / target).is_file()] == []


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split(":")[0].strip("# \n"))
def test_every_block_of_the_guide_is_a_part_of_a_project(block: str, tmp_path: Path) -> None:
    written = yaml.safe_load(block)
    (tmp_path / "brand.yaml").write_text("styles: {headline: {weight: 700}}\n")
    head = "heygen_build: 1\n" + "title: A film\n" * ("title" not in written)
    scenes = "scenes: [{card: Hello, hold: 1s}]\n" * ("scenes" not in written)
    path = tmp_path / "project.yaml"
    path.write_text(head + block.replace("../shared/brand.yaml", "brand.yaml") + scenes, encoding="utf-8")
    validate(load(path))
