"""Each place that writes to the disk, refused once: a clear error, nothing half-written, and nothing paid twice.

The places are found by watching an undisturbed build; a new one is tried without anybody naming it here.
"""

from __future__ import annotations

import errno
import io
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import ParamSpec, TypeVar
from unittest import mock

import pytest
from PIL import Image

from heygen_build.diagnostics import BuildError
from heygen_build.store.journal import AnyFact, Journal
from tests.workshop import Studio, outputs

PROJECT = """\
heygen_build: 1
title: Disk
avatars: {host: {photo: face.png}}
voices: {calm: {name: Ivy}}
scenes:
  - {id: one, avatar: host, voice: calm, script: Hi.}
  - {id: two, card: Bye, voice: calm, script: Bye.}
"""
REFUSALS = {"disk full": errno.ENOSPC, "read-only": errno.EROFS, "no permission": errno.EACCES}
PACKAGE = f"{os.sep}heygen_build{os.sep}"
PASSED_OVER = ("emulator", "draft", f"store{os.sep}files.py", "media")
"""The server writes to its own disk; files.py writes for others, who are named; media write within scratch folders."""

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


@dataclass
class Disk:
    """Sees every write; refuses the first one at a place."""

    refused: str | None = None
    error: int = errno.ENOSPC
    seen: dict[str, None] = field(default_factory=dict)
    is_over: bool = False

    def write(self, act: str) -> None:
        place = _place(act)
        if place is None:
            return
        self.seen[place] = None
        if place == self.refused and not self.is_over:
            self.is_over = True
            raise OSError(self.error, os.strerror(self.error))

    def fact(self, journal: Journal, fact: AnyFact) -> None:
        """Facts are refused in SQLite's words."""
        place = f"fact {fact.kind}"
        self.seen[place] = None
        if place == self.refused and not self.is_over:
            self.is_over = True
            raise sqlite3.OperationalError("database or disk is full")


def _place(act: str) -> str | None:
    """Who in the package writes, as `fsync store/results.py:put`; None for a write that is none of ours."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        name = frame.f_code.co_filename
        inside = name.rpartition(PACKAGE)[2]
        if PACKAGE in name and not inside.startswith(PASSED_OVER):
            return f"{act} {inside}:{frame.f_code.co_name}"
        if PACKAGE in name and inside.startswith(("emulator", "draft")):
            return None
        frame = frame.f_back
    return None


@contextmanager
def watched(disk: Disk) -> Iterator[None]:
    """All ways in which Python writes files."""
    append = Journal.append

    def appended(journal: Journal, fact: AnyFact) -> None:
        disk.fact(journal, fact)
        append(journal, fact)

    def guard(act: str, real: Callable[Arguments, Result], writes: Callable[..., bool]) -> Callable[Arguments, Result]:
        def guarded(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
            if writes(*args, **kwargs):
                disk.write(act)
            return real(*args, **kwargs)

        return guarded

    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(Journal, "append", appended))
        for module, name, writes in WRITES:
            stack.enter_context(mock.patch.object(module, name, guard(name, getattr(module, name), writes)))
        yield


def _always(*args: object, **kwargs: object) -> bool:
    return True


def _for_writing(path: object, mode: str = "r", *args: object, **kwargs: object) -> bool:
    return any(letter in mode for letter in "wax+")


def _creating(path: object, flags: int, *args: object, **kwargs: object) -> bool:
    return bool(flags & os.O_CREAT)


WRITES: tuple[tuple[object, str, Callable[..., bool]], ...] = (
    (os, "open", _creating),
    (os, "mkdir", _always),
    (os, "fsync", _always),
    (os, "pwrite", _always),
    (os, "replace", _always),
    (io, "open", _for_writing),
)


def ready(folder: Path) -> Studio:
    studio = Studio(folder)
    studio.write(PROJECT)
    # The emulator honors the key of speech; without this an answer that could not be written down is a question.
    studio.environ["HEYGEN_BUILD_HONORED_KEYS"] = "speech"
    Image.new("RGB", (64, 48), "teal").save(studio.folder / "face.png")
    return studio


def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], list[str]]:
    studio, disk = ready(tmp_path_factory.mktemp("undisturbed")), Disk()
    with watched(disk):
        assert studio.build().artifacts.is_complete
    studio.close()
    return films(studio), list(disk.seen)


def films(studio: Studio) -> dict[str, bytes]:
    """Everything published but the manifest, which names ids that the server chose."""
    folder = studio.folder / "dist"
    return {name: data for name, data in outputs(folder).items() if not name.endswith(".json")}


def told(studio: Studio) -> list[tuple[str, str | None]]:
    """Codes and hints of everything that a build says went wrong. Anything else than a diagnostic ends the test."""
    try:
        built = studio.build()
    except BuildError as error:
        return [(found.code, found.hint) for found in error.diagnostics]
    found = [*(failure.diagnostic for failure in built.artifacts.failures), *built.problems]
    return [(one.code, one.hint) for one in found]


def test_wherever_the_disk_refuses_the_next_build_finishes_and_pays_nothing_twice(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    undisturbed, writes = places(tmp_path_factory)
    assert len(writes) > 15
    for number, place in enumerate(writes):
        why, error = list(REFUSALS.items())[number % len(REFUSALS)]
        studio = ready(tmp_path_factory.mktemp("refused"))
        disk = Disk(place, error)
        with watched(disk):
            said = told(studio)
        assert disk.is_over, place
        assert all(hint for _, hint in said), f"{why} at {place}: {said}"
        for name, data in films(studio).items():
            assert undisturbed.get(name) == data, f"{why} at {place} left half of {name}"
        assert told(studio) == [], f"{why} at {place}: the next build"
        assert films(studio) == undisturbed, f"{why} at {place}"
        assert studio.charged() == {"video": 1, "speech": 1}, f"{why} at {place}"
        assert not list(studio.folder.rglob(".*-*.tmp*")), place
        studio.close()


def test_a_file_of_the_project_that_vanishes_after_the_price_was_agreed_to_is_named_and_can_come_back(
    tmp_path: Path,
) -> None:
    studio = ready(tmp_path)
    photo = studio.folder / "face.png"
    data = photo.read_bytes()
    built = studio.build(authorize=lambda planned: photo.unlink())
    (failure,) = built.artifacts.failures
    assert failure.diagnostic.code == "HB0706"
    assert "face.png" in failure.diagnostic.message
    assert "put it back" in (failure.diagnostic.hint or "")
    photo.write_bytes(data)
    assert told(studio) == []
    assert studio.charged() == {"video": 1, "speech": 1}
    studio.close()
