"""A project: whether it can be built, its folder written, its shared cache reached, and its schema is current."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Literal

from heygen_build.backends import World
from heygen_build.diagnostics import BuildError
from heygen_build.doctor.finding import Finding
from heygen_build.pipeline import Options, check
from heygen_build.resolve.model import ResolvedProject
from heygen_build.source.load import load
from heygen_build.spec.validate import validate
from heygen_build.store.remote_bucket import BucketError, open_bucket

_MODELINE = re.compile(r"^#\s*yaml-language-server:\s*\$schema=(\S+)", re.MULTILINE)


How = Literal["account", "draft", "shape"]
"""Against what a project is checked: the names of the account, those of the emulator, or none where a key is there
and the account cannot be asked."""


async def project_findings(path: Path, world: World, how: How, schema: str) -> AsyncIterator[Finding]:
    """What is found about one project file. `schema` is the text of the current schema."""
    try:
        project = await _checked(path, world, how)
    except BuildError as error:
        first, *others = (found for found in error.diagnostics if found.severity == "error")
        told = f"{path}: {first.message}{f' (and {len(others)} more)' if others else ''}"
        yield Finding("project", told, "problem", f"heygen-build check {path}", first.code)
        return
    yield _fine(path, project)
    for finding in (*_folder(path), *_schema(path, schema)):
        yield finding
    if project is not None and project.cache_remote is not None:
        yield await _shared(project.cache_remote, world)


async def _checked(path: Path, world: World, how: How) -> ResolvedProject | None:
    """The resolved project; None where only its shape could be looked at. Raises BuildError."""
    if how == "shape":
        validate(load(path))
        return None
    return await check(path, Options(draft=how == "draft"), world)


def _fine(path: Path, project: ResolvedProject | None) -> Finding:
    if project is None:
        told = f"{path} reads well; its names, files and shared cache were not looked up without the account"
        return Finding("project", told, "note")
    films = len(project.films)
    return Finding("project", f"{path}: {films} film{'s' * (films != 1)}, no mistakes")


def _folder(path: Path) -> Iterator[Finding]:
    folder = path.absolute().parent
    if not os.access(folder, os.W_OK):
        told = f"{folder} cannot be written, and the journal and the films belong there"
        yield Finding("project", told, "problem", "fix its permissions")


def _schema(path: Path, current: str) -> Iterator[Finding]:
    """A copy of the schema beside the project ages with every new version of the program."""
    named = _MODELINE.search(path.read_text(encoding="utf-8-sig", errors="replace"))
    if named is None or "://" in named[1]:
        return
    copy = path.parent / named[1]
    hint = f"heygen-build schema > {named[1]}"
    if not copy.is_file():
        yield Finding("schema", f"{path} names {named[1]}, which is not there: editors show no help", "note", hint)
    elif copy.read_text(encoding="utf-8", errors="replace") != current:
        yield Finding("schema", f"{named[1]} is of another version of heygen-build", "note", hint)


async def _shared(address: str, world: World) -> Finding:
    hint = "builds go on without it; check the address and the credentials of the environment or ~/.aws"
    try:
        bucket = open_bucket(address, world.environ, world.home)
        honors = await bucket.honors_conditions()
    except BucketError as error:
        return Finding("shared cache", str(error), "warning", hint, "HB0741")
    if honors:
        return Finding("shared cache", f"{bucket.address} can be read and written, and honors conditional writes")
    told = f"{bucket.address} can be read and written, but ignores conditional writes"
    hint = "two machines that start at the same moment may both order a render; builds work all the same"
    return Finding("shared cache", told, "warning", hint, "HB0742")
