"""Nothing of the language is read by nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

import heygen_build.resolve
from heygen_build.resolve import model
from heygen_build.spec import models
from heygen_build.spec.base import Model

FOLDER = Path(heygen_build.resolve.__file__).parent
SOURCES = "".join(path.read_text("utf-8") for path in FOLDER.rglob("*.py"))
OUTSIDE = {
    "heygen_build": "the version, which is a constant",
    "include": "merged when the project is loaded; the matrix has one too",
}


def _filled() -> Iterator[str]:
    """Fields of resolved types: `filled` reads them from the spec under the same name."""
    for name in model.__all__:
        form = getattr(model, name)
        if isinstance(form, type) and is_dataclass(form):
            yield from (field.name for field in fields(form))


def _keys() -> Iterator[tuple[str, str]]:
    for name in dir(models):
        form = getattr(models, name)
        if isinstance(form, type) and issubclass(form, Model):
            yield from ((name, key) for key in form.model_fields)


@pytest.mark.parametrize(("owner", "key"), sorted(_keys()))
def test_every_key_of_the_language_is_resolved(owner: str, key: str) -> None:
    is_read = re.search(rf"\b\w+(?:\.\w+)*\.{key}\b|[\"']{key}[\"']", SOURCES) is not None
    assert is_read or key in set(_filled()) or key in OUTSIDE, f"{owner}.{key} is read nowhere"
