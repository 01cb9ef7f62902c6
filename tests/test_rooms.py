"""The six rooms: data flows one way, and imports look only backwards along the line."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import heygen_build

PACKAGE = Path(heygen_build.__file__).parent
ROOMS = ("source", "spec", "resolve", "plan", "execute", "publish")
BESIDE = ("diagnostics", "script", "heygen", "store", "media", "draft", "emulator")
"""What rooms use and what knows none of them: the emulator, above all, must not see what it is to answer."""


def imported(folder: str) -> Iterator[tuple[str, str]]:
    """(module, imported module) for every import below a folder, also those inside of functions."""
    for path in sorted((PACKAGE / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                yield path.name, node.module
            elif isinstance(node, ast.Import):
                yield from ((path.name, alias.name) for alias in node.names)


def into(folder: str, rooms: tuple[str, ...]) -> list[str]:
    """Imports below a folder that lead into one of the rooms."""
    names = {f"heygen_build.{room}" for room in rooms}
    return [f"{module}: {name}" for module, name in imported(folder) if ".".join(name.split(".")[:2]) in names]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_nothing_of_the_rooms_after_it(room: str) -> None:
    assert into(room, ROOMS[ROOMS.index(room) + 1 :]) == []


@pytest.mark.parametrize("folder", BESIDE)
def test_what_lies_beside_the_line_imports_no_room(folder: str) -> None:
    assert into(folder, ROOMS) == []


def test_the_search_for_imports_finds_those_that_are_there() -> None:
    assert into("publish", ("plan",))
