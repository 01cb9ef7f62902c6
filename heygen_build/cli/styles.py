"""`heygen-build styles`: the styles of the Video Agent that the account offers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from heygen_build.backends import Connection, World
from heygen_build.catalogs import Shelf
from heygen_build.cli import listing
from heygen_build.cli.account_parser import Asked
from heygen_build.cli.account_session import cache_folder
from heygen_build.cli.listing import Listing, Offer
from heygen_build.cli.parser import Arguments
from heygen_build.cli.table import Column, details
from heygen_build.heygen.client import HeyGen
from heygen_build.heygen.wire.agents import AgentStyle


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
    fetched: float = Field(description="Unix seconds.")
    items: tuple[StyleRow, ...]


_ROWS: TypeAdapter[tuple[StyleRow, ...]] = TypeAdapter(tuple[StyleRow, ...])


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """Lists, searches or shows styles."""
    return listing.run(Styles(), arguments, world)


class Styles(Listing[StyleRow]):
    what: ClassVar[str] = "style"
    code: ClassVar[str] = "HB0325"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("name", flexible=True),
        Column("id"),
        Column("ratio", 1),
        Column("tags", 2, flexible=True),
    )

    async def offered(self, connection: Connection, world: World, *, refresh: bool) -> Offer[StyleRow]:
        name = f"{connection.catalog_name}-styles"
        shelf = Shelf(connection, cache_folder(world), world.clock(), name=name, adapter=_ROWS, fetch=_fetch)
        rows, freshness = await shelf.get(refresh=refresh)
        return Offer(rows, shelf.fetched_at(), freshness == "cached")

    def key(self, row: StyleRow) -> tuple[str, str]:
        return row.id, row.name

    def matches(self, row: StyleRow, asked: Asked) -> bool:
        return asked.ratio in (None, row.aspect_ratio)

    def said(self, row: StyleRow) -> str:
        return " ".join((row.name, row.id, *row.tags))

    def cells(self, row: StyleRow) -> tuple[str, ...]:
        return row.name, row.id, row.aspect_ratio or "any", ", ".join(row.tags)

    def shown(self, row: StyleRow, *, links: bool) -> str:
        return details(
            [
                ("name", row.name),
                ("id", row.id),
                ("ratio", row.aspect_ratio),
                ("tags", ", ".join(row.tags)),
                ("picture", row.thumbnail if links else None),
                ("film", row.preview if links else None),
            ]
        )

    def report(self, source: str, fetched: float, rows: Sequence[StyleRow]) -> BaseModel:
        return StylesReport(source=source, fetched=fetched, items=tuple(rows))


async def _fetch(client: HeyGen) -> tuple[StyleRow, ...]:
    return tuple([_row(style) async for style in client.agents.styles()])


def _row(style: AgentStyle) -> StyleRow:
    return StyleRow(
        id=style.style_id,
        name=style.name,
        aspect_ratio=style.aspect_ratio,
        tags=style.tags,
        thumbnail=style.thumbnail_url,
        preview=style.preview_video_url,
    )
