"""Laws of variables: which value wins, and that nothing else matters."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from heygen_build.diagnostics import SourceFile
from heygen_build.resolve.given import ENVIRONMENT, Given, VariablesFile
from heygen_build.resolve.resolve import resolve
from heygen_build.source.load import parse
from heygen_build.source.model import SourceDocument
from heygen_build.spec.validate import validate
from tests.builders import origin
from tests.catalogs import emulator_catalog

HERE = origin().span
WORDS = st.text("abcdefgh", min_size=1, max_size=8)


def shown(text: str, outside: Given) -> list[str]:
    """The titles of the films of a project."""
    file = SourceFile("project.yaml", text)
    document = SourceDocument(root=parse(file), files=(file,))
    return [film.title for film in resolve(document, validate(document), outside, emulator_catalog()).films]


def project(default: str) -> str:
    lines = ("heygen_build: 1", 'title: "{{ name }}"', f"variables: {{name: {default!r}}}")
    return "\n".join([*lines, "scenes:", "  - {card: Hello, hold: 2s}", ""])


def values_of(value: str | None) -> tuple[VariablesFile, ...]:
    return () if value is None else (VariablesFile(Path("values.yaml"), {"name": (value, HERE)}),)


@given(WORDS, st.none() | WORDS, st.none() | WORDS, st.none() | WORDS, st.none() | WORDS)
def test_the_last_of_default_files_environment_and_command_line_wins(
    default: str, first: str | None, second: str | None, exported: str | None, typed: str | None
) -> None:
    environ = {} if exported is None else {f"{ENVIRONMENT}NAME": exported}
    outside = Given((*values_of(first), *values_of(second)), environ, {} if typed is None else {"name": typed})
    given_values = [value for value in (default, first, second, exported, typed) if value is not None]
    assert shown(project(default), outside) == [given_values[-1]]


@given(st.lists(WORDS, min_size=1, max_size=4, unique=True), WORDS)
def test_a_value_of_the_matrix_beats_the_default(values: list[str], default: str) -> None:
    text = project(default) + f"matrix: {{name: {values!r}}}\n"
    assert shown(text, Given()) == values


@given(st.lists(WORDS, min_size=1, max_size=4, unique=True), st.data())
def test_a_value_from_outside_chooses_among_the_values_of_an_axis(values: list[str], data: st.DataObject) -> None:
    chosen = data.draw(st.sampled_from(values))
    text = project("none") + f"matrix: {{name: {values!r}}}\n"
    assert shown(text, Given(typed={"name": chosen})) == [chosen]


@given(st.lists(WORDS, min_size=1, max_size=3, unique=True), st.lists(WORDS, min_size=1, max_size=3, unique=True))
def test_there_is_one_film_for_each_combination_and_each_has_its_own_file(one: list[str], two: list[str]) -> None:
    text = project("none") + f"matrix: {{one: {one!r}, two: {two!r}}}\n"
    file = SourceFile("project.yaml", text)
    document = SourceDocument(root=parse(file), files=(file,))
    films = resolve(document, validate(document), Given(), emulator_catalog()).films
    assert len(films) == len(one) * len(two) == len({film.output for film in films})


def test_films_of_a_matrix_share_the_scenes_that_do_not_depend_on_it() -> None:
    text = project("none").replace("card: Hello", 'card: "Hello"') + "matrix: {locale: [en-US, es-ES]}\n"
    file = SourceFile("project.yaml", text)
    document = SourceDocument(root=parse(file), files=(file,))
    first, second = resolve(document, validate(document), Given(), emulator_catalog()).films
    assert first.scenes[0] is second.scenes[0]
