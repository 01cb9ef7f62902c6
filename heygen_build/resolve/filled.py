"""Resolved types whose fields are those of a spec are filled by name: each value evaluated at its own place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from typing import TYPE_CHECKING, TypeVar, cast

from pydantic import BaseModel

from heygen_build.resolve.scope import Place
from heygen_build.resolve.variables import rendered
from heygen_build.spec.templated import Template

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Made = TypeVar("Made", bound="DataclassInstance")
Layer = tuple[Place, BaseModel]
"""A spec and its place. Where several say the same, the first wins."""


def filled(made: type[Made], *layers: Layer, **given: object) -> Made | None:
    """A `made` from the specs of some layers. What no layer says is as `given`, else the type's default.

    None where a value without a default is missing or was wrong (and is on record). A field `origin` is the place of
    the first layer.
    """
    values: dict[str, object] = {}
    for field in fields(made):
        value = given[field.name] if field.name in given else _value(field.name, layers)
        if value is not None:
            values[field.name] = value
        elif not _has_default(field):
            _check_said(field.name, layers, given)
            return None
    return cast("Callable[..., Made]", made)(**values)


def _value(name: str, layers: Sequence[Layer]) -> object:
    if name == "origin":
        return layers[0][0].origin
    for place, spec in layers:
        written = getattr(spec, name, None)
        if isinstance(written, BaseModel | list | dict):
            raise TypeError(f"`{name}` of {type(spec).__name__} is more than a value, so it has to be given")
        if written is not None:
            return place.get(written, name)
    return None


def _check_said(name: str, layers: Sequence[Layer], given: Mapping[str, object]) -> None:
    """A value without a default is missing only because it was wrong: else something would be lost without a word."""
    if name not in given and all(getattr(spec, name, None) is None for _, spec in layers):
        raise TypeError(f"`{name}` has no default, and nothing says it")


def _has_default(field: Field[object]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


def texts(place: Place, key: str, written: Sequence[str | Template[str]] | None) -> tuple[str, ...]:
    """A list of texts, each evaluated; those that were wrong are on record."""
    found = [place.get(value, key, index) for index, value in enumerate(written or ())]
    return tuple(text for text in found if text is not None)


def plain(place: Place, key: str, written: Mapping[str, object] | None) -> dict[str, object]:
    """Plain data with its templates evaluated."""
    return {name: rendered(place.scope, value, (*place.route, key, name)) for name, value in (written or {}).items()}
