"""`heygen-build check`: validate without building."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from heygen_build.backends import World
from heygen_build.cli.console import counted, say, show_diagnostics
from heygen_build.cli.parser import Arguments
from heygen_build.cli.projects import find_projects
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.pipeline import Options, check
from heygen_build.source.editor import schema_note
from heygen_build.source.read import shown_path


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """0 when every project is fine, else the exit code of the worst one. All projects are checked."""
    options = Options(arguments.draft, dict(arguments.variables), arguments.variables_files)
    found: list[Diagnostic] = []
    codes = [0]
    for path in find_projects(arguments.projects, Path.cwd()):
        try:
            project = asyncio.run(check(path, options, world()))
        except BuildError as error:
            found += error.diagnostics
            note = schema_note(error.diagnostics, shown_path(path))
            found += [note] if note else []
            codes.append(error.exit_code)
        else:
            found += project.warnings
            scenes = sum(len(film.scenes) for film in project.films)
            if arguments.format == "text":
                say(f"{path}: fine ({counted(scenes, 'scene')}, {counted(len(project.films), 'film')})")
    show_diagnostics(found, arguments, always=True)
    return max(codes)
