"""`heygen-build render`: films that are chosen, and the forms they are written in."""

from __future__ import annotations

import json

import pytest
from ruamel.yaml import YAML

from heygen_build.cli.parser import Arguments, parse
from heygen_build.cli.render import as_text, chosen
from heygen_build.diagnostics import BuildError, SourceFile
from heygen_build.resolve.dump import dump
from heygen_build.resolve.given import Given
from heygen_build.resolve.model import ResolvedProject
from heygen_build.resolve.resolve import resolve
from heygen_build.source.load import parse as parse_yaml
from heygen_build.source.model import SourceDocument
from heygen_build.spec.validate import validate
from tests.catalogs import emulator_catalog

TEXT = """\
heygen_build: 1
title: Aurora
matrix: {locale: [en-US, es-ES], aspect: ["16:9", "9:16"]}
output: {aspect_ratio: "{{ aspect }}"}
scenes:
  - card: |
      Two
      lines
    hold: 2s
"""


@pytest.fixture
def project() -> ResolvedProject:
    file = SourceFile("project.yaml", TEXT)
    document = SourceDocument(root=parse_yaml(file), files=(file,))
    return resolve(document, validate(document), Given(), emulator_catalog())


def text(project: ResolvedProject, form: str, *, origins: bool) -> str:
    assert project.document is not None
    return as_text(dump(project, project.document, project.films[:1]), form, origins=origins)


def test_a_cell_chooses_the_films_that_have_all_its_values(project: ResolvedProject) -> None:
    names = [film.name for film in chosen(project, "locale=es-ES")]
    assert names == ["locale=es-ES,aspect=16:9", "locale=es-ES,aspect=9:16"]
    assert [film.name for film in chosen(project, "aspect=9:16, locale=en-US")] == ["locale=en-US,aspect=9:16"]


def test_a_cell_that_no_film_has_is_an_error_with_the_nearest(project: ResolvedProject) -> None:
    with pytest.raises(BuildError) as caught:
        chosen(project, "locale=es-SE")
    assert caught.value.diagnostics[0].code == "HB0348"
    assert caught.value.diagnostics[0].hint == "did you mean `locale=es-ES` or `locale=en-US`?"


def test_yaml_and_json_say_the_same_and_places_change_nothing(project: ResolvedProject) -> None:
    data = json.loads(text(project, "json", origins=False))
    yaml = YAML(typ="safe")
    for origins in (False, True):
        read = yaml.load(text(project, "yaml", origins=origins))
        # YAML 1.1 and 1.2 read 16:9 alike only as text, which is how it is compared.
        assert json.loads(json.dumps(read)) == data


def test_json_with_origins_gives_each_value_its_file_and_line(project: ResolvedProject) -> None:
    film = json.loads(text(project, "json", origins=True))["films"][0]
    assert film["title"] == {"value": "Aurora", "file": "project.yaml", "line": 2}
    assert film["aspect_ratio"] == {"value": "16:9", "file": "project.yaml", "line": 4}
    assert film["scenes"][0]["hold"] == {"value": 2.0, "file": "project.yaml", "line": 9}


def test_texts_of_several_lines_are_blocks_without_comments_in_them(project: ResolvedProject) -> None:
    assert "text: |-\n            Two\n            lines\n" in text(project, "yaml", origins=True)


def test_the_command_line_of_render_has_its_own_formats() -> None:
    parsed = parse(["render", "p.yaml", "--cell", "locale=es-ES", "--format", "json", "--origins"])
    assert isinstance(parsed, Arguments)
    assert (parsed.verb, parsed.cell, parsed.output_format, parsed.origins) == ("render", "locale=es-ES", "json", True)
