"""Plain values as JSON and back: what a state folder keeps. Only classes of this program are ever made from a file.

Tuples, paths and dataclasses are written as one-key objects (`{"$tuple": […]}`), so that equal values come back.
"""

from __future__ import annotations

import base64
import importlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

from heygen_build.emulator.jobs import Json

HOME = "heygen_build."
_WORDS = frozenset({"$tuple", "$frozenset", "$path", "$bytes", "$map", "$class"})


def encode(value: object) -> Json:
    """JSON for a value made of scalars, lists, tuples, sets, mappings, paths and this program's dataclasses."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case bytes():
            return {"$bytes": base64.b64encode(value).decode()}
        case Path():
            return {"$path": str(value)}
        case list():
            return [encode(item) for item in value]
        case tuple():
            return {"$tuple": [encode(item) for item in value]}
        case frozenset():
            return {"$frozenset": [encode(item) for item in sorted(value)]}
        case Mapping():
            return _encode_mapping(value)
    if is_dataclass(value) and type(value).__module__.startswith(HOME):
        name = f"{type(value).__module__}:{type(value).__qualname__}"
        kept = {part.name: encode(getattr(value, part.name)) for part in fields(value) if part.init}
        return {"$class": name, "fields": kept}
    raise TypeError(f"{type(value).__name__} cannot be kept")


def _encode_mapping(value: Mapping[object, object]) -> Json:
    if all(isinstance(name, str) and name not in _WORDS for name in value):
        return {str(name): encode(item) for name, item in value.items()}
    return {"$map": [[encode(name), encode(item)] for name, item in value.items()]}


def decode(value: object) -> object:
    """The value that `encode` was given. Raises `ValueError` for anything that it does not write."""
    if isinstance(value, list):
        return [decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    match value:
        case {"$tuple": list(items)}:
            return tuple(decode(item) for item in items)
        case {"$frozenset": list(items)}:
            return frozenset(decode(item) for item in items)
        case {"$path": str(path)}:
            return Path(path)
        case {"$bytes": str(text)}:
            return base64.b64decode(text)
        case {"$map": list(pairs)}:
            return {decode(name): decode(item) for name, item in pairs}
        case {"$class": str(name), "fields": dict(kept)}:
            return _instance(name, {part: decode(item) for part, item in kept.items()})
    return {name: decode(item) for name, item in value.items()}


def _instance(name: str, kept: dict[str, object]) -> object:
    """A dataclass of this program, made by its own constructor; fields that it no longer has are dropped."""
    module, _, qualified = name.partition(":")
    if not module.startswith(HOME):
        raise ValueError(f"{name} is not of this program")
    found: object = importlib.import_module(module)
    for part in qualified.split("."):
        found = getattr(found, part, None)
    if not isinstance(found, type) or not is_dataclass(found):
        raise ValueError(f"{name} is no dataclass")
    known = {part.name for part in fields(found) if part.init}
    made: object = found(**{part: value for part, value in kept.items() if part in known})
    return made
