"""`heygen-build render`: the project with nothing left open, as YAML or JSON."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from heygen_build.backends import World
from heygen_build.cli.console import show_diagnostics
from heygen_build.cli.parser import Arguments
from heygen_build.cli.projects import find_projects
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.diagnostics.suggest import did_you_mean_text
from heygen_build.pipeline import Options, render
from heygen_build.resolve.dump import Valued, dump
from heygen_build.resolve.model import Film, ResolvedProject

if TYPE_CHECKING:
    from ruamel.yaml.comments import CommentedMap, CommentedSeq


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """Prints each project named; with several, one YAML document or one line of JSON after the other."""
    options = Options(arguments.draft, dict(arguments.variables), arguments.variables_files)
    for path in find_projects(arguments.projects, Path.cwd()):
        document, project = asyncio.run(render(path, options, world()))
        show_diagnostics(project.warnings, arguments)
        made = dump(project, document, chosen(project, arguments.cell))
        print(as_text(made, arguments.output_format, origins=arguments.origins), end="")
    return 0


def chosen(project: ResolvedProject, cell: str | None) -> tuple[Film, ...]:
    """The films whose names have all parts of `--cell`, such as `locale=es-ES,aspect=9:16`."""
    if cell is None:
        return project.films
    wanted = {part.strip() for part in cell.split(",") if part.strip()}
    found = tuple(film for film in project.films if wanted and wanted <= set(film.name.split(",")))
    if found:
        return found
    parts = sorted({part for film in project.films[:2000] for part in film.name.split(",") if part})
    unknown = next((part for part in sorted(wanted) if part not in parts), cell)
    hint = did_you_mean_text(unknown, parts) or (
        f"there are {', '.join(f'`{part}`' for part in parts[:8])}" if parts else "the project has no matrix"
    )
    raise BuildError([Diagnostic("HB0348", f"--cell {cell}: no film has `{unknown}`", hint=hint)])


def as_text(made: Valued, form: str, *, origins: bool) -> str:
    """YAML, with places as comments; or JSON, in which `origins` turns each value into value, file and line."""
    if form == "json":
        data = _with_places(made) if origins else _bare(made)
        return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 100_000
    yaml.allow_unicode = True
    stream = io.StringIO()
    yaml.dump(_commented(made, origins), stream)
    return stream.getvalue()


def _bare(made: Valued) -> object:
    value = made.value
    if isinstance(value, dict):
        return {name: _bare(item) for name, item in value.items()}
    return [_bare(item) for item in value] if isinstance(value, list) else value


def _with_places(made: Valued) -> object:
    value = made.value
    if isinstance(value, dict):
        return {name: _with_places(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_with_places(item) for item in value]
    return {"value": value, "file": made.span.file.path, "line": made.span.start.line + 1}


def _commented(made: Valued, origins: bool) -> object:
    """The same data for YAML: long texts as blocks, and with `origins` a comment behind each plain value."""
    from ruamel.yaml.scalarstring import LiteralScalarString

    if isinstance(made.value, dict):
        return _commented_map(made.value, origins)
    if isinstance(made.value, list):
        return _commented_list(made.value, origins)
    if isinstance(made.value, str) and "\n" in made.value:
        return LiteralScalarString(made.value)
    return made.value


def _commented_map(items: dict[str, Valued], origins: bool) -> CommentedMap:
    from ruamel.yaml.comments import CommentedMap

    mapping = CommentedMap()
    for name, item in items.items():
        mapping[name] = _commented(item, origins)
        if origins and _is_one_line(item):
            mapping.yaml_add_eol_comment(_place(item), name, column=0)
    return mapping


def _commented_list(items: list[Valued], origins: bool) -> CommentedSeq:
    from ruamel.yaml.comments import CommentedSeq

    sequence = CommentedSeq()
    for index, item in enumerate(items):
        sequence.append(_commented(item, origins))
        if origins and _is_one_line(item):
            sequence.yaml_add_eol_comment(_place(item), index, column=0)
    return sequence


def _is_one_line(item: Valued) -> bool:
    """A comment behind a text of several lines would become part of the text."""
    return not isinstance(item.value, dict | list) and "\n" not in str(item.value)


def _place(item: Valued) -> str:
    return f"{item.span.file.path}:{item.span.start.line + 1}"
