"""What each place of a project was made of when it was last built: only for answering "why does this run again?"."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from heygen_build.store.digest import JsonValue
from heygen_build.store.files import write_text


class _Memory(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    places: dict[str, dict[str, JsonValue]] = {}


def read_memory(path: Path) -> dict[str, dict[str, JsonValue]]:
    """Inputs by place; empty where nothing was built yet. A damaged file counts as empty: it only explains."""
    try:
        return _Memory.model_validate_json(path.read_bytes()).places
    except (OSError, ValidationError):
        return {}


def write_memory(path: Path, places: Mapping[str, dict[str, JsonValue]]) -> None:
    """Remember these places, and no others."""
    write_text(path, _Memory(places=dict(places)).model_dump_json())
