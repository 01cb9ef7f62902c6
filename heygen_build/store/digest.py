"""Digests: BLAKE3 for media bytes (fast on large files), SHA-256 over canonical JSON for step keys."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from typing_extensions import TypeAliasType

JsonValue = TypeAliasType("JsonValue", "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None")
"""Anything JSON can say. A named type, because pydantic needs a name to follow the recursion."""


def file_digest(path: Path) -> str:
    """BLAKE3 of a file's bytes, 64 hex digits."""
    from blake3 import blake3

    hasher = blake3()
    hasher.update_mmap(path)
    return hasher.hexdigest()


def canonical_json(value: JsonValue) -> str:
    """JSON with sorted keys and no white space: equal values give equal text, whatever their order."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def key_of(value: JsonValue) -> str:
    """SHA-256 of the canonical JSON, 64 hex digits."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()
