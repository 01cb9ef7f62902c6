"""`heygen-build init`: a small project that builds at once as a draft."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from heygen_build.cli.console import choose, is_terminal, say
from heygen_build.cli.parser import Arguments
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.places import STATE_FOLDER
from heygen_build.starters import STARTERS, UNTITLED, starter_files

if TYPE_CHECKING:
    from heygen_build.backends import World

PROJECT, SCHEMA = "project.yaml", "project.schema.json"
_LINES = {
    ".gitignore": (f"{STATE_FOLDER}/", "dist/"),
    ".gitattributes": ("*.lock.json merge=union",),
}
"""Files of git that get the lines they lack: their own lines stay."""


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """Writes the project and prints the paths of its files. Raises BuildError; then nothing was written."""
    folder = Path(arguments.folder)
    _refuse_taken(folder, [PROJECT, SCHEMA])  # before anything is asked
    name = arguments.template or _chosen()
    files = _files(name, folder)
    _refuse_taken(folder, list(files))
    try:
        written = _write(folder, files | _git_files(folder))
    except (OSError, UnicodeDecodeError) as error:
        message = f"`{folder}` cannot be made a project: {getattr(error, 'strerror', None) or error}"
        hint = "take another folder, or mend what the message names; nothing was written"
        raise BuildError([Diagnostic("HB0152", message, hint=hint)], exit_code=1) from error
    print("\n".join(path.as_posix() for path in written))
    say("\n".join(_next_steps(name, folder)))
    return 0


def _chosen() -> str:
    """The starter that a person picks; the first where nobody can be asked."""
    names = list(STARTERS)
    if not is_terminal():
        return names[0]
    width = max(map(len, names))
    return names[choose("What kind of film?", [f"{name:<{width}}  {STARTERS[name]}" for name in names])]


def _files(name: str, folder: Path) -> dict[str, bytes]:
    """Files by their path below the folder, with the title filled in, and the schema that editors need."""
    from heygen_build.cli.schemas import project_schema_text

    files = dict(starter_files(name))
    title = f"title: {json.dumps(_title(folder), ensure_ascii=False)}"
    files[PROJECT] = files[PROJECT].decode().replace(UNTITLED, title, 1).encode()
    return files | {SCHEMA: project_schema_text().encode()}


def _title(folder: Path) -> str:
    """`My launch` of a folder `my-launch`. Braces would be a template, and letters that cannot be shown no title."""
    name = "".join(letter for letter in folder.resolve().name if letter.isprintable() and letter not in "{}")
    words = " ".join(name.replace("-", " ").replace("_", " ").split())
    return f"{words[0].upper()}{words[1:]}" if words else "Untitled"


def _refuse_taken(folder: Path, names: list[str]) -> None:
    if folder.exists() and not folder.is_dir():
        raise BuildError([Diagnostic("HB0152", f"`{folder}` is a file, and a project needs a folder")])
    taken = [name for name in names if os.path.lexists(folder / name)]
    if taken:
        listed = ", ".join(f"`{name}`" for name in taken)
        message = f"`{folder.resolve().name}` already has {listed}"
        hint = "name a new folder: heygen-build init FOLDER; nothing was written"
        raise BuildError([Diagnostic("HB0151", message, hint=hint)])


def _git_files(folder: Path) -> dict[str, bytes]:
    """The files of git that lack a line, with it. Raises OSError, and UnicodeDecodeError for a file that is no text."""
    found: dict[str, bytes] = {}
    for name, wanted in _LINES.items():
        path = folder / name
        text = path.read_bytes().decode() if path.exists() else ""
        missing = [line for line in wanted if line not in map(str.strip, text.splitlines())]
        if missing:
            ended = f"{text}\n" if text and not text.endswith("\n") else text
            found[name] = "".join([ended, *(f"{line}\n" for line in missing)]).encode()
    return found


def _write(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write all files, or, where one cannot be written, none: those that are new are removed again."""
    from heygen_build.store.files import replacing

    made: list[Path] = []
    new = [folder / name for name in files if not (folder / name).exists()]
    try:
        for name, content in files.items():
            with replacing(folder / name) as temporary:
                temporary.write_bytes(content)
            made.append(folder / name)
    except OSError:
        for path in set(made) & set(new):
            path.unlink(missing_ok=True)
        raise
    return made


def _next_steps(name: str, folder: Path) -> Iterator[str]:
    yield f"\na project from the starter `{name}`; {PROJECT} explains itself. Next:\n"
    if folder.resolve() != Path.cwd():
        yield f"  cd {_quoted(folder.as_posix())}"
    yield "  heygen-build --draft        a free, watermarked draft, in dist/draft/"
    yield "  heygen-build watch --open   a new draft at every save, on a page of this machine"
    yield "  heygen-build doctor         before the first paid build: is everything in place?"


def _quoted(path: str) -> str:
    from shlex import quote

    return quote(path)
