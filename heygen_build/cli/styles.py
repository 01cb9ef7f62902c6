"""`heygen-build styles`: the styles of the Video Agent that the account offers."""

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
from heygen_build.heygen.wire.agents import AgentStyle

COLUMNS = (Column("name", flexible=True), Column("id"), Column("ratio", 1), Column("tags", 2, flexible=True))


class StyleRow(BaseModel):
    """A style: `id` or `name` stands under `style: {id: …}` of a brief."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    aspect_ratio: str | None
    tags: tuple[str, ...]
    thumbnail: str | None
    preview: str | None


class StylesReport(BaseModel):
    """The answer of `heygen-build styles … --json`. Its schema is `schemas/styles.v1.json`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    styles: Literal[1] = 1
    source: str
    items: tuple[StyleRow, ...]


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """Lists, searches or shows styles."""
    asked = arguments.asked

    async def work(connection: Connection) -> tuple[Connection, list[StyleRow], int]:
        rows = [_row(style) async for style in connection.client.agents.styles()]
        if asked.action == "show":
            found = named(rows, asked.words, lambda row: (row.id, row.name), what="style", code="HB0325")
            return connection, found, len(found)
        kept = [row for row in rows if asked.ratio in (None, row.aspect_ratio)]
        matching = searched(kept, asked.words, lambda row: " ".join((row.name, row.id, *row.tags)))
        return connection, matching[: asked.limit], len(matching)

    connection, rows, everything = asked_account(arguments, world(), work)
    if arguments.json:
        print_json(StylesReport(source=source_of(connection, arguments), items=tuple(rows)), alone=True)
        return 0
    say_source("styles", connection, arguments)
    if asked.action == "show":
        print("\n\n".join(map(_shown, rows)))
    elif not rows:
        say("no style matches")
    else:
        cells = [(row.name, row.id, row.aspect_ratio or "any", ", ".join(row.tags)) for row in rows]
        print(table(COLUMNS, cells, width()))
    if len(rows) < everything:
        say(f"and {everything - len(rows):,} more")
    return 0


def _row(style: AgentStyle) -> StyleRow:
    return StyleRow(
        id=style.style_id,
        name=style.name,
        aspect_ratio=style.aspect_ratio,
        tags=style.tags,
        thumbnail=style.thumbnail_url,
        preview=style.preview_video_url,
    )


def _shown(row: StyleRow) -> str:
    return details(
        [
            ("name", row.name),
            ("id", row.id),
            ("ratio", row.aspect_ratio),
            ("tags", ", ".join(row.tags)),
            ("picture", row.thumbnail),
            ("film", row.preview),
        ]
    )
