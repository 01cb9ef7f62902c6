"""Which files a project may read: those of its repository, because a build must not depend on one machine."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from heygen_build.diagnostics import Diagnostic, Label, Span


def repository_of(folder: Path) -> Path:
    """The folder that holds the project's repository, links resolved; without one, the project's own folder."""
    return _repository_of(folder.resolve())


@lru_cache(maxsize=64)
def _repository_of(folder: Path) -> Path:
    return next((parent for parent in (folder, *folder.parents) if (parent / ".git").exists()), folder)


def beside(span: Span, text: str) -> Path:
    """The file that `text` names in the file of the span. Without `..` where that names the same file."""
    path = Path(span.file.path).parent / text
    short = Path(os.path.normpath(path))
    if short == path:
        return path
    try:
        return short if os.path.realpath(short) == os.path.realpath(path) else path
    except (OSError, ValueError):
        return path


def outside(path: Path, repository: Path) -> bool:
    """Whether a path leads out of the repository, also through links. Raises OSError and ValueError."""
    # `Path.resolve` raises RuntimeError for links that go in a circle, in some Pythons; this leaves them as they are.
    return not Path(os.path.realpath(path)).is_relative_to(repository)


def outside_mistake(text: str, span: Span, repository: Path) -> Diagnostic:
    """What is said about a file outside of the repository, whoever names it."""
    message = f"`{text}` lies outside the project's repository"
    hint = "copy the file into the repository: a build must not depend on one machine"
    return Diagnostic(
        "HB0332", message, (Label(span),), hint=hint, notes=(f"the repository is the folder `{_shown(repository)}`",)
    )


def _shown(repository: Path) -> str:
    """Relative to the working directory, as all paths are shown; not where that is another drive."""
    try:
        return Path(os.path.relpath(repository)).as_posix()
    except (ValueError, OSError):
        return repository.as_posix()
