"""What every part of resolving needs: the project, the catalog, the files, and what was made already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.diagnostics.suggest import did_you_mean_text
from heygen_build.resolve.catalog import Catalog
from heygen_build.resolve.files import Files
from heygen_build.resolve.memo import Memo
from heygen_build.resolve.scope import Place
from heygen_build.spec.models import ProjectSpec
from heygen_build.spec.templated import Template

Section = TypeVar("Section")
Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Desk:
    """One for a whole project."""

    spec: ProjectSpec
    catalog: Catalog
    files: Files
    memo: Memo


def find_section(
    place: Place, sections: Mapping[str, Section], what: str, chosen: str | Template[str] | None
) -> tuple[str, Section] | None:
    """What is declared under the name that stands at a place; None where the name is wrong (and on record)."""
    name = place.get(chosen)
    if name is None:
        return None
    if name in sections:
        return name, sections[name]
    hint = did_you_mean_text(name, sections) or f"declare it under `{what}`"
    place.report(Diagnostic("HB0310", f"there is no `{name}` under `{what}`", (Label(place.span),), hint=hint))
    return None


def own_or_default(own: Part, default: Part, place: Place, key: str) -> tuple[Part, Place]:
    """What a scene says under a key, else the project's default; and the place of it."""
    if own is not None or default is None:
        return own, place.at(key)
    return default, place.scope.at("defaults", key)
