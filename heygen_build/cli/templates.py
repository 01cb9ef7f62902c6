"""`heygen-build templates`: the templates of the account, asked for anew: they are edited on a web page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from pydantic import BaseModel, ConfigDict

from heygen_build.backends import Connection, World
from heygen_build.cli.account_session import asked_account, say_source, source_of
from heygen_build.cli.console import print_json, say, width
from heygen_build.cli.parser import Arguments
from heygen_build.cli.picking import named, searched
from heygen_build.cli.table import Column, details, table
from heygen_build.heygen.wire.templates import Template, TemplateDetail

COLUMNS = (Column("name", flexible=True), Column("id"), Column("ratio", 1))


class TemplateRow(BaseModel):
    """A template: `id` or `name` stands under `template:` in a project. Variables by name, with `show` only."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    aspect_ratio: str | None
    thumbnail: str | None
    variables: dict[str, str] | None = None
    scenes: tuple[str, ...] | None = None


class TemplatesReport(BaseModel):
    """The answer of `heygen-build templates … --json`. Its schema is `schemas/templates.v1.json`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    templates: Literal[1] = 1
    source: str
    items: tuple[TemplateRow, ...]


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """Lists, searches or shows templates."""
    asked = arguments.asked

    async def work(connection: Connection) -> tuple[Connection, list[TemplateRow], int]:
        listed = [template async for template in connection.client.templates.list()]
        if asked.action == "show":
            found = named(listed, asked.words, lambda item: (item.id, item.name), what="template", code="HB0327")
            rows = [_row(item, await connection.client.templates.get(item.id)) for item in found]
            return connection, rows, len(rows)
        kept = [_row(item) for item in listed if asked.ratio in (None, item.aspect_ratio)]
        matching = searched(kept, asked.words, lambda row: f"{row.name} {row.id}")
        return connection, matching[: asked.limit], len(matching)

    connection, rows, everything = asked_account(arguments, world(), work)
    if arguments.json:
        print_json(TemplatesReport(source=source_of(connection, arguments), items=tuple(rows)), alone=True)
        return 0
    say_source("templates", connection, arguments)
    if asked.action == "show":
        print("\n\n".join(map(_shown, rows)))
    elif not rows:
        say("no template matches; templates are made in HeyGen's web editor")
    else:
        print(table(COLUMNS, [(row.name, row.id, row.aspect_ratio or "") for row in rows], width()))
    if len(rows) < everything:
        say(f"and {everything - len(rows):,} more")
    return 0


def _row(template: Template, detail: TemplateDetail | None = None) -> TemplateRow:
    return TemplateRow(
        id=template.id,
        name=template.name,
        aspect_ratio=template.aspect_ratio,
        thumbnail=template.thumbnail_url,
        variables=None if detail is None else {name: item.type for name, item in detail.variables.items()},
        scenes=None if detail is None else tuple(scene.scene_id for scene in detail.scenes),
    )


def _shown(row: TemplateRow) -> str:
    variables = [f"{name}: {kind}" for name, kind in (row.variables or {}).items()]
    return details(
        [
            ("name", row.name),
            ("id", row.id),
            ("ratio", row.aspect_ratio),
            ("variables", ", ".join(variables)),
            ("scenes", ", ".join(row.scenes or ())),
            ("picture", row.thumbnail),
        ]
    )
