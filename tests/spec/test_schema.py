"""The published schema against the program: an editor never refuses what `check` accepts, and the other way round only
where a line of `ONLY_CHECK` says why."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heygen_build.diagnostics import BuildError, Diagnostic, SourceFile
from heygen_build.source.load import load, parse
from heygen_build.source.model import Mapping, Route, SourceDocument, to_python, walk
from heygen_build.spec import models
from heygen_build.spec.base import Model, fields_of
from heygen_build.spec.schema import project_schema
from heygen_build.spec.shape import model_at
from heygen_build.spec.validate import validate

MODELS = [model for model in vars(models).values() if isinstance(model, type) and issubclass(model, Model)]
ROOT = Path(__file__).parents[2]
PROJECTS = sorted((Path(__file__).parent / "projects").glob("*.yaml"))
EXAMPLES = sorted((ROOT / "examples" / "projects").glob("*/project.yaml"))
CASES = sorted((ROOT / "tests" / "diagnostics" / "cases").glob("*/project.yaml"))
SCHEMA = jsonschema.Draft202012Validator(project_schema())
Json: TypeAlias = object

ONLY_CHECK = {
    "HB0201": "an axis of a matrix may have any name, so a misspelled `exclude` is an axis to the schema",
    "HB0205": "names of colors, 59 minutes and seconds, and seconds of a cinematic shot are more than a pattern says",
    "HB0206": "numbers that are not finite do not exist in JSON",
    "HB0208": "names are at most 100 characters long, which `propertyNames` does not say",
    "HB0211": "keys that exclude each other: a schema could say it, but editors would show all arms at once",
    "HB0212": "one key of a group is missing, for the same reason",
    "HB0213": "a key needs another key, for the same reason",
    "HB0214": "an end before its beginning compares two values",
    "HB0301": "templates are read by Jinja",
}
"""What the program refuses and the schema does not, with the reason; all else is refused by both."""


def document(text: str) -> SourceDocument:
    file = SourceFile("project.yaml", text)
    return SourceDocument(parse(file), (file,))


def refusals(found: SourceDocument) -> tuple[Diagnostic, ...]:
    try:
        validate(found)
    except BuildError as error:
        return error.diagnostics
    return ()


@pytest.mark.parametrize("path", PROJECTS, ids=lambda path: path.stem)
def test_the_whole_language_is_accepted_by_both(path: Path) -> None:
    found = document(path.read_text("utf-8"))
    assert refusals(found) == ()
    assert list(SCHEMA.iter_errors(to_python(found.root))) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_every_example_is_accepted_by_both(path: Path) -> None:
    found = load(path)
    assert refusals(found) == ()
    assert list(SCHEMA.iter_errors(to_python(found.root))) == []


def used(found: SourceDocument) -> Iterator[tuple[type[Model], str]]:
    for route, node in walk(found.root):
        model = model_at(route) if isinstance(node, Mapping) else None
        if model is not None and isinstance(node, Mapping):
            yield from ((model, entry.name) for entry in node.entries)


def test_no_key_of_the_language_is_missing_from_the_projects_of_this_folder() -> None:
    seen = {pair for path in PROJECTS for pair in used(document(path.read_text("utf-8")))}
    missing = {
        f"{model.__name__}.{key}"
        for model in MODELS
        for key in fields_of(model)
        if (model, key) not in seen and model is not models.UsedStyleSpec
    }
    assert missing == set()


def loaded(path: Path) -> SourceDocument | None:
    try:
        return load(path)
    except BuildError:
        return None


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_what_the_schema_refuses_of_the_broken_cases_is_refused_by_the_program(path: Path) -> None:
    found = loaded(path)
    if found is None:
        return
    by_schema, by_program = list(SCHEMA.iter_errors(to_python(found.root))), refusals(found)
    assert not by_schema or by_program
    if by_program and not by_schema:
        assert {diagnostic.code for diagnostic in by_program} <= set(ONLY_CHECK)


# --- laws -----------------------------------------------------------------------------------------------------------

BASES: list[dict[str, Json]] = []
for _path in PROJECTS:
    _data = to_python(document(_path.read_text("utf-8")).root)
    assert isinstance(_data, dict)
    BASES.append(_data)


def routes(data: Json, route: Route = ()) -> Iterator[Route]:
    yield route
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from routes(value, (*route, key))


WORDS = [
    *("x", "cut", "host", "white", "#12", "3s", "50%", "end-2s", "-18dB", "-16LUFS", "12%", "48px", "115%", "auto"),
    *("{{ x }}", "16:9", "mp4", "fade", "en-US", "2", "", " ", "off", "Yes"),
]
SCALARS = st.sampled_from([*WORDS, 0, 1, -1, 2.5, 100, 10**20, True, False, None])
KEYS = st.sampled_from(sorted({key for model in MODELS for key in fields_of(model)} | {"a b", "x"}))
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=6
)


@st.composite
def mutated(draw: st.DrawFn) -> Json:
    """A valid project with one to three changes: a value replaced, a key or item removed, a key or item added."""
    data = copy.deepcopy(draw(st.sampled_from(BASES)))
    for _ in range(draw(st.integers(1, 3))):
        route = draw(st.sampled_from(list(routes(data))[1:]))
        parent: Json = data
        for step in route[:-1]:
            parent = parent[step]  # type: ignore[index]
        change = draw(st.sampled_from(["replace", "remove", "add"]))
        if change == "remove":
            del parent[route[-1]]  # type: ignore[attr-defined]
        elif change == "replace":
            parent[route[-1]] = draw(VALUES)  # type: ignore[index]
        elif isinstance(parent, dict):
            parent[draw(KEYS)] = draw(VALUES)
        elif isinstance(parent, list):
            parent.append(draw(VALUES))
    return data


@settings(max_examples=400, deadline=None)
@given(mutated())
def test_whatever_the_schema_refuses_the_program_refuses(data: Json) -> None:
    found = document(json.dumps(data, indent=1))
    by_program = refusals(found)
    if list(SCHEMA.iter_errors(data)):
        assert by_program
    else:
        assert {diagnostic.code for diagnostic in by_program} <= set(ONLY_CHECK)
    for diagnostic in by_program:
        assert diagnostic.labels
        assert not re.search(r"Input should|value_error|\x1f", diagnostic.message)


@settings(max_examples=200, deadline=None)
@given(mutated())
def test_the_same_mistake_is_never_told_twice(data: Json) -> None:
    told = [
        (found.code, found.message, found.labels[0].span) for found in refusals(document(json.dumps(data, indent=1)))
    ]
    assert len(told) == len(set(told))
