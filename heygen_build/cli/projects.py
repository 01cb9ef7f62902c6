"""Which project files are meant: files, folders, globs, or the nearest project.yaml upwards."""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from heygen_build.cli.console import show_diagnostics
from heygen_build.cli.parser import VERBS, Arguments
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.diagnostics.suggest import did_you_mean

NAME = "project.yaml"
WRONG_KEY = 3


def each_project(arguments: Arguments, work: Callable[[Path, bool], int]) -> int:
    """Do `work` for every project named (the path, whether it is the only one); gives the first code that is not 0.

    A project that cannot be built does not keep the others from it, unless it failed for a reason they all share.
    """
    paths = find_projects(arguments.projects, Path.cwd())
    codes: list[int] = []
    for path in paths:
        try:
            codes.append(work(path, len(paths) == 1))
        except BuildError as error:
            show_diagnostics(error.diagnostics, arguments)
            codes.append(error.exit_code)
        if codes[-1] == WRONG_KEY:
            break
    return next((code for code in codes if code), 0)


def find_projects(words: Sequence[str], folder: Path) -> tuple[Path, ...]:
    """Project files in the order they were named, each once. Raises BuildError where a word means nothing."""
    if not words:
        return (_nearest(folder),)
    found = [path for word in words for path in _meant(word)]
    return tuple(dict.fromkeys(found))


def _meant(word: str) -> Iterator[Path]:
    path = Path(word)
    if path.is_dir():
        if not (path / NAME).is_file():
            raise BuildError([Diagnostic("HB0101", f"the folder `{word}` has no {NAME}", path=word)])
        yield path / NAME
    elif glob.has_magic(word) and not path.exists():
        yield from _matches(word)
    elif not path.exists() and (near := did_you_mean(word, VERBS)):
        message = f"there is no project `{word}`, and no verb of this name"
        raise BuildError([Diagnostic("HB0101", message, hint=f"did you mean `heygen-build {near[0]}`?")])
    else:
        yield path


def _matches(pattern: str) -> list[Path]:
    """Files that match, and the projects of folders that do; other folders are no projects."""
    paths = [Path(match) for match in sorted(glob.glob(pattern, recursive=True))]  # noqa: PTH207 - Path.glob takes no absolute patterns
    found = [path / NAME if path.is_dir() else path for path in paths]
    projects = [path for path in found if path.is_file()]
    if not projects:
        raise BuildError([Diagnostic("HB0101", f"no project matches `{pattern}`", path=pattern)])
    return projects


def _nearest(folder: Path) -> Path:
    for parent in (folder, *folder.parents):
        if (parent / NAME).is_file():
            candidate = parent / NAME
            return candidate.relative_to(folder) if parent == folder else candidate
    hint = "name a project: heygen-build path/to/project.yaml"
    raise BuildError([Diagnostic("HB0101", f"there is no {NAME} here or in any folder above", hint=hint)])
