"""`project.lock.json`: what names meant, and which renders were paid for. Committed, so that colleagues share both.

One entry a line, sorted, each ending in a comma: branches merge line by line. A file that git left with conflict
markers is read as well, because both sides of such a conflict are true: the newer entry of a name wins.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from heygen_build.store.files import write_text

VERSION = 1
_HEAD = re.compile(r'\{"lock": (\d+), "prices": "([^"]*)",')
_ENTRY = re.compile(r'("(?:[^"\\]|\\.)*"): (\{.*\}),?')
_MARKERS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Pin(_Frozen):
    """What a name meant: the id, and what else of it is in the keys of renders."""

    id: str
    group: str | None = None
    engine: str | None = None
    revision: str | None = None


class Render(_Frozen):
    """A render that was paid for. `account` is a fingerprint, `at` Unix seconds, `digest` BLAKE3 of the main file."""

    id: str
    kind: str
    account: str
    at: float
    digest: str | None = None
    seconds: float | None = None
    usd: float | None = None


class LockError(Exception):
    """The file cannot be read. `line` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        self.line = line
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Lock:
    """`pins` by kind and name (`look Abigail`), `renders` by step key, `prices` the date of the price table."""

    prices: str = ""
    pins: Mapping[str, Pin] = field(default_factory=dict)
    renders: Mapping[str, Render] = field(default_factory=dict)


def fingerprint(account: str) -> str:
    """Tells accounts apart without publishing their names."""
    return hashlib.sha256(f"heygen-build account {account}".encode()).hexdigest()[:16]


def read_lock(path: Path) -> Lock:
    """The lock file; an empty one where there is none. Raises LockError and OSError."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Lock()
    except UnicodeDecodeError as error:
        raise LockError("it is not UTF-8 text", 1) from error
    return parse_lock(text)


def write_lock(path: Path, lock: Lock) -> None:
    """Write it atomically where it differs from what is there. Raises OSError."""
    text = lock_text(lock)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        write_text(path, text)


def lock_text(lock: Lock) -> str:
    """The file: JSON, whose empty last entries let every other line end in a comma."""
    pins, renders = list(_lines(lock.pins)), list(_lines(lock.renders))
    head = f'{{"lock": {VERSION}, "prices": "{lock.prices}",'
    return "\n".join([head, '"pins": {', *pins, '"": null},', '"renders": {', *renders, '"": null}', "}", ""])


def parse_lock(text: str) -> Lock:
    """Read `lock_text`, also after a merge that left its markers. Raises LockError."""
    prices = ""
    pins: dict[str, Pin] = {}
    renders: dict[str, Render] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if head := _HEAD.fullmatch(stripped):
            _check_version(int(head[1]), number)
            prices = max(prices, head[2])
        elif stripped in ('"pins": {', '"renders": {'):
            section = stripped.split('"')[1]
        elif entry := _ENTRY.fullmatch(stripped):
            name = str(_json(entry[1], number))
            if section == "pins":
                pins[name] = _model(Pin, entry[2], number)
            else:
                _keep_newer(renders, name, _model(Render, entry[2], number))
        elif stripped and not stripped.startswith(_MARKERS) and stripped not in ('"": null},', '"": null}', "}"):
            raise LockError(f"this line is not one of a lock file: {stripped[:60]}", number)
    return Lock(prices, pins, renders)


def _check_version(version: int, line: int) -> None:
    if version > VERSION:
        raise LockError(f"a newer heygen-build wrote it (version {version}; this one knows {VERSION})", line)


def _keep_newer(renders: dict[str, Render], key: str, render: Render) -> None:
    known = renders.get(key)
    if known is None or known.at <= render.at:
        renders[key] = render


Model = TypeVar("Model", bound=BaseModel)


def _model(model: type[Model], text: str, line: int) -> Model:
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        raise LockError(f"the entry cannot be read: {error.errors()[0]['msg']}", line) from error


def _json(text: str, line: int) -> object:
    try:
        found: object = json.loads(text)
    except ValueError as error:
        raise LockError("the name cannot be read", line) from error
    return found


def _lines(entries: Mapping[str, Pin] | Mapping[str, Render]) -> Iterator[str]:
    for name, entry in sorted(entries.items()):
        fields = json.dumps(entry.model_dump(exclude_none=True), sort_keys=True, ensure_ascii=False)
        yield f"{json.dumps(name, ensure_ascii=False)}: {fields},"
